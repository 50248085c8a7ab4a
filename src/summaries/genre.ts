import { goesOn, isTelling } from '../articles/text/index.ts';
import { GENRE_WEIGHTS } from './genre-weights.ts';
import type { Fault } from './rules/soundness.ts';
import type { SourceSentence } from './source.ts';

/** What tells news from opinion, analysis, feature and advice; the order is that of the weights. */
export const GENRE_FEATURES = [
  'always',
  'goesOn',
  'titleInOpening',
  'kinship',
  'faulty',
  'titleOnly',
  'length',
] as const;

/** Chance (0–1) from which on an article is taken for no news, and the sentences below which there is too little to tell by. */
const LIKELY = 0.6;
const FEWEST = 6;

/**
 * Whether an article reports no news: its point may stand anywhere. A logistic regression (see `eval/train-genre.ts`); agencies go from sentence to
 * sentence with «و», tell their title in a long opening that the rest takes up, and are never in the first person.
 */
export function isNoNews(sentences: readonly SourceSentence[], titleStems: ReadonlySet<string>): boolean {
  const opening = openingOf(sentences);
  if (opening === undefined || sentences.length < FEWEST || says(opening)) return false;
  const features = genreFeatures(sentences, titleStems);
  const sum = features.reduce((total, value, at) => total + value * (GENRE_WEIGHTS[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum)) >= LIKELY;
}

/** An article's values of `GENRE_FEATURES`: shares (0–1) of sentences or of the title's words, and the logarithm of a sentence's mean words. */
export function genreFeatures(sentences: readonly SourceSentence[], titleStems: ReadonlySet<string>): number[] {
  const opening = openingOf(sentences);
  const share = (holds: (one: SourceSentence) => boolean): number => sentences.filter(holds).length / sentences.length;
  const ofTitle = (holds: (stem: string) => boolean): number =>
    [...titleStems].filter(holds).length / Math.max(1, titleStems.size);
  const words = sentences.reduce((sum, one) => sum + one.words.length, 0);
  return [
    1,
    share(({ text }) => goesOn(text)),
    ofTitle((stem) => opening?.stems.has(stem) ?? false),
    opening?.kinship ?? 0,
    share(isFaulty),
    ofTitle((stem) => !sentences.some(({ stems }) => stems.has(stem))),
    Math.log(words / sentences.length),
  ];
}

/** The first sentence that could open a summary. */
function openingOf(sentences: readonly SourceSentence[]): SourceSentence | undefined {
  return sentences.find((one) => one.opening.tie === null && !isFaulty(one)) ?? sentences[0];
}

/** «قال الوزير إن …»: news, whatever the rest of the article goes into. */
function says({ words }: SourceSentence): boolean {
  return words.slice(0, 4).some(({ key }) => isTelling(key));
}

/** Stands in no summary: in the first person, a question, a fragment. */
function isFaulty({ faults }: SourceSentence): boolean {
  return faults.some((fault) => !MILD.has(fault));
}

/** Faults with which a sentence may be printed, though another is better. */
export const MILD: ReadonlySet<Fault> = new Set<Fault>(['unfinished', 'abridged', 'paused', 'address']);
