import { isDateline, opensWithTown, partsOf } from '../dateline/index.ts';
import { wordKeys } from '../text/index.ts';
import { sharedAbove } from './other-stories.ts';
import { isProse, type Page, takenUp } from './page.ts';

/**
 * Marks the next item's opening below an article: it begins with the very words of the house, a town and an agency and what parts them, with which the
 * article's own first paragraph begins («السنابل _ فاس - …»), or which stand on a line above it, and little else of it is the article's. Where more is, it stays unconfirmed.
 */
export function markSameHouse(page: Page): void {
  const { texts, reasons, title } = page;
  const prose = texts.flatMap((text, at) => (reasons[at] === null && isBody(text) ? [at] : []));
  const [first] = prose;
  if (first === undefined) return;
  const alone = texts[first - 1] ?? '';
  const line = isDateline(alone) ? `${wordsOf(alone)} ` : houseLine(texts[first] ?? '');
  if (line === null) return;
  const house = isDateline(alone) ? houseBeforeTown(alone) : houseBeforeTown(texts[first] ?? '');
  const next = prose.find((at) => at > first && opensLike(texts[at] ?? '', line, house));
  if (next === undefined || prose.filter((at) => at >= next).length > MOST) return;
  if (takenUp(title, texts[next] ?? '') >= takenUp(title, texts[first] ?? '') && prose.length > 2) {
    page.unconfirmed.add(next);
    return;
  }
  const shared = sharedAbove(next, next, page) ?? 0;
  for (let at = next; at < texts.length; at++) {
    if (reasons[at] !== null) continue;
    if (shared < LITTLE) reasons[at] = 'teaser';
    else page.unconfirmed.add(at);
  }
}

/** Paragraphs from the second such head on: more are an article told from several places. */
const MOST = 2;
/** Less than this share (0–1) of its words with the text above. */
const LITTLE = 0.4;

/** A house's line is itself running text's head, so a line that no stop ends counts too. */
function isBody(text: string): boolean {
  return isProse(text) || text.length >= 60;
}

/** With the same line, or with the same house and another town: «السنابل - فاس», «السنابل - وجدة أعلن …». */
function opensLike(text: string, line: string, house: string | null): boolean {
  return wordsOf(text).startsWith(line) || (house !== null && houseBeforeTown(text) === house);
}

/** The house's name that a dash or stroke parts from a town at a text's head; null where none does. */
function houseBeforeTown(text: string): string | null {
  const [house] = partsOf(text);
  if (house === undefined || (house.kind !== 'name' && house.kind !== 'house') || !/^[-–—/|_ـ]+$/.test(house.mark))
    return null;
  return opensWithTown(text.slice(house.end)) ? wordsOf(house.text) : null;
}

/** Words alone: one house writes now a hyphen, now a dash. */
function wordsOf(text: string): string {
  return wordKeys(text).join(' ');
}

/** «السنابل _ فاس -», «فاس – وكالة السنابل –»: the words of up to three parts with a mark behind each, none a speaker's or an hour. */
function houseLine(text: string): string | null {
  const parts = partsOf(text).slice(0, 3);
  const other = parts.findIndex(
    ({ kind, mark }) => mark === '' || mark.includes(':') || kind === 'date' || kind === 'clock',
  );
  const end = (other < 0 ? parts : parts.slice(0, other)).at(-1)?.end ?? 0;
  return end === 0 ? null : `${wordsOf(text.slice(0, end))} `;
}
