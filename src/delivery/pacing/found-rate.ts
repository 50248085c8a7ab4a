import { SearchBudget } from './search-budget.ts';

/** What was learnt of a far end, to begin with after a restart. */
export interface LearntRate {
  /** Messages a second. */
  readonly rate: number;
}

/** What a far end's refusal tells. */
export interface Refusal {
  /** How many messages it had let through in the second before. */
  readonly ahead: number;
  readonly retryAfterMs: number;
}

interface Evidence extends Refusal {
  /** Milliseconds since the last refusal. */
  readonly elapsed: number;
  /** How many messages were let through since then, and how many that is a second. */
  readonly accepted: number;
  readonly flow: number;
}

/** A refusal so soon after the last one is about the rate that was chosen then. Milliseconds. */
const soon = 10_000;
/** Two refusals without an explanation have the same cause when they come within this. Milliseconds. */
const related = 60_000;
/** A search has arrived when its goal holds for so long. Milliseconds. */
const proof = 3_000;
/** Rates that differ by less are taken to be the same. */
const alike = 1.03;
/** When less than this share of the rate was let through, the limit is lower than the rate. */
const fewer = 0.9;
/** A bucket's rate is raised by so much after a search: if that is too much it drains slowly, and its flow is exact. */
const creep = 1.01;
/** A search has one message more on its way at once for each so many by which it got beyond its base. */
const perStep = 16;
/** In how many searches counts are not believed after one proved wrong: twice as many each time. */
const doubt = { least: 2, most: 16 };

/** Rates below this share of the ceiling, and below so many a second, are more likely a far end's bad minutes than its limit. */
const doubtBelow = { share: 1 / 6, rate: 40 };

/**
 * Shares of the even distance between messages. A little less lets a sender that was held up catch up; at the ceiling, where
 * the second's count decides, less, because a message that is late pushes those after it until their slack has taken that up. A quarter
 * uses a second's messages up in a quarter of it, so that a search at its end is refused for a time in which nothing could
 * have left anyway, and costs little.
 */
const shares = { even: 1, catchUp: 0.9, ceiling: 0.8, early: 0.25 } as const;
/** What of a refusal's wait is not lost when the second was used up early. Milliseconds. */
const usedEarly = 700;
/** A rate just chosen is used evenly for so long, and one that was refused when used early for longer. Milliseconds. */
const evenFor = { settling: 4_000, sparing: 600_000 };

interface Search {
  readonly kind: 'searching';
  /** What is known to be borne; 0 when nothing is. */
  readonly base: number;
  readonly goal: number;
  readonly since: number;
  /** The most that was let through in a second. */
  readonly proven: number;
  /** When it got to its goal. */
  readonly arrivedAt: number | null;
}

type Phase =
  | { readonly kind: 'ceiling' }
  /** Below the ceiling. `cost`: how long a search would be waited out, milliseconds. */
  | { readonly kind: 'holding'; readonly since: number; readonly cost: number }
  | Search;

/**
 * Finds the rate that a far end bears when it bears less than the ceiling. Limits are not published and change, so
 * every refusal is read in two ways. If the far end counts over a sliding second, what it let through in the second before
 * (the count) is its limit. If it fills up a bucket, what it let through since its last refusal (the flow) is. The count is
 * tried first; where it proves too high, the flow is right.
 *
 * A search upwards sends one message more than is known to be borne, and one more again with each that is let through,
 * until one is refused: that gives the new count exactly, in a second, at the price of one refusal (see `SearchBudget`). A
 * refusal at a rate that had been good tells nothing, because the second before is still full of what was allowed earlier:
 * it is followed by a search from nothing. Nor does one tell anything that no limit explains (a far end in trouble refuses
 * whatever comes): the rate is kept low as long as such refusals come, and is searched from soon.
 */
export class FoundRate {
  readonly #ceiling: number;
  readonly #lowest: number;
  /** A rate below this is doubted whatever led to it. */
  readonly #credible: number;
  readonly #budget = new SearchBudget();
  #rate: number;
  #phase: Phase;
  /** Whether the rate is a count that was never used, or was refused without an explanation. */
  #standing: 'good' | 'untried' | 'unexplained' = 'good';
  /** The rate before the last search. */
  #good = 0;
  /** In how many searches counts are still not believed, and in how many they were not the last time. */
  #doubts = { left: 0, last: 0 };
  #refusedAt = Number.NEGATIVE_INFINITY;
  #acceptedSince = 0;
  #evenUntil = Number.NEGATIVE_INFINITY;
  /** Whether a refusal said nothing of the far end's limit, and no search since was refused by that. */
  #isDoubtful = false;

