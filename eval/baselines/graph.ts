import { countCharacters, isStopWord, tokens } from '../../src/articles/text/index.ts';
import { pageRank } from '../../src/summaries/centrality.ts';

/**
 * TextRank (Mihalcea and Tarau 2004): sentences vote for those they share words with, by words in common over the sum of
 * the logarithms of their lengths. The best ranked that still fit are printed in reading order.
 */
export function textRank(sentences: readonly string[], maxChars: number): string {
  const bags = sentences.map(bagOf);
  const link = (a: Bag, b: Bag): number => {
    const common = [...a.keys()].filter((stem) => b.has(stem)).length;
    const size = Math.log(Math.max(2, a.size)) + Math.log(Math.max(2, b.size));
    return common / size;
  };
  return fill(sentences, pageRank(linkMatrix(bags, link)), maxChars);
}

/**
 * LexRank (Erkan and Radev 2004), continuous form: votes are cosines of the sentences' vectors, words weighted by how
 * few of the article's sentences have them; cosines under 0.1 are no votes.
 */
export function lexRank(sentences: readonly string[], maxChars: number): string {
  const bags = sentences.map(bagOf);
  const having = new Map<string, number>();
  for (const bag of bags) for (const stem of bag.keys()) having.set(stem, (having.get(stem) ?? 0) + 1);
  const weigh = (stem: string, count: number): number =>
    count * Math.log(1 + sentences.length / (having.get(stem) ?? 1));
  const norms = new Map(bags.map((bag) => [bag, Math.hypot(...[...bag].map(([stem, count]) => weigh(stem, count)))]));
  const link = (a: Bag, b: Bag): number => {
    let dot = 0;
    for (const [stem, count] of a) {
      const other = b.get(stem);
      if (other !== undefined) dot += weigh(stem, count) * weigh(stem, other);
    }
    const cosine = dot / Math.max(1e-9, (norms.get(a) ?? 0) * (norms.get(b) ?? 0));
    return cosine < 0.1 ? 0 : cosine;
  };
  return fill(sentences, pageRank(linkMatrix(bags, link)), maxChars);
}

type Bag = ReadonlyMap<string, number>;

function bagOf(sentence: string): Bag {
  const bag = new Map<string, number>();
  for (const { key, stem } of tokens(sentence)) {
    if (!isStopWord(key)) bag.set(stem, (bag.get(stem) ?? 0) + 1);
  }
  return bag;
}

function linkMatrix(bags: readonly Bag[], link: (a: Bag, b: Bag) => number): number[][] {
  return bags.map((a) => bags.map((b) => (a === b ? 0 : link(a, b))));
}

/** The highest ranked sentences that still fit, in reading order. */
function fill(sentences: readonly string[], ranks: readonly number[], maxChars: number): string {
  const order = sentences.map((_, index) => index).toSorted((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
  const taken: number[] = [];
  let length = 0;
  for (const index of order) {
    const size = countCharacters(sentences[index] ?? '') + (taken.length > 0 ? 1 : 0);
    if (length + size > maxChars) continue;
    taken.push(index);
    length += size;
  }
  return taken
    .toSorted((a, b) => a - b)
    .map((index) => sentences[index])
    .join(' ');
}
