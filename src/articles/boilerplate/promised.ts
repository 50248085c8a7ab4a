import { isFinished, isListed } from './kind.ts';
import { isProse, type Page, plainOf } from './page.ts';

/**
 * The items that a title promises («خمس روايات عن المنفى», «10 أطعمة …»): where as many short lines stand each right over its text, and
 * nothing else does, they and their texts are the article's, though one shares no word with another. A list of other stories beside
 * them makes the count another, and then nothing is told.
 */
export function promisedItems({ texts, title, reasons }: Page): ReadonlySet<number> {
  const count = promisedBy(title);
  if (count < ITEMS.fewest || count > ITEMS.most) return NONE;
  const heads = texts.flatMap((text, at) =>
    reasons[at] === null && !isProse(text) && !isListed(text) && isText(at + 1, { texts, reasons }) ? [at] : [],
  );
  if (Math.abs(heads.length - count) > ITEMS.off) return NONE;
  return new Set(heads.flatMap((at) => [at, at + 1]));
}

const COUNTS = ['ثلاث', 'اربع', 'خمس', 'ست', 'سبع', 'ثمان', 'تسع', 'عشر'];
const COUNTED = new RegExp(`(?:^|[\\s"(:])(?:(\\d{1,2})|(${COUNTS.join('|')})(?:ي|يه|ه)?) \\p{L}{3,}`, 'u');
/** Fewest items, and most that a title may name beside those that are there: one may have lost its heading to a box. */
const ITEMS = { fewest: 3, most: 25, off: 1 } as const;

function promisedBy(title: string): number {
  const [, digits, word] = COUNTED.exec(plainOf(title)) ?? [];
  return digits !== undefined ? Number(digits) : word === undefined ? 0 : COUNTS.indexOf(word) + 3;
}

function isText(at: number, { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): boolean {
  return reasons[at] === null && isProse(texts[at] ?? '') && isFinished(texts[at] ?? '');
}

const NONE: ReadonlySet<number> = new Set();
