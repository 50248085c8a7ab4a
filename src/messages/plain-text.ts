/**
 * Text of a source as it may be shown in a message: one line, no control characters, no half characters, and none of the
 * source's own direction marks, which could reorder what stands around it.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .replace(/[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
