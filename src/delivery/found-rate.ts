/** What was learnt of a far end, to begin with after a restart. */
export interface LearntRate {
  /** Messages a second. */
  readonly rate: number;
}

/** A refusal so long after the last one says nothing about what was let through between them. Milliseconds. */
const related = 30_000;
/** Refused with so much of the rate let through: the number was about right. */
const nearlyAll = 0.95;
/** How far the rate falls at most when nothing says where the limit is. */
const fall = 0.6;

/** Steps of a search upwards: the first costs few refusals when it fails, the later ones get there soon. */
const steps = [1.01, 1.1, 1.5] as const;
/** How long a step has to hold, in seconds' worth of messages. */
const proof = 1.25;

/** Least time between searches upwards: they begin often, in case the trouble was short. Milliseconds. */
const soonest = 7_000;
/** A search may cost this share of the time: at a far end that punishes each refusal it is rarer. */
const costShare = 1 / 35;
/** A search also costs a refusal. One is allowed for so many messages; some may be saved up, sooner where all is well. */
const messagesPerSearch = { atCeiling: 125, below: 500 } as const;
const savedAtFirst = 1;
const mostSaved = 12;

/**
 * Shares of the even distance between messages. A little less lets a sender that was held up catch up; a third
 * uses a second's messages up in a third of it, so that a search at its end is refused for a time in which nothing could
 * have left anyway, and costs little.
 */
const shares = { even: 1, catchUp: 0.9, early: 0.3 } as const;
/** A rate that held evenly for so long may be used early. Milliseconds. */
const settling = 4_000;
/** A far end that does not bear it is spared for so long. Milliseconds. */
const sparedFor = 600_000;
/** What of a refusal's wait is lost nevertheless when the second was used up early. Milliseconds. */
const usedEarly = 850;

type Phase =
  | { readonly kind: 'ceiling' }
  /** Below the ceiling, at what the far end was seen to bear. */
  | { readonly kind: 'holding'; readonly searchAt: number }
  /** Trying more. `base`: the rate before the search; `good`: the last step that held. */
  | {
      readonly kind: 'searching';
      readonly base: number;
      readonly good: number;
      readonly step: number;
      readonly since: number;
      readonly accepted: number;
    };

/**
 * Finds the rate that a far end bears when it bears less than the ceiling. Limits are not published and change, so
 * every refusal is read: what the far end had let through in the second before says where its limit is, if it counts
 * over a sliding second; what it let through since its last refusal says so, if it fills up a bucket. The rate found is
 * held, and now and then a step upwards is tried; each that holds is followed by a larger one.
 */
export class FoundRate {
  readonly #ceiling: number;
  readonly #lowest: number;
  #rate: number;
  #phase: Phase;
  #refusedAt = Number.NEGATIVE_INFINITY;
  #acceptedSince = 0;
  #saved: number = savedAtFirst;
  #lastSaid: 'limit' | 'nothing' = 'nothing';
  /** Until when messages are spaced evenly at the ceiling, and below it. */
  #evenAtCeiling = Number.NEGATIVE_INFINITY;
  #evenBelow = Number.NEGATIVE_INFINITY;

  constructor(ceiling: number, now: number, learnt?: LearntRate) {
    this.#ceiling = ceiling;
    this.#lowest = Math.min(ceiling, Math.max(1, ceiling / 100));
    this.#rate = Math.min(ceiling, Math.max(learnt?.rate ?? ceiling, this.#lowest));
    this.#phase = this.#rate < ceiling ? { kind: 'holding', searchAt: now + soonest } : { kind: 'ceiling' };
  }

  /** Messages a second. */
  get rate(): number {
    return this.#rate;
  }

  get phase(): Phase['kind'] {
    return this.#phase.kind;
  }

