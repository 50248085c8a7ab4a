import { normalise } from './normalise.ts';
import { lightStem } from './stem.ts';

/** A word as it is written, wherever it stands. */
export interface Spelling {
  readonly text: string;
  /** Normalised, for comparing. */
  readonly key: string;
  /** Light stem of the key. */
  readonly stem: string;
  /** What was found of it, a place for each question of `ofSpelling`. */
  readonly found: unknown[];
  /** The answers of `ofForm`, a bit for each form: a number of those asked, and behind it one of those that the word has. */
  readonly forms: number[];
}

/** Words kept: a newsroom's return, and folding them is most of the work. */
const KEPT = 20_000;
/** Places of the table, a power of two and some three times as many as the words in it. */
const PLACES = 65_536;

/** Open addressing by the words' units, so that a word met before is found without being cut out of its text. */
let table = new Array<Spelling | undefined>(PLACES);
let size = 0;

/** The word of `text` from `start` to `end`, in UTF-16 units. */
export function spellingAt(text: string, start: number, end: number): Spelling {
  let place = placeOf(text, start, end);
  for (let known = table[place]; known !== undefined; known = table[place]) {
    if (isAt(known.text, text, start, end)) return known;
    place = (place + 1) & (PLACES - 1);
  }
  return keep(place, text.slice(start, end));
}

function keep(place: number, word: string): Spelling {
  const key = shared(normalise(word));
  const spelling = { text: word, key, stem: shared(lightStem(key)), found: [], forms: [] };
  if (size < KEPT) {
    size++;
    table[place] = spelling;
  } else {
    size = 1;
    table = new Array<Spelling | undefined>(PLACES);
    strings.clear();
    table[placeOf(word, 0, word.length)] = spelling;
  }
  return spelling;
}

/** One string for all words of this key or stem: sets of them, which every rule has, need not compare letters. */
function shared(word: string): string {
  const known = strings.get(word);
  if (known !== undefined) return known;
  strings.set(word, word);
  return word;
}

const strings = new Map<string, string>();

function placeOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return (hash ^ (hash >>> 15)) & (PLACES - 1);
}

function isAt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) !== text.charCodeAt(start + at)) return false;
  return true;
}
