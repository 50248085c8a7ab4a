/** A house's way of printing an article's own paragraphs, which changes no word of them. */
export interface Print {
  readonly word: (paragraph: string, index: number) => string;
  /** What parts one paragraph from the next. */
  readonly joint: '\n' | ' ';
}

const lineByLine = (word: Print['word']): Print => ({ word, joint: '\n' });

export const PRINTS = {
  plain: lineByLine((text) => text),
  /** All of it on one line. */
  joined: { word: (text) => text, joint: ' ' },
  /** An agency's marks of inner quotation. */
  plus: lineByLine((text) => text.replace(/«([^«»]+)»|"([^"]+)"|“([^“”]+)”/g, '+$1$2$3+')),
  /** A quotation mark that nothing closes. */
  loose: lineByLine((text, index) => (index === 0 ? text.replace(/^((?:\S+ ){3})(?=\p{L})/u, '$1«') : text)),
  /** The conjunction parted from its word. */
  spaced: lineByLine((text) => text.replace(/(^| )و(?=ال\p{L}{3}|\p{L}{4})/gu, '$1و ')),
  /** No blank behind full stops. */
  tight: lineByLine((text) => text.replace(/(?<=\p{L}{2}[»"]?)\. (?=[«"]?\p{L})/gu, '.')),
  /** The longest word broken up, as against filters. */
  spread: lineByLine((text, index) => (index === 0 ? brokenUp(text) : text)),
} as const satisfies Record<string, Print>;

function brokenUp(text: string): string {
  const words = text.match(/(?<!\p{L})\p{Script=Arabic}{6,}(?!\p{L})/gu) ?? [];
  const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
  const half = Math.floor(longest.length / 2);
  return longest === '' ? text : text.replace(longest, `${longest.slice(0, half)}ـ.ـ${longest.slice(half)}`);
}
