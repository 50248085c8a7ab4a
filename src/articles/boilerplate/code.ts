import { screened } from '../text/index.ts';

/** Takes tags out of a paragraph that was handed over with its markup: «<p>أعلنت <b>بلدية</b> …</p>». */
export function withoutTags(text: string): string {
  return text.replace(/<\/?[a-zA-Z][^<>]{0,300}>/g, '').replace(HALF_TAG, '');
}

/** «div style="text-align: justify;">»: a tag that lost its first bracket, before the first word. */
const HALF_TAG =
  /^\s*(?:div|p|span|a|h[1-6]|td|font)\s+[a-z-]+\s*=\s*["'][^"'<>]{0,200}["'][^<>\u0621-\u064A]{0,200}>/i;

/** Takes shortcodes out of a paragraph that has words of its own: `[caption id="1"]`, `[/caption]`, `[tptn_list …]`. */
export function withoutShortcodes(text: string): string {
  return text.replace(SHORTCODES, (code) => (isCode(code) ? ' ' : code));
}

const SHORTCODES = /\[\/?[a-zA-Z][\w-]*(?:\s[^[\]]*)?\/?\]/g;

/** «[sic]» and «[AFP]» are an editor's brackets; a code has attributes, an underscore, a slash or a known name. */
function isCode(bracketed: string): boolean {
  return /[=_/]|^\[(?:caption|embed|gallery|audio|video|playlist|toc|contact|button|quote|youtube|shortcode|ads?\d*)\b/i.test(
    bracketed,
  );
}

export function isShortcode(text: string): boolean {
  if (/^\[[a-z][\w-]*\]$/.test(text)) return true;
  return text.includes('[') && withoutShortcodes(text).trim() === '';
}

export function isScript(text: string): boolean {
  if (
    /<\/?[a-z][^<>]*>|(?:window|document)\.\w|function\s*\(|googletag|adsbygoogle|dataLayer|gtag\(|fbq\(|\bvar\s+\w+\s*=|=>|\{\s*["']?\w+["']?\s*:/.test(
      text,
    )
  ) {
    return letterShare(text) < 0.5;
  }
  // A lone Latin word is a tracker's or widget's leaving («fbpx»); a name in a paragraph of its own is not a story.
  return /^[A-Za-z][\w.-]{1,24}$/.test(text);
}

function letterShare(text: string): number {
  const arabic = text.match(/[\u0621-\u064A]/g)?.length ?? 0;
  return arabic / Math.max(1, text.length);
}

/** «من مكان الحدث.jpg»: what a picture's file is called, in its caption's place. */
export function isPictureFile(text: string): boolean {
  return text.length <= 80 && /^[^.؟!،:]{1,60}\.(?:jpe?g|png|webp|gif)$/i.test(text);
}

export function isLink(text: string): boolean {
  // An address longer than this is none, and the patterns below take the square of a word's length.
  if (text.length > 1_000) return false;
  // «من أخبار الوادي https://…»: an address and whose it is.
  if (WHOSE_ADDRESS.test(text.trim())) return true;
  return text
    .split(/\s+/)
    .every((word) =>
      /^(?:https?:\/\/|www\.)\S+$|^[@#]\S+$|^\S+@\S+\.\w+$|^[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|me|co|info)(?:\/\S*)?$/.test(
        word,
      ),
    );
}

const WHOSE_ADDRESS = screened(/^(?:من\s(?:\S+\s){1,4}|(?:\S+\s?){0,3}(?:ال)?رابط(?:\s\S+)?\s?:?\s*)https?:\/\/\S+$/u);

/** «🔥 الأكثر قراءة 🔥»: a line without the pictures that say nothing of what it is. */
export function withoutPictures(line: string): string {
  return line.replace(PICTURES, ' ').trim();
}

const PICTURES = /(?:(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)(?:\u200D|\p{Emoji_Modifier})*\s*)+/gu;
