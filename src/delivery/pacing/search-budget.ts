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
 * How often to look for a higher limit. Each look costs a refusal, and the messages that could have left while it is
 * waited out; both are paid with messages that were let through. What was saved up while all was well lets searches be
 * frequent after a fall, when the limit may soon rise again; after a while they are rare.
 */
export class SearchBudget {
  #saved: number = purse.atFirst;
  #sinceSearch = 0;

  accepted(where: 'at the ceiling' | 'below'): void {
    this.#saved = Math.min(purse.most, this.#saved + (where === 'below' ? 1 : atCeiling));
  }

  /** A search was refused. `lost`: messages that could have left meanwhile. */
  searched(lost: number): void {
    this.#sinceSearch = 1;
    this.#pay(price(lost));
  }

  /** A message was refused that was no search. */
  refused(): void {
    this.#sinceSearch += 1;
    this.#pay(perRefusal);
  }

  /** Whether to search, so long after the last refusal; `cost` is how long it may take. Milliseconds. */
  allows(search: { readonly after: number; readonly cost: number; readonly rate: number }): boolean {
    const { after, cost, rate } = search;
    if (this.#saved < price((cost * rate) / 1_000)) return false;
    const rest = soonest * Math.min(2, this.#sinceSearch);
    return after >= Math.max(rest, timesCost * cost, (lasting * perRefusal) / this.#saved);
  }

  #pay(messages: number): void {
    this.#saved = Math.max(purse.least, this.#saved - messages);
  }
}

function price(lost: number): number {
  return Math.max(perRefusal, perLost * lost);
}
