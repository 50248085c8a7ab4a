/** Who rests for longer, or beside so many others, waits in the ledger. Milliseconds. */
const longest = 2_000;
const most = 1_000;

/**
 * Readers whose chat can take nothing for a moment, whatever push it is of. They are left out of what is read, so a reader
 * for whom many pushes wait costs no write for each of them each time.
 */
export class RestingReaders {
  /** Until when, by the steady clock. */
  readonly #until = new Map<number, number>();
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Lets a reader rest for so many milliseconds; false when that is not to be kept here. */
  add(reader: number, ms: number): boolean {
    if (ms > longest || (this.#until.size >= most && !this.#until.has(reader))) return false;
    this.#until.set(reader, this.#now() + ms);
    return true;
  }

  /** Who rests now. */
  get ids(): readonly number[] {
    const now = this.#now();
    for (const [reader, until] of this.#until) if (until <= now) this.#until.delete(reader);
    return [...this.#until.keys()];
  }

  /** Milliseconds until the first has rested; null when nobody rests. */
  get endInMs(): number | null {
    return this.#until.size === 0 ? null : Math.max(0, Math.min(...this.#until.values()) - this.#now());
  }
}
