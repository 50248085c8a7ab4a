import { setTimeout as delay } from 'node:timers/promises';
import type { Reachability, SendOutcome } from '../../channels/channel.ts';
import { blockAll } from './aftermath.ts';
import type { LaneContext, LaneOptions } from './lane-context.ts';
import type { LaneTrouble } from './lane-trouble.ts';
import { endTrouble, type Lease, recordTrouble } from './lease.ts';

/** So many calls without an answer, and none of any other for so long, and no more are made until one is answered. Milliseconds. */
const silence = { calls: 5, forMs: 1_000 };

/** Every call that a lane makes of its far end: whether that can be used, and how many may be on their way. */
export class FarEndWatch {
  readonly #context: Pick<LaneContext, 'db' | 'log'>;
  readonly #options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>;
  readonly #lease: Lease;
  readonly #trouble: LaneTrouble;
  #calls = 0;
  /** When something was answered last, or began after nothing had been on its way. */
  #heardAt = Number.NEGATIVE_INFINITY;
  #written: Promise<void> = Promise.resolve();

  constructor(
    context: Pick<LaneContext, 'db' | 'log'>,
    options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>,
    held: { readonly lease: Lease; readonly trouble: LaneTrouble },
  ) {
    this.#context = context;
    this.#options = options;
    this.#lease = held.lease;
    this.#trouble = held.trouble;
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
   * message is a try then. Returns at once on others, and when `signal` aborts.
   */
  async usable(signal: AbortSignal): Promise<void> {
    const { channel } = this.#options;
    while (channel.reach && this.#trouble.isUntried && !signal.aborted) {
      await delay(this.#trouble.heldMs ?? 0, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      const askedAt = performance.now();
      const reached: Reachability = await channel.reach(signal);
      if (reached.kind === 'answers' || signal.aborted) return;
      this.#failed(askedAt, reached.reason);
    }
  }

  /** Whether one more call may be made: a far end that is out of use is not tried with more of them. */
  get admits(): boolean {
    return this.#calls < this.#trouble.atOnce;
  }

  /** Makes a call of the far end, and hears how it ends. */
  async over(call: () => Promise<SendOutcome>): Promise<SendOutcome> {
    const leftAt = performance.now();
    if (this.#calls === 0) this.#heardAt = leftAt;
    this.#calls += 1;
    try {
      const outcome = await call();
      this.#hear(leftAt, outcome);
      return outcome;
    } finally {
      this.#calls -= 1;
    }
  }

  #hear(leftAt: number, outcome: SendOutcome): void {
    if (outcome.kind === 'transient' || outcome.kind === 'uncertain') {
      this.#failed(leftAt, outcome.reason);
      return;
    }
    this.#heardAt = performance.now();
    // Asking to wait is what a gateway in front of a far end can do too.
    if (outcome.kind !== 'rateLimited' && this.#trouble.answered(leftAt) === 'works again') this.#worksAgain();
  }

  #failed(leftAt: number, reason: string): void {
    const hold = this.#trouble.failed(leftAt);
    if (hold === null) return;
    blockAll(this.#options, hold.holdMs);
    const { holds } = this.#trouble;
    this.#write(() => recordTrouble(this.#context.db, this.#lease, { reason, holds, holdMs: hold.holdMs }));
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
