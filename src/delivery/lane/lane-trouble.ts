/** Tries in a row that tell nothing good before the lane, not the message, is held to be the trouble. */
const inARow = 3;
const firstHold = 1_000;
const longestHold = 60_000;
/** So many answers in a row end it; with each, twice as many messages may be on their way. */
const wellAfter = 5;

/**
 * Knows when a far end cannot be used: no connection, its servers failing, a token refused (then nothing is sent), or
 * answers from which nobody can tell what became of a message, and none at all (then each costs a reader). The lane waits,
 * a second at first and up to a minute, and then tries with one message at a time; so an outage of an hour costs readers
 * an hour, and of what nobody can know no more than what was on its way when it began and one message for each try. All
 * times are milliseconds of a clock that never goes back.
 */
export class LaneTrouble {
  #failures = 0;
  #holds: number;
  #answers = 0;
  #heldUntil: number;
  readonly #now: () => number;

  /** `earlier`: the trouble that an earlier holder of the lane was in. */
  constructor(
    now: () => number = () => performance.now(),
    earlier: { readonly holds: number; readonly heldForMs: number } = { holds: 0, heldForMs: 0 },
  ) {
    this.#now = now;
    this.#holds = earlier.holds;
    this.#heldUntil = earlier.holds > 0 ? now() + earlier.heldForMs : Number.NEGATIVE_INFINITY;
  }

  /** How often the lane was held since the far end worked; 0 while it works. */
  get holds(): number {
    return this.#holds;
  }

  /** For how long the lane is to wait yet; null while the far end works. */
  get heldMs(): number | null {
    return this.#holds === 0 ? null : Math.max(0, this.#heldUntil - this.#now());
  }

  /** Whether the far end is to be tried: nothing has been answered since the last hold. */
  get isUntried(): boolean {
    return this.#holds > 0 && this.#answers === 0;
  }

  /** So many messages may be on their way at once. */
  get atOnce(): number {
    if (this.#holds === 0) return Number.POSITIVE_INFINITY;
    return this.#now() < this.#heldUntil ? 0 : 2 ** this.#answers;
  }

  /** A try that left at `leftAt` and tells nothing good. Returns for how long the lane is held anew; null when it is not. */
  failed(leftAt: number): { readonly holdMs: number; readonly begins: 'now' | 'before' } | null {
    // What was on its way before the hold says nothing new.
    if (this.#isOfEarlier(leftAt)) return null;
    this.#failures += 1;
    if (this.#holds === 0 && this.#failures < inARow) return null;
    const holdMs = Math.min(longestHold, firstHold * 2 ** this.#holds);
    this.#holds += 1;
    this.#answers = 0;
    this.#heldUntil = this.#now() + holdMs;
    return { holdMs, begins: this.#holds === 1 ? 'now' : 'before' };
  }

  /** The far end answered what left at `leftAt`. Returns whether it had been out of use and is not any more. */
  answered(leftAt: number): 'works again' | 'as before' {
    if (this.#isOfEarlier(leftAt)) return 'as before';
    this.#failures = 0;
    if (this.#holds === 0) return 'as before';
    this.#answers += 1;
    return this.#answers < wellAfter ? 'as before' : this.#end();
  }

  /** All is sent. What was answered well to the last is not in trouble, be it less than what ends it. */
  rested(): 'works again' | 'as before' {
    return this.#answers === 0 ? 'as before' : this.#end();
  }

  #end(): 'works again' {
    this.#holds = 0;
    this.#answers = 0;
    this.#failures = 0;
    return 'works again';
  }

  #isOfEarlier(leftAt: number): boolean {
    return this.#holds > 0 && leftAt < this.#heldUntil;
  }
}
