import { setTimeout as delay } from 'node:timers/promises';
import type { SendOutcome } from '../../channels/channel.ts';
import { changeParts } from '../changes/change-parts.ts';
import { finishPushes } from '../finish-pushes.ts';
import type { Tried } from '../ledger.ts';
import type { Slot } from '../pacing/lane-pacer.ts';
import type { Sending } from '../receipts/reference.ts';
import { Aftermath } from './aftermath.ts';
import { Batcher } from './batcher.ts';
import { type Claimed, markSending, postpone, takeMarksBack } from './claim.ts';
import { FarEndWatch } from './far-end-watch.ts';
import type { Fence } from './fence.ts';
import { keepTrying } from './keep-trying.ts';
import type { LaneContext, LaneOptions, PreparedPush } from './lane-context.ts';
import type { LaneTrouble } from './lane-trouble.ts';
import type { Lease } from './lease.ts';
import { keeping, verdictOn, waitingFor } from './outcome.ts';
import { PartMarks } from './part-marks.ts';
import { type Batch, PendingReader } from './pending-reader.ts';
import { countOf, pacerFor, type Ready, textOf } from './ready.ts';
import { endOf, type PartsEnd, sendParts } from './send-parts.ts';
import { type Settled, settle, type Verdict } from './settle.ts';
import { takeSlot } from './take-slot.ts';
import { Underway } from './underway.ts';
import { pauseUnrenderable, Unrenderable } from './unrenderable.ts';

/** See `BatchRhythm`. A mark holds its message up, within the lead. */
const marksRhythm = { largest: 500, apart: 10 };
/** A result holds nothing up, but a crash leaves open what was not written. */
const resultsRhythm = { largest: 500, apart: 25 };
/** When this share of a batch has left, the next one is read, so that nothing pauses and nothing more urgent waits long. */
const readNextAt = 0.8;
/** When nothing is due, the ledger is asked again after so many milliseconds. */
const lookEvery = 100;
/** A chat that takes longer to be free is set aside, so that others need not wait for it. Milliseconds. */
const longestChatWait = 50;
/** Recipients read ahead: about half a second's worth at so many a second, so that a more urgent push waits no longer. */
const readAhead = (rate: number) => Math.min(500, Math.max(rate < 1 ? 1 : 10, Math.ceil(rate / 2)));

type RecipientBatch = Extract<Batch, { kind: 'recipients' }>;

/** One holder's work in a lane, from its first message to its last: reads, paces, sends, records. */
export class LaneRun {
  readonly #context: LaneContext;
  readonly #options: LaneOptions;
  readonly #fence: Fence;
  readonly #marks: Batcher<Claimed, boolean>;
  readonly #results: Batcher<Settled, void>;
  readonly #parts: PartMarks;
  readonly #reader: PendingReader;
  readonly #aftermath: Aftermath;
  readonly #watch: FarEndWatch;
  readonly #flying = new Underway();
  /** Answered, and about to be recorded. */
  readonly #recording = new Underway();
  readonly #signal: AbortSignal;
  #ahead: Promise<Batch> | null = null;
  /** How many recipients a second the last batch came to: fewer than the pacer's rate where answers or chats are slow. */
  #pace = Number.POSITIVE_INFINITY;

