import { ofSpelling, remembered } from '../../../articles/text/index.ts';
import { FREQUENT_ROOTS } from './root-counts.ts';
import { SELDOM_ROOTS } from './seldom-roots.ts';

/**
 * Roots that a *normalised* word may be made of, by the patterns (أوزان) of Arabic: «مصرعهم» is «صرع», «استقالة» is «قول» in its tenth form.
 * Weak letters are one («و»), what joins on comes off, and more roots than the true one are found: what counts is whether any is known.
 * Foreign names fit no pattern, or none of a root that the news uses in several.
 */
export interface Root {
  readonly root: string;
  /** The pattern's letter of increase: none, t (تفعّل، تفاعل، افتعل), n (انفعل) or s (استفعل). */
  readonly form: '' | 't' | 'n' | 's';
  /** The pattern, to count in how many a root is used. */
  readonly pattern: string;
  /** Letters of the word before it that were taken to be joined on. */
  readonly stripped: number;
}

type Found = Omit<Root, 'stripped'>;

const WORDS_KEPT = 20_000;

export const rootsOf = remembered(
  (key: string): readonly Root[] => {
    if (!/^[\u0621-\u064A]{2,}$/.test(key)) return [];
    const found = new Map<string, Root>();
    for (const [stem, stripped] of stemsOf(key))
      for (const one of read(stem)) {
        const name = `${one.root}${one.form}${one.pattern}`;
        if (!/^(.)\1/.test(one.root) && stripped < (found.get(name)?.stripped ?? 9))
          found.set(name, { ...one, stripped });
      }
    return [...found.values()];
  },
  { most: WORDS_KEPT },
);

/** Whether it is a root of the language's, weak letters as «و». */
export function isKnownRoot(root: string): boolean {
  return FREQUENT_ROOTS.has(root) || SELDOM_ROOTS.has(root);
}

/** Whether a word is made of a known root: then it is no foreign name. */
export const hasKnownRoot = ofSpelling(({ key }) =>
  rootsOf(key).some(
    ({ root, pattern, stripped }) =>
      isKnownRoot(root) &&
      (!DOUBTFUL.has(pattern) || isInflected(key) || (stripped > 0 && /^[^و](.)\1$/.test(root) && pattern === 'فل')),
  ),
);

/** Patterns that any three consonants with a vowel between them fit, and of verbs with their ending: a name may, too, unless its letters say «verb» or «the». */
const DOUBTFUL = new Set(['1و23', 'فل', 'يفل', 'يفول', 'فال', 'ادعل', 'اتعل', '1ي2ا3', '1وا2ي3', '12ا12', '123ا']);

function isInflected(key: string): boolean {
  return /^[وفبك]?ال|^[وف]?لل|^[وف]?س?[يتن]\p{L}{2}|^م\p{L}{2}|(?:ت|وا|تها?|ته|ها|ه|هم|ات)$/u.test(key);
}

/** The word without what may join on to it, in every way that leaves two letters. */
function stemsOf(key: string): ReadonlyMap<string, number> {
  const stems = new Map<string, number>();
  for (const prefix of PREFIXES) {
    if (!prefix.test(key)) continue;
    const bare = key.replace(prefix, '');
    const stripped = key.length - bare.length;
    for (const suffix of SUFFIXES) {
      const stem = bare.slice(0, bare.length - suffix.length);
      if (bare.endsWith(suffix) && stem.length >= 2 && stripped < (stems.get(stem) ?? 9)) stems.set(stem, stripped);
    }
  }
  return stems;
}

const PREFIXES = [
  /^/,
  /^[وف](?=..)/,
  /^[وف]?[بلك](?=..)/,
  /^[وف]?س(?=[يتنا]..)/,
  /^[وف]?[بك]?ال(?=..)/,
  /^[وف]?لل(?=..)/,
];
const SUFFIXES =
  '- ه ها هم هما هن نا ني كم ات اته اتها اتهم اتهن اتهما اتنا ون ين ان تان تين ت ته تها تهم تهن تهما تنا وا وه وها يه ي يا يين يون يات يته يتها يتهم يهم يها يه ا تا نه نها انه انها اني انيه ونه ونها ويه وي اوي اويه ايه ينا تم'
    .split(' ')
    .map((suffix) => (suffix === '-' ? '' : suffix));

