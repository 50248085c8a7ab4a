import { describe, expect, test } from 'vitest';
import { normalise, quotations, tokens } from '../../../src/articles/text/index.ts';

const quoted = (text: string): string[] => quotations(text).spans.map(({ start, end }) => text.slice(start, end));

describe('quotations as newsrooms write them', () => {
  test.each([
    ['guillemets', 'قال: «لن نعود» ثم سكت.', ['«لن نعود»']],
    ['curly marks', 'وصفها بأنها “كذبة” كبيرة.', ['“كذبة”']],
    ['the closing shape on both sides', 'بما وصفه بـ”جمهوريات مزعومة” أمس.', ['”جمهوريات مزعومة”']],
    ['straight marks', 'قال "نعم" ثم "لا".', ['"نعم"', '"لا"']],
    ['straight marks glued to words', 'يؤكد التزامه" الثابت"بالاتفاق.', ['" الثابت"']],
    ['one inside another', 'قال «قرأت “النهار” أمس».', ['«قرأت “النهار” أمس»']],
  ])('%s', (_name, text, expected) => {
    expect(quoted(text)).toEqual(expected);
    expect(quotations(text)).toMatchObject({ unclosed: [], stray: [] });
  });

  test('what nothing closes, and what nothing opened, is told', () => {
    expect(quotations('قال «لن نعود').unclosed).toEqual([4]);
    expect(quotations('لن نعود» قال.').stray).toEqual([7]);
  });
});

describe('spellings fold for comparing', () => {
  test.each([
    ['أحمد', 'احمد'],
    ['مستشفى', 'مستشفي'],
    ['مؤسسة', 'موسسه'],
    ['مسـؤولٌ', 'مسوول'],
    ['١٢٣', '123'],
  ])('%s and %s are one', (written, folded) => {
    expect(normalise(written)).toBe(folded);
  });

  test('a number keeps its separators as one word', () => {
    expect(tokens('بلغ 1,200.5 دولار').map((token) => token.key)).toEqual(['بلغ', '1,200.5', 'دولار']);
  });
});
