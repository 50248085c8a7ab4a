/** A refusal costs so many messages that were let through. Those at the ceiling count threefold. */
const perRefusal = 400;
const atCeiling = 3;
/** A search may lose one message in so many. */
const perLost = 30;
const purse = { atFirst: perRefusal, least: -perRefusal, most: 14 * perRefusal };

/** Least time between two searches, milliseconds. */
const soonest = 10_000;
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

  accepted(where: 'at the ceiling' | 'below'): void {
    this.#saved = Math.min(purse.most, this.#saved + (where === 'below' ? 1 : atCeiling));
  }

  /** `lost`: messages that could have left meanwhile, when it was a search that was refused. */
  refused(lost = 0): void {
    this.#saved = Math.max(purse.least, this.#saved - price(lost));
  }

  /** Whether to search, so long after the last refusal; `cost` is how long it may take. Milliseconds. */
  allows(search: { readonly after: number; readonly cost: number; readonly rate: number }): boolean {
    const { after, cost, rate } = search;
    if (this.#saved < price((cost * rate) / 1_000)) return false;
    return after >= Math.max(soonest, timesCost * cost, (lasting * perRefusal) / this.#saved);
  }
}

function price(lost: number): number {
  return Math.max(perRefusal, perLost * lost);
}
