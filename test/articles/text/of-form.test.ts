import { expect, test } from 'vitest';
import { ofForm, tokens } from '../../../src/articles/text/index.ts';

test('a word has the form of a pattern however it is written, and is asked once', () => {
  let asked = 0;
  class Counted extends RegExp {
    override test(text: string): boolean {
      asked++;
      return super.test(text);
    }
  }
  const isSchool = ofForm(new Counted('^(?:ال)?مدرسه$'));
  const words = tokens('المدرسة التي قرب المدرسة، ومدرسة');
  expect(words.map(isSchool)).toEqual([true, false, false, true, false]);
  expect(words.map(isSchool)).toEqual([true, false, false, true, false]);
  expect(asked).toBe(4);
});

test('many questions of one word do not disturb each other', () => {
  const [word] = tokens('قطار');
  const questions = Array.from({ length: 100 }, (_, at) => ofForm(at % 3 === 0 ? /^قطار$/ : /^قطاره$/));
  for (let round = 0; round < 2; round++)
    expect(questions.map((is) => is(word))).toEqual(questions.map((_, at) => at % 3 === 0));
});

test('no word has no form', () => {
  expect(ofForm(/^$/)(undefined)).toBe(false);
});
