import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SendOutcome } from '../../channels/channel.ts';
import { changeParts } from '../changes/change-parts.ts';
import { finishPushes } from '../finish-pushes.ts';
import type { LanePacer, Slot } from '../pacing/lane-pacer.ts';
import type { Sending } from '../receipts/reference.ts';
import { Aftermath, blockAll } from './aftermath.ts';
import { Batcher } from './batcher.ts';
import { type Claimed, markSending, postpone } from './claim.ts';
import { Fence, overslept } from './fence.ts';
import { keepTrying } from './keep-trying.ts';
import type { LaneContext, LaneOptions, PreparedPush } from './lane-context.ts';
import { type Lease, releaseLease, renewLease, takeLease } from './lease.ts';
import { maxAttempts, verdictOn, waitingFor } from './outcome.ts';
import { type Batch, PendingReader } from './pending-reader.ts';
import { reconcileUncertain } from './reconcile.ts';
import { recoverLane } from './recover.ts';
import { sendParts } from './send-parts.ts';
import { type Settled, settle } from './settle.ts';
import { Underway } from './underway.ts';

export type DrainResult = 'drained' | 'elsewhere' | 'lost' | 'stopped';

const renewEvery = 1_000;
/** A slot is taken so long before its time, because the mark in the ledger takes a few milliseconds. */
const markingLead = 20;
/** A mark holds its message up, within the lead. A result holds nothing up, but a crash leaves open what was not written. */
const marksRhythm = { largest: 500, apart: 10 };
const resultsRhythm = { largest: 500, apart: 25 };
/** When this share of a batch has left, the next one is read, so that nothing pauses and nothing more urgent waits long. */
const readNextAt = 0.8;
/** A chat that takes longer to be free is set aside, so that others need not wait for it. Milliseconds. */
const longestChatWait = 50;
/** Recipients read ahead: about half a second's worth, so that a more urgent push waits no longer. */
const readAhead = (rate: number) => Math.min(500, Math.max(rate < 1 ? 1 : 10, Math.ceil(rate / 2)));

/**
 * Drains a lane: sends everything that is due in it, the most urgent push first, until there is nothing left, the lane
 * goes to another holder, or `signal` asks it to stop. Every step can die and be run again: a row says `sending` before
 * its message leaves and what became of it after the answer.
 */
export async function drainLane(context: LaneContext, options: LaneOptions, signal: AbortSignal): Promise<DrainResult> {
  const fence = new Fence();
  const answer = await fence.moved(
    // A run of its own also within this process: its queue may hand out the work again while an earlier run still has it.
    () => takeLease(context.db, options.laneId, `${options.holder}/${randomUUID()}`),
    ({ kind }) => kind === 'held',
  );
  if (answer.kind === 'elsewhere') return 'elsewhere';
  const { lease } = answer;
  const chats = options.channel.lookFor ? 'can be read' : 'cannot be read';
  const recovered = await recoverLane(context.db, lease, {
    maxAttempts,
    chats,
    tellsWithinMs: options.channel.tellsWithinMs ?? 0,
  });
  if (recovered.uncertain + recovered.resent > 0) {
    context.log.warn({ lane: options.channel.lane, ...recovered }, 'found messages a dead process had on their way');
  }
  await reconcileUncertain(context, options);
  blockAll(options, answer.blockedForMs);

  const lost = new AbortController();
  const heart = setInterval(() => {
    fence
      .moved(
        () => renewLease(context.db, lease),
        (held) => held,
      )
      .then(
        (held) => held || lost.abort(new Error('the lane was taken over')),
        // The database is away: every mark fails until it is back, so nothing can leave meanwhile.
        (error: Error) => context.log.warn({ lane: options.channel.lane, error: error.message }, 'lease not renewed'),
      );
  }, renewEvery);
  const run = new LaneRun(context, options, lease, fence);
  try {
    return await run.drain(AbortSignal.any([signal, lost.signal]), lost.signal);
  } finally {
    // The lane stays ours until what is on its way has come to its end.
    await run.settled().finally(() => clearInterval(heart));
    await releaseLease(context.db, lease, options.pacer.learnt).catch(() => {});
  }
}

class LaneRun {
  readonly #context: LaneContext;
  readonly #options: LaneOptions;
  readonly #fence: Fence;
  readonly #marks: Batcher<Claimed, boolean>;
  readonly #results: Batcher<Settled, void>;
  readonly #reader: PendingReader;
  readonly #aftermath: Aftermath;
  readonly #flying = new Underway();
  /** Answered, and about to be recorded. */
  readonly #recording = new Underway();
  #ahead: Promise<Batch> | null = null;

