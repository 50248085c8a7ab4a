import type { Language } from '../config/newsroom.ts';
import { inLanguage, isolateRuns } from './bidi.ts';
import { plainText } from './plain-text.ts';

const rightToLeftMark = '\u200F';

/**
 * Letters that WhatsApp reads as markup, and what stands in their place: it has no way to escape them. An underscore
 * inside a word is left, as in names of accounts. https://faq.whatsapp.com/539178204879377
 */
function withoutMarkup(text: string): string {
  return text
    .replace(/\*/g, '∗')
    .replace(/~/g, '∼')
    .replace(/`/g, '’')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '‗');
}

/** Text of any source as one line that WhatsApp shows as it is written, in the order it is read. */
export function line(source: string): string {
  const text = withoutMarkup(plainText(source));
  return text === '' ? '' : startRight(isolateRuns(text));
}

/** The same of what is said in the reader's language, with what stands in it in another. */
export function ownLine(source: string, language: Language): string {
  return language === 'ar' ? line(source) : inLanguage(withoutMarkup(plainText(source)), language);
}

/** `*…*`: WhatsApp wants no space inside of the asterisks. A list mark or a quotation mark cannot begin it. */
export function bold(text: string): string {
  return text === '' ? '' : `*${text.trim()}*`;
}

/**
 * A paragraph's direction is that of its first strong letter, so an Arabic one that opens with a Latin name, a number or
 * what WhatsApp takes for a list («- », «> », «1. ») gets a mark before it.
 */
function startRight(text: string): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text.replace(/^([->•]\s)/u, '\u2060$1');
  return /^\p{Script=Arabic}/u.test(text) ? text : `${rightToLeftMark}${text}`;
}

/** The address as a line of its own, when it is one that a reader may open; it must not carry marks. */
export function linkLine(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) ? url.href : '';
}

/** Paragraphs with an empty line between them; what is empty is left out. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Lines under one another; what is empty is left out. */
export function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
