import { tokens, wordKeys } from '../text/index.ts';
import { isFinished, isHeadingLike, isListed } from './kind.ts';
import { isProse, isTimedPost, type Page, takenUp } from './page.ts';
import { repeatedParagraphs, repeatedShare, wordTriples } from './repeats.ts';
import { markSecondPrinting } from './twice.ts';

/** The title again, alone or with what pages print around it: the site's name, a date, a counter, a greeting before it. */
export function markTitle({ texts, reasons, title }: Page): void {
  const titleWords = wordKeys(title);
  if (titleWords.length === 0) return;
  const titleTriples = wordTriples(titleWords);
  const joined = titleWords.join(' ');
  const opening = texts.findIndex((text, at) => reasons[at] === null && isProse(text));
  texts.forEach((text, index) => {
    const words = wordKeys(text);
    const isAbove = index < opening && isPartOfTitle(text, words, joined);
    // A title may sound like a call, a label or a notice.
    if (words.join(' ') === joined || isAbove) reasons[index] = 'title';
    else if (isTrailTo(text, words, joined)) reasons[index] = 'chrome';
    else if (
      reasons[index] === null &&
      !isFinished(text) &&
      // Below the text a part of the title is a section's heading.
      (index < opening || words.length >= titleWords.length - 1) &&
      words.length <= titleWords.length + 4 &&
      words.length >= 4 &&
      repeatedShare(words, titleTriples) >= 0.8
    ) {
      reasons[index] = 'title';
    } else if (titleWords.length >= FEWEST_WORDS && isFramed(text, titleWords)) reasons[index] = 'title';
    else if (isPictured(texts, index, titleWords) || isTitleWithMore(texts, index, title)) reasons[index] = 'credit';
  });
}

