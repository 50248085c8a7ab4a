import { datelineLength } from '../dateline/index.ts';
import { isFigureRow, screened, WEEKDAY } from '../text/index.ts';
import { hasFullDate } from './byline.ts';
import { isFinished } from './kind.ts';
import { ownForms } from './own-forms.ts';
import { ownRows } from './own-rows.ts';
import { ownTables, signDays } from './own-tables.ts';
import { beginnings, beginningsOf, isProse, type Page, plainOf } from './page.ts';

/**
 * Short lines in a row that are an article's own though they share no word with one another: what it announces (papers, steps, a table's
 * rows), the particulars of a book, the days over the leaves of a diary, results of matches, two or more of them, with a name that the running text has
 * too, and what a dish takes, from «المقادير» to how it is made; and what its form tells (`own-forms.ts`, `own-tables.ts`).
 */
export function ownLists(page: Page): ReadonlySet<number> {
  const open = [...announced(page), ...particulars(page), ...days(page), ...ownRows(page)].filter(
    (at) => page.reasons[at] === null,
  );
  return new Set([...open, ...results(page), ...ingredients(page), ...ownForms(page), ...ownTables(page)]);
}

/** Gives back those of them whose form alone made them a page's. */
export function markOwnLists(page: Page): void {
  for (const at of [...particulars(page), ...days(page), ...signDays(page), ...ownRows(page)]) page.reasons[at] = null;
}

/** «ويحتاج المتقدم إلى ما يأتي:», «وفي ما يلي نتائج الجولة:», «خطوات التقديم:», with a colon; «المستندات اللازمة للتسجيل» without one. */
const ANNOUNCES = screened(
  /^(?:.*(?:(?:ما|كما) ي(?:لي|اتي)|(?:ال|ك)(?:تالي|اتي)ه?)(?: \S+){0,10}|(?:ال)?(?:اوراق|وثايق|مستندات|شروط|خطوات|نتايج)(?: \S+){1,4}) ?:$|^(?:ال)?(?:اوراق|وثايق|مستندات) (?:ال)?(?:مطلوبه|لازمه)(?: \S+){0,3}$/,
);

/** Most lines of a list and of a table, characters of a line; fewest that make one. */
const LIST = { lines: 12, rows: 60, characters: 90, fewest: 2 } as const;

function announced({ texts, reasons }: Page): number[] {
  const isHead = (at: number): boolean =>
    reasons[at] === null && (texts[at]?.length ?? 0) <= 160 && ANNOUNCES.test(plainOf(texts[at] ?? ''));
  const isItem = (at: number): boolean => {
    const text = texts[at];
    return reasons[at] === null && text !== undefined && text.length <= LIST.characters && !isFinished(text);
  };
  return texts.flatMap((_, head) => {
    if (!isHead(head)) return [];
    let end = head + 1;
    const isNear = (at: number): boolean =>
      at <= head + LIST.lines || (at <= head + LIST.rows && isFigureRow(texts[at] ?? ''));
    while (isNear(end) && isItem(end) && !isHead(end)) end++;
    return end - head > LIST.fewest ? Array.from({ length: end - head }, (_, i) => head + i) : [];
  });
}

/** «المؤلف: …», «عدد الصفحات: 214», «312 صفحة من القطع المتوسط». */
const PARTICULAR =
  /^[*•\s-]*(?:(?:(?:عنوان )?الكتاب|(?:اسم )?الروايه|العنوان|(?:اسم )?المولفه?|الكاتبه?|المترجمه?|الترجمه|ترجمه|الناشر|دار النشر|سنه (?:النشر|الاصدار)|تاريخ (?:النشر|الاصدار)|الطبعه|عدد الصفحات|الصفحات|السعر) ?: ?\S|\d{2,4} صفحه(?: من القطع \S+)?$)/;

/** Fields that only a book has. */
const BOOKS = /الكتاب|الروايه|الناشر|دار النشر|صفح/;

/** Three particulars in a row, two of them a book's alone. */
function particulars({ texts, reasons }: Page): number[] {
  const isOne = (at: number): boolean => {
    const text = texts[at] ?? '';
    return reasons[at] !== 'title' && text.length <= LIST.characters && PARTICULAR.test(plainOf(text));
  };
  const rows: number[] = [];
  for (let from = 0; from < texts.length; from++) {
    let end = from;
    while (isOne(end)) end++;
    const row = Array.from({ length: end - from }, (_, i) => from + i);
    if (row.length >= 3 && row.filter((at) => BOOKS.test(plainOf(texts[at] ?? ''))).length >= 2) rows.push(...row);
    from = Math.max(from, end);
  }
  return rows;
}

const ON_A_DAY = new RegExp(`^(?:يوم )?${WEEKDAY}[،, ]+\\d`);

/** Days with their dates, two or more, each between paragraphs of the article: over the item of a list stands its title. */
function days({ texts, reasons }: Page): number[] {
  const isText = (at: number): boolean => reasons[at] === null && isProse(texts[at] ?? '');
  const isDay = (at: number): boolean => {
    const text = texts[at] ?? '';
    if (text.length > 40 || (reasons[at] !== null && reasons[at] !== 'byline')) return false;
    const plain = plainOf(text);
    return ON_A_DAY.test(plain) && hasFullDate(plain) && !/\d:\d/.test(plain);
  };
  const heads = texts.flatMap((_, at) => (isDay(at) && isText(at - 1) && isText(at + 1) ? [at] : []));
  return heads.length >= 2 ? heads : [];
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
  if (near.length === 0) return near;
  const told = beginningsOf(texts.filter((text, at) => reasons[at] === null && isProse(text)));
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
  return rows.length >= FEWEST_TAKEN ? rows : [];
}

/** Behind a dateline too. */
const TAKES = /(?:^|[\s):–-])(?:ال)?(?:مقادير|مكونات)(?: \S+){0,4} ?:?$/;
const FEWEST_TAKEN = 3;
