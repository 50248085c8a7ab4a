import type { Channel, RenderedMessage, SendOutcome } from '../../channels/channel.ts';
import type { DeliveryRest } from '../../database/schema.ts';
import { joinIds } from '../message-ids.ts';
import type { LanePacer, Slot } from '../pacing/lane-pacer.ts';
import type { Sending } from '../receipts/reference.ts';
import type { Begun } from './claim.ts';
import type { FarEndWatch } from './far-end-watch.ts';
import type { Fence } from './fence.ts';
import { inSlot, type NotSent, stopped } from './in-slot.ts';
import { takeSlot } from './take-slot.ts';

export interface Recipient {
  readonly channel: Channel;
  readonly pacer: LanePacer;
  /** Their number in the record. */
  readonly reader: number;
  readonly address: string;
  readonly wroteAt: Date | null;
  readonly fence: Pick<Fence, 'holds'>;
  readonly watch: Pick<FarEndWatch, 'admits' | 'over'>;
  /** What a message carries to be known by when the far end tells of it later. */
  readonly referenceOf: ((part: Sending['part']) => string) | null;
  /** What they have of it from an earlier try; the rest is sent. */
  readonly begun: Begun | null;
  /** The ledger between two parts, see `PartMarks`. */
  readonly marks: Between;
  /** No further part is waited for when it aborts: the ledger has what is needed to go on. */
  readonly signal: AbortSignal;
}

interface Between {
  readonly arrived: (ids: readonly string[]) => Promise<void>;
  readonly leaving: () => Promise<boolean>;
}

/** How the sending of a push to one reader ended. */
export type PartsEnd = (
  | {
      readonly kind: 'answered';
      /** Of the last message that was tried; of all when they arrived. */
      readonly outcome: SendOutcome;
    }
  | NotSent
) & {
  /** What the reader has although not all arrived; null when that is nothing, as far as anybody knows. */
  readonly kept: Kept | null;
};

export interface Kept extends Begun {
  /** In so many messages the push is sent. */
  readonly of: number;
}

export function endOf(outcome: SendOutcome | NotSent, kept: Kept | null): PartsEnd {
  return outcome.kind === 'notSent' ? { ...outcome, kept } : { kind: 'answered', outcome, kept };
}

interface Part {
  readonly message: RenderedMessage;
  readonly place: Sending['part'];
}

/**
 * Sends the parts of a push that one reader does not have yet, the first of them in `slot`, each other in a slot of its
 * own. It ends with the first that is not sent: what becomes of that is the ledger's to say, and a later try goes on with
 * it.
 */
export async function sendParts(
  recipient: Recipient,
  messages: readonly RenderedMessage[],
  slot: Slot,
): Promise<PartsEnd> {
  const { channel, wroteAt, begun } = recipient;
  const parts = channel.partsFor?.(messages, wroteAt) ?? messages;
  const from = begun?.ids.length ?? 0;
  const ids = [...(begun?.ids ?? [])];
  let note: string | undefined;
  for (let index = from; index < parts.length; index += 1) {
    const message = parts[index];
    if (message === undefined) break;
    const part: Part = { message, place: index === parts.length - 1 ? 'last' : 'earlier' };
    const current = index === from ? slot : await nextSlot(recipient, message, ids);
    const outcome = current === null ? stopped : await sendOne(recipient, part, current);
    if (outcome.kind !== 'sent') return endOf(outcome, keptOf(ids, parts.length, outcome));
    ids.push(outcome.messageId);
    note ??= outcome.note;
  }
  if (ids.length > from) {
    return endOf({ kind: 'sent', messageId: joinIds(ids), ...(note === undefined ? {} : { note }) }, null);
  }
  slot.unused();
  const outcome: SendOutcome = {
    kind: 'rejected',
    reason: from === 0 ? 'the push has no text' : 'the push has no further part any more',
  };
  return endOf(outcome, keptOf(ids, from + 1, outcome));

  function keptOf(arrived: readonly string[], of: number, { kind }: SendOutcome | NotSent): Kept | null {
    if (arrived.length === 0) return null;
    // An earlier try of this part may have arrived also when this one did not.
    const before: DeliveryRest = begun !== null && arrived.length === from ? begun.rest : 'waits';
    return { ids: arrived, rest: kind === 'uncertain' ? 'left' : before, of };
  }
}

/** Null when it is not to leave now. */
async function nextSlot(
  { channel, pacer, address, marks, signal }: Recipient,
  message: RenderedMessage,
  ids: readonly string[],
): Promise<Slot | null> {
  await marks.arrived(ids);
  const chat = { name: address, pace: channel.chatPace(address) };
  const messages = channel.countOf?.(message, address) ?? 1;
  const slot = await takeSlot(pacer, { urgency: 'broadcast', chat, messages, signal });
  // A mark that fails may have got through: nothing left nevertheless, as the result will say.
  if (slot !== null && (await marks.leaving().catch(() => false))) return slot;
  slot?.unused();
  return null;
}

function sendOne(recipient: Recipient, { message, place }: Part, slot: Slot): Promise<SendOutcome | NotSent> {
  const { channel, address, wroteAt, referenceOf } = recipient;
  return inSlot(recipient, slot, () => {
    const reference = referenceOf?.(place);
    return channel.send(address, message, { wroteAt, ...(reference ? { reference } : {}) });
  });
}
