import { captionText } from './credit.ts';
import { isFinished, isListed } from './kind.ts';
import { beginnings, isProse, type Page, plainOf, SHORTEST_TITLE, takenUp } from './page.ts';
import { pageSpeech } from './speech.ts';

/**
 * A paragraph above the article of which nothing but its words says that it is another story's: no title over it or under it, the page's own neither, no
 * label of a list, and it is not cut short. It may be how the article opens, so it stays and is not summarised.
 */
export function isUnproven(at: number, page: Page): boolean {
  const { texts, reasons } = page;
  const text = texts[at] ?? '';
  if (/(?:…|\.{2,})["»”\])]*$/.test(text) || isListed(text) || !isFinished(text)) return false;
  if (pageSpeech(plainOf(text)) > 0) return false;
  const isProseAt = (i: number): boolean => reasons[i] === null && isProse(texts[i] ?? '');
  const above = texts.slice(0, at).findLastIndex((_, i) => isProseAt(i));
  const below = texts.findIndex((_, i) => i > at && isProseAt(i));
  for (let i = above + 1; i < (below < 0 ? texts.length : below); i++)
    if (i !== at && ((i > at && reasons[i] === 'title') || isOthers(i, text, page))) return false;
  return true;
}

/** A label of a list, or a line that may be the title of another story: a whole one, or one that the paragraph beside it takes up. */
function isOthers(at: number, beside: string, { texts, reasons, title }: Page): boolean {
  const text = texts[at] ?? '';
  const reason = reasons[at] ?? null;
  if (reason !== null) return reason === 'label' || reason === 'empty-list' || reason === 'teaser';
  const words = beginnings(text).size;
  if (words < SHORTEST_TITLE || captionText(text) !== null || takenUp(title, text) >= 0.4) return false;
  return words >= WHOLE_TITLE || takenUp(text, beside) >= 0.25;
}

/** Meaning words of a title that tells a story; a kicker has fewer. */
export const WHOLE_TITLE = 6;
