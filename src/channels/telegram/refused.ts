import { keepNewest } from '../../keep-newest.ts';

/** How long what Telegram refused is not asked for again: a picture's server may be back by then. Milliseconds. */
const keptFor = 600_000;
const most = 64;

/**
 * Pictures and markup that Telegram could not use. A push is the same message for everybody: what one reader's was refused
 * is not asked for again with every other, which would take two requests of the account's pace for each of them.
 */
export class Refused {
  readonly #whys = new Map<string, { readonly why: string; readonly until: number }>();

  /** Why this was refused lately; null when it was not. */
  why(what: string): string | null {
    const known = this.#whys.get(what);
    return known !== undefined && known.until > performance.now() ? known.why : null;
  }

  add(what: string, why: string): void {
    this.#whys.delete(what);
    this.#whys.set(what, { why, until: performance.now() + keptFor });
    keepNewest(this.#whys, most);
  }
}
