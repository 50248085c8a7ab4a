import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Channel, RenderedMessage, SendOutcome } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';
import type { UncertainPolicy } from '../database/schema.ts';
import type { AddressBook } from '../subscribers/addresses.ts';
import { Batcher } from './batch.ts';
import { type Claimed, markSending, nextPush, readPending } from './claim.ts';
import { type Lease, recordBlocked, releaseLease, renewLease, takeLease } from './lease.ts';
import { maxAttempts, verdictOn } from './outcome.ts';
import type { Pacer } from './pacer.ts';
import { finishPushes, recoverLane, type Settled, settle } from './settle.ts';

/** What the lane asks of the rest of the product. */
export interface LaneContext {
  readonly db: Db;
  readonly log: Logger;
  readonly addresses: AddressBook;
  /** A push as this channel says it in a language; the parts of a long one are sent one after the other. */
  readonly render: (pushId: number, language: string, channel: Channel) => Promise<PreparedPush>;
  /** The reader cannot be reached any more, or moved. */
  readonly onGone: (subscriberId: number, reason: string) => Promise<void>;
  readonly onMoved: (subscriberId: number, channel: Channel, address: string) => Promise<void>;
}

export interface PreparedPush {
  readonly messages: readonly RenderedMessage[];
  readonly uncertainPolicy: UncertainPolicy;
}

export interface LaneOptions {
  readonly laneId: number;
  readonly channel: Channel;
  readonly pacer: Pacer;
  /** Names this process among all; a new one for each run. */
  readonly holder: string;
  /** Most messages on their way at once. */
  readonly inFlight?: number;
  /** How long to wait for more work before letting go, milliseconds. */
  readonly linger?: number;
}

export type DrainResult = 'drained' | 'elsewhere' | 'lost' | 'stopped';

const renewEvery = 1_000;
/** Recipients read ahead: about half a second's worth, so that a more urgent push waits no longer. */
const readAhead = (rate: number) => Math.min(500, Math.max(10, Math.ceil(rate / 2)));

/**
 * Drains a lane: sends everything that is due in it, the most urgent push first, until there is nothing left, the lane
 * goes to another holder, or `signal` asks it to stop. Every step can die and be run again: a row says `sending` before
 * its message leaves and what became of it after the answer.
 */
export async function drainLane(context: LaneContext, options: LaneOptions, signal: AbortSignal): Promise<DrainResult> {
  const answer = await takeLease(context.db, options.laneId, options.holder);
  if (answer.kind === 'elsewhere') return 'elsewhere';
  const { lease } = answer;
  const recovered = await recoverLane(context.db, lease, maxAttempts);
  if (recovered.uncertain + recovered.resent > 0) {
    context.log.warn({ lane: options.channel.lane, ...recovered }, 'found messages a dead process had on their way');
  }
  if (answer.blockedUntil) options.pacer.block(answer.blockedUntil.getTime() - Date.now());

  const lost = new AbortController();
  const heart = setInterval(() => {
    renewLease(context.db, lease).then(
      (held) => held || lost.abort(new Error('the lane was taken over')),
      // The database is away: every mark fails until it is back, so nothing can leave meanwhile.
      (error: Error) => context.log.warn({ lane: options.channel.lane, error: error.message }, 'lease not renewed'),
    );
  }, renewEvery);
  const run = new LaneRun(context, options, lease);
  try {
    return await run.drain(AbortSignal.any([signal, lost.signal]), lost.signal);
  } finally {
    clearInterval(heart);
    await run.settled();
    await releaseLease(context.db, lease).catch(() => {});
  }
}

class LaneRun {
  readonly #context: LaneContext;
  readonly #options: LaneOptions;
  readonly #lease: Lease;
  readonly #marks: Batcher<Claimed, boolean>;
  readonly #results: Batcher<Settled, void>;
  readonly #flying = new Set<Promise<void>>();

