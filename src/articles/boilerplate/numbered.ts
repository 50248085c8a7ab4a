import type { Page } from './page.ts';

/** «3. اختر ثلاث مدارس»: one of numbered instructions, with the one before it or the one after it beside it or a paragraph off. */
export function isStep(at: number, texts: readonly string[]): boolean {
  const number = numberOf(texts[at] ?? '');
  return number !== null && [-2, -1, 1, 2].some((by) => numberOf(texts[at + by] ?? '') === number + Math.sign(by));
}

/** The number of an item: «3. اختر ثلاث مدارس». */
function numberOf(text: string): number | null {
  const found = /^\s*(\d{1,2})\s*[-.)–]\s*\p{L}/u.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** «2- …» with «1- …» somewhere above: the article's own items go on, whatever stands between. */
export function goesOnCounting(at: number, { texts, reasons }: Pick<Page, 'texts' | 'reasons'>): boolean {
  const number = numberOf(texts[at] ?? '');
  if (number === null || number < 2) return false;
  return texts.slice(0, at).some((text, i) => reasons[i] === null && numberOf(text) === number - 1);
}
