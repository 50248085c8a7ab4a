import { goesOn } from '../text/index.ts';
import { isListed, isTitleLike } from './kind.ts';
import { beginnings, isProse, type Page, type RemovalReason, SHORTEST_TITLE, takenUp } from './page.ts';
import type { Rest } from './rest.ts';

/** What stands at `at` was the page's own or another story's; a title or a pull quote is the article's. */
export function isPages(at: number, { reasons }: Page): boolean {
  const reason = reasons[at] ?? null;
  return reason !== null && !THE_ARTICLES.has(reason);
}
const THE_ARTICLES: ReadonlySet<RemovalReason> = new Set(['title', 'repeat', 'separator', 'credit']);

/**
 * A line as long as a title and ended by no stop, in an article that ends its paragraphs, which nothing below takes up: another
 * story's title, or what is written under a picture, however many words it shares with the article; or several in a row, over text that goes on with what
 * stands above them. In 600 articles 54 of 336
 * lines between two paragraphs are so; all but six were their source's links to other stories.
 */
export function isOddLine(at: number, page: Page, rest: Rest): boolean {
  const { texts, reasons, title } = page;
  const text = texts[at] ?? '';
  if (!rest.tellsTitles || !rest.finishes || rest.interview || rest.listed || isListed(text)) return false;
  if (beginnings(text).size < ODD.words || takenUp(title, text) >= ODD.title) return false;
  const down = behindTitles(at, page);
  const several = down > at + 1;
  const isText = (i: number): boolean => reasons[i] === null && isProse(texts[i] ?? '');
  const above = isPages(at - 1, page) || (isText(at - 1) && !(several && /[:：]\s*$/.test(texts[at - 1] ?? '')));
  const below = isPages(down, page) || (isText(down) && (!several || goesOn(texts[down] ?? '')));
  if (!above || !below) return false;
  const next = texts.slice(down, down + 5).filter((_, i) => reasons[down + i] === null);
  const taken = Math.max(...next.slice(0, 3).map((one) => takenUp(text, one)));
  // Over text that goes on stand few headings, and many links to other stories.
  const goes = reasons[down] === null && goesOn(texts[down] ?? '');
  return taken < (rest.headed && !goes ? ODD.takenWhereHeaded : ODD.taken);
}

/** Below the one at `at` and other lines as long as titles in a row with it. */
function behindTitles(at: number, { texts, reasons }: Page): number {
  const isTitle = (i: number): boolean =>
    reasons[i] === null &&
    !isProse(texts[i] ?? '') &&
    !isListed(texts[i] ?? '') &&
    beginnings(texts[i] ?? '').size >= ODD.words;
  let below = at + 1;
  while (below <= at + MOST_TITLES && isTitle(below)) below++;
  return below;
}

const MOST_TITLES = 6;

/** Meaning words, and shares (0–1) of them: that the page's title has, and that a paragraph below takes up; where an article has headings, less. */
const ODD = { words: 6, title: 0.6, taken: 0.25, takenWhereHeaded: 0.15 } as const;

/**
 * A title under a list's label in mid-article: its first item, or the next one under such an item. The article's own heading stands
 * there only where it heads what follows: that takes it up, and does not go on with the text before.
 */
export function isItemOfLabel(at: number, page: Page): boolean {
  const { texts, reasons, title } = page;
  const text = texts[at] ?? '';
  if (!isTitleLike(text) || beginnings(text).size < SHORTEST_TITLE || takenUp(title, text) >= ODD.title) return false;
  const label = labelOver(at, page);
  if (label === null) return false;
  if (reasons[at + 1] !== null || !isProse(texts[at + 1] ?? '')) return true;
  const next = texts[at + 1] ?? '';
  const taken = takenUp(text, next);
  const first = label === at - 1;
  return taken < (goesOn(next) ? ITEM.overTextGoingOn : first ? ITEM.first : ITEM.next);
}

/** Most of an item's words (0–1) that the text below it takes up. */
const ITEM = { overTextGoingOn: 0.5, first: 0.3, next: 0.15 } as const;

/** The label over `at`, with nothing between but items that are gone. */
function labelOver(at: number, { texts, reasons }: Page): number | null {
  for (let i = at - 1; i >= 0; i--) {
    if (reasons[i] === 'label') return i;
    if ((reasons[i] !== 'teaser' && reasons[i] !== 'repeat') || isProse(texts[i] ?? '')) return null;
  }
  return null;
}
