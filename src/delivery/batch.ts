/**
 * Gathers items into batches by natural rhythm: while one batch is being written the next one fills. One item alone is
 * written at once; under load the batches grow to `largest`.
 */
export class Batcher<Item, Result> {
  readonly #write: (items: readonly Item[]) => Promise<(item: Item) => Result>;
  readonly #largest: number;
  #waiting: { item: Item; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  #running: Promise<void> | null = null;

  /** `write` handles a whole batch and returns how to read one item's result. */
  constructor(largest: number, write: (items: readonly Item[]) => Promise<(item: Item) => Result>) {
    this.#largest = largest;
    this.#write = write;
  }

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when everything added so far has been written. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop, so that what arrives together is written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#largest);
      try {
        const resultOf = await this.#write(batch.map((entry) => entry.item));
        for (const entry of batch) entry.resolve(resultOf(entry.item));
      } catch (error) {
        for (const entry of batch) entry.reject(error);
      }
    }
    this.#running = null;
  }
}
