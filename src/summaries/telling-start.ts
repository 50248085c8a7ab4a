import { normalise } from '../articles/text/index.ts';
import { centrality } from './centrality.ts';
import { TELLING_VERBS } from './rules/lexicon.ts';
import { setsScene } from './rules/scene.ts';
import type { SourceSentence } from './source.ts';
import { START_WEIGHTS } from './start-weights.ts';

/** A sentence that might open the summary in the opening's place, and how likely it is (0–1) that it sums the article up better. */
export interface TellingStart {
  readonly start: SourceSentence;
  readonly features: readonly number[];
  readonly likely: number;
}

/** What is known of an opening and of the sentence that might take its place; the order is that of the weights. */
export const START_FEATURES = ['always', 'scene', 'titleAhead', 'centralAhead', 'says', 'kinship'] as const;

/**
 * Of `starts` the sentence that the title and the rest of the article take up most, set against `opening`; null where there is none.
 * `tells` is the share (0–1) of the title that a sentence tells. The weights come from a logistic regression (see `eval/train-start.ts`) on
 * news, which opens with its point, and on invented articles that come to it late.
 */
export function tellingStart(
  sentences: readonly SourceSentence[],
  opening: SourceSentence,
  starts: readonly SourceSentence[],
  tells: (sentence: SourceSentence) => number,
): TellingStart | null {
  const ranks = centrality(sentences);
  const central = ({ order }: SourceSentence): number => ranks[order] ?? 0;
  const worth = (one: SourceSentence): number => tells(one) + central(one);
  const [start] = starts.toSorted((a, b) => worth(b) - worth(a) || a.order - b.order);
  if (start === undefined) return null;
  const features = [
    1,
    opensOnScene(opening) ? 1 : 0,
    tells(start) - tells(opening),
    central(start) - central(opening),
    says(opening) ? 1 : 0,
    opening.kinship,
  ];
  const sum = features.reduce((total, value, at) => total + value * (START_WEIGHTS[at] ?? 0), 0);
  return { start, features, likely: 1 / (1 + Math.exp(-sum)) };
}

export function opensOnScene({ text, opening }: SourceSentence): boolean {
  return setsScene(normalise(text.slice(opening.droppable)));
}

/** «قال الوزير إن …»: news, whatever the rest of the article goes into. */
function says({ words }: SourceSentence): boolean {
  return words
    .slice(0, 4)
    .some(({ key }) => TELLING_VERBS.has(key) || TELLING_VERBS.has(key.replace(/^[وف](?=.{3})/u, '')));
}