  constructor(context: LaneContext, options: LaneOptions, lease: Lease) {
    this.#context = context;
    this.#options = options;
    this.#lease = lease;
    this.#marks = new Batcher(500, async (batch) => {
      const allowed = await markSending(context.db, lease, batch);
      return (claimed) => allowed.has(claimed);
    });
    this.#results = new Batcher(500, async (batch) => {
      await this.#keepTrying(() => settle(context.db, batch));
      return () => {};
    });
  }

  async drain(signal: AbortSignal, lost: AbortSignal): Promise<DrainResult> {
    const { db } = this.#context;
    const { laneId, linger = 1_000 } = this.#options;
    let idleSince: number | null = null;
    while (!signal.aborted) {
      const pushId = await nextPush(db, laneId);
      if (pushId === undefined) {
        await this.settled();
        await finishPushes(db);
        idleSince ??= performance.now();
        if (performance.now() - idleSince >= linger) return 'drained';
        await delay(100, undefined, { signal }).catch(() => {});
        continue;
      }
      idleSince = null;
      await this.#sendNext(pushId, signal);
    }
    return lost.aborted ? 'lost' : 'stopped';
  }

  /** Waits until nothing is on its way and every result is written. */
  async settled(): Promise<void> {
    while (this.#flying.size > 0) await Promise.all(this.#flying);
    await this.#results.drained();
  }

  /** Sends the next few recipients of a push. */
  async #sendNext(pushId: number, signal: AbortSignal): Promise<void> {
    const { channel, laneId, pacer, inFlight = 256 } = this.#options;
    const limit = readAhead(pacer.rate);
    const batch = await readPending(this.#context.db, { pushId, laneId, after: 0, limit });
    const prepared = new Map<string, PreparedPush>();
    for (const claimed of batch) {
      if (prepared.has(claimed.language)) continue;
      prepared.set(claimed.language, await this.#context.render(pushId, claimed.language, channel));
    }
    const leaving: Promise<void>[] = [];
    for (const claimed of batch) {
      const push = prepared.get(claimed.language);
      if (!push) continue;
      while (this.#flying.size >= inFlight) await Promise.race(this.#flying);
      const slot = await pacer.take('broadcast', signal).catch(() => null);
      if (slot === null) break;
      const flight = this.#sendOne(claimed, push, slot).finally(() => {
        slot.answered();
        this.#flying.delete(flight);
      });
      this.#flying.add(flight);
      leaving.push(flight);
    }
    // What was read must be marked before the same push is read again; the answers may still be on their way.
    await this.#marks.drained();
  }

  async #sendOne(claimed: Claimed, push: PreparedPush, slot: { answered(): void }): Promise<void> {
    let marked: boolean;
    try {
      marked = await this.#marks.add(claimed);
    } catch (error) {
      // Nothing left, nothing marked as far as we know; if the mark did get through, recovery lists it.
      this.#context.log.warn({ error: (error as Error).message }, 'could not mark a message; it was not sent');
      await delay(200);
      return;
    }
    if (!marked) return;
    const outcome = await this.#deliver(claimed, push, slot);
    const verdict = verdictOn(outcome, { attempts: claimed.attempts + 1, uncertainPolicy: push.uncertainPolicy });
    await this.#follow(claimed, outcome);
    await this.#results.add({ pushId: claimed.pushId, subscriberId: claimed.subscriberId, ...verdict });
  }

  async #deliver(claimed: Claimed, push: PreparedPush, slot: { answered(): void }): Promise<SendOutcome> {
    const { channel, pacer } = this.#options;
    let address: string;
    try {
      address = this.#context.addresses.open(channel.name, claimed.addressSealed);
    } catch (error) {
      return { kind: 'rejected', reason: (error as Error).message };
    }
    let outcome: SendOutcome = { kind: 'rejected', reason: 'the push has no text' };
    const ids: string[] = [];
    for (const [part, message] of push.messages.entries()) {
      if (part > 0) (await pacer.take('broadcast')).answered();
      outcome = await channel.send(address, message);
      if (part === 0) slot.answered();
      if (outcome.kind !== 'sent') {
        // The first part is with the reader: trying again would double it.
        return part === 0
          ? outcome
          : { kind: 'uncertain', reason: `part ${part + 1} of ${push.messages.length}: ${describe(outcome)}` };
      }
      ids.push(outcome.messageId);
    }
    return outcome.kind === 'sent' ? { kind: 'sent', messageId: ids.join(',') } : outcome;
  }

  /** What an outcome means beyond this one delivery. */
  async #follow(claimed: Claimed, outcome: SendOutcome): Promise<void> {
    const { pacer, channel } = this.#options;
    if (outcome.kind === 'rateLimited' && outcome.scope === 'account') {
      pacer.refused(outcome.retryAfterMs);
      const until = new Date(Date.now() + outcome.retryAfterMs);
      await recordBlocked(this.#context.db, this.#lease, until).catch(() => {});
    }
    if (outcome.kind !== 'recipientGone') return;
    const { movedTo } = outcome;
    await this.#keepTrying(() =>
      movedTo === undefined
        ? this.#context.onGone(claimed.subscriberId, outcome.reason)
        : this.#context.onMoved(claimed.subscriberId, channel, movedTo),
    );
  }

  /** A result must not be lost because the database is away for a moment: it is kept and tried until it is written. */
  async #keepTrying(write: () => Promise<void>): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await write();
        return;
      } catch (error) {
        if (tries === 0)
          this.#context.log.error({ error: (error as Error).message }, 'a result waits for the database');
        // After some minutes the process gives up; the rows then say `sending`, and recovery calls them uncertain.
        if (tries > 600) throw error;
        await delay(Math.min(100 * 2 ** tries, 1_000));
      }
    }
  }
}

function describe(outcome: SendOutcome): string {
  return 'reason' in outcome ? outcome.reason : outcome.kind;
}
