import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const deriveNow = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** So many at once: names are looked up and files read by the same four threads. So many more wait; the next is refused. */
const most = { atOnce: 2, waiting: 16 } as const;
let running = 0;
const waiting: (() => void)[] = [];

/** More passwords are looked at than this machine can look at; ask again in some seconds. */
export class TooManyPasswords extends Error {
  override readonly name = 'TooManyPasswords';
}

/** Whether one more would have to be refused. */
export const isCrowded = (): boolean => running >= most.atOnce && waiting.length >= most.waiting;

async function derive(password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> {
  if (running >= most.atOnce) {
    if (isCrowded()) throw new TooManyPasswords('too many passwords at once');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await deriveNow(password, salt, length, options);
  } finally {
    // Whoever waited longest takes this one's place.
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** scrypt's N, r and p as OWASP's Password Storage Cheat Sheet lists them for 32 MiB; maxmem is twice what that needs. */
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 2 ** 26 + 2 ** 20 } as const;
const bytes = 32;

/** Characters; a sentence of a few words has more. */
export const passwordLength = { least: 12, most: 200 } as const;

/** Why a password is not taken; null when it is. */
export function whyNotPassword(password: string, name: string): 'short' | 'long' | 'guessable' | null {
  const length = [...password].length;
  if (length < passwordLength.least) return 'short';
  if (length > passwordLength.most) return 'long';
  const plain = password.normalize('NFKC').toLowerCase();
  // A few letters again and again, a row of the keyboard, one's own name with a year: what is tried first.
  if (new Set(plain).size < 5 || isRow(plain)) return 'guessable';
  const rest = [name.normalize('NFKC').toLowerCase(), ...stems].reduce(
    (left, stem) => left.replaceAll(stem, ''),
    plain,
  );
  return rest.length < 6 ? 'guessable' : null;
}

/** Whether each letter follows the one before it, up or down («abcdefghijkl», «987654321098»). */
function isRow(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return [1, -1].some((by) => steps.filter((step) => step === by).length >= steps.length - 1);
}

/** Rows of the two keyboards, and what is chosen where something has to be chosen. */
const stems = [
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'ضصثقفغعهخحجد',
  'شسيبلاتنمكط',
  'password',
  'passw0rd',
  'كلمة السر',
  'كلمة سر',
  'nashra',
  'نشرة',
  'admin',
  'letmein',
  'welcome',
  '123456',
];

/** `scrypt$N$r$p$salt$key`, so that the cost can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(normal(password), salt, bytes, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** Takes as long for a user who is not there (null): how long it takes tells nothing. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [scheme, N, r, p, salt = '', key = ''] = (hash ?? nobodys).split('$');
  if (scheme !== 'scrypt') throw new Error(`a password hash of an unknown scheme: ${scheme}`);
  const expected = Buffer.from(key, 'base64');
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const given = await derive(normal(password), Buffer.from(salt, 'base64'), expected.length, options);
  return timingSafeEqual(given, expected) && hash !== null;
}

/** The same word typed on two keyboards is the same password. */
const normal = (password: string) => password.normalize('NFKC');

const nobodys = [
  'scrypt',
  cost.N,
  cost.r,
  cost.p,
  randomBytes(16).toString('base64'),
  randomBytes(bytes).toString('base64'),
].join('$');
