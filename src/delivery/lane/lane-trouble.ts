/** Tries in a row that could not be made before the lane, not the message, is held to be the trouble. */
const inARow = 5;
const longestHold = 60_000;

/**
 * Knows when a far end cannot be used at all: no connection, its servers failing, a token refused. The lane then waits,
 * a second at first and up to a minute, and the tries are not held against the messages: an outage of an hour costs
 * readers an hour, not the message.
 */
export class LaneTrouble {
  #failures = 0;
  #holds = 0;
  #heldUntil = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A try that could not be made. Returns how long the lane is to wait, or null while it may be this message's trouble. */
  failed(): { readonly holdMs: number; readonly begins: 'now' | 'before' } | null {
    this.#failures += 1;
    if (this.#failures < inARow) return null;
    const now = this.#now();
    // Those on their way together say it together: one hold for all of them.
    if (now < this.#heldUntil) return { holdMs: this.#heldUntil - now, begins: 'before' };
    const holdMs = Math.min(longestHold, 1_000 * 2 ** this.#holds);
    this.#holds += 1;
    this.#heldUntil = now + holdMs;
    return { holdMs, begins: this.#holds === 1 ? 'now' : 'before' };
  }

  /** The far end answered. Returns whether it had been out of use. */
  answered(): 'works again' | 'works' {
    const was = this.#holds > 0 ? 'works again' : 'works';
    this.#failures = 0;
    this.#holds = 0;
    return was;
  }
}
