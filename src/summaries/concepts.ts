import { isStopWord, ofSpelling } from '../articles/text/index.ts';
import type { SourceSentence } from './source.ts';
import { PAIR_WEIGHTS, WORD_WEIGHTS } from './weights.ts';

/** Something an article speaks of: a word stem, or two words side by side. */
export interface Concept {
  readonly id: number;
  /** How likely an editor's summary has it, 0–1. */
  readonly weight: number;
}

/** What is known of a concept when its weight is reckoned; the order is that of the weights. */
export const CONCEPT_FEATURES = [
  'always',
  'inTitle',
  'inFirstSentence',
  'inSecondSentence',
  'inThirdSentence',
  'earliness',
  'sentences',
  'share',
  'titleAndFirst',
  'number',
  'stopWord',
  'inFirstParagraph',
  'longArticle',
  'longArticleEarliness',
] as const;

export type ConceptFeatures = readonly number[];

/** Concepts of an article's sentences with their weights; `of[i]` are the concept ids of sentence i. */
export interface ConceptMap {
  readonly ids: ReadonlyMap<string, number>;
  readonly weights: readonly number[];
  readonly of: readonly (readonly number[])[];
}

/**
 * The concepts of each sentence, weighted by how likely the editors' own abstracts of such articles have them. The
 * weights come from a logistic regression (see `eval/train.ts`) on where a concept stands, how often, and whether the title has it.
 * Covering the most weight within a length is the maximum coverage view of summarising (Gillick and Favre, 2009).
 */
export function weighConcepts(
  sentences: readonly SourceSentence[],
  titleWords: readonly { key: string; stem: string }[],
): ConceptMap {
  const ids = new Map<string, number>();
  const weights: number[] = [];
  const named = sentences.map(conceptNames);
  const features = conceptFeatures(sentences, titleWords, named);
  const of = named.map((names) => {
    const own = new Set<number>();
    for (const name of names) {
      let id = ids.get(name);
      if (id === undefined) {
        id = weights.length;
        ids.set(name, id);
        const vector = features.get(name) ?? [];
        weights.push(probability(vector, name.includes(' ') ? PAIR_WEIGHTS : WORD_WEIGHTS));
      }
      own.add(id);
    }
    return [...own];
  });
  return { ids, weights, of };
}

/** Names of a sentence's concepts: stems of its meaning words, and adjacent pairs of normalised words. */
export function conceptNames(sentence: Pick<SourceSentence, 'words'>): Set<string> {
  const found = new Set<string>();
  for (const { names } of conceptsAt(sentence)) for (const name of names) found.add(name);
  return found;
}

/** The concepts that each word of a sentence completes, with the offset at which it ends. */
export function conceptsAt(sentence: Pick<SourceSentence, 'words'>): { end: number; names: string[] }[] {
  return sentence.words.map((word, index) => {
    const names: string[] = [];
    const before = sentence.words[index - 1];
    if (before !== undefined && !(isStop(before) && isStop(word))) names.push(`${before.key} ${word.key}`);
    if (!isStop(word) && word.stem.length > 1) names.push(word.stem);
    return { end: word.end, names };
  });
}

const isStop = ofSpelling(({ key }) => isStopWord(key));

/** Features of every concept of the article, in the order of `CONCEPT_FEATURES`. */
export function conceptFeatures(
  sentences: readonly SourceSentence[],
  titleWords: readonly { key: string; stem: string }[],
  named: readonly ReadonlySet<string>[] = sentences.map(conceptNames),
): Map<string, ConceptFeatures> {
  const title = new Set<string>();
  titleWords.forEach((word, index) => {
    title.add(word.stem);
    const next = titleWords[index + 1];
    if (next !== undefined) title.add(`${word.key} ${next.key}`);
  });
  const places = new Map<string, number[]>();
  named.forEach((names, index) => {
    for (const name of names) {
      const list = places.get(name);
      if (list === undefined) places.set(name, [index]);
      else list.push(index);
    }
  });
  const firstParagraph = sentences.filter((sentence) => sentence.paragraph === sentences[0]?.paragraph).length;
  const long = Math.min(1, Math.max(0, (sentences.length - 15) / 40));
  const found = new Map<string, ConceptFeatures>();
  for (const [name, list] of places) {
    const first = list[0] ?? 0;
    const inTitle = title.has(name) ? 1 : 0;
    const earliness = 1 / (1 + first);
    const blank = name.indexOf(' ');
    const isPair = blank >= 0;
    found.set(name, [
      1,
      inTitle,
      first === 0 ? 1 : 0,
      list.includes(1) ? 1 : 0,
      list.includes(2) ? 1 : 0,
      earliness,
      Math.log(list.length),
      list.length / sentences.length,
      inTitle * (first === 0 ? 1 : 0),
      /\d/.test(name) ? 1 : 0,
      isStopWord(isPair ? name.slice(0, blank) : name) || (isPair && isStopWord(name.slice(blank + 1))) ? 1 : 0,
      first < firstParagraph ? 1 : 0,
      long,
      long * earliness,
    ]);
  }
  return found;
}

function probability(vector: ConceptFeatures, weights: readonly number[]): number {
  let sum = 0;
  vector.forEach((value, index) => {
    sum += value * (weights[index] ?? 0);
  });
  return 1 / (1 + Math.exp(-sum));
}
