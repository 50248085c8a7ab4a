/** A refusal costs so many messages that were let through. Those at the ceiling count threefold. */
const perRefusal = 400;
const atCeiling = 3;
/** A search may lose one message in so many. */
const perLost = 30;
const purse = { atFirst: perRefusal, least: -perRefusal, most: 14 * perRefusal };

/** Least time before the next search, milliseconds; twice that when the last one led to more than one refusal. */
const soonest = 7_000;
/** It is at least so many times as long as what a search takes. */
const timesCost = 8;
/** And so long divided by how many refusals are saved up, so that they last. Milliseconds. */
const lasting = 12_000;

/**
 * A rate in doubt is looked at again after so long, milliseconds, and after so many times as long as a search takes; after
 * twice as long each time that the search is refused, with no more doublings than this after a new doubt.
 */
const check = { soonest: 10_000, timesCost: 2, doublings: 2 };

/** When to search, or not. */
interface Occasion {
  /** Milliseconds since the last refusal. */
  readonly after: number;
  /** How long a search may take. Milliseconds. */
  readonly cost: number;
  /** Messages a second that are known to be borne. */
  readonly rate: number;
  /** Whether the rate may well be no limit of the far end. */
  readonly trust: 'measured' | 'doubtful';
}

/**
 * How often to look for a higher limit. Each look costs a refusal, and the messages that could have left while it is
 * waited out; both are paid with messages that were let through. What was saved up while all was well lets searches be
 * frequent after a fall, when the limit may soon rise again; after a while they are rare.
 *
 * At one message a second four hundred take seven minutes. So a rate that may be no limit at all is searched from also when
 * nothing is saved up: who refuses whatever comes, for a while, says nothing of what is borne afterwards.
 */
export class SearchBudget {
  #saved: number = purse.atFirst;
  #sinceSearch = 0;
  /** Searches refused since the ceiling was last borne. */
  #inVain = 0;

  accepted(where: 'at the ceiling' | 'below'): void {
    if (where === 'at the ceiling') this.#inVain = 0;
    this.#saved = Math.min(purse.most, this.#saved + (where === 'below' ? 1 : atCeiling));
  }

  /** A search was refused. `lost`: messages that could have left meanwhile. */
  searched(lost: number): void {
    this.#sinceSearch = 1;
    this.#inVain += 1;
    this.#pay(price(lost));
  }

  /** A message was refused that was no search. */
  refused(): void {
    this.#sinceSearch += 1;
    this.#pay(perRefusal);
  }

  /** What was refused can have been no limit: it is searched soon, and what it cost is forgiven. */
  doubted(): void {
    this.#inVain = Math.min(check.doublings, this.#inVain);
    this.#saved = Math.max(0, this.#saved);
  }

  /** Whether to search. */
  allows({ after, cost, rate, trust }: Occasion): boolean {
    const rest = soonest * Math.min(2, this.#sinceSearch);
    const checkAfter = Math.max(check.soonest, check.timesCost * cost) * 2 ** this.#inVain;
    if (trust === 'doubtful' && after >= Math.max(rest, checkAfter)) return true;
    const due = price((cost * rate) / 1_000);
    if (this.#saved < Math.min(due, purse.most)) return false;
    // What is dearer than can be saved up is made rare by the clock.
    const longest = (due > purse.most ? perLost : timesCost) * cost;
    return after >= Math.max(rest, longest, (lasting * perRefusal) / this.#saved);
  }

  #pay(messages: number): void {
    this.#saved = Math.max(purse.least, this.#saved - messages);
  }
}

function price(lost: number): number {
  return Math.max(perRefusal, perLost * lost);
}
