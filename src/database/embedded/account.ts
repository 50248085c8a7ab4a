import { readFile } from 'node:fs/promises';
import { EmbeddedServerError } from './error.ts';
import { run } from './run.ts';

/**
 * The account of the operating system that runs the server. PostgreSQL refuses to run as root, so root hands it to
 * another one.
 */
export type Account =
  | { readonly kind: 'self' }
  | { readonly kind: 'other'; readonly name: string; readonly uid: number; readonly gid: number };

export const self: Account = { kind: 'self' };

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** `postgres` where the machine has it (Debian's package makes it), else our own, made when missing. */
const candidates = ['postgres', 'nashra'];

/**
 * Root's stand-in: an existing account, else a new system account without login, home or password.
 *
 * @throws {EmbeddedServerError} `no-account` when none can be made.
 */
export async function accountForRoot(): Promise<Account> {
  for (const name of candidates) {
    const account = await findAccount(name);
    if (account !== undefined) return account;
  }
  const added = await run(self, 'useradd', [
    ...['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'],
    ...['--shell', '/usr/sbin/nologin', '--comment', 'Nashra database', 'nashra'],
  ]);
  // Another start on the same machine may have made it in the meantime.
  const account = await findAccount('nashra');
  if (account !== undefined) return account;
  const reason = added.startError?.message ?? added.stderr.trim();
  throw new EmbeddedServerError(
    'no-account',
    `PostgreSQL refuses to run as root, and no account could be made for it (${reason}): make a system account named "nashra", run as another account than root, or set DATABASE_URL.`,
  );
}

/** The owner of a database that is already there stays the one who runs it. */
export async function accountOfOwner(owner: { readonly uid: number; readonly gid: number }): Promise<Account> {
  const line = (await passwd()).find((fields) => Number(fields[2]) === owner.uid);
  return { kind: 'other', name: line?.[0] ?? `#${owner.uid}`, uid: owner.uid, gid: owner.gid };
}

async function findAccount(name: string): Promise<Account | undefined> {
  // `id` knows accounts of a directory service too, which /etc/passwd does not list.
  const [uid, gid] = await Promise.all([run(self, 'id', ['-u', name]), run(self, 'id', ['-g', name])]);
  if (uid.exitCode !== 0 || gid.exitCode !== 0) return undefined;
  const account: Account = { kind: 'other', name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  return account.uid > 0 ? account : undefined;
}

async function passwd(): Promise<string[][]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.split(':'));
}

/** For messages. */
export function nameOf(account: Account): string {
  if (account.kind === 'other') return `"${account.name}"`;
  return `uid ${process.getuid?.() ?? 'unknown'}`;
}
