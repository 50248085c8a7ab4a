/** Words that tell a language, and the shares (0–1) of its words that have letters of another and that open with the Arabic article. */
const TELLS = { words: 4, others: 0.3, article: 0.2 } as const;
/** Letters that Persian, Kurdish and Urdu write and Arabic does not; keyboards put two of them (ی, ک) into Arabic words too. */
const OTHERS = /[پچژگیکەێۆڕڵۊھہے]|\u200c/u;

/**
 * Whether a sentence in Arabic letters is in another language: «سخنگوی وزارت خارجه گفت …», «سەرۆکی هەرێمی کوردستان …». Many of its words have
 * letters that Arabic lacks, and few open with «ال», as they do in Arabic that was typed on a Persian keyboard.
 */
export function isOtherTongue(sentence: string): boolean {
  if (!OTHERS.test(sentence)) return false;
  const words = sentence.match(/[\p{Script=Arabic}\p{M}\u200c]{2,}/gu) ?? [];
  if (words.length < TELLS.words) return false;
  const share = (sign: RegExp): number => words.filter((word) => sign.test(word)).length / words.length;
  return share(OTHERS) >= TELLS.others && share(/^[وفبكل]?ال|^لل/) < TELLS.article;
}
