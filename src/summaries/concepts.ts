import { isStopWord, ofSpelling, type Token } from '../articles/text/index.ts';
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
  const { ids, places, of } = placesOf(sentences);
  const features = featureReader(sentences, titleWords);
  const weights = new Array<number>(ids.size);
  for (const [name, id] of ids)
    weights[id] = probability(features(name, places[id] ?? []), name.includes(' ') ? PAIR_WEIGHTS : WORD_WEIGHTS);
  return { ids, weights, of };
}

/** A number for each concept, by its name; of each number the sentences that have it, and of each sentence the numbers. */
function placesOf(sentences: readonly Pick<SourceSentence, 'words'>[]): {
  ids: Map<string, number>;
  places: number[][];
  of: number[][];
} {
  const ids = new Map<string, number>();
  const places: number[][] = [];
  const of = sentences.map((sentence, index) => {
    const own: number[] = [];
    for (const { names } of conceptsAt(sentence))
      for (const name of names) {
        const known = ids.get(name);
        const id = known ?? places.length;
        if (known === undefined) {
          ids.set(name, id);
          places.push([]);
        }
        const list = places[id] ?? [];
        if (list.at(-1) === index) continue;
        list.push(index);
        own.push(id);
      }
    return own;
  });
  return { ids, places, of };
}

/** Names of a sentence's concepts: stems of its meaning words, and adjacent pairs of normalised words. */
export function conceptNames(sentence: Pick<SourceSentence, 'words'>): Set<string> {
  const found = new Set<string>();
  for (const { names } of conceptsAt(sentence)) for (const name of names) found.add(name);
  return found;
}

/** The concepts that each word of a sentence completes, with the offset at which it ends. */
export function conceptsAt({ words }: Pick<SourceSentence, 'words'>): readonly WordConcepts[] {
  const known = read.get(words);
  if (known !== undefined) return known;
  const found = words.map((word, index) => {
    const names: string[] = [];
    const before = words[index - 1];
    if (before !== undefined && !(isStop(before) && isStop(word))) names.push(`${before.key} ${word.key}`);
    if (!isStop(word) && word.stem.length > 1) names.push(word.stem);
    return { end: word.end, names };
  });
  read.set(words, found);
  return found;
}

interface WordConcepts {
  readonly end: number;
  readonly names: readonly string[];
}

/** Kept as long as the words are: the lead is read by them again. */
const read = new WeakMap<readonly Token[], readonly WordConcepts[]>();

const isStop = ofSpelling(({ key }) => isStopWord(key));

/** Features of every concept of the article, in the order of `CONCEPT_FEATURES`. */
export function conceptFeatures(
  sentences: readonly SourceSentence[],
  titleWords: readonly { key: string; stem: string }[],
): Map<string, ConceptFeatures> {
  const { ids, places } = placesOf(sentences);
  const features = featureReader(sentences, titleWords);
  return new Map([...ids].map(([name, id]) => [name, features(name, places[id] ?? [])]));
}

/** Reads the features of a concept from its name and the sentences, in order, that have it. */
function featureReader(
  sentences: readonly SourceSentence[],
  titleWords: readonly { key: string; stem: string }[],
): (name: string, places: readonly number[]) => ConceptFeatures {
  const title = new Set<string>();
  titleWords.forEach((word, index) => {
    title.add(word.stem);
    const next = titleWords[index + 1];
    if (next !== undefined) title.add(`${word.key} ${next.key}`);
  });
  const firstParagraph = sentences.filter((sentence) => sentence.paragraph === sentences[0]?.paragraph).length;
  const long = Math.min(1, Math.max(0, (sentences.length - 15) / 40));
  return (name, places) => {
    const first = places[0] ?? 0;
    const inTitle = title.has(name) ? 1 : 0;
    const earliness = 1 / (1 + first);
    const blank = name.indexOf(' ');
    const isPair = blank >= 0;
    return [
      1,
      inTitle,
      first === 0 ? 1 : 0,
      places.includes(1) ? 1 : 0,
      places.includes(2) ? 1 : 0,
      earliness,
      Math.log(places.length),
      places.length / sentences.length,
      inTitle * (first === 0 ? 1 : 0),
      /\d/.test(name) ? 1 : 0,
      isStopWord(isPair ? name.slice(0, blank) : name) || (isPair && isStopWord(name.slice(blank + 1))) ? 1 : 0,
      first < firstParagraph ? 1 : 0,
      long,
      long * earliness,
    ];
  };
}

function probability(vector: ConceptFeatures, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += (vector[i] ?? 0) * (weights[i] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}
