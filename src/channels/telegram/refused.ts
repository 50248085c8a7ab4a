import { keepNewest } from '../../keep-newest.ts';

/** How long what Telegram refused is not asked for again: a picture's server may be back by then. Milliseconds. */
const keptFor = 600_000;

/**
 * What Telegram refused, and why or as what it is to be taken instead. A push is the same message for everybody: what one
 * reader's was refused is not asked for again with every other, which would take two requests of the account's pace for
 * each of them.
 */
export class Refused<Why extends string> {
  readonly #most: number;
  readonly #whys = new Map<string, { readonly why: Why; readonly until: number }>();

  /** Remembers so many at most. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Why this was refused lately; null when it was not. */
  why(what: string): Why | null {
    if (this.#whys.size === 0) return null;
    const known = this.#whys.get(what);
    return known !== undefined && known.until > performance.now() ? known.why : null;
  }

  add(what: string, why: Why): void {
    this.#whys.delete(what);
    this.#whys.set(what, { why, until: performance.now() + keptFor });
    keepNewest(this.#whys, this.#most);
  }

  forget(what: string): void {
    this.#whys.delete(what);
  }
}
