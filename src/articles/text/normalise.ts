import { remembered } from './remembered.ts';

/**
 * One spelling for words that Arabic writers spell in several ways. For comparing only: what readers see
 * stays as the author wrote it.
 *
 * Folded: hamza carriers (أإآٱ→ا, ؤ→و, ئ→ي), ى→ي, ة→ه, Persian ک and ی, presentation forms (NFKC), Arabic and
 * Persian digits → ASCII, every quotation mark → ", Latin to lower case. Dropped: harakat, tatweel, zero-width
 * and bidi controls. Other characters and the spacing stay, so the result can be shorter than the input.
 */
export const normalise: (text: string) => string = remembered(fold, { longest: 2_000 });

function fold(text: string): string {
  return text
    .replace(PRESENTATION_FORMS, (form) => form.normalize('NFKC'))
    .replace(DROPPED, '')
    .replace(FOLDED, (letter) => FOLDS[letter] ?? letter)
    .toLowerCase();
}

/**
 * The text with Arabic and Persian digits as ASCII ones and Persian ک and ی as Arabic letters, sign for sign: what rules of
 * form look at where places in the text as it was written are wanted.
 */
export function uniform(text: string): string {
  return OTHER_SIGNS.test(text) ? text.replace(EACH_OTHER_SIGN, (sign) => FOLDS[sign] ?? sign) : text;
}

/** Code points of `text`: the unit of every length shown to people. */
export function countCharacters(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}

const PRESENTATION_FORMS = /[\uFB50-\uFDFF\uFE70-\uFEFC]+/g;

// Harakat and Quranic marks, tatweel, soft hyphen, zero-width and bidi controls, BOM.
const DROPPED =
  /[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED\u0640\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

const LETTERS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  ئ: 'ي',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};

/** One table and one pass: this is asked of every line and sentence many times. */
const FOLDS: Readonly<Record<string, string>> = {
  ...LETTERS,
  ...Object.fromEntries([...'٠١٢٣٤٥٦٧٨٩'].map((digit, value) => [digit, String(value)])),
  ...Object.fromEntries([...'۰۱۲۳۴۵۶۷۸۹'].map((digit, value) => [digit, String(value)])),
  ...Object.fromEntries([...'«»“”„‟‹›〝〞＂'].map((mark) => [mark, '"'])),
};
const FOLDED = /[أإآٱؤئىیةک٠-٩۰-۹«»“”„‟‹›〝〞＂]/g;
const OTHER_SIGNS = /[ک\u06CC٠-٩۰-۹]/;
const EACH_OTHER_SIGN = new RegExp(OTHER_SIGNS, 'g');
