import { expect, test } from 'vitest';
import { tokens } from '../../../src/articles/text/index.ts';
import { countsOf } from '../../../src/summaries/writer/check/numbers.ts';

test.each([
  ['نحو اثني عشر ألفاً من الأسماء', [12_000]],
  ['غياب ثمانية وعشرين عاماً', [28]],
  ['ربع مليون جرعة و3.4 مليون يوان', [250_000, 3_400_000]],
  ['ثلاثمئة واثنين وأربعين مقعداً', [342]],
  ['اثنين وخمسين فاصلة سبعة', [52.7]],
  ['353,935 قتيلاً و12500 امرأة على 1,4 كلم', [353_935, 12_500, 1.4]],
  ['مليون و65 ألفاً و200 تسجيل', [1_065_200]],
  ['مليون ونصف المليون شخص', [1_500_000]],
  ['مليونان وثلاثمئة ألف', [2_300_000]],
  ['عام ألف وتسعمئة وخمسة وتسعين', [1995]],
  ['في السبعين من عمره، في السادس والعشرين من أيار', [70, 26]],
  ['62 صوتاً ومعارضة 41، الاثنين', [62, 41]],
])('numbers are read in words and digits: %s', (text, values) => {
  expect(countsOf(tokens(text)).map(({ value }) => value)).toEqual(values);
});

test('«عشرات الآلاف» says how many at least', () => {
  expect(countsOf(tokens('عشرات الآلاف من الجنود'))).toMatchObject([{ value: 10_000, isVague: true }]);
});
