import { normalise, tokens } from '../src/articles/text/index.ts';

/** Precision, recall and their harmonic mean, each 0–1. */
export interface Score {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Rouge {
  readonly r1: Score;
  readonly r2: Score;
  readonly rl: Score;
}

/** Words of a text for ROUGE: normalised spelling, punctuation left out, no stemming, no stop words. */
export function rougeWords(text: string): string[] {
  return tokens(normalise(text)).map((token) => token.key);
}

/**
 * ROUGE-1, ROUGE-2 and ROUGE-L of one candidate against one reference (Lin 2004). Counts are clipped; L is the longest
 * common subsequence over the whole texts («summary level» is not used: our texts are two or three sentences).
 */
export function rouge(candidate: readonly string[], reference: readonly string[]): Rouge {
  return {
    r1: overlap(grams(candidate, 1), grams(reference, 1)),
    r2: overlap(grams(candidate, 2), grams(reference, 2)),
    rl: score(longestCommonSubsequence(candidate, reference), candidate.length, reference.length),
  };
}

/** Mean over several references of the same text. */
export function meanRouge(candidate: readonly string[], references: readonly (readonly string[])[]): Rouge {
  const all = references.map((reference) => rouge(candidate, reference));
  const mean = (pick: (one: Rouge) => Score): Score => ({
    precision: average(all.map((one) => pick(one).precision)),
    recall: average(all.map((one) => pick(one).recall)),
    f1: average(all.map((one) => pick(one).f1)),
  });
  return { r1: mean((one) => one.r1), r2: mean((one) => one.r2), rl: mean((one) => one.rl) };
}

export function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function grams(words: readonly string[], size: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + size <= words.length; i++) {
    const gram = words.slice(i, i + size).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function overlap(candidate: ReadonlyMap<string, number>, reference: ReadonlyMap<string, number>): Score {
  let common = 0;
  for (const [gram, count] of candidate) common += Math.min(count, reference.get(gram) ?? 0);
  return score(common, total(candidate), total(reference));
}

function total(counts: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const count of counts.values()) sum += count;
  return sum;
}

function score(common: number, candidate: number, reference: number): Score {
  const precision = candidate === 0 ? 0 : common / candidate;
  const recall = reference === 0 ? 0 : common / reference;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function longestCommonSubsequence(a: readonly string[], b: readonly string[]): number {
  let previous = new Array<number>(b.length + 1).fill(0);
  for (const word of a) {
    const current = [0];
    for (let j = 1; j <= b.length; j++) {
      current.push(word === b[j - 1] ? (previous[j - 1] ?? 0) + 1 : Math.max(previous[j] ?? 0, current[j - 1] ?? 0));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
