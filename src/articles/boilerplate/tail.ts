import { hasDate } from './byline.ts';
import { isTitleLike } from './kind.ts';
import { cohesionOf, continuesArticle, isProse, type Page, plainOf, takenUp } from './page.ts';

/** Whether an article has ended at the list's label at `label`; `rest` is the share (0–1) of the page's text that stands below it. */
export function opensForeignTail(label: number, rest: number, page: Page): boolean {
  const largest = isListOfDated(label, page) ? LARGEST_TAIL.dated : LARGEST_TAIL.other;
  return rest < largest && isOverOthers(label, page) && !goesOnBelow(label, page);
}

/** Most of the page's text (0–1) that other stories below an article have: more where they stand in a list, each with its date. */
const LARGEST_TAIL = { dated: 0.65, other: 0.35 } as const;

/** Two or more dates follow, and no running text that has not its own title or date right over it. */
function isListOfDated(label: number, { texts, reasons }: Page): boolean {
  const dates = reasons.filter((reason, at) => at > label && reason === 'byline' && hasDate(plainOf(texts[at] ?? '')));
  const isAlone = (at: number): boolean => reasons[at - 1] === 'byline' || isTitleLike(texts[at - 1] ?? '');
  return (
    dates.length > 1 && texts.every((text, at) => at <= label || reasons[at] !== null || !isProse(text) || isAlone(at))
  );
}

/** Over nothing («No posts»), or over another story's byline and date: there an article has ended. */
function isOverOthers(label: number, { texts, reasons }: Page): boolean {
  for (let at = label + 1; at < texts.length; at++) {
    const reason = reasons[at] ?? null;
    if (reason === 'empty-list') return true;
    if (reason === 'byline') return hasDate(plainOf(texts[at] ?? ''));
    if (reason === null) return false;
  }
  return false;
}

/** Running text below that goes on with the sentence before («وتعهدت …»): the article has not ended at the label. */
function goesOnBelow(label: number, page: Page): boolean {
  const { texts, reasons } = page;
  return texts.some((text, at) => {
    if (at <= label || reasons[at] !== null || !isProse(text) || !continuesArticle(at, page)) return false;
    if (reasons[at - 1] === 'byline') return false;
    const above = texts[at - 1] ?? '';
    if (!isTitleLike(above)) return true;
    if ((reasons[at - 1] ?? null) !== null) return false;
    // Under another story's title it is no excerpt of that where it has none of its words, and some of the article's.
    return takenUp(above, text) <= 0.1 && (cohesionOf(page).of(at, new Set([at])) ?? 0) >= 0.2;
  });
}
