/** How long a round trip is remembered, at least; at most twice as long. Milliseconds. */
const generation = 30_000;

/** What was seen of round trips in a while. */
interface Seen {
  readonly smallest: number;
  readonly sum: number;
  readonly count: number;
}
const nothing: Seen = { smallest: Number.POSITIVE_INFINITY, sum: 0, count: 0 };

/**
 * The smallest round trip of the last half minute or so: what the network takes when nothing holds a message up. It is
 * forgotten after a while, because a network can become slower for good.
 */
export class SmallestTrip {
  #current = nothing;
  #previous = nothing;
  #since = 0;

  /** Milliseconds; infinite as long as no trip was seen. */
  get value(): number {
    return Math.min(this.#current.smallest, this.#previous.smallest);
  }

  /**
   * By how much a message may still be faster than the fastest seen, milliseconds. Of n trips whose two ways vary evenly
   * the fastest is about (mean − fastest possible) ÷ √n above the fastest possible; this is twice that.
   */
  get doubt(): number {
    const count = this.#current.count + this.#previous.count;
    if (count === 0) return Number.POSITIVE_INFINITY;
    return (2 * ((this.#current.sum + this.#previous.sum) / count - this.value)) / Math.sqrt(count);
  }

  /** Returns whether this one is the smallest now. */
  add(trip: number, now: number): 'smallest' | 'longer' {
    if (now - this.#since >= generation) {
      this.#previous = this.#current;
      this.#current = nothing;
      this.#since = now;
    }
    const before = this.value;
    const { smallest, sum, count } = this.#current;
    this.#current = { smallest: Math.min(smallest, trip), sum: sum + trip, count: count + 1 };
    return trip < before ? 'smallest' : 'longer';
  }
}
