import { type Clock, systemClock } from '../pacing/clock.ts';

export interface BatchRhythm {
  /** Most items in one write. */
  readonly largest: number;
  /** Least time from the beginning of one write to that of the next, milliseconds. */
  readonly apart: number;
  readonly clock?: Clock;
}

/** Hears what became of an item. */
export interface Listener<Result> {
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Gathers items into batches. An item that comes alone is written at once; when many come, they are written together:
 * one batch at a time, and no more often than the rhythm says. A row written with a hundred others costs a third of what
 * it costs alone.
 */
export class Batcher<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<(item: Item) => Result>;
  readonly #rhythm: BatchRhythm;
  readonly #clock: Clock;
  #waiting: { item: Item; listener: Listener<Result> }[] = [];
  #running: Promise<void> | null = null;
  #begunAt = Number.NEGATIVE_INFINITY;

  /** `write` handles a whole batch and returns how to read one item's result. */
  constructor(rhythm: BatchRhythm, write: (items: readonly Item[]) => Promise<(item: Item) => Result>) {
    this.#rhythm = rhythm;
    this.#clock = rhythm.clock ?? systemClock;
    this.#write = write;
  }

  add(item: Item, listener: Listener<Result>): void {
    this.#waiting.push({ item, listener });
    this.#running ??= this.#run();
  }

  /** Resolves when everything added so far has been written. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#turn();
      const batch = this.#waiting.splice(0, this.#rhythm.largest);
      try {
        const resultOf = await this.#write(batch.map((entry) => entry.item));
        for (const entry of batch) entry.listener.resolve(resultOf(entry.item));
      } catch (error) {
        for (const entry of batch) entry.listener.reject(error);
      }
    }
    this.#running = null;
  }

  /** One turn of the event loop at least, so that what arrives together is written together. */
  async #turn(): Promise<void> {
    const early = this.#begunAt + this.#rhythm.apart - this.#clock.now();
    if (early > 0) await new Promise<void>((resolve) => this.#clock.after(early, resolve));
    else await new Promise((resolve) => setImmediate(resolve));
    this.#begunAt = this.#clock.now();
  }
}
