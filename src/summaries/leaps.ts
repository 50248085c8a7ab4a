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

/** Whether `sources` are the answer to the title's question and what stands right behind it; `answers` as of `answersOf`. */
export function isAnswer([first, ...others]: readonly SourceSentence[], answers: ReadonlySet<number>): boolean {
  if (first === undefined || !answers.has(first.order)) return false;
  return others.every(({ order }, index) => order === first.order + index + 1);
}
