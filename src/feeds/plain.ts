import { decodeHTML } from 'entities';

const blockTags = /<\/?(?:p|div|br|li|h[1-6]|tr|ul|ol|blockquote|figure|section|article)\b[^<>]*>/gi;
const breaks = /<(?:br|\/?p|\/?div)\b[^<>]*>/gi;
/** Elements whose content is no text. */
const unread = /<(script|style|noscript|iframe)\b[\s\S]*?<\/\1\s*>/gi;
const tags = /<\/?[a-z][^<>]*>|<!--[\s\S]*?-->/gi;
/** What an escaped tag in a title looks like: tags of running text alone, so that «a <b» of a text about HTML stays. */
const inlineTags = /<\/?(?:b|i|em|strong|span|a|br|font|u|s|sup|sub|small|mark|p|div|wbr|bdi|bdo)(?:\s[^<>]*)?\/?>/gi;

/**
 * Controls, marks of direction, soft hyphens, zero-width spaces, object replacements and halves of surrogate pairs. The
 * joiners U+200C and U+200D stay: they belong to Persian and Kurdish names and to emoji.
 */
const junk = /\ufeff|(?!\s)[\p{Cc}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufff9-\uffff]/gu;

/** A joiner beside anything but a letter, where there is nothing to join or part. */
const idleJoiner = /(?<![\p{L}\p{M}])\u200c|\u200c(?!\p{L})/gu;
/** Tatweel inside a word, put there to fill a line; behind a joined «لـ», and in «هـ», it stays. */
const innerTatweel = /(?<=[\u0621-\u063a\u0641-\u0652])\u0640+(?=[\u0621-\u063a\u0641-\u064a])/g;

/** Text without invisible junk, without tatweel inside words and with single spaces; letters, punctuation and diacritics stay as written. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\u0085/g, '\n')
    .replace(junk, '')
    .replace(idleJoiner, '')
    .replace(innerTatweel, '')
    .replace(/\s+/g, ' ')
    .replace(/^(?:\u200c|\u200d| )+|(?:\u200c|\u200d| )+$/g, '');
}

/**
 * A title or name as one line of plain text: tags stripped, entities decoded (twice where a system escaped them twice),
 * nothing invisible left.
 */
export function plainTitle(html: string): string {
  const once = decodeHTML(withoutCdata(html).replace(unread, ' ').replace(breaks, ' ').replace(tags, ''));
  const twice = /&(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8});/i.test(once) ? decodeHTML(once) : once;
  return cleanText(twice.replace(breaks, ' ').replace(inlineTags, ''));
}

/** What is left of XML's CDATA when it was escaped, or wrapped twice: in HTML all up to its first `>` would be a comment. */
export function withoutCdata(html: string): string {
  return html.replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, '$1');
}

/** HTML of a teaser as one line of text. */
export function plainText(html: string): string {
  const text = decodeHTML(html.replace(unread, ' ').replace(blockTags, ' ').replace(tags, ''));
  return cleanText(text);
}