function* read(stem: string): Generator<Found> {
  if (stem.length === 2) yield* weak(stem, '', 'فل');
  for (const { pattern, form } of PATTERNS.get(stem.length) ?? []) {
    const root = lettersIn(stem, pattern);
    if (root !== null) yield { root, form, pattern };
  }
  const short = /^([ايتنم]|[ايتنم]ت|است|[يتنم]ست|[ايتنم]ن)(..)$/.exec(stem);
  if (short !== null) yield* weak(short[2] ?? '', formOf(short[1] ?? ''), 'يفل');
  const hollow = /^([ايتنم]|است|[يتنم]ست|[ايتنم]ن)(.)[اوي](.)$/.exec(stem);
  if (hollow !== null)
    yield { root: plain(`${hollow[2]}و${hollow[3]}`), form: formOf(hollow[1] ?? ''), pattern: 'يفول' };
  // «اصطدم», «ازداد», «اتصل», «ادعى»: letters of the eighth form that have changed.
  const changed = /^[ايتنم](?:([صض])ط|(ز)د)(.)ا?(.)$/.exec(stem);
  if (changed !== null)
    yield { root: plain(`${changed[1] ?? changed[2]}${changed[3]}${changed[4]}`), form: 't', pattern: 'افطعل' };
  const joined = /^[ايتنم]ت(.)ا?(.)$/.exec(stem);
  if (joined !== null) yield { root: plain(`و${joined[1]}${joined[2]}`), form: 't', pattern: 'اتعل' };
  const strong = /^[ايتنم](.)ت(.)$/.exec(stem);
  if (strong !== null) yield { root: plain(`${strong[1]}${strong[2]}${strong[2]}`), form: 't', pattern: 'افتل' };
  const claimed = /^[ايتنم]د(.)ا?(.)?$/.exec(stem);
  if (claimed !== null) yield { root: plain(`د${claimed[1]}${claimed[2] ?? 'و'}`), form: 't', pattern: 'ادعل' };
  const doubled = /^(.)ا(.)$/.exec(stem);
  if (doubled !== null) yield { root: plain(`${doubled[1]}${doubled[2]}${doubled[2]}`), form: '', pattern: 'فال' };
}

/** Two letters of a root that has a weak or a double one. */
function* weak(two: string, form: Root['form'], pattern: string): Generator<Found> {
  const [a = '', b = ''] = plain(two);
  for (const root of [a + b + b, `${a}${b}و`, `${a}و${b}`, `و${a}${b}`]) yield { root, form, pattern };
}

function lettersIn(stem: string, pattern: string): string | null {
  const letters = ['', '', ''];
  for (let i = 0; i < pattern.length; i++) {
    const place = '123'.indexOf(pattern[i] ?? '');
    const letter = stem[i] ?? '';
    if (place < 0 ? pattern[i] !== letter : letters[place] !== '' && letters[place] !== letter) return null;
    if (place >= 0) letters[place] = letter;
  }
  return plain(letters.join(''));
}

/** Weak letters are one. */
function plain(letters: string): string {
  return letters.replace(/[اوي\u0621]/g, 'و');
}

function formOf(prefix: string): Root['form'] {
  if (prefix.length > 1 && prefix.endsWith('ست')) return 's';
  if (prefix.length > 1) return prefix.endsWith('ت') ? 't' : 'n';
  return '';
}

/** The patterns by length, 1, 2 and 3 for the root's letters. */
const PATTERNS = new Map<number, { pattern: string; form: Root['form'] }[]>();
for (const [form, patterns] of [
  [
    '',
    '123 1ا23 12ا3 12ي3 12و3 ا123 م123 ت123 ي123 ن123 م12و3 م1ا23 ت12ي3 1وا23 12اي3 123اء 1ا2و3 123ان ت12ا3 م12ا3 م12ي3 م1ا2ي3 ا12ا3 ا123اء 1ي2ا3 1وا2ي3 ا1ا23 12و3اء 1ا2ي3 ا12و3 م123اء 12ا12 123ا 12ا2ي3 ي1ا23 ن1ا23 ت1ا2ي3 123وء 1و23',
  ],
  ['t', 'ت123 ت1ا23 ا1ت23 م1ت23 مت123 ي1ت23 يت123 ت1ت23 تت123 ا1ت2ا3 مت1ا23 يت1ا23 تت1ا23 ن1ت23 نت123 نت1ا23'],
  ['n', 'ان123 من123 ين123 تن123 ان12ا3'],
  ['s', 'است123 مست123 يست123 تست123 نست123 است12ا3'],
] as const)
  for (const pattern of patterns.split(' '))
    PATTERNS.set(pattern.length, [...(PATTERNS.get(pattern.length) ?? []), { pattern, form }]);
