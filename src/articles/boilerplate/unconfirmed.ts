import { goesOn, opensWithVerb } from '../text/index.ts';
import type { Cohesion } from './cohesion.ts';
import { isUnderDateline } from './datelined.ts';
import { isPages } from './headlines.ts';
import { isFinished, isListed } from './kind.ts';
import { bestBelow, isOutdone } from './openings.ts';
import { cohesionOf, continuesArticle, isOwnQuestion, isProse, type Page, takenUp } from './page.ts';
import { Rest } from './rest.ts';

/** Marks paragraphs that stay because they may be the article's, while nothing confirms that they are: they are not summarised. */
export function markUnconfirmed(page: Page): void {
  const { texts, reasons, unconfirmed } = page;
  const prose = texts.flatMap((text, at) => (reasons[at] === null && isProse(text) ? [at] : []));
  markOpenings(prose, page);
  const rest = new Rest(page);
  const confirmed = prose.filter((at) => !unconfirmed.has(at));
  // The first of them is what the article opens with.
  const apart = confirmed.slice(1).filter((at) => isApart(at, page, rest));
  for (const at of apart) unconfirmed.add(at);
}

/**
 * What opens the page's text, a scene or a general remark, and with other lines of the page over it may as well be another story's: the
 * first paragraphs that have little of the title and share few words with what follows, up to the first that is surely the
 * article's. Where none is, none is marked.
 */
function markOpenings(prose: readonly number[], page: Page): void {
  const cohesion = cohesionOf(page);
  const above = new Set<number>();
  for (const at of prose[0] === 0 ? [] : prose) {
    if (isConfirmed(at, page, cohesion, above)) {
      // «وقال …» of the article goes on with the article's: with the news right above it.
      const antecedent = rightAbove(at, page);
      if (goesOn(page.texts[at] ?? '') && isNews(page.texts[antecedent] ?? '')) above.delete(antecedent);
      for (const one of above) page.unconfirmed.add(one);
      return;
    }
    above.add(at);
  }
}

/** Nothing stands between the printed title and the paragraph, which is not cut short and has words of that title. */
function isRightUnderTitle(at: number, { texts, reasons, title }: Page): boolean {
  const text = texts[at] ?? '';
  return (
    reasons[at - 1] === 'title' &&
    isFinished(text) &&
    !/…["»”\])]*$|\.{2,}$/.test(text) &&
    takenUp(title, text) >= LITTLE
  );
}

/** Opens with the verb of what happened, and not as a scene does («لم تكن …», «تقول منى …»). */
function isNews(text: string): boolean {
  return opensWithVerb(text) && !/^\s*(?:لم|لن|لا|[يت]قول)\s/.test(text);
}

/** The paragraph above the one at `at`, its picture's words and the title printed again there looked through. */
function rightAbove(at: number, { reasons }: Page): number {
  let above = at - 1;
  while (reasons[above] === 'title' || reasons[above] === 'credit') above--;
  return above;
}

/** Right under a line of the page, and with next to no word of the title or the article; or with none, wherever it stands. */
function isApart(at: number, page: Page, rest: Rest): boolean {
  const text = page.texts[at] ?? '';
  if (continuesArticle(at, page) || isListed(text)) return false;
  if (rest.tells && rest.words(at).size >= ENOUGH && rest.shared(at) === 0) return true;
  if (!isPages(at - 1, page)) return false;
  return takenUp(page.title, text) < LITTLE && rest.shared(at) < LITTLE;
}

function isConfirmed(at: number, page: Page, cohesion: Cohesion, above: ReadonlySet<number>): boolean {
  const { texts, reasons, title } = page;
  const text = texts[at] ?? '';
  if (isUnderDateline(at, page) || isRightUnderTitle(at, page)) return true;
  // What goes on with an unconfirmed paragraph is as much another story's as that one.
  if (continuesArticle(at, page) && !above.has(at - 1)) return true;
  const own = takenUp(title, text);
  const best = bestBelow(at, page);
  const shared = cohesion.of(at, new Set([...above, at])) ?? 0;
  if (!isOutdone(own, best)) return own >= best || own >= LITTLE || shared >= LITTLE;
  // The article runs on under its opening; under an excerpt stand the next title, a date, a control.
  const runsOn = reasons[at + 1] === null && isProse(texts[at + 1] ?? '');
  return (runsOn || isOwnQuestion(at + 1, page)) && shared >= RUNNING_ON;
}

/** Meaning words of a paragraph that can be compared without a neighbour's help. */
const ENOUGH = 8;
/** Less than this share (0–1) of a paragraph's words in the title, or in what follows, confirms nothing. */
const LITTLE = 0.2;
/** A paragraph that others outdo has at least this share (0–1) of its words with them, where it is the article's. */
const RUNNING_ON = 0.3;
