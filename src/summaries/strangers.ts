import type { SourceSentence } from './source.ts';

/** How many of an article's first sentences may be another story's, left from a list above it. */
const REACH = 8;
/** A sentence that takes up this share of the title's words is the article's own. */
const TAKES_UP = 0.3;
/** Another story's sentence shares less than this with the article below it. */
const SHARED = 0.25;

/**
 * Orders of sentences above the article's own opening that speak of something else: they have no word of the title, and
 * next to none of what follows. Cleaning has seen the page's lists off; this is for what was left of one.
 */
export function strangeOpening(
  sentences: readonly SourceSentence[],
  titleStems: ReadonlySet<string>,
): ReadonlySet<number> {
  const takenUp = (sentence: SourceSentence): number =>
    [...titleStems].filter((stem) => sentence.stems.has(stem)).length / Math.max(1, titleStems.size);
  const opening = sentences.slice(0, REACH).findIndex((sentence) => takenUp(sentence) >= TAKES_UP);
  if (opening <= 0 || titleStems.size < 3) return new Set();
  const told = new Set(sentences.slice(opening).flatMap((sentence) => [...sentence.stems]));
  const strange = sentences.slice(0, opening).filter((sentence) => {
    if (sentence.stems.size < 4 || takenUp(sentence) > 0) return false;
    const shared = [...sentence.stems].filter((stem) => told.has(stem)).length;
    return shared / sentence.stems.size < SHARED;
  });
  return new Set(strange.map((sentence) => sentence.order));
}
