import { setTimeout as delay } from 'node:timers/promises';
import type { SendOutcome } from '../../channels/channel.ts';
import { changeParts } from '../changes/change-parts.ts';
import type { Tried } from '../ledger.ts';
import type { Slot } from '../pacing/lane-pacer.ts';
import type { Sending } from '../receipts/reference.ts';
import type { Aftermath } from './aftermath.ts';
import { Batcher } from './batcher.ts';
import { type Claimed, markSending, takeMarksBack } from './claim.ts';
import type { FarEndWatch } from './far-end-watch.ts';
import type { Fence } from './fence.ts';
import { keepTrying } from './keep-trying.ts';
import type { LaneContext, LaneOptions, PreparedPush } from './lane-context.ts';
import type { Lease } from './lease.ts';
import { keeping, verdictOn, waitingFor } from './outcome.ts';
import { PartMarks } from './part-marks.ts';
import type { PendingReader } from './pending-reader.ts';
import { pacerFor, type Ready } from './ready.ts';
import { endOf, type PartsEnd, sendParts } from './send-parts.ts';
import { type Settled, settle, type Verdict } from './settle.ts';
import { Underway } from './underway.ts';

/** See `BatchRhythm`. A mark holds its message up, within the lead. */
const marksRhythm = { largest: 500, apart: 10 };
/** A result holds nothing up, but a crash leaves open what was not written. */
const resultsRhythm = { largest: 500, apart: 25 };

/** What a holder has for all its messages. */
interface Held {
  readonly lease: Lease;
  readonly fence: Fence;
  readonly watch: FarEndWatch;
  readonly aftermath: Aftermath;
  readonly reader: Pick<PendingReader, 'first' | 'settled'>;
  readonly signal: AbortSignal;
}

/** Sends a message whose turn has come: marks it, hands it to the channel, records what became of it. */
export class Sender {
  readonly #context: LaneContext;
  readonly #options: LaneOptions;
  readonly #held: Held;
  readonly #marks: Batcher<Claimed, boolean>;
  readonly #results: Batcher<Settled, void>;
  readonly #parts: PartMarks;
  /** Answered, and about to be recorded. */
  readonly recording = new Underway();

  constructor(context: LaneContext, options: LaneOptions, held: Held) {
    const { lease } = held;
    this.#context = context;
    this.#options = options;
    this.#held = held;
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

  /** Resolves when the marks of all that was given so far are written. */
  marked(): Promise<void> {
    return this.#marks.drained();
  }

  /** Resolves when its answer is about to be recorded. Every message goes through here: no promise that is not needed. */
  async send(ready: Ready, slot: Slot): Promise<void> {
    const { claimed, push } = ready;
    let marked: boolean;
    try {
      marked = await new Promise<boolean>((resolve, reject) => this.#marks.add(claimed, { resolve, reject }));
      this.#held.reader.settled(claimed);
    } catch (error) {
      // Nothing left. If the mark gets through after all, recovery lists it.
      this.#context.log.warn({ error: (error as Error).message }, 'could not mark a message; it was not sent');
      slot.unused();
      await delay(200);
      this.#held.reader.settled(claimed);
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
      this.#record(tried, keptIn(end, waitingFor(end.reason, this.#held.watch.heldMs ?? 0)));
      return;
    }
    const { outcome } = end;
    const verdict = keptIn(end, this.#verdictOn(outcome, tried.attempt - claimed.uncounted, push));
    if (outcome.kind === 'anotherForm') this.#held.reader.first(claimed);
    if (outcome.kind === 'sent' && !claimed.original) this.#context.onSent?.(claimed, outcome.messageId);
    const consequences = this.#held.aftermath.follow(claimed, outcome);
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
      reader: tried.subscriberId,
      address,
      wroteAt,
      referenceOf: references ? (part: Sending['part']) => references.write({ ...tried, part }) : null,
      fence: this.#held.fence,
      watch: this.#held.watch,
      begun,
      marks: {
        arrived: (ids: readonly string[]) => this.#parts.arrived(tried, ids),
        leaving: () => this.#parts.leaving(tried),
      },
      signal: this.#held.signal,
    };
    if (original === null) return sendParts(recipient, push.messages, slot);
    return changeParts(recipient, { original, messages: push.messages }, slot).then((outcome) => endOf(outcome, null));
  }

  #verdictOn(outcome: SendOutcome, attempts: number, { uncertainPolicy }: PreparedPush): Verdict {
    const { heldMs } = this.#held.watch;
    if (heldMs !== null && outcome.kind === 'transient') return waitingFor(outcome.reason, heldMs);
    const { tellsWithinMs = 0 } = this.#options.channel;
    return verdictOn(outcome, { attempts, uncertainPolicy, tellsWithinMs, heldMs: heldMs ?? 0 });
  }

  /** The next message need not wait for it: until it is written, recovery finds the row as it was marked. */
  #record(tried: Tried, verdict: Verdict): void {
    this.#results.add({ tried, verdict }, this.recording.begin());
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
}

function keptIn({ kept }: PartsEnd, verdict: Verdict): Verdict {
  return kept === null ? verdict : keeping(verdict, kept);
}
