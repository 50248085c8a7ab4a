import { tokens, wordKeys } from './text/tokens.ts';

/** Signs that change what a number says: «35%», «$20», «-5», «12°». */
const signs = /[%٪‰$€£¥₪°]|(?<![\p{L}\p{N}])[-−+](?=\p{N})/gu;

/**
 * What readers notice of a text, to tell versions apart by: its words in one spelling and the signs at its numbers, in reading order.
 * Spacing, commas, quotation marks, diacritics, forms of alef and taa marbuta are not in it.
 */
export function noticed(text: string): string[] {
  const found = [...text.matchAll(signs)].map(({ 0: sign, index }) => ({
    key: sign === '٪' ? '%' : sign.replace('−', '-'),
    start: index,
  }));
  if (found.length === 0) return wordKeys(text);
  return [...tokens(text), ...found].sort((one, other) => one.start - other.start).map(({ key }) => key);
}
