import type { SendOutcome } from '../../channels/channel.ts';
import { pausePush } from '../push-control.ts';
import { takeOffConfirmed } from '../seem-gone.ts';
import { Breaker } from './breaker.ts';
import type { Claimed } from './claim.ts';
import { keepTrying } from './keep-trying.ts';
import type { LaneContext, LaneOptions } from './lane-context.ts';
import { type Lease, recordBlocked } from './lease.ts';

/** Nothing of the account leaves for `ms` milliseconds, paid for or not. */
export function blockAll({ pacer, paidPacer }: Pick<LaneOptions, 'pacer' | 'paidPacer'>, ms: number): void {
  pacer.block(ms);
  paidPacer?.block(ms);
}

/** What outcomes mean beyond their own delivery: for the reader, the push, the lane. */
export class Aftermath {
  readonly #context: LaneContext;
  readonly #options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>;
  readonly #lease: Lease;
  readonly #breaker = new Breaker();

  constructor(context: LaneContext, options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>, lease: Lease) {
    this.#context = context;
    this.#options = options;
    this.#lease = lease;
  }

  /** Does what an outcome asks for beyond its own delivery: for the account, the reader and the push. Null: nothing. */
  follow(claimed: Claimed, outcome: SendOutcome): Promise<void> | null {
    if (outcome.kind !== 'sent') return this.#followTrouble(claimed, outcome);
    this.#breaker.record(claimed.pushId, 'good');
    return this.#breaker.isWaiting ? this.#breaker.believe() : null;
  }

  async #followTrouble(claimed: Claimed, outcome: Exclude<SendOutcome, { kind: 'sent' }>): Promise<void> {
    if (outcome.kind === 'rateLimited' && outcome.scope === 'account') await this.#holdAccount(outcome.retryAfterMs);
    if (outcome.kind === 'recipientGone') await this.#followReader(claimed, outcome);
    await this.#judgePush(claimed.pushId, outcome);
  }

  async #holdAccount(ms: number): Promise<void> {
    blockAll(this.#options, ms);
    await recordBlocked(this.#context.db, this.#lease, ms).catch(() => {});
  }

  async #followReader(claimed: Claimed, outcome: Extract<SendOutcome, { kind: 'recipientGone' }>): Promise<void> {
    const { channel } = this.#options;
    const { movedTo, reason } = outcome;
    if (movedTo === undefined) {
      const judgement = this.#breaker.gone(claimed.pushId, () =>
        keepTrying(this.#context.log, () => this.#context.onGone(claimed.subscriberId, reason)),
      );
      if (judgement === 'trips') await this.#askWhetherGone(claimed.pushId, reason);
    } else {
      await keepTrying(this.#context.log, () => this.#context.onMoved(claimed.subscriberId, channel, movedTo));
    }
  }

  /** Pauses a push that is refused again and again, and says so. */
  async #judgePush(pushId: number, outcome: SendOutcome): Promise<void> {
    if (outcome.kind !== 'rejected' || this.#breaker.record(pushId, 'bad') === 'goes on') return;
    await this.#pause(pushId, 'nearly everything was refused', outcome.reason);
  }

  /** Pauses a push whose readers all seem gone until a person says whether they are; goes on when that was said. */
  async #askWhetherGone(pushId: number, reason: string): Promise<void> {
    const { db, log } = this.#context;
    let said = 'not said' as Awaited<ReturnType<typeof takeOffConfirmed>>;
    await keepTrying(log, async () => {
      said = await takeOffConfirmed(db, pushId);
    });
    if (said === 'confirmed') this.#breaker.confirm(pushId);
    else await this.#pause(pushId, 'nearly everybody seems to have left', reason, 'asked');
  }

  async #pause(pushId: number, what: string, last: string, seemGone?: 'asked'): Promise<void> {
    const { db, log } = this.#context;
    log.error({ lane: this.#options.channel.lane, push: pushId, reason: last }, `push paused: ${what}`);
    const reason = `${what}, last: ${last}`;
    await keepTrying(log, async () => {
      await pausePush(db, { pushId, actor: 'breaker', reason, tell: 'editors', ...(seemGone ? { seemGone } : {}) });
    });
    this.#breaker.paused(pushId);
  }

  /** The ledger, asked at `askedAt`, gave readers of a push. */
  given(pushId: number, askedAt: number): void {
    this.#breaker.given(pushId, askedAt);
  }

  /** All that was due is done, without trouble: readers who seemed gone are. */
  drained(): Promise<void> {
    return this.#breaker.believe();
  }
}
