import { normalise } from './normalise.ts';
import { remembered } from './remembered.ts';
import { lightStem } from './stem.ts';
import { isStopWord } from './stop-words.ts';

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

/** A word as it is written, wherever it stands. */
export interface Spelling {
  readonly text: string;
  readonly key: string;
  readonly stem: string;
  /** What was found of it, a place for each question of {@link ofSpelling}. */
  readonly found: unknown[];
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

// A word keeps its harakat and an inner apostrophe; a number keeps its separators («1,200.5», «٣٫٥»); a percent sign is not part of it.
const WORD = /\p{N}+(?:[.,٫٬:/]\p{N}+)*|\p{L}[\p{L}\p{M}\u0640\u200C]*(?:['’][\p{L}\p{M}]+)*/gu;

/** The words and numbers of `text` in order, punctuation left out. */
export const tokens: (text: string) => readonly Token[] = remembered(read, { most: 500, longest: 2_000 });

/** The first of them in one spelling, '' where there is none. */
export function firstKey(text: string): string {
  for (const [word] of text.matchAll(WORD)) {
    const { key } = spellingOf(word);
    if (key !== '') return key;
  }
  return '';
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
  for (const match of text.matchAll(WORD)) {
    const text = match[0];
    const spelling = spellingOf(text);
    const { key, stem } = spelling;
    if (key !== '') found.push({ text, start: match.index, end: match.index + text.length, key, stem, spelling });
  }
  return found;
}

/** Spellings of words met lately: a newsroom's words return, and folding them is most of the work. */
const spellings = new Map<string, Spelling>();
const SPELLINGS_KEPT = 20_000;

function spellingOf(word: string): Spelling {
  const known = spellings.get(word);
  if (known !== undefined) return known;
  const key = normalise(word);
  const spelling = { text: word, key, stem: lightStem(key), found: [] };
  if (spellings.size >= SPELLINGS_KEPT) spellings.clear();
  spellings.set(word, spelling);
  return spelling;
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
