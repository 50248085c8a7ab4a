/** So many readers, one after the other, to whom nothing could be sent, and the lane, not they, is held to be the trouble. */
const readersInARow = 3;
const firstHold = 1_000;
const longestHold = 60_000;
/** So many answers in a row end it; with each, twice as many messages may be on their way. */
const wellAfter = 5;

/** A hold of the lane. `alone`: the one reader with whom the far end failed since it answered last; null when it were several. */
export interface Hold {
  readonly holdMs: number;
  readonly begins: 'now' | 'before';
  readonly alone: number | null;
}

/** In which trouble an earlier holder left the lane. */
export interface EarlierTrouble {
  readonly holds: number;
  readonly heldForMs: number;
  readonly alone: number | null;
}

/**
 * Knows when a far end cannot be used: no connection, its servers failing, a token refused (then nothing is sent), or
 * answers from which nobody can tell what became of a message, and none at all (then each costs a reader). What fails with
 * one reader or two again and again, while nobody else is sent anything, may be their trouble alone. The lane waits,
 * a second at first and up to a minute, and then tries with one message at a time; so an outage of an hour costs readers
 * an hour, and of what nobody can know no more than what was on its way when it began and one message for each try. All
 * times are milliseconds of a clock that never goes back.
 */
export class LaneTrouble {
  /** With whom it failed since it answered last; what nobody's message was the cause of stands there each time. */
  readonly #failing: Set<number | symbol>;
  #holds: number;
  #answers = 0;
  #heldUntil: number;
  readonly #now: () => number;

  constructor(
    now: () => number = () => performance.now(),
    earlier: EarlierTrouble = { holds: 0, heldForMs: 0, alone: null },
  ) {
    this.#now = now;
    this.#failing = new Set(earlier.alone === null ? [] : [earlier.alone]);
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

  /**
   * A try that left at `leftAt` and tells nothing good. `reader`: whose; null when the reason cannot be theirs. Returns how
   * the lane is held anew, null when it is not, and `in doubt` when it failed again with the same one or two: whoever can
   * ask the far end says then `cannotBeUsed` or `canBeUsed`.
   */
  failed(leftAt: number, reader: number | null): Hold | 'in doubt' | null {
    // What was on its way before the hold says nothing new.
    if (this.#isOfEarlier(leftAt)) return null;
    const isAgain = reader !== null && this.#failing.has(reader);
    this.#failing.add(reader ?? Symbol('nobody'));
    if (this.#failing.size >= readersInARow) return this.#hold();
    if (isAgain) return 'in doubt';
    return this.#holds === 0 ? null : this.#hold();
  }

  /** Asked at `askedAt` it could not be used: how the lane is held anew; null when it was held meanwhile. */
  cannotBeUsed(askedAt: number): Hold | null {
    return this.#isOfEarlier(askedAt) ? null : this.#hold();
  }

  /** Asked at `askedAt` it could, whoever it fails with. What was asked before a hold says nothing of what it is held for. */
  canBeUsed(askedAt: number): 'works again' | 'as before' {
    return this.#isOfEarlier(askedAt) ? 'as before' : this.#end();
  }

  /** The lane waits, and then it is tried. */
  #hold(): Hold {
    const holdMs = Math.min(longestHold, firstHold * 2 ** this.#holds);
    this.#holds += 1;
    this.#answers = 0;
    this.#heldUntil = this.#now() + holdMs;
    const [alone] = this.#failing;
    return {
      holdMs,
      begins: this.#holds === 1 ? 'now' : 'before',
      alone: this.#failing.size === 1 && typeof alone === 'number' ? alone : null,
    };
  }

  /** The far end answered what left at `leftAt`. Returns whether it had been out of use and is not any more. */
  answered(leftAt: number): 'works again' | 'as before' {
    if (this.#isOfEarlier(leftAt)) return 'as before';
    this.#failing.clear();
    if (this.#holds === 0) return 'as before';
    this.#answers += 1;
    return this.#answers < wellAfter ? 'as before' : this.#end();
  }

  /** All is sent. What was answered well to the last is not in trouble, be it less than what ends it. */
  rested(): 'works again' | 'as before' {
    return this.#answers === 0 ? 'as before' : this.#end();
  }

  #end(): 'works again' | 'as before' {
    const was = this.#holds;
    this.#holds = 0;
    this.#answers = 0;
    return was === 0 ? 'as before' : 'works again';
  }

  #isOfEarlier(leftAt: number): boolean {
    return this.#holds > 0 && leftAt < this.#heldUntil;
  }
}