  constructor(context: LaneContext, options: LaneOptions, lease: Lease, fence: Fence) {
    this.#context = context;
    this.#fence = fence;
    this.#options = options;
    this.#aftermath = new Aftermath(context, options, lease);
    this.#reader = new PendingReader(context.db, options.laneId, options.channel.abilities);
    this.#marks = new Batcher(marksRhythm, async (batch) => {
      const allowed = await markSending(context.db, lease, batch);
      return (claimed) => allowed.has(claimed);
    });
    this.#results = new Batcher(resultsRhythm, async (batch) => {
      await keepTrying(context.log, () => settle(context.db, batch));
      return () => {};
    });
  }

  async drain(signal: AbortSignal, lost: AbortSignal): Promise<DrainResult> {
    const { linger = 1_000 } = this.#options;
    let idleSince: number | null = null;
    while (!signal.aborted) {
      const batch = await this.#next();
      switch (batch.kind) {
        case 'recipients':
          idleSince = null;
          await this.#send(batch, signal);
          break;
        case 'underway':
          await this.#marks.drained();
          break;
        case 'nothing':
          await this.settled();
          await this.#aftermath.ended();
          await finishPushes(this.#context.db);
          idleSince ??= performance.now();
          if (performance.now() - idleSince >= linger) return 'drained';
          await delay(100, undefined, { signal }).catch(() => {});
      }
    }
    // Nobody waits for it any more.
    await this.#ahead?.catch(() => {});
    return lost.aborted ? 'lost' : 'stopped';
  }

  /** Waits until nothing is on its way and every result is written. */
  async settled(): Promise<void> {
    await this.#flying.all();
    await this.#recording.all();
  }

  /** What was read ahead, else what is there now. */
  #next(): Promise<Batch> {
    const next = this.#ahead ?? this.#read();
    this.#ahead = null;
    return next;
  }

  #read(): Promise<Batch> {
    return this.#reader.next(readAhead(this.#options.pacer.rate));
  }

  #beginReading(): void {
    this.#ahead = this.#read();
    // Whoever takes it hears of a failure; until then it is nobody's.
    this.#ahead.catch(() => {});
  }

  /** Sends a batch and, when most of it has left, begins to read the next one. */
  async #send(batch: Extract<Batch, { kind: 'recipients' }>, signal: AbortSignal): Promise<void> {
    const { channel, inFlight = 256 } = this.#options;
    const { pushId, recipients } = batch;
    const prepared = new Map<string, PreparedPush>();
    for (const claimed of recipients) {
      const text = textOf(claimed);
      if (prepared.has(text)) continue;
      const wanted = { revision: claimed.revision, parts: claimed.original?.messageIds.length ?? null };
      prepared.set(text, await this.#context.render(pushId, claimed.language, channel, wanted));
    }
    for (const [index, claimed] of recipients.entries()) {
      if (index === Math.floor(recipients.length * readNextAt)) this.#beginReading();
      const push = prepared.get(textOf(claimed));
      if (!push) continue;
      const pacer = pacerFor(this.#options, push);
      const address = this.#openAddress(claimed);
      const urgency = claimed.original ? 'change' : 'broadcast';
      const wait = pacer.chatWait(address ?? '', urgency);
      if (wait > longestChatWait) {
        await postpone(this.#context.db, claimed, wait);
        this.#reader.settled(claimed);
        continue;
      }
      while (this.#flying.count >= inFlight) await this.#flying.next();
      while (this.#recording.count >= inFlight * 2) await this.#recording.next();
      const chat = address === null ? {} : { chat: { name: address, pace: channel.chatPace(address) } };
      const slot = await pacer.take({ urgency, ...chat, leadMs: markingLead, signal }).catch(() => null);
      if (slot === null) break;
      this.#flying.add(this.#sendOne({ claimed, address, push }, slot));
    }
  }

  /** Null when it was sealed with another key: the delivery then fails with that reason. */
  #openAddress(claimed: Claimed): string | null {
    try {
      return this.#context.addresses.open(this.#options.channel.name, claimed.addressSealed);
    } catch {
      return null;
    }
  }

  async #sendOne(
    { claimed, address, push }: { claimed: Claimed; address: string | null; push: PreparedPush },
    slot: Slot,
  ): Promise<void> {
    let marked: boolean;
    try {
      marked = await this.#marks.add(claimed);
      this.#reader.settled(claimed);
    } catch (error) {
      // Nothing left, nothing marked as far as we know; if the mark did get through, recovery lists it.
      this.#context.log.warn({ error: (error as Error).message }, 'could not mark a message; it was not sent');
      slot.unused();
      await delay(200);
      this.#reader.settled(claimed);
      return;
    }
    if (!marked) {
      slot.unused();
      return;
    }
    const { pushId, subscriberId, revision } = claimed;
    const attempt = claimed.attempts + 1;
    const tried = { pushId, subscriberId, attempt, revision };
    const { channel } = this.#options;
    const pacer = pacerFor(this.#options, push);
    let outcome: SendOutcome;
    if (address === null) {
      slot.unused();
      outcome = { kind: 'rejected', reason: 'the address was sealed with another key' };
    } else {
      const { references } = this.#context;
      const { wroteAt } = claimed;
      const referenceOf = references ? (part: Sending['part']) => references.write({ ...tried, part }) : null;
      const recipient = { channel, pacer, address, wroteAt, referenceOf, fence: this.#fence };
      outcome = claimed.original
        ? await changeParts(recipient, { original: claimed.original, messages: push.messages }, slot)
        : await sendParts(recipient, push.messages, slot);
    }
    if (outcome === overslept) {
      this.#record({ ...tried, ...waitingFor(overslept, 0) });
      return;
    }
    const held = this.#aftermath.ofLane(outcome);
    const verdict =
      held === null
        ? verdictOn(outcome, {
            attempts: attempt,
            uncertainPolicy: push.uncertainPolicy,
            tellsWithinMs: channel.tellsWithinMs ?? 0,
          })
        : waitingFor(outcome, held);
    if (outcome.kind === 'sent' && !claimed.original) this.#context.onSent?.(claimed, outcome.messageId);
    await this.#aftermath.of(claimed, outcome);
    // The id stays with the delivery that sent the message.
    this.#record({ ...tried, ...verdict, ...(claimed.original ? { messageId: null } : {}) });
  }

  /** The next message need not wait for it: until it is written, recovery finds the row as it was marked. */
  #record(result: Settled): void {
    this.#recording.add(this.#results.add(result));
  }
}

function pacerFor({ pacer, paidPacer }: LaneOptions, push: PreparedPush): LanePacer {
  return push.messages[0]?.fare === 'paid' ? (paidPacer ?? pacer) : pacer;
}

/** Names the text that a delivery gets, among those of its push. */
function textOf({ language, revision, original }: Claimed): string {
  return `${language}/${revision}/${original?.messageIds.length ?? ''}`;
}