  /** When `signal` aborts, nothing more is begun. */
  constructor(
    context: LaneContext,
    options: LaneOptions,
    held: { lease: Lease; fence: Fence; trouble: LaneTrouble; signal: AbortSignal },
  ) {
    const { lease, fence, trouble, signal } = held;
    this.#context = context;
    this.#fence = fence;
    this.#signal = signal;
    this.#options = options;
    this.#aftermath = new Aftermath(context, options, lease);
    this.#watch = new FarEndWatch(context, options, { lease, trouble });
    this.#reader = new PendingReader(context.db, options.laneId, options.channel.abilities);
    this.#marks = new Batcher(marksRhythm, async (batch) => {
      const allowed = await this.#mark(lease, batch);
      return (claimed) => allowed.has(claimed);
    });
    this.#results = new Batcher(resultsRhythm, async (batch) => {
      await keepTrying(context.log, () => settle(context.prepared, batch));
      return () => {};
    });
    this.#parts = new PartMarks(context, lease, { arrived: resultsRhythm, leaving: marksRhythm });
  }

  /** Sends until nothing is left for as long as the lane lingers; what is on its way when it is to stop is not awaited. */
  async drain(): Promise<'drained' | 'aborted'> {
    const signal = this.#signal;
    const { linger = 1_000 } = this.#options;
    let idleSince: number | null = null;
    while (!signal.aborted) {
      const batch = await this.#next();
      switch (batch.kind) {
        case 'recipients':
          idleSince = null;
          await this.#send(batch);
          break;
        case 'underway':
          await this.#marks.drained();
          break;
        case 'nothing':
          if (!(await this.#isSettledWithin(lookEvery))) break;
          await this.#aftermath.drained();
          await this.#watch.rested();
          await finishPushes(this.#context.db);
          idleSince ??= performance.now();
          if (performance.now() - idleSince >= linger) return 'drained';
          await delay(lookEvery, undefined, { signal }).catch(() => {});
      }
    }
    // Nobody waits for it any more.
    await this.#ahead?.catch(() => {});
    return 'aborted';
  }

  /** Waits until nothing is on its way and every result is written. */
  async settled(): Promise<void> {
    await this.#flying.all().finally(() => this.#recording.all());
  }

  /** As `settled`, but for so many milliseconds: one call may hang for half a minute, and nobody else is to wait for it. */
  async #isSettledWithin(ms: number): Promise<boolean> {
    return (await this.#flying.allWithin(ms)) && (await this.#recording.allWithin(ms));
  }

  /** What was read ahead, else what is there now. */
  #next(): Promise<Batch> {
    const next = this.#ahead ?? this.#read();
    this.#ahead = null;
    return next;
  }

  async #read(): Promise<Batch> {
    const askedAt = performance.now();
    const { pacer, paidPacer = pacer } = this.#options;
    const batch = await this.#reader.next(({ fare }) =>
      readAhead(Math.min(fare === 'paid' ? paidPacer.rate : pacer.rate, this.#pace)),
    );
    if (batch.kind === 'recipients') this.#aftermath.given(batch.push.id, askedAt);
    return batch;
  }

  #beginReading(): void {
    this.#ahead = this.#read();
    // Whoever takes it hears of a failure; until then it is nobody's.
    this.#ahead.catch(() => {});
  }

  /** Sends a batch and, when most of it has left, begins to read the next one. */
  async #send(batch: RecipientBatch): Promise<void> {
    const signal = this.#signal;
    const { channel, inFlight = 256 } = this.#options;
    const { recipients } = batch;
    const prepared = await this.#prepare(batch).catch((error: unknown) => this.#setAside(batch, error));
    if (prepared === null) return;
    const begunAt = performance.now();
    for (const [index, claimed] of recipients.entries()) {
      if (index === Math.floor(recipients.length * readNextAt)) this.#beginReading();
      const push = prepared.get(textOf(claimed));
      if (!push) continue;
      const pacer = pacerFor(this.#options, push);
      const address = this.#openAddress(claimed);
      const urgency = claimed.original ? 'change' : 'broadcast';
      const messages = claimed.original ? 1 : countOf(channel, { claimed, address, push });
      const wait = pacer.chatWait(address ?? '', urgency, messages);
      if (wait > longestChatWait) {
        await postpone(this.#context.db, claimed, wait);
        this.#reader.postponed(claimed);
        continue;
      }
      while (this.#flying.count >= this.#watch.atOnce(inFlight)) await this.#flying.next();
      while (this.#recording.count >= inFlight) await this.#recording.next();
      await this.#watch.usable(signal);
      const chat = address === null ? {} : { chat: { name: address, pace: channel.chatPace(address) } };
      const slot = await takeSlot(pacer, { urgency, ...chat, messages, signal });
      if (slot === null) break;
      this.#flying.add(this.#sendOne({ claimed, address, push }, slot));
    }
    this.#pace = (recipients.length / (performance.now() - begunAt)) * 1_000;
  }

  /** The texts that a batch needs, by `textOf`. */
  async #prepare({ push: { id, fare }, recipients }: RecipientBatch): Promise<Map<string, PreparedPush>> {
    const prepared = new Map<string, PreparedPush>();
    for (const claimed of recipients) {
      const text = textOf(claimed);
      if (prepared.has(text)) continue;
      const wanted = { revision: claimed.revision, parts: claimed.original?.messageIds.length ?? null, fare };
      prepared.set(text, await this.#context.render(id, claimed.language, this.#options.channel, wanted));
    }
    return prepared;
  }

  /** A push that cannot be rendered stops alone: nothing of this batch leaves, and others go on. */
  async #setAside({ push, recipients }: RecipientBatch, error: unknown): Promise<null> {
    if (!(error instanceof Unrenderable)) throw error;
    await pauseUnrenderable(this.#context, this.#options.channel, push.id, error);
    for (const claimed of recipients) this.#reader.settled(claimed);
    return null;
  }

  #openAddress(claimed: Claimed): string | null {
    try {
      return this.#context.addresses.open(this.#options.channel.name, claimed.addressSealed);
    } catch {
      return null;
    }
  }

  /** A mark whose answer was lost may be on record: it is taken back, because nothing leaves for it. */
  async #mark(lease: Lease, batch: readonly Claimed[]): Promise<Set<Claimed>> {
    const { prepared, log } = this.#context;
    try {
      return await markSending(prepared, lease, batch);
    } catch (error) {
      await keepTrying(log, () => takeMarksBack(prepared, lease, batch));
      throw error;
    }
  }

  /** Marks, sends, and records what became of it. Every message goes through here: no promise that is not needed. */
  async #sendOne(ready: Ready, slot: Slot): Promise<void> {
    const { claimed, push } = ready;
    let marked: boolean;
    try {
      marked = await new Promise<boolean>((resolve, reject) => this.#marks.add(claimed, { resolve, reject }));
      this.#reader.settled(claimed);
    } catch (error) {
      // Nothing left. If the mark gets through after all, recovery lists it.
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
    const tried: Tried = { pushId, subscriberId, attempt: claimed.attempts + 1, revision };
    const end = await this.#deliver(ready, tried, slot);
    if (end.kind === 'notSent') {
      this.#record(tried, keptIn(end, waitingFor(end.reason, this.#watch.heldMs ?? 0)));
      return;
    }
    const { outcome } = end;
    const verdict = keptIn(end, this.#verdictOn(outcome, tried.attempt - claimed.uncounted, push));
    if (outcome.kind === 'anotherForm') this.#reader.first(claimed);
    if (outcome.kind === 'sent' && !claimed.original) this.#context.onSent?.(claimed, outcome.messageId);
    const consequences = this.#aftermath.follow(claimed, outcome);
    if (consequences) await consequences;
    // The id stays with the delivery that sent the message.
    this.#record(tried, claimed.original ? { ...verdict, messageId: null } : verdict);
  }

  /** Hands a marked message to the channel. */
  #deliver({ claimed, address, push }: Ready, tried: Tried, slot: Slot): Promise<PartsEnd> {
    if (address === null) {
      slot.unused();
      const kept = claimed.begun && { ...claimed.begun, of: push.messages.length };
      return Promise.resolve(endOf({ kind: 'rejected', reason: 'the address was sealed with another key' }, kept));
    }
    const { references } = this.#context;
    const { original, begun, wroteAt } = claimed;
    const recipient = {
      channel: this.#options.channel,
      pacer: pacerFor(this.#options, push),
      address,
      wroteAt,
      referenceOf: references ? (part: Sending['part']) => references.write({ ...tried, part }) : null,
      fence: this.#fence,
      watch: this.#watch,
      begun,
      marks: {
        arrived: (ids: readonly string[]) => this.#parts.arrived(tried, ids),
        leaving: () => this.#parts.leaving(tried),
      },
      signal: this.#signal,
    };
    if (original === null) return sendParts(recipient, push.messages, slot);
    return changeParts(recipient, { original, messages: push.messages }, slot).then((outcome) => endOf(outcome, null));
  }

  #verdictOn(outcome: SendOutcome, attempts: number, { uncertainPolicy }: PreparedPush): Verdict {
    const { heldMs } = this.#watch;
    if (heldMs !== null && outcome.kind === 'transient') return waitingFor(outcome.reason, heldMs);
    const { tellsWithinMs = 0 } = this.#options.channel;
    return verdictOn(outcome, { attempts, uncertainPolicy, tellsWithinMs, heldMs: heldMs ?? 0 });
  }

  /** The next message need not wait for it: until it is written, recovery finds the row as it was marked. */
  #record(tried: Tried, verdict: Verdict): void {
    this.#results.add({ tried, verdict }, this.#recording.begin());
  }
}

function keptIn({ kept }: PartsEnd, verdict: Verdict): Verdict {
  return kept === null ? verdict : keeping(verdict, kept);
}
