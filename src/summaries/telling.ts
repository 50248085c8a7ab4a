import type { SourceSentence } from './source.ts';
import { TELLING_WEIGHTS } from './telling-weights.ts';

/** What tells whether a further sentence tells a reader much; the order is that of the weights. */
export const TELLING_FEATURES = [
  'always',
  'adds',
  'ofTitle',
  'figure',
  'year',
  'published',
  'hour',
  'quoted',
  'otherSide',
  'denies',
  'atHome',
  'cause',
] as const;

/** What a sentence is to those that stand before it in the summary. */
export interface Told {
  /** Concept weight that they do not cover. */
  readonly adds: number;
  /** Share (0–1) of the title's claims that it is the first to tell. */
  readonly ofTitle: number;
  /** The other side speaks in it, see `otherSide`. */
  readonly answers: boolean;
}

/**
 * How much (0–1) an editor wants a further sentence: 0 is a trifle, a third may stand, two thirds are wanted, 1 must not lack. A logistic regression on
 * sentences graded by hand, see `eval/train-telling.ts`.
 */
export function tellingOf(source: SourceSentence, told: Told): number {
  const sum = tellingFeatures(source, told).reduce((all, value, at) => all + value * (TELLING_WEIGHTS[at] ?? 0), 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Features of a sentence, in the order of `TELLING_FEATURES`. */
export function tellingFeatures(source: SourceSentence, { adds, ofTitle, answers }: Told): number[] {
  const { plain, words } = source;
  return [
    1,
    adds,
    ofTitle,
    words.some(({ key }) => /\d/.test(key) && !YEAR.test(key)),
    YEAR.test(plain),
    PUBLISHED.test(plain),
    HOUR.test(plain),
    source.quoted,
    answers,
    source.denies,
    source.kinship,
    CAUSE.test(plain),
  ].map(Number);
}

const YEAR = /(?<!\d)(?:19|20)\d\d(?!\d)/;

/** By what it came out, or was said, normalised: a tweet, a film, pictures, a placard. */
const PUBLISHED = /تغريد|تويتر|فيسبوك|مقطع|فيديو|صور|لقطات|بيان|موتمر صحفي|تصريح|مقابله|لافت|هتاف|شعارات/;

/** At what hour, normalised. */
const HOUR = /صباح|مساء|الساعه|فجر|بالتوقيت|غرينتش/;

/** Why, by what, what for, normalised. */
const CAUSE = /بسبب|نتيجه|جراء|اثر |لان|بهدف|من اجل|احتجاج|مقابل|بعد ان/;
