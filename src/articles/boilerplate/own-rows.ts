import { datelineLength } from '../dateline/index.ts';
import { isFinished } from './kind.ts';
import { ownForms } from './own-forms.ts';
import { ownLists } from './own-lists.ts';
import { beginnings, isProse, type Page, plainOf } from './page.ts';

/**
 * Short lines in a row that are an article's own though they share no word with one another: results of matches, two or more of them, with a name that
 * the running text has too; what a dish takes, from «المقادير» to how it is made.
 */
export function ownRows(page: Page): ReadonlySet<number> {
  return new Set([...results(page), ...ingredients(page), ...ownLists(page), ...ownForms(page)]);
}

function results({ texts, reasons }: Page): number[] {
  const rows = texts.flatMap((text, at) =>
    reasons[at] === null && SCORE.test(text) && RESULT.test(text.slice(datelineLength(text, 'opens-article')))
      ? [at]
      : [],
  );
  const near = rows.filter((at, i) =>
    [rows[i - 1], rows[i + 1]].some((other) => Math.abs((other ?? -NEAR) - at) < NEAR),
  );
  const told = beginnings(texts.filter((text, at) => reasons[at] === null && isProse(text)).join(' '));
  return near.some((at) => [...beginnings(texts[at] ?? '')].some((word) => told.has(word))) ? near : [];
}

const SCORE = /\d\s*[-–:]/;

/** «الوحدات 2 - الرمثا 1», «الفيصلي 0-0 الحسين إربد». */
const RESULT =
  /^\s*[•*-]?\s*\p{L}[\p{L}\s]{1,30}\s(?:\d{1,3}\s*[-–:]\s*\p{L}[\p{L}\s]{1,30}\s\d{1,3}|\d{1,3}\s*[-–:]\s*\d{1,3}\s\p{L}[\p{L}\s]{1,30})\s*$/u;

/** Lines from one result to the next: a picture and its words may stand between. */
const NEAR = 5;

function ingredients({ texts, reasons }: Page): number[] {
  const head = texts.findIndex((text, at) => reasons[at] === null && !isFinished(text) && TAKES.test(plainOf(text)));
  if (head < 0) return [];
  const end = texts.findIndex((text, at) => at > head && (reasons[at] === 'label' || isProse(text)));
  const rows = texts.slice(0, Math.max(end, 0)).flatMap((_, at) => (at >= head && reasons[at] === null ? [at] : []));
  return rows.length >= FEWEST ? rows : [];
}

/** Behind a dateline too. */
const TAKES = /(?:^|[\s):–-])(?:ال)?(?:مقادير|مكونات)(?: \S+){0,4} ?:?$/;
const FEWEST = 3;
