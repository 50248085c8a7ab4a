import { bestBelow, isOutdone } from './openings.ts';
import { isProse, type Page, takenUp } from './page.ts';

/** How a program ends an excerpt. */
const CUT_SHORT = /\s?(?:…|\.{3})$/;
/** Fewest in a row: a writer may end an opening in dots too. */
const FEWEST = 2;

/**
 * Other stories' openings at a page's top, one under the other and each cut short, without titles: the first paragraphs are all cut short, none of the
 * article's below is, and one of those takes up the title far better than each of them.
 */
export function markCutExcerpts(page: Page): void {
  const { texts, reasons, title } = page;
  const open = texts.flatMap((text, at) => (reasons[at] === null && isProse(text) ? [at] : []));
  const isCut = (at: number): boolean => CUT_SHORT.test((texts[at] ?? '').trimEnd());
  const first = open.findIndex((at) => !isCut(at));
  if (first < FEWEST || open.slice(first).some(isCut)) return;
  const cut = open.slice(0, first);
  const best = bestBelow(cut.at(-1) ?? 0, page);
  if (!cut.every((at) => isOutdone(takenUp(title, texts[at] ?? ''), best))) return;
  for (const at of cut) reasons[at] = 'teaser';
}