  /** What to remember: a step that is only being tried is not. */
  get learnt(): LearntRate {
    return { rate: this.#phase.kind === 'searching' ? this.#phase.base : this.#rate };
  }

  accepted(now: number): void {
    this.#acceptedSince += 1;
    const perSearch = this.#phase.kind === 'ceiling' ? messagesPerSearch.atCeiling : messagesPerSearch.below;
    this.#saved = Math.min(mostSaved, this.#saved + 1 / perSearch);
    if (this.#phase.kind !== 'searching') return;
    const { base, step, since } = this.#phase;
    const accepted = this.#phase.accepted + 1;
    if (now - since < proof * 1_000 || accepted < proof * this.#rate) this.#phase = { ...this.#phase, accepted };
    else this.#search({ base, good: this.#rate, step: step + 1 }, now);
  }

  /**
   * Whether a search upwards is due. `moment`: whether the second's messages are just used up, which is when a refusal
   * costs least, because what follows would have had to wait anyway.
   */
  searchIsDue(now: number, moment: 'used up' | 'any'): boolean {
    if (this.#phase.kind !== 'holding' || this.#saved < 1) return false;
    return now >= this.#phase.searchAt + (moment === 'any' ? 2_000 : 0);
  }

  search(now: number): void {
    this.#search({ base: this.#rate, good: this.#rate, step: 0 }, now);
  }

  /** The least distance between two messages as a share of the even one. */
  spacing(now: number): number {
    if (this.#phase.kind === 'ceiling') return now < this.#evenAtCeiling ? shares.even : shares.catchUp;
    return now < this.#evenBelow ? shares.even : shares.early;
  }

  /**
   * The far end refused a message.
   *
   * @param refusal.ahead what it had let through in the second before that message
   * @returns `timing` when the rate is right and messages were too close to the edge of the second
   */
  refused(now: number, refusal: { readonly ahead: number; readonly retryAfterMs: number }): 'rate' | 'timing' {
    const { ahead, retryAfterMs } = refusal;
    const elapsed = now - this.#refusedAt;
    const throughput = elapsed < related ? (this.#acceptedSince * 1_000) / elapsed : 0;
    const said = this.#lastSaid;
    this.#refusedAt = now;
    this.#acceptedSince = 0;
    this.#saved = Math.max(0, this.#saved - 1);
    this.#lastSaid = 'nothing';
    const near = ahead >= Math.min(nearlyAll * this.#rate, Math.floor(this.#rate) - 1);
    if (this.#phase.kind === 'searching') {
      const { base, good } = this.#phase;
      this.#hold(near ? (base + good) / 2 : Math.max(good, ahead), now, retryAfterMs);
      return 'rate';
    }
    if (this.#phase.kind === 'ceiling' && near && elapsed >= related) {
      this.#evenAtCeiling = now + sparedFor;
      return 'timing';
    }
    // The rate had held evenly: what the far end may not bear is that it is used early.
    if (this.#phase.kind === 'holding' && this.spacing(now) === shares.early) {
      this.#evenBelow = now + sparedFor;
      this.#hold(this.#rate, now, retryAfterMs);
      return 'rate';
    }
    this.#evenBelow = Math.max(this.#evenBelow, now + retryAfterMs + settling);
    if (!near || (ahead < this.#rate && said === 'nothing')) {
      this.#lastSaid = 'limit';
      this.#hold(ahead, now, retryAfterMs);
    } else this.#hold(Math.max(throughput, fall * this.#rate), now, retryAfterMs);
    return 'rate';
  }

  /** Another message of those that were on their way at a refusal: `ahead` of the first to be refused is what counts. */
  alsoRefused(ahead: number): void {
    if (this.#phase.kind === 'holding' && this.#lastSaid === 'limit' && ahead >= this.#rate / 2) {
      this.#rate = Math.max(this.#lowest, Math.min(this.#rate, ahead));
    }
  }

  #hold(rate: number, now: number, retryAfterMs: number): void {
    const cost = now < this.#evenBelow - settling - retryAfterMs ? retryAfterMs : retryAfterMs - usedEarly;
    this.#rate = Math.max(this.#lowest, Math.min(rate, this.#rate));
    this.#phase =
      this.#rate < this.#ceiling
        ? { kind: 'holding', searchAt: now + Math.max(soonest, cost / costShare) }
        : { kind: 'ceiling' };
  }

  #search(from: { readonly base: number; readonly good: number; readonly step: number }, now: number): void {
    const { good, step } = from;
    if (good >= this.#ceiling) {
      this.#phase = { kind: 'ceiling' };
      return;
    }
    const factor = steps[Math.min(step, steps.length - 1)] ?? 1;
    // A second holds whole messages: a step has to let one more through.
    this.#rate = Math.min(this.#ceiling, Math.max(good * factor, Math.floor(good) + 1));
    this.#phase = { ...from, kind: 'searching', since: now, accepted: 0 };
  }
}
