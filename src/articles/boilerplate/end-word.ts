/** «انتهى», «(انتهى)», «انتهى/س», «انتهى ع.ب», «أهـ», «-انتهى-»: how an agency or a sender closes an item. Takes normalised text. */
export function isEndWord(plain: string): boolean {
  return plain.length < 24 && END.test(plain);
}

const INITIALS = '(?:\\s*[/|–—-]?\\s*\\p{L}(?:\\s?[./ ]\\s?\\p{L}){0,3}\\.?)?';
const END = new RegExp(`^[\\s\\-–—*(#[]*(?:انتهي${INITIALS}|ا ?هـ?\\.?|ends?|###)[\\s\\-–—*)\\]#.]*$`, 'iu');

/** The same at the end of a line of text: behind its stop, in brackets, or with a slash and the desk's letters. */
export const END_WORD_BEHIND = new RegExp(
  `(?:(?<=[.!؟…"»”)])\\s*[-–—*]{0,3}\\s*(?:انتهى${INITIALS}|أ\\.?\\s?هـ?|اهـ|ا\\.هـ)[-–—*.]{0,3}|\\s*\\(\\s*انتهى\\s*\\)${INITIALS}|\\s+انتهى\\s?/\\s?\\p{L}(?:\\s?[./]\\s?\\p{L}){0,3})\\s*$`,
  'u',
);
