import type { SourceSentence } from './source.ts';

/** Words of the title that a sentence must be the first to tell, to be taken before the next in order. */
const CLEARLY = 2;

/**
 * Whether `source` tells what the title promises and the summary so far does not, and `next`, which stands in order, tells none of it:
 * «… تتهم الخوذ البيضاء بفبركة الهجوم» behind an opening on the military police alone. Words are compared by their stems.
 */
export function answersTitle(
  titleStems: ReadonlySet<string>,
  told: readonly SourceSentence[],
  source: SourceSentence,
  next: SourceSentence,
): boolean {
  const open = [...titleStems].filter((stem) => !told.some(({ stems }) => stems.has(stem)));
  return open.filter((stem) => source.stems.has(stem)).length >= CLEARLY && !open.some((stem) => next.stems.has(stem));
}

/** Whether `sources` are the answer to the title's question and what stands right behind it; `answers` as of `answersOf`. */
export function isAnswer([first, ...others]: readonly SourceSentence[], answers: ReadonlySet<number>): boolean {
  if (first === undefined || !answers.has(first.order)) return false;
  return others.every(({ order }, index) => order === first.order + index + 1);
}
