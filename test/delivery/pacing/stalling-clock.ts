import type { Clock } from '../../../src/delivery/pacing/clock.ts';

/**
 * The clock of a process that does not always run: now and then nothing of it happens for a while, as when garbage is
 * collected or the machine has other things to do.
 */
export class StallingClock implements Clock {
  readonly #outside: Clock;
  #stalledUntil = 0;

  /** Stalls come every `everyMs` and take `forMs`, both in the mean of an exponential distribution. */
  constructor(
    outside: Clock,
    stalls: { readonly everyMs: number; readonly forMs: number; readonly random: () => number },
  ) {
    this.#outside = outside;
    const some = (mean: number) => -Math.log(1 - stalls.random()) * mean;
    const stall = () => {
      this.#stalledUntil = outside.now() + some(stalls.forMs);
      outside.after(some(stalls.everyMs), stall);
    };
    outside.after(some(stalls.everyMs), stall);
  }

  now(): number {
    return this.#outside.now();
  }

  after(ms: number, wake: () => void): () => void {
    let cancel = this.#outside.after(ms, () => {
      const stalled = this.#stalledUntil - this.#outside.now();
      if (stalled <= 0) wake();
      else cancel = this.#outside.after(stalled, wake);
    });
    return () => cancel();
  }
}
