/** «انتهى», «(انتهى)», «انتهى/س», «انتهى/25», «انتهى ع.ب», «أهـ», «-انتهى-»: how an agency or a sender closes an item. Takes normalised text. */
export function isEndWord(plain: string): boolean {
  return (plain.length < 24 && END.test(plain)) || (plain.length < 60 && CLOSED_LINE.test(plain));
}

const INITIALS = '(?:\\s*[/|–—-]?\\s*\\p{L}(?:\\s?[./ ]\\s?\\p{L}){0,3}\\.?|\\s*[/|]\\s*\\d{1,3})?';
const END = new RegExp(`^[\\s\\-–—*(#[]*(?:انتهي${INITIALS}|ا ?هـ?\\.?|ends?|###)[\\s\\-–—*)\\]#.،]*$`, 'iu');

/** «// انتهى // 22:01 ت م 0031», «(النهاية) م د / ف ك 131502 جمت», «===== ر.ع»: the word between its marks, and a desk's hour, letters and numbers behind it. */
const DESK = String.raw`(?:\s*(?:\d{1,2}:\d{2}|\d{4,}|N{3,}|جمت|غرد|تغريد|GMT|(?<!\p{L})\p{L}(?:\.?\s?\/?\s?\p{L}(?!\p{L})){0,3})(?!\p{L})\s*[/.]?){0,8}`;
const CLOSED = String.raw`(?:\/{2}\s*(?:انتهى|انتهي|يتبع|النهاية|النهايه)\s*\/{2}|[(/]\s*(?:انتهى|انتهي|يتبع|النهاية|النهايه)\s*[)/]|={4,})${DESK}`;
const CLOSED_LINE = new RegExp(`^\\s*${CLOSED}\\s*$`, 'iu');

/** The same at the end of a line of text: behind its stop, in brackets, or with a slash and the desk's letters. */
export const END_WORD_BEHIND = new RegExp(
  `(?:(?<=[.!؟…"»”)])\\s*[-–—*]{0,3}\\s*(?:انتهى${INITIALS}|أ\\.?\\s?هـ?|اهـ|ا\\.هـ)[-–—*.]{0,3}|\\s*\\(\\s*انتهى\\s*\\)${INITIALS}|\\s+انتهى\\s?/\\s?\\p{L}(?:\\s?[./]\\s?\\p{L}){0,3}|(?:\\s+|(?<=[.!؟…"»”]))${CLOSED})\\s*$`,
  'u',
);

/** An excerpt's cut before the footer. */
const CUT = String.raw`(?:(?:…|\.{3}|\[…\]|\[\.{3}\])\s*)?`;

/** What feeds' plugins append to every article: «ظهرت المقالة … أولاً على …», «The post … appeared first on …». */
export const FEED_FOOTER = new RegExp(
  String.raw`^\s*${CUT}(?:ظهرت? (?:المقالة|المقال|التدوينة|هذه المقالة|هذا المقال)|نُ?شرت? (?:المقالة|المقال|هذه المقالة|هذا المقال)|The post)\s.{0,400}(?:أولا[ًﹰ]?\s+(?:على|في)|أوّلا[ًﹰ]?\s+(?:على|في)|على موقع|first appeared on|appeared first on)\s.{1,120}$`,
  'i',
);

/** The same at the end of a paragraph that says more. */
export const FEED_FOOTER_BEHIND = new RegExp(
  String.raw`\s*${CUT}(?:(?:ظهرت (?:المقالة|التدوينة)|ظهر المقال)\s[^.؟!]{0,300}أول[اً]+\s+على\s[^.؟!]{1,120}|The post\s(?:(?!The post\s).){1,300}\s(?:appeared first on|first appeared on)\s.{1,120})\s*$`,
  'iu',
);
