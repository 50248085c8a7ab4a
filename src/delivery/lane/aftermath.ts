import type { SendOutcome } from '../../channels/channel.ts';
import { pausePush } from '../push-control.ts';
import { Breaker } from './breaker.ts';
import type { Claimed } from './claim.ts';
import { keepTrying } from './keep-trying.ts';
import type { LaneContext, LaneOptions } from './lane-context.ts';
import { LaneTrouble } from './lane-trouble.ts';
import { type Lease, recordBlocked } from './lease.ts';

/** The account has to wait, whatever is paid for. */
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
  readonly #trouble = new LaneTrouble();

  constructor(context: LaneContext, options: Pick<LaneOptions, 'channel' | 'pacer' | 'paidPacer'>, lease: Lease) {
    this.#context = context;
    this.#options = options;
    this.#lease = lease;
  }

  /** What an outcome says of the reader and of the push, and whether the account has to wait. */
  async of(claimed: Claimed, outcome: SendOutcome): Promise<void> {
    if (outcome.kind === 'sent') {
      this.#breaker.record(claimed.pushId, 'good');
      await this.#breaker.believe();
      return;
    }
    await this.#ofReader(claimed, outcome);
    await this.#ofPush(claimed.pushId, outcome);
  }

  async #ofReader(claimed: Claimed, outcome: SendOutcome): Promise<void> {
    const { channel } = this.#options;
    if (outcome.kind === 'rateLimited' && outcome.scope === 'account') {
      blockAll(this.#options, outcome.retryAfterMs);
      await recordBlocked(this.#context.db, this.#lease, outcome.retryAfterMs).catch(() => {});
    }
    if (outcome.kind !== 'recipientGone') return;
    const { movedTo, reason } = outcome;
    if (movedTo === undefined) {
      this.#breaker.hold(claimed.pushId, () =>
        keepTrying(this.#context.log, () => this.#context.onGone(claimed.subscriberId, reason)),
      );
    } else {
      await keepTrying(this.#context.log, () => this.#context.onMoved(claimed.subscriberId, channel, movedTo));
    }
  }

  /** How long the lane waits because its far end cannot be used; null when it can, or when nobody knows yet. */
  ofLane(outcome: SendOutcome): number | null {
    const { channel } = this.#options;
    if (outcome.kind === 'transient') {
      const trouble = this.#trouble.failed();
      if (trouble === null) return null;
      blockAll(this.#options, trouble.holdMs);
      if (trouble.begins === 'now') {
        this.#context.log.error(
          { lane: channel.lane, reason: outcome.reason },
          'the channel cannot be used; it is tried again and again',
        );
      }
      return trouble.holdMs;
    }
    if (outcome.kind === 'uncertain' || outcome.kind === 'rateLimited') return null;
    if (this.#trouble.answered() === 'works again') {
      this.#context.log.info({ lane: channel.lane }, 'the channel works again');
    }
    return null;
  }

  /** Pauses a push that is refused again and again, and says so. */
  async #ofPush(pushId: number, outcome: SendOutcome): Promise<void> {
    const isBad = outcome.kind === 'rejected' || (outcome.kind === 'recipientGone' && outcome.movedTo === undefined);
    if (!isBad || this.#breaker.record(pushId, 'bad') === 'goes on') return;
    const reason = `nearly everything was refused, last: ${outcome.reason}`;
    this.#context.log.error(
      { lane: this.#options.channel.lane, push: pushId, reason: outcome.reason },
      'push paused: nearly everything is refused',
    );
    await keepTrying(this.#context.log, async () => {
      await pausePush(this.#context.db, { pushId, actor: 'breaker', reason, tell: 'editors' });
    });
  }

  /** All that was due is done, without trouble: readers who seemed gone are. */
  ended(): Promise<void> {
    return this.#breaker.believe();
  }
}