/** As a shorter title of the same story has it: several of its words in a row, without a stop, a quotation at their end perhaps. */
function isPartOfTitle(text: string, words: readonly string[], title: string): boolean {
  return (
    words.length >= FEWEST_WORDS && !/[.!؟?…]["»”)\s]*$/.test(text) && ` ${title} `.includes(` ${words.join(' ')} `)
  );
}

/** «‹title› - سهول نيوز - الخميس 16 ماي 2024 11:52», «… كما جاءت في الخبر التالي: ‹title›»: whole, and parted by a mark from a few words that no stop ends. */
function isFramed(text: string, title: readonly string[]): boolean {
  if (isFinished(text) || text.length > FRAME.characters) return false;
  const words = tokens(text);
  const more = words.length - title.length;
  if (more <= 0 || more > FRAME.words) return false;
  const isTitleAt = (from: number): boolean => title.every((key, i) => words[from + i]?.key === key);
  const between = (before: number): string => text.slice(words[before]?.end, words[before + 1]?.start);
  if (isTitleAt(0)) return more <= FRAME.unparted || /[-–—|/_•·]/.test(between(title.length - 1));
  return isTitleAt(more) && /[:：|»>]|\s[-–—]\s/.test(between(more - 1));
}

/** «‹title› من افتتاح الدورة العاشرة للمهرجان» right by the printed title: a picture is called by it and by what it shows. */
function isPictured(texts: readonly string[], at: number, title: readonly string[]): boolean {
  const text = texts[at] ?? '';
  const words = wordKeys(text);
  const joined = title.join(' ');
  if (isFinished(text) || title.length < FRAME.title || words.length > title.length + FRAME.words) return false;
  const near = texts.slice(Math.max(0, at - FRAME.lines), at + FRAME.lines + 1);
  return words.join(' ').startsWith(`${joined} `) && near.some((other) => wordKeys(other).join(' ') === joined);
}

/** The same where the page prints its title nowhere else: over running text that takes it up. */
function isTitleWithMore(texts: readonly string[], at: number, title: string): boolean {
  const text = texts[at] ?? '';
  const [words, sought] = [wordKeys(text), wordKeys(title)];
  if (isFinished(text) || sought.length < FRAME.whole || words.length > sought.length + FRAME.words) return false;
  if (words.length === sought.length || !words.join(' ').startsWith(`${sought.join(' ')} `)) return false;
  return texts
    .slice(at + 1, at + 1 + FRAME.lines)
    .some((other) => isProse(other) && takenUp(title, other) >= FRAME.taken);
}

/**
 * What stands around a title on its line: characters with it, words, and words that nothing parts from it; words of a title that are no sentence's by
 * chance, and lines from it to a picture of it; words of a title with which a sentence seldom opens, and share (0–1) of them that the text below it has.
 */
const FRAME = { characters: 400, words: 16, unparted: 4, title: 5, lines: 3, whole: 8, taken: 0.6 } as const;

/** «الرئيسية / محليات / انقطاع المياه …»: the way from the site's first page to this one, with its title at the end. */
function isTrailTo(text: string, words: readonly string[], title: string): boolean {
  if (/^\s*(?:الصفحة )?(?:الرئيسية|الرئيسيه|Home)\s*["/\\›>«»|-]/i.test(text) && words.join(' ').endsWith(` ${title}`))
    return true;
  // «الرئيسيةمحلياتانقطاع المياه …»: the same without a blank between its steps.
  return /^(?:الرييسيه|home)\p{L}/iu.test(words[0] ?? '') && title.includes(' ') && words.join(' ').endsWith(title);
}

/** Pull quotes and other text that the page prints twice, but no hour's line of an article told by the hour; what it prints twice in a row and ends with no stop is a picture's, once as its alternative text. */
export function markRepeats(page: Page): void {
  const { texts, reasons } = page;
  const isTwice = (at: number): boolean => {
    const text = withoutBullet(texts[at] ?? '');
    return (
      text === withoutBullet(texts[at + 1] ?? '') &&
      !isFinished(text) &&
      wordKeys(text).length >= FEWEST_WORDS &&
      finishes(page)
    );
  };
  texts.forEach((_, at) => {
    if (reasons[at] !== null || !isTwice(at)) return;
    reasons[at] = 'credit';
    reasons[at + 1] ??= 'credit';
  });
  for (const at of rowsTwice(page)) reasons[at] ??= 'chrome';
  markSecondPrinting(page);
  const open = texts.map((text, index) => (reasons[index] === null ? text : ''));
  for (const index of repeatedParagraphs(open))
    if (!isPoint(index, page) && !isTimedPost(index, page)) reasons[index] = 'repeat';
  keepFirst(page);
}

/** An opening stays where the article goes on right under it, and its copy at the foot goes, under which nothing does. */
function keepFirst({ texts, reasons }: Page): void {
  const goesOnUnder = (at: number): boolean => reasons[at + 1] === null && isProse(texts[at + 1] ?? '');
  const at = texts.findIndex((text, i) => (reasons[i] === null || reasons[i] === 'repeat') && isProse(text));
  const text = texts[at];
  if (text === undefined || reasons[at] !== 'repeat' || !isFinished(text) || !goesOnUnder(at)) return;
  const again = texts.lastIndexOf(text);
  if (again <= at + 1 || reasons[again] !== null || goesOnUnder(again)) return;
  reasons[at] = null;
  reasons[again] = 'repeat';
}

function withoutBullet(text: string): string {
  return text.replace(/^\s*[•●▪*]\s*/, '');
}

/** A row of short lines above the text that stands there again right below itself: words to seek the article by, who heads the paper. */
function rowsTwice({ texts, reasons }: Page): number[] {
  const opening = texts.findIndex((text, at) => reasons[at] === null && isProse(text));
  const isAgain = (from: number, count: number): boolean =>
    texts[from] === texts[from + count] &&
    texts.slice(from, from + count).every((text, i) => text === texts[from + count + i] && !isFinished(text));
  for (let from = 0; from < opening; from++) {
    for (let count = 2; from + 2 * count <= opening; count++) {
      if (isAgain(from, count)) return Array.from({ length: 2 * count }, (_, i) => from + i);
    }
  }
  return [];
}

/**
 * Gives back what is no copy: a paragraph that only repeated a line that has gone since, as an excerpt of the opening above the article does; a heading over
 * its text that a list of contents names before, or that stands right under the title.
 */
export function keepOnlyCopies(page: Page): void {
  const { texts, reasons } = page;
  if (!reasons.includes('repeat')) return;
  const triples = texts.map((text) => wordTriples(wordKeys(text)));
  const isCopy = (at: number, i: number): boolean => i !== at && holdsShare(triples[i], triples[at], COPY);
  const isGone = (at: number): boolean => {
    const isLost = (i: number): boolean => i < at && reasons[i] === 'teaser';
    const isElsewhere = texts.some((_, i) => !isLost(i) && isCopy(at, i));
    return !isElsewhere && texts.some((_, i) => isLost(i) && isCopy(at, i));
  };
  for (const [at, text] of texts.entries()) {
    if (reasons[at] !== 'repeat') continue;
    if ((isProse(text) && isGone(at)) || isOwnHead(at, page)) reasons[at] = null;
  }
}

/** Share (0–1) of its word triples by which a paragraph stands elsewhere. */
const COPY = 0.85;

/** Whether a paragraph has so much of another's triples; of what differs from its first word on, no more is read than tells. */
function holdsShare(
  whole: ReadonlySet<string> | undefined,
  part: ReadonlySet<string> | undefined,
  share: number,
): boolean {
  if (whole === undefined || part === undefined || part.size === 0) return false;
  let missing = 0;
  for (const triple of part) {
    if (!whole.has(triple)) missing += 1;
    if (missing > part.size * (1 - share)) return false;
  }
  return true;
}

function isOwnHead(at: number, { texts, reasons }: Page): boolean {
  const text = texts[at] ?? '';
  if (!isHeadingLike(text) || !isProse(texts[at + 1] ?? '') || reasons[at + 1] !== null) return false;
  return reasons[at - 1] === 'title' || texts.slice(0, at - 1).includes(text);
}

/** One of several points in mid-article that sum up what it says: a pull quote stands alone, and a machine's points above the text. */
function isPoint(at: number, { texts, reasons }: Page): boolean {
  const isListedAt = (i: number): boolean =>
    reasons[i] === null && isListed(texts[i] ?? '') && isFinished(texts[i] ?? '');
  if (!isListedAt(at) || !(isListedAt(at - 1) || isListedAt(at + 1))) return false;
  return texts
    .slice(0, at)
    .some((text, i) => reasons[i] === null && isProse(text) && isFinished(text) && !isListed(text));
}

/** Words of a caption: a refrain or a heading may have fewer. */
const FEWEST_WORDS = 4;

/** Whether the article ends its paragraphs with stops. */
function finishes({ texts, reasons }: Page): boolean {
  const prose = texts.filter((text, at) => reasons[at] === null && isProse(text));
  return prose.filter(isFinished).length > prose.length * 0.7;
}
