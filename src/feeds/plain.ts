import { decodeHTML } from 'entities';

const blockTags = /<\/?(?:p|div|br|li|h[1-6]|tr|ul|ol|blockquote|figure|section|article)\b[^<>]*>/gi;
const breaks = /<(?:br|\/?p|\/?div)\b[^<>]*>/gi;
/** Elements whose content is no text, and what is no text anywhere. */
const unread = {
  script: /<\/script\s*>/gi,
  style: /<\/style\s*>/gi,
  noscript: /<\/noscript\s*>/gi,
  iframe: /<\/iframe\s*>/gi,
};
const tags = /<\/?[a-z][^<>]*>/gi;
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

/** One of the characters that {@link cleanText} takes out or changes: most texts have none. */
const UNCLEAN =
  /\p{Cc}(?<!\s)|[\u0085\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u206f\p{Cs}\ufeff\ufff9-\uffff]/u;

/** Text with one blank wherever it has any, and none at its ends. */
export function singleSpaced(text: string): string {
  return (ODD_SPACE.test(text) ? text.replace(/\s+/g, ' ') : text).trim();
}

/** Anything but single blanks: most texts have no other. */
const ODD_SPACE = /\s\s|[^\S ]/;

/** Text without invisible junk, without tatweel inside words and with single spaces; letters, punctuation and diacritics stay as written. */
export function cleanText(text: string): string {
  if (!UNCLEAN.test(text)) return singleSpaced(text);
  return text
    .toWellFormed()
    .replace(/\u0085/g, '\n')
    .replace(junk, '')
    .replace(idleJoiner, '')
    .replace(innerTatweel, '')
    .replace(/\s+/g, ' ')
    .replace(/^(?:\u200c|\u200d| )+|(?<!\u200c|\u200d| )(?:\u200c|\u200d| )+$/g, '');
}

/**
 * A title or name as one line of plain text: tags stripped, entities decoded (twice where a system escaped them twice),
 * nothing invisible left.
 */
export function plainTitle(html: string): string {
  if (!/[<&]/.test(html)) return cleanText(html);
  const once = decodeHTML(withoutTags(withoutUnread(withoutCdata(html)).replace(breaks, ' ')));
  const twice = /&(?:#\d{2,6}|#x[\da-f]{2,6}|[a-z]{2,8});/i.test(once) ? decodeHTML(once) : once;
  return cleanText(twice.replace(breaks, ' ').replace(inlineTags, ''));
}

function withoutUnread(html: string): string {
  return Object.entries(unread).reduce(
    (text, [name, closing]) => withoutSpans(text, { opening: new RegExp(`<${name}\\b`, 'gi'), closing, put: ' ' }),
    html,
  );
}

function withoutTags(html: string): string {
  return withoutComments(html).replace(tags, '');
}

/** HTML or XML without its comments; one that nothing ends stays. */
export function withoutComments(text: string): string {
  return withoutSpans(text, { opening: /<!--/g, closing: /-->/g, put: '' });
}

/** A text with something else in place of each span between two marks. One scan: of a thousand that nothing closes, none is sought again. */
function withoutSpans(
  text: string,
  span: { readonly opening: RegExp; readonly closing: RegExp; readonly put: string },
) {
  const { opening, closing, put } = span;
  opening.lastIndex = 0;
  const kept: string[] = [];
  let from = 0;
  for (let open = opening.exec(text); open !== null; open = opening.exec(text)) {
    closing.lastIndex = opening.lastIndex;
    if (closing.exec(text) === null) break;
    kept.push(text.slice(from, open.index), put);
    from = closing.lastIndex;
    opening.lastIndex = from;
  }
  return from === 0 ? text : kept.join('') + text.slice(from);
}

/** What is left of XML's CDATA when it was escaped, or wrapped twice: in HTML all up to its first `>` would be a comment. */
export function withoutCdata(html: string): string {
  return html.replace(/<!\[CDATA\[([\s\S]*?)(?:\]\]>|$)/g, '$1');
}

/** HTML of a teaser as one line of text. */
export function plainText(html: string): string {
  const text = decodeHTML(withoutTags(withoutUnread(html).replace(blockTags, ' ')));
  return cleanText(text);
}
