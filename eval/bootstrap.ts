import { seededRandom } from '../test/setup/random.ts';
/** A mean difference and the interval that holds 95 % of its resamples. */
export interface Difference {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Paired bootstrap (Efron; for ROUGE as in Lin 2004): articles are drawn with replacement, and the difference of the two
 * methods on the drawn articles is averaged, 2,000 times. Seeded, so that a report can be repeated to the digit.
 */
export function pairedBootstrap(ours: readonly number[], theirs: readonly number[], draws = 2000): Difference {
  const differences = ours.map((value, index) => value - (theirs[index] ?? 0));
  const size = differences.length;
  const random = seededRandom(20_180_702);
  const means: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += differences[Math.floor(random() * size)] ?? 0;
    means.push(sum / Math.max(1, size));
  }
  means.sort((a, b) => a - b);
  return {
    mean: differences.reduce((sum, value) => sum + value, 0) / Math.max(1, size),
    low: means[Math.floor(draws * 0.025)] ?? 0,
    high: means[Math.ceil(draws * 0.975) - 1] ?? 0,
  };
}
