import { segmentSentences } from '../text/index.ts';
import { isListed } from './kind.ts';
import { beginnings, isExcerptOf, isProse, type Page, SHORTEST_TITLE, takenUp } from './page.ts';

/**
 * Whether what stands at `at` follows the page's own title, with nothing between them but furniture and short lines: there the
 * article opens, and a date is its own. A line between that the paragraph takes up is another story's title.
 */
export function followsTitle(at: number, { texts, reasons }: Page): boolean {
  const title = reasons.lastIndexOf('title', at - 1);
  if (title < 0 || at - title > FAR_FROM_TITLE) return false;
  // Where the title is soon printed again, the article opens under that.
  if (reasons.slice(at + 1, at + FAR_FROM_TITLE).includes('title')) return false;
  const opening = texts.slice(at, at + 3).find((text) => isProse(text)) ?? '';
  return texts.slice(title + 1, at).every((text, i) => {
    const reason = reasons[title + 1 + i] ?? null;
    if (reason !== null) return reason !== 'teaser' && reason !== 'label' && reason !== 'empty-list';
    return !isProse(text) && (beginnings(text).size < SHORTEST_TITLE || takenUp(text, opening) < 0.3);
  });
}

/** Lines of a page's head. */
const FAR_FROM_TITLE = 12;

/** How other stories are told in a list is one sentence; a scene has several. */
export function hasSeveralSentences(text: string): boolean {
  return segmentSentences(text).length > 1;
}

/** Several sentences right under the printed title: how a scene opens, whatever words it shares with the story. */
export function isOpeningScene(at: number, page: Page): boolean {
  return followsTitle(at, page) && hasSeveralSentences(page.texts[at] ?? '');
}

/** One of other stories' titles without excerpts between them. */
export function isInBareList(at: number, { texts, reasons }: Page): boolean {
  return reasons[at] === 'teaser' && reasons[at - 1] === 'teaser' && !isProse(texts[at - 1] ?? '');
}

/** Several sentences under a list's label or under titles without excerpts, and that do not take the last one up: the article going on. */
export function followsBareTitles(at: number, page: Page): boolean {
  const isUnderList = page.reasons[at - 1] === 'label' || isInBareList(at - 1, page);
  return isUnderList && hasSeveralSentences(page.texts[at] ?? '') && !isExcerptOf(at - 1, at, page, null);
}

/** Running text right above, or, under a scene of several sentences, two more paragraphs of it right below; no items of a list. */
export function runsOn(at: number, { texts, reasons }: Page): boolean {
  const isText = (i: number): boolean => reasons[i] === null && isProse(texts[i] ?? '') && !isListed(texts[i] ?? '');
  if (!isText(at)) return false;
  return isText(at - 1) || (hasSeveralSentences(texts[at] ?? '') && isText(at + 1) && isText(at + 2));
}

/** How far (0–1) one of the next paragraphs takes up the page's title. */
export function bestBelow(at: number, { texts, reasons, title }: Page): number {
  const next = texts.flatMap((text, i) => (i > at && reasons[i] === null && isProse(text) ? [text] : []));
  return Math.max(0, ...next.slice(0, NEXT).map((text) => takenUp(title, text)));
}

/** Paragraphs in which an article that opens with something else comes to its title. */
const NEXT = 5;

/**
 * One of the paragraphs that follow takes the page's title up (`best`), and far better than this one (`own`). Of 600 articles' own
 * openings this would hold of one in a hundred, of other stories' put above them of nine in ten.
 */
export function isOutdone(own: number, best: number): boolean {
  return best >= 0.4 && own < best * 0.6;
}
