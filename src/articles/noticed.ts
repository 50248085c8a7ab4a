import { tokens } from './text/tokens.ts';

/** Signs that change what a number says: «35%», «$20», «-5», «12°». */
const signs = /[%٪‰$€£¥₪°]|(?<![\p{L}\p{N}])[-−+](?=\p{N})/gu;

/**
 * What readers notice of a text, to tell versions apart by: its words in one spelling and the signs at its numbers. Spacing, commas,
 * quotation marks, diacritics, forms of alef and taa marbuta are not in it.
 */
export function noticed(text: string): string[] {
  const found = [...text.matchAll(signs)].map(([sign]) => ({ key: sign === '٪' ? '%' : sign.replace('−', '-') }));
  return [...tokens(text), ...found].map(({ key }) => key);
}
