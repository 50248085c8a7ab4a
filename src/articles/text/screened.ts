import { neededWords } from './needed-words.ts';

/** What only has to tell whether a text has something. */
export interface Pattern {
  readonly test: (text: string) => boolean;
}

/**
 * A pattern that is tried only on texts which have the letters of one of its words. A rule of many words is asked of every line and sentence, and few
 * have any of them: to look whether three letters of a word stand side by side somewhere costs far less than to try the pattern at every place.
 */
export function screened(pattern: RegExp): Pattern {
  // Read when it is first asked: a program that judges no text need not wait for it.
  let places: Int32Array | null | undefined;
  return {
    test: (text) => {
      if (places === undefined) places = neededPlaces(pattern);
      return (places === null || mayHave(lettersOf(text), places)) && pattern.test(text);
    },
  };
}

function neededPlaces(pattern: RegExp): Int32Array | null {
  const words = neededWords(pattern);
  return words === null ? null : Int32Array.from(words.flatMap(placesOf));
}

/** Places in a table for a word's last three letters, its first three and three between: its end is seldom an article. */
function placesOf(word: string): number[] {
  return [word.length - 3, 0, (word.length - 3) >> 1].map((at) => placeOf(word, at));
}

function mayHave(letters: Uint8Array, places: Int32Array): boolean {
  for (let at = 0; at < places.length; at += 3) {
    if (isIn(letters, places[at]) && isIn(letters, places[at + 1]) && isIn(letters, places[at + 2])) return true;
  }
  return false;
}

function isIn(letters: Uint8Array, place = 0): boolean {
  return ((letters[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
}

/** Bits of the table; some hundred letters stand in one sentence. */
const BITS = 4_096;

/** Tables of the last texts: rules ask of one text, as written and normalised, before they come to the next. */
const KEPT = 4;
const known = Array.from({ length: KEPT }, () => ({ text: '', letters: new Uint8Array(BITS / 8) }));
let oldest = 0;

/** Each three letters that stand side by side in `text`, a bit for each; two that share a bit only cost a trial more. */
function lettersOf(text: string): Uint8Array {
  for (const one of known) if (one.text === text) return one.letters;
  const table = known[oldest];
  oldest = (oldest + 1) % KEPT;
  if (table === undefined) return new Uint8Array(BITS / 8);
  const { letters } = table;
  table.text = text;
  letters.fill(0);
  for (let at = 0; at + 2 < text.length; at++) {
    const place = placeOf(text, at);
    letters[place >> 3] = (letters[place >> 3] ?? 0) | (1 << (place & 7));
  }
  return letters;
}

function placeOf(text: string, at: number): number {
  const sign = (text.charCodeAt(at) * 31 + text.charCodeAt(at + 1)) * 31 + text.charCodeAt(at + 2);
  return (sign ^ (sign >> 12)) & (BITS - 1);
}
