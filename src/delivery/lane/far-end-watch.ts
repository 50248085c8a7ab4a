import { setTimeout as delay } from 'node:timers/promises';
import type { SendOutcome } from '../../channels/channel.ts';
import { blockAll } from './aftermath.ts';
import type { LaneContext, LaneOptions } from './lane-context.ts';
import type { Hold, LaneTrouble } from './lane-trouble.ts';
import { endTrouble, type Lease, recordTrouble } from './lease.ts';

/** So many calls without an answer, and none of any other for so long, and no more are made until one is answered. Milliseconds. */
const silence = { calls: 5, forMs: 1_000 };

/** Every call that a lane makes of its far end: whether that can be used, and how many may be on their way. */
export class FarEndWatch {
  readonly #context: Pick<LaneContext, 'db' | 'log'>;
  readonly #options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>;
  readonly #lease: Lease;
  readonly #trouble: LaneTrouble;
  readonly #signal: AbortSignal;
  #calls = 0;
  /** When something was answered last, or began after nothing had been on its way. */
  #heardAt = Number.NEGATIVE_INFINITY;
  #written: Promise<void> = Promise.resolve();

  constructor(
    context: Pick<LaneContext, 'db' | 'log'>,
    options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>,
    held: { readonly lease: Lease; readonly trouble: LaneTrouble; readonly signal: AbortSignal },
  ) {
    this.#context = context;
    this.#options = options;
    this.#lease = held.lease;
    this.#trouble = held.trouble;
    this.#signal = held.signal;
  }

  /** Milliseconds for which what could not be sent waits with the lane; null when the far end can be used. */
  get heldMs(): number | null {
    return this.#trouble.heldMs;
  }

  /** Most messages to be on their way, of `most` while the far end can be used and answers. */
  atOnce(most: number): number {
    const isSilent = this.#calls >= silence.calls && performance.now() - this.#heardAt > silence.forMs;
    return isSilent ? 1 : Math.max(1, Math.min(most, this.#trouble.atOnce));
  }

  /**
   * Waits while the far end is known to be out of use, on channels that can be asked without sending anything: nobody's
   * message is a try then. Returns at once on others, and when the holder is to stop.
   */
  async usable(): Promise<void> {
    const signal = this.#signal;
    while (this.#options.channel.reach && this.#trouble.isUntried && !signal.aborted) {
      await delay(this.#trouble.heldMs ?? 0, undefined, { signal }).catch(() => {});
      if (signal.aborted || !(await this.#isUnusable())) return;
    }
  }

  /** Asks the far end, where it can be asked, and holds the lane when that shows that it cannot be used. */
  async #isUnusable(): Promise<boolean> {
    const askedAt = performance.now();
    const reached = await this.#options.channel.reach?.(this.#signal);
    if (reached?.kind !== 'unusable' || this.#signal.aborted) return false;
    const hold = this.#trouble.cannotBeUsed(askedAt);
    if (hold !== null) this.#held(hold, reached.reason);
    return true;
  }

  /** Whether one more call may be made: a far end that is out of use is not tried with more of them. */
  get admits(): boolean {
    return this.#calls < this.#trouble.atOnce;
  }

  /** Makes a call of the far end for a reader, and hears how it ends. */
  async over(reader: number, call: () => Promise<SendOutcome>): Promise<SendOutcome> {
    const leftAt = performance.now();
    if (this.#calls === 0) this.#heardAt = leftAt;
    this.#calls += 1;
    try {
      const outcome = await call();
      if (outcome.kind === 'transient' || outcome.kind === 'uncertain') await this.#failed(leftAt, reader, outcome);
      else this.#answered(leftAt, outcome);
      return outcome;
    } finally {
      this.#calls -= 1;
    }
  }

  #answered(leftAt: number, outcome: SendOutcome): void {
    this.#heardAt = performance.now();
    // Asking to wait is what a gateway in front of a far end can do too.
    if (outcome.kind !== 'rateLimited' && this.#trouble.answered(leftAt) === 'works again') this.#worksAgain();
  }

  async #failed(
    leftAt: number,
    reader: number,
    outcome: Extract<SendOutcome, { kind: 'transient' | 'uncertain' }>,
  ): Promise<void> {
    const ofAccount = outcome.kind === 'transient' && outcome.scope === 'account';
    const hold = this.#trouble.failed(leftAt, ofAccount ? null : reader);
    if (hold === 'in doubt') await this.#settleDoubt();
    else if (hold !== null) this.#held(hold, outcome.reason);
  }

  /** Of a far end that answers, or cannot be asked, the reader alone is the trouble: their tries count. */
  async #settleDoubt(): Promise<void> {
    const askedAt = performance.now();
    if ((await this.#isUnusable()) || this.#signal.aborted) return;
    if (this.#trouble.canBeUsed(askedAt) === 'works again') this.#worksAgain();
  }

  #held(hold: Hold, reason: string): void {
    blockAll(this.#options, hold.holdMs);
    const { holds } = this.#trouble;
    this.#write(() => recordTrouble(this.#context.db, this.#lease, { reason, holds, ...hold }));
    if (hold.begins === 'before') return;
    this.#context.log.error(
      { lane: this.#options.channel.lane, reason },
      'the channel cannot be used; it is tried again and again, with one message at a time',
    );
  }

  #worksAgain(): void {
    this.#write(() => endTrouble(this.#context.db, this.#lease));
    this.#context.log.info({ lane: this.#options.channel.lane }, 'the channel works again');
  }

  /** All that was due is sent. Resolves when it is on record what is known of the far end. */
  async rested(): Promise<void> {
    if (this.#trouble.rested() === 'works again') this.#worksAgain();
    await this.#written;
  }

  /** One after the other. What is not written costs the next holder some tries more. */
  #write(write: () => Promise<void>): void {
    this.#written = this.#written.then(write).catch(() => {});
  }
}
