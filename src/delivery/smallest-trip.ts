/** How long a round trip is remembered, at least; at most twice as long. Milliseconds. */
const generation = 30_000;

/**
 * The smallest round trip of the last half minute or so: what the network takes when nothing holds a message up. It is
 * forgotten after a while, because a network can become slower for good.
 */
export class SmallestTrip {
  #current = Number.POSITIVE_INFINITY;
  #previous = Number.POSITIVE_INFINITY;
  #since = 0;

  /** Milliseconds; infinite as long as no trip was seen. */
  get value(): number {
    return Math.min(this.#current, this.#previous);
  }

  /** Returns whether this one is the smallest now. */
  add(trip: number, now: number): 'smallest' | 'longer' {
    if (now - this.#since >= generation) {
      this.#previous = this.#current;
      this.#current = Number.POSITIVE_INFINITY;
      this.#since = now;
    }
    const before = this.value;
    this.#current = Math.min(this.#current, trip);
    return trip < before ? 'smallest' : 'longer';
  }
}
