/** Counts pieces of work that go on beside each other. The first failure is told to whoever waits next. */
export class Underway {
  #count = 0;
  #failures: unknown[] = [];
  #waiting: (() => void)[] = [];
  #resting: () => void = () => {};

  get count(): number {
    return this.#count;
  }

  add(work: Promise<void>): void {
    this.begin();
    work.then(this.#ended, this.#failed);
  }

  /** One more has begun; it tells of its end by `resolve` or `reject`. */
  begin(): this {
    this.#count += 1;
    return this;
  }

  /** Resolves when the next of them has ended; at once when there is none. */
  async next(): Promise<void> {
    if (this.#count > 0 && this.#failures.length === 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    const failures = this.#failures;
    this.#failures = [];
    if (failures.length > 0) throw failures[0];
  }

  /** Ends when all of them have ended, whatever became of them; rejects with the first failure then. */
  async all(): Promise<void> {
    const failures: unknown[] = [];
    do await this.next().catch((error) => failures.push(error));
    while (this.#count > 0);
    if (failures.length > 0) throw failures[0];
  }

  /** As `all`, but for no longer than `ms` milliseconds. Returns whether all have ended. */
  async allWithin(ms: number): Promise<boolean> {
    if (this.#count > 0) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.#resting = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
    }
    if (this.#count > 0) return false;
    await this.all();
    return true;
  }

  resolve(): void {
    this.#count -= 1;
    if (this.#count === 0) this.#resting();
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  reject(error: unknown): void {
    this.#failures.push(error);
    this.resolve();
  }

  readonly #ended = (): void => this.resolve();
  readonly #failed = (error: unknown): void => this.reject(error);
}
