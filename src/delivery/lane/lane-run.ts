import { setTimeout as delay } from 'node:timers/promises';
import { finishPushes } from '../finish-pushes.ts';
import { Aftermath } from './aftermath.ts';
import type { Claimed } from './claim.ts';
import { FarEndWatch } from './far-end-watch.ts';
import type { Fence } from './fence.ts';
import type { LaneContext, LaneOptions, PreparedPush } from './lane-context.ts';
import type { LaneTrouble } from './lane-trouble.ts';
import type { Lease } from './lease.ts';
import { type Batch, PendingReader } from './pending-reader.ts';
import { countOf, pacerFor, textOf } from './ready.ts';
import { Sender } from './sender.ts';
import { takeSlot } from './take-slot.ts';
import { Underway } from './underway.ts';
import { pauseUnrenderable, Unrenderable } from './unrenderable.ts';

/** When this share of a batch has left, the next one is read, so that nothing pauses and nothing more urgent waits long. */
const readNextAt = 0.8;
/** When nothing is due, the ledger is asked again after so many milliseconds at most. */
const lookEvery = 100;
/** A chat that takes longer to be free is set aside, so that others need not wait for it, until so long before. Milliseconds. */
const longestChatWait = 50;
const chatLead = 25;
/** Recipients read ahead: about half a second's worth at so many a second, so that a more urgent push waits no longer. */
const readAhead = (rate: number) => Math.min(500, Math.max(rate < 1 ? 1 : 10, Math.ceil(rate / 2)));

type RecipientBatch = Extract<Batch, { kind: 'recipients' }>;

/** One holder's work in a lane, from its first message to its last: reads, paces, sends, records. */
export class LaneRun {
  readonly #context: LaneContext;
  readonly #options: LaneOptions;
  readonly #reader: PendingReader;
  readonly #aftermath: Aftermath;
  readonly #watch: FarEndWatch;
  readonly #sender: Sender;
  readonly #flying = new Underway();
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
    this.#signal = signal;
    this.#options = options;
    this.#aftermath = new Aftermath(context, options, lease);
    this.#watch = new FarEndWatch(context, options, { lease, trouble, signal });
    this.#reader = new PendingReader(context.db, options.laneId, options.channel.abilities);
    this.#sender = new Sender(context, options, {
      lease,
      fence,
      signal,
      aftermath: this.#aftermath,
      watch: this.#watch,
      reader: this.#reader,
    });
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
          await this.#sender.marked();
          break;
        case 'nothing':
          if (!(await this.#isSettledWithin(this.#untilLook))) break;
          await this.#aftermath.drained();
          await this.#watch.rested();
          await finishPushes(this.#context.db);
          idleSince ??= performance.now();
          if (performance.now() - idleSince >= linger && this.#reader.restMs === null) return 'drained';
          await delay(this.#untilLook, undefined, { signal }).catch(() => {});
      }
    }
    // Nobody waits for it any more.
    await this.#ahead?.catch(() => {});
    return 'aborted';
  }

  /** When nothing is due, the ledger is asked again after so many milliseconds. */
  get #untilLook(): number {
    return Math.min(lookEvery, this.#reader.restMs ?? lookEvery);
  }

  /** Waits until nothing is on its way and every result is written. */
  async settled(): Promise<void> {
    await this.#flying.all().finally(() => this.#sender.recording.all());
  }

  /** As `settled`, but for so many milliseconds: one call may hang for half a minute, and nobody else is to wait for it. */
  async #isSettledWithin(ms: number): Promise<boolean> {
    return (await this.#flying.allWithin(ms)) && (await this.#sender.recording.allWithin(ms));
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
        await this.#reader.postpone(claimed, wait - chatLead);
        continue;
      }
      while (this.#flying.count >= this.#watch.atOnce(inFlight)) await this.#flying.next();
      while (this.#sender.recording.count >= inFlight) await this.#sender.recording.next();
      await this.#watch.usable();
      const chat = address === null ? {} : { chat: { name: address, pace: channel.chatPace(address) } };
      const slot = await takeSlot(pacer, { urgency, ...chat, messages, signal });
      if (slot === null) break;
      this.#flying.add(this.#sender.send({ claimed, address, push }, slot));
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
}
