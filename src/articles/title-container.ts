import { beginnings, isProse, takenUp } from './boilerplate/page.ts';
import type { DomDocument, DomElement } from './dom.ts';

/** Meaning words without which a title tells nothing. */
const FEWEST_WORDS = 3;
/** Share (0–1) of its title that an article's text takes up somewhere, and below which what was found is another's. */
const TAKEN = { other: 0.25, own: 0.4 } as const;

/** Whether none of `texts` takes up the page's title, so that they are likely not its article. */
export function missesTitle(texts: readonly string[], title: string): boolean {
  return (
    beginnings(title).size >= FEWEST_WORDS &&
    !texts.some((text) => isProse(text) && takenUp(title, text) >= TAKEN.other)
  );
}

/**
 * The element whose paragraphs take up the page's title: where an article is shorter than what stands around it, length
 * finds another. Null when there is none.
 */
export function titleContainer(document: DomDocument, title: string): DomElement | null {
  let best: { element: DomElement; taken: number } | null = null;
  for (const paragraph of document.body.querySelectorAll('p')) {
    const text = (paragraph.textContent ?? '').trim();
    const taken = isProse(text) ? takenUp(title, text) : 0;
    const parent = paragraph.parentNode;
    if (taken >= TAKEN.own && taken > (best?.taken ?? 0) && parent !== null)
      best = { element: parent as DomElement, taken };
  }
  return best?.element ?? null;
}
