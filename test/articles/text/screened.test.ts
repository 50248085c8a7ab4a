import { expect, test } from 'vitest';
import { screened } from '../../../src/articles/text/index.ts';

const TEXTS = [
  'اشتركوا في نشرتنا البريدية',
  'نشرت الصحيفة أمس أن الوزير قال إن القرار لم يتخذ بعد.',
  'موقعنا',
  'مو قعنا',
  '',
  'من',
  '2026 ©',
  `${'ا ب ت ث ج ح خ د '.repeat(400)} موقعنا`,
];

test.each([/(?:موقع|قناة)نا/, /(?<!\p{L})قرار|القرار لم/u, /^نشر/, /^(?:اشترك|تبرع)(?:وا|ي)/, /هل|\d{4}/, /بعد\.$/])(
  '%s says the same of every text behind its screen',
  (pattern) => {
    const one = screened(pattern);
    for (const text of [...TEXTS, ...TEXTS.toReversed()]) expect(one.test(text)).toBe(pattern.test(text));
  },
);

test('a pattern is not tried on a text that has none of its words', () => {
  let tried = 0;
  class Counted extends RegExp {
    override test(text: string): boolean {
      tried++;
      return super.test(text);
    }
  }
  const one = screened(new Counted('(?:موقع|قناة)نا'));
  expect(one.test('قال الوزير إن القرار لم يتخذ بعد.')).toBe(false);
  expect(tried).toBe(0);
  expect(one.test('تابعوا موقعنا')).toBe(true);
  expect(tried).toBe(1);
});
