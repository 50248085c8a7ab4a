import { isFinished } from './kind.ts';
import type { Page } from './page.ts';

/** «3. اختر ثلاث مدارس»: one of numbered instructions, with the one before it or the one after it beside it or a paragraph off. */
export function isStep(at: number, texts: readonly string[]): boolean {
  const number = numberOf(texts[at] ?? '');
  return number !== null && [-2, -1, 1, 2].some((by) => numberOf(texts[at + by] ?? '') === number + Math.sign(by));
}

/** The number of an item: «3. اختر ثلاث مدارس», «5. «بيت من زجاج» لهدى بركات». */
function numberOf(text: string): number | null {
  const found = /^\s*(\d{1,2})\s*[-.)–]\s*["'«“(]*\p{L}/u.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** One of the article's own numbered items, whatever stands between them. */
export function isCounted(at: number, page: Pick<Page, 'texts' | 'reasons'>): boolean {
  return goesOnCounting(at, page) || startsCounting(at, page);
}

/** «2- …» with «1- …» somewhere above. */
function goesOnCounting(at: number, { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): boolean {
  const number = numberOf(texts[at] ?? '');
  if (number === null || number < 2) return false;
  return texts.slice(0, at).some((text, i) => reasons[i] === null && numberOf(text) === number - 1);
}

/**
 * «1- …» with «2- …» among the next lines, and both say a whole sentence or have text of their own right under them: a list of
 * other stories has bare titles.
 */
function startsCounting(at: number, { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): boolean {
  const number = numberOf(texts[at] ?? '');
  if (number === null) return false;
  const isTold = (i: number): boolean =>
    isFinished(texts[i] ?? '') || (numberOf(texts[i + 1] ?? '') === null && isFinished(texts[i + 1] ?? ''));
  // Heads, each with its text right under it, may have many paragraphs between them.
  const isHead = (i: number): boolean => !isFinished(texts[i] ?? '') && isTold(i);
  const next = texts.findIndex(
    (text, i) =>
      i > at && reasons[i] === null && numberOf(text) === number + 1 && (i <= at + NEAR || (isHead(at) && isHead(i))),
  );
  return next > 0 && isTold(at) && isTold(next);
}

/** Lines within which the next item stands: its text and a box of the page may stand between. */
const NEAR = 8;
