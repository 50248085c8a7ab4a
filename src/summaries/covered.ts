import type { Candidate } from './candidates.ts';

/** The concepts that the sentences of a set cover while the search tries one after another. */
export class Covered {
  private readonly weights: readonly number[];
  private readonly times: Uint8Array;

  /** `weights` are those of the article's concepts by id. */
  constructor(weights: readonly number[]) {
    this.weights = weights;
    this.times = new Uint8Array(weights.length);
  }

  /** Takes a sentence's concepts in and tells their weight as far as no other had them. */
  take(concepts: readonly number[]): number {
    let gain = 0;
    for (const id of concepts) {
      if (this.times[id] === 0) gain += this.weights[id] ?? 0;
      this.times[id] = (this.times[id] ?? 0) + 1;
    }
    return gain;
  }

  /** Takes them out again. */
  release(concepts: readonly number[]): void {
    for (const id of concepts) this.times[id] = (this.times[id] ?? 1) - 1;
  }

  /** For each candidate of `pool` from `from` on, more than which no `count` sentences that begin with it add to what is covered. */
  mostAdded(pool: readonly Candidate[], from: number, count: number): number[] {
    const most: number[] = [];
    const best: number[] = [];
    for (let at = pool.length - 1; at >= from; at--) {
      const candidate = pool[at];
      if (candidate === undefined) continue;
      let alone = candidate.alone;
      for (const id of candidate.concepts) if (this.times[id] === 0) alone += this.weights[id] ?? 0;
      most[at - from] = best.reduce((sum, one) => sum + one, alone);
      if (alone <= 0) continue;
      best.push(alone);
      best.sort((a, b) => b - a);
      best.length = Math.min(best.length, count - 1);
    }
    return most;
  }
}
