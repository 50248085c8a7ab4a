import type { SmallestTrip } from './smallest-trip.ts';

/** How exactly messages leave at their time (see `afterExactly`). */
export type Timing = 'exactly' | 'by timer';

/** Neither clock is exact, and a timer may wake a message early. Milliseconds. */
const smallest: Readonly<Record<Timing, number>> = { exactly: 0.5, 'by timer': 1 };
/** Until round trips are known. */
const first = 3;
const largest = 50;
/** It shrinks by so many milliseconds in each second without a refusal. */
const decay = 0.2;

/** What is added to every span for which a far end counts: wider at first and after a refusal that only timing explains. */
export class Margin {
  readonly #trip: SmallestTrip;
  #own = first;
  #shrunkAt: number;

  constructor(trip: SmallestTrip, now: number) {
    this.#trip = trip;
    this.#shrunkAt = now;
  }

  /** Milliseconds, with what a message may yet be faster than any was. */
  get ms(): number {
    return this.#own + Math.min(largest, this.#trip.doubt);
  }

  /** To be called as time passes. */
  shrink(now: number, timing: Timing): void {
    const seconds = (now - this.#shrunkAt) / 1_000;
    this.#shrunkAt = now;
    this.#own = Math.max(smallest[timing], this.#own - seconds * decay);
  }

  /** A message was refused although the rate may be right. */
  widen(): void {
    this.#own = Math.min(largest, this.#own * 2);
  }
}