  constructor(ceiling: number, now: number, learnt?: LearntRate) {
    this.#ceiling = ceiling;
    this.#lowest = Math.min(ceiling, Math.max(1, ceiling / 100));
    this.#credible = Math.min(doubtBelow.share * ceiling, doubtBelow.rate);
    this.#rate = ceiling;
    this.#phase = { kind: 'ceiling' };
    if (learnt) this.takeUp(learnt, now);
  }

  /** Goes on from a rate that was learnt earlier, or by another. */
  takeUp(learnt: LearntRate, now: number): void {
    this.#rate = Math.min(this.#ceiling, Math.max(learnt.rate, this.#lowest));
    this.#phase = this.#rate < this.#ceiling ? { kind: 'holding', since: now, cost: 0 } : { kind: 'ceiling' };
    this.#standing = 'good';
  }

  /** Messages a second. */
  get rate(): number {
    return this.#rate;
  }

  /** The rate that a search is for; without one, the rate. */
  get goal(): number {
    return this.#phase.kind === 'searching' ? this.#phase.goal : this.#rate;
  }

  get phase(): Phase['kind'] {
    return this.#phase.kind;
  }

  /** What to remember: a step that is only being tried is not. */
  get learnt(): LearntRate {
    if (this.#phase.kind !== 'searching') return { rate: this.#rate };
    return { rate: this.#phase.base || this.#phase.goal };
  }

  /** A message was let through when `ahead` others had been in the second before. */
  accepted(now: number, ahead: number): void {
    this.#acceptedSince += 1;
    this.#budget.accepted(this.#phase.kind === 'ceiling' ? 'at the ceiling' : 'below');
    if (this.#phase.kind === 'searching') this.#proceed(this.#phase, ahead, now);
  }

  /**
   * Whether a search upwards is due. `moment`: whether the second's messages are just used up, which is when a refusal
   * costs least, because what follows would have had to wait anyway.
   */
  searchIsDue(now: number, moment: 'used up' | 'any'): boolean {
    if (this.#phase.kind !== 'holding') return false;
    const { since, cost } = this.#phase;
    const after = now - since - (moment === 'any' ? 2_000 : 0);
    const trust = this.#isDoubtful || this.#rate < this.#credible ? 'doubtful' : 'measured';
    return this.#budget.allows({ after, cost, rate: this.#rate, trust });
  }

  search(now: number): void {
    this.#good = this.#rate;
    this.#begin({ base: this.#rate, goal: this.#ceiling, since: now });
  }

  /** The least distance between two messages, milliseconds. */
  distance(now: number): number {
    const phase = this.#phase;
    const even = 1_000 / this.#rate;
    const isEven = now < this.#evenUntil;
    switch (phase.kind) {
      case 'ceiling':
        return even * (isEven ? shares.even : shares.ceiling);
      case 'holding':
        return even * (isEven ? shares.even : shares.early);
      case 'searching':
        if (phase.base === 0) return (1_000 / phase.goal) * shares.catchUp;
        return even * (isEven || now - phase.since > 1_000 ? shares.catchUp : shares.early);
    }
  }

  /**
   * The far end refused a message.
   *
   * @returns `timing` when the rate may be right and messages were too close to the edge of the second
   */
  refused(now: number, refusal: Refusal): 'rate' | 'timing' {
    const elapsed = now - this.#refusedAt;
    // Between two whole messages lies what a bucket had filled up of the next one: half of it in the mean.
    const accepted = this.#acceptedSince;
    const evidence = { ...refusal, elapsed, accepted, flow: ((accepted + 0.5) * 1_000) / elapsed };
    this.#refusedAt = now;
    this.#acceptedSince = 0;
    if (this.#standing === 'untried' && elapsed >= soon) this.#doubts = { left: 0, last: 0 };
    if (this.#phase.kind === 'searching') return this.#refusedSearching(this.#phase, evidence, now);
    return this.#refusedHolding(evidence, now);
  }

  /** Another message of those that were on their way at a refusal: `ahead` of the first to be refused is what counts. */
  alsoRefused(ahead: number): void {
    this.#budget.refused();
    if (this.#phase.kind === 'holding' && this.#standing === 'untried' && ahead >= this.#rate / 2) {
      this.#rate = Math.max(this.#lowest, Math.min(this.#rate, ahead));
    }
  }

  #refusedSearching({ base, proven }: Search, { ahead, flow, retryAfterMs }: Evidence, now: number): 'rate' {
    if (base === 0) this.#budget.refused();
    else this.#budget.searched((this.#costOf(retryAfterMs, now) * base) / 1_000);
    const count = Math.min(ahead, proven);
    if (ahead >= base) this.#isDoubtful = false;
    const unchanged = count <= alike * base + 1;
    if (this.#doubts.last === 0 && unchanged) this.#hold('good', count, retryAfterMs, now);
    else if (this.#doubts.left === 0 && !unchanged) {
      this.#useEvenly(evenFor.settling, now + retryAfterMs);
      this.#hold('untried', count, retryAfterMs, now);
    } else {
      this.#doubts = { ...this.#doubts, left: Math.max(0, this.#doubts.left - 1) };
      const rate = flow > alike * base ? flow : creep * Math.max(base, flow);
      this.#hold('good', Math.min(rate, count), retryAfterMs, now);
    }
    return 'rate';
  }

  #refusedHolding({ ahead, elapsed, accepted, flow, retryAfterMs }: Evidence, now: number): 'rate' | 'timing' {
    this.#budget.refused();
    if (ahead === 0 || (this.#phase.kind === 'holding' && ahead < this.#rate / 2)) this.#doubt();
    this.#useEvenly(evenFor.settling, now + retryAfterMs);
    const countFailed = this.#standing === 'untried' && elapsed < soon && this.#rate > alike * this.#good;
    const again = this.#standing === 'unexplained' && elapsed < related;
    if (!countFailed && ahead < fewer * Math.floor(this.#rate)) this.#hold('untried', ahead, retryAfterMs, now);
    else if (countFailed && accepted <= alike * this.#rate) {
      // It was refused within its first second, or at the edge of it: a bucket would have borne it for longer.
      this.#hold('untried', Math.min(this.#rate, ahead), retryAfterMs, now);
      return 'timing';
    } else if (countFailed || (again && this.#doubts.last === 0)) {
      const last = Math.min(doubt.most, Math.max(doubt.least, this.#doubts.last * 2));
      this.#doubts = { left: last, last };
      this.#hold('good', Math.max(flow, this.#good), retryAfterMs, now);
    } else if (this.#doubts.last > 0) {
      const least = elapsed < soon ? 0 : fewer * this.#rate;
      this.#hold('good', Math.min(this.#rate, Math.max(flow, least)), retryAfterMs, now);
    } else {
      this.#standing = 'unexplained';
      this.#begin({ base: 0, goal: this.#rate, since: now + retryAfterMs });
      return 'timing';
    }
    return 'rate';
  }

  /** No limit refuses the first message of a second, or half of what it had let through again and again. */
  #doubt(): void {
    this.#isDoubtful = true;
    this.#budget.doubted();
  }

  #hold(standing: 'good' | 'untried', rate: number, retryAfterMs: number, now: number): void {
    this.#standing = standing;
    this.#rate = Math.max(this.#lowest, Math.min(rate, this.#ceiling));
    this.#phase =
      this.#rate < this.#ceiling
        ? { kind: 'holding', since: now, cost: this.#costOf(retryAfterMs, now) }
        : { kind: 'ceiling' };
  }

  #begin(search: Pick<Search, 'base' | 'goal' | 'since'>): void {
    const proven = Math.floor(search.base);
    // A second holds whole messages.
    this.#rate = Math.min(search.goal, proven + 1);
    this.#phase = { ...search, kind: 'searching', proven, arrivedAt: null };
  }

  #proceed(search: Search, ahead: number, now: number): void {
    const { base, goal, arrivedAt } = search;
    if (arrivedAt !== null && now - arrivedAt >= proof) {
      this.#arrive(search, now);
      return;
    }
    const proven = Math.max(search.proven, Math.min(ahead + 1, this.#rate));
    this.#rate = Math.min(goal, proven + Math.max(1, (proven - base) / perStep));
    this.#phase = { ...search, proven, arrivedAt: arrivedAt ?? (this.#rate === goal ? now : null) };
  }

  #arrive({ base, goal }: Search, now: number): void {
    if (base > 0) this.#standing = 'good';
    // The rate is borne after all: perhaps not when it is used early.
    else this.#useEvenly(evenFor.sparing, now);
    this.#phase = goal === this.#ceiling ? { kind: 'ceiling' } : { kind: 'holding', since: now, cost: 0 };
  }

  #useEvenly(ms: number, from: number): void {
    this.#evenUntil = Math.max(this.#evenUntil, from + ms);
  }

  /** How long a search that is refused keeps from sending. Milliseconds. */
  #costOf(retryAfterMs: number, now: number): number {
    const isSpared = this.#evenUntil > now + retryAfterMs + evenFor.settling;
    return isSpared ? retryAfterMs : retryAfterMs - usedEarly;
  }
}
