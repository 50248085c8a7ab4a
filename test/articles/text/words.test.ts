import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokens } from '../../../src/articles/text/index.ts';
import { spellingAt } from '../../../src/articles/text/spellings.ts';
import { wordBounds } from '../../../src/articles/text/words.ts';

/** What is a word, as one pattern: slow, and plain to read. */
const WORD = /\p{N}+(?:[.,٫٬:/]\p{N}+)*|\p{L}[\p{L}\p{M}\u0640\u200C]*(?:['’][\p{L}\p{M}]+)*/gu;

const signs = fc.constantFrom(
  ...'ابتةىئآ',
  ...'\u064b\u0651\u0640\u200c\u200f',
  ..."ab'’éñ",
  ...'0٣۴½',
  ...'.,٫٬:/',
  ...' \n-«»%',
  '𞸀',
  '😀',
  '\ud800',
);

it('finds the words and numbers that the pattern finds', () => {
  const texts = fc.oneof(
    fc.array(signs, { maxLength: 40 }).map((each) => each.join('')),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const bounds = wordBounds(text);
      const words = bounds.flatMap((start, at) => (at % 2 === 0 ? [text.slice(start, bounds[at + 1])] : []));
      expect(words).toEqual([...text.matchAll(WORD)].map(([word]) => word));
    }),
    { numRuns: 3_000 },
  );
});

it('tells words apart of which more are met than it keeps', () => {
  const words = Array.from(
    { length: 50_000 },
    (_, at) => `كلمة${at.toString(7).replace(/\d/g, (digit) => 'ابتثجحخ'.charAt(Number(digit)))}`,
  );
  for (const word of words) expect(spellingAt(` ${word}،`, 1, word.length + 1).text).toBe(word);
  expect(tokens(words.slice(0, 50).join(' ')).map(({ text }) => text)).toEqual(words.slice(0, 50));
});
