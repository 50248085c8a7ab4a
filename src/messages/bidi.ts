import type { Language } from '../config/newsroom.ts';

const isolateLeftToRight = '\u2066';
const isolateRightToLeft = '\u2067';
const popIsolate = '\u2069';
const leftToRightMark = '\u200E';
const rightToLeftMark = '\u200F';

/** An address is one run, also where Arabic letters stand in it; what ends the sentence is not part of it. */
const address = /https?:\/\/[^\s<>"«»]*[^\s<>"«».,:;!?،؛؟…)]/u;
/**
 * Latin words with what belongs to them (digits, dots, slashes, @, #), also several in a row, and commands of the bot: a
 * slash before an Arabic word's Latin neighbour («عربي/English») stands between the two and is left there.
 */
const latin =
  /(?:[@#$€£]|(?<![\p{L}\p{M}\p{Nd}_])_+|(?<![\p{L}\p{M}\p{Nd}_/])\/)?\p{Script=Latin}[\p{Script=Latin}\p{M}\p{Nd}]*(?:[\p{Script=Latin}\p{M}\p{Nd} .,:;/@#&+'’_%-]*[\p{Script=Latin}\p{Nd}])?(?:\+{1,2}|%|#(?![\p{L}\p{Nd}_])|_+(?![\p{L}\p{Nd}_]))?/u;
/**
 * Numbers whose sign would change sides beside Arabic, telephone numbers and ISO dates. Decimals, times and dates with
 * slashes keep their order by themselves; ranges and scores («2014-2015») are left to read from the right, as Arabic has
 * them: UAX #9, rule W2, makes their digits Arabic numbers for that.
 */
const number =
  /(?<!\p{Nd})\+\p{Nd}+(?:[ -]\p{Nd}+)+|(?<![\p{L}\p{M}\p{Nd}])(?:[+\-−$€£]\p{Nd}+(?:[.,]\p{Nd}+)*(?:[%٪]|°\p{Script=Latin}?)?|\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}(?!\p{Nd}))/u;
const leftToRight = new RegExp(`${address.source}|${latin.source}|${number.source}`, 'gu');

/**
 * Wraps what reads from left to right in isolates, so that names, numbers and links inside Arabic stand in order on every
 * phone. Text without Arabic letters is left alone. The isolates are invisible and always closed.
 */
export function isolateRuns(text: string): string {
  if (!/\p{Script=Arabic}/u.test(text)) return text;
  return text.replace(leftToRight, (run) => `${isolateLeftToRight}${run}${popIsolate}`);
}

/**
 * A paragraph's direction is that of its first strong letter, and not every phone passes over isolates to find it: an
 * Arabic line that opens with a Latin name gets a mark before it.
 */
export function startRight(text: string): string {
  const opensOtherwise = /\p{Script=Arabic}/u.test(text) && !/^\P{L}*\p{Script=Arabic}/u.test(text);
  return opensOtherwise ? `${rightToLeftMark}${text}` : text;
}

/** From the first Arabic letter to the last: a name or title that was put into a sentence; all of a line that opens in Arabic. */
const arabic = /^\P{L}*\p{Script=Arabic}[\s\S]*|\p{Script=Arabic}(?:[\s\S]*\p{Script=Arabic}\p{M}*)?/u;

/**
 * A line that says something in `language`: in one that reads from the left, what it holds in Arabic is one run in it, so that its
 * own words, dates and numbers keep their order («By رنا خليل — 28 November 2026»).
 */
export function inLanguage(text: string, language: Language): string {
  if (language === 'ar') return startRight(isolateRuns(text));
  const isolated = text.replace(arabic, (run) => `${isolateRightToLeft}${isolateRuns(run)}${popIsolate}`);
  return /^\P{L}*\p{Script=Arabic}/u.test(text) ? `${leftToRightMark}${isolated}` : isolated;
}
