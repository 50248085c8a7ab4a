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
