import { isFinished } from './kind.ts';
import { bestBelow } from './openings.ts';
import { isProse, type Page } from './page.ts';

/** Headlines run together on one line: long, and without a stop from its first word to its last but where one asks. */
export function isTicker(text: string): boolean {
  return text.length >= TICKER && !/[.!…،؛][\s"”»]|[.؟!…،]$/.test(text.trim().replace(/\.{2,}\s/g, ' '));
}

const TICKER = 200;

/** Such headlines, the article's own perhaps among them, over text that ends its paragraphs and has few (`shared`, 0–1) of their words. */
export function isTickerOverText(at: number, page: Page, shared: number): boolean {
  const { texts, reasons } = page;
  if (!isTicker(texts[at] ?? '') || shared >= LITTLE_OF_TICKER || bestBelow(at, page) < 0.4) return false;
  const below = texts.filter((text, i) => i > at && reasons[i] === null && isProse(text));
  return below.length >= 2 && below.filter(isFinished).length * 2 >= below.length;
}

/** More of an own opening's words return below it. */
const LITTLE_OF_TICKER = 0.2;
