import { isEverydayWord } from './everyday-words.ts';
import type { SourceSentence } from './source.ts';

/** What a sentence from further down has that it may stand in a summary though others of the opening are passed over for it. */

/** Sentences between which a story goes on without saying again of whom. */
const NEAR = 3;
/** Share of its words from which a sentence is a quotation. */
const QUOTATION = 0.4;

/**
 * Whether `source` goes on with the story of `told` and its title, however far below it stands: it has a word of theirs that is not every
 * story's, and a second one, or a word that only the title had, or stands close by. What somebody says in his own words does not.
 */
export function goesOnWithStory(
  source: SourceSentence,
  told: readonly SourceSentence[],
  titleStems: ReadonlySet<string>,
): boolean {
  const last = told.at(-1);
  if (last === undefined || source.quoted >= QUOTATION) return false;
  const known = (stem: string): boolean => told.some(({ stems }) => stems.has(stem));
  const shared = [...source.stems].filter((stem) => titleStems.has(stem) || known(stem));
  const own = source.words.some(({ key, stem }) => shared.includes(stem) && !isEverydayWord(key));
  return own && (shared.length > 1 || source.order - last.order <= NEAR || shared.some((stem) => !known(stem)));
}

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
