import { remembered } from './remembered.ts';
import { type Spelling, spellingAt } from './spellings.ts';
import { isStopWord } from './stop-words.ts';
import { wordBounds } from './words.ts';

/** A word or number of a text; `start` and `end` are UTF-16 offsets into that text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Normalised spelling, for comparing. */
  readonly key: string;
  /** Light stem of the key. */
  readonly stem: string;
  readonly spelling: Spelling;
}

/** What `ask` says of a word by its spelling alone, asked once: rules ask it of every word of every article. */
export function ofSpelling<T>(ask: (word: Spelling) => T): (token: Token) => T {
  const at = questions++;
  return ({ spelling }) => {
    const known = spelling.found[at] as T | undefined;
    if (known !== undefined) return known;
    const answer = ask(spelling);
    spelling.found[at] = answer;
    return answer;
  };
}

let questions = 0;

/**
 * Whether a word's key has this form; asked once of each spelling, for a pattern costs more than the look at what it said. None has no form.
 */
export function ofForm(form: RegExp): (token: Token | undefined) => boolean {
  const bit = 1 << (forms % BITS);
  const at = 2 * Math.floor(forms / BITS);
  forms++;
  return (token) => {
    if (token === undefined) return false;
    const { key, forms: said } = token.spelling;
    const asked = said[at] ?? 0;
    if ((asked & bit) !== 0) return ((said[at + 1] ?? 0) & bit) !== 0;
    while (said.length < at + 2) said.push(0);
    said[at] = asked | bit;
    const answer = form.test(key);
    if (answer) said[at + 1] = (said[at + 1] ?? 0) | bit;
    return answer;
  };
}

let forms = 0;
/** Of a number that the engine keeps without a box. */
const BITS = 30;

/** The words and numbers of `text` in order, punctuation left out. */
export const tokens: (text: string) => readonly Token[] = remembered(read, { most: 500, longest: 2_000 });

/** The first of them in one spelling, '' where there is none. */
export function firstKey(text: string): string {
  return tokens(text)[0]?.key ?? '';
}

/** Its words and numbers in order, in one spelling. */
export function wordKeys(text: string): string[] {
  return tokens(text).map(({ key }) => key);
}

/** Whether two texts are the same but for marks, blanks and spelling. */
export function hasSameWords(one: string, other: string): boolean {
  return wordKeys(one).join(' ') === wordKeys(other).join(' ');
}

function read(text: string): readonly Token[] {
  const found: Token[] = [];
  const bounds = wordBounds(text);
  for (let at = 0; at + 1 < bounds.length; at += 2) {
    const start = bounds[at] ?? 0;
    const end = bounds[at + 1] ?? 0;
    const spelling = spellingAt(text, start, end);
    const { text: written, key, stem } = spelling;
    if (key !== '') found.push({ text: written, start, end, key, stem, spelling });
  }
  return found;
}

/** Stems of the words that carry meaning: stop words and single letters are left out. */
export function contentStems(text: string | readonly Token[]): string[] {
  return (typeof text === 'string' ? tokens(text) : text).filter(carriesMeaning).map((token) => token.stem);
}

const carriesMeaning = ofSpelling(({ key, stem }) => !isStopWord(key) && (stem.length > 1 || /\d/.test(stem)));

/** The same, each once. */
export function meaningWords(text: string | readonly Token[]): ReadonlySet<string> {
  const words = typeof text === 'string' ? tokens(text) : text;
  const known = meanings.get(words);
  if (known !== undefined) return known;
  const found = new Set(contentStems(words));
  meanings.set(words, found);
  return found;
}

/** Kept as long as the words are: rules of cleaning and of choosing ask for them again and again. */
const meanings = new WeakMap<readonly Token[], ReadonlySet<string>>();
