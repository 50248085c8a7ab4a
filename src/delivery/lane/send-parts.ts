import type { Channel, RenderedMessage, SendOutcome } from '../../channels/channel.ts';
import { joinIds } from '../message-ids.ts';
import type { LanePacer, Slot } from '../pacing/lane-pacer.ts';
import type { Sending } from '../receipts/reference.ts';
import { type Fence, overslept } from './fence.ts';
import { receptionOf } from './outcome.ts';

export interface Recipient {
  readonly channel: Channel;
  readonly pacer: LanePacer;
  readonly address: string;
  readonly wroteAt: Date | null;
  readonly fence: Pick<Fence, 'holds' | 'held'>;
  /** What a message carries to be known by when the far end tells of it later. */
  readonly referenceOf: ((part: Sending['part']) => string) | null;
  /** The far end asked to wait with a part, which will be tried again. */
  readonly onWait: (outcome: Extract<SendOutcome, { kind: 'rateLimited' }>) => Promise<void> | null;
}

interface Part {
  readonly message: RenderedMessage;
  readonly place: Sending['part'];
}

/**
 * Sends the parts of a push to one reader, the first in `slot`, each other in a slot of its own. The outcome's scope is
 * the pacer's finding: whether a refusal holds up the account or only this chat.
 */
export async function sendParts(
  recipient: Recipient,
  messages: readonly RenderedMessage[],
  slot: Slot,
): Promise<SendOutcome> {
  const { channel, wroteAt } = recipient;
  const parts = channel.partsFor?.(messages, wroteAt) ?? messages;
  const ids: string[] = [];
  let note: string | undefined;
  for (const [index, message] of parts.entries()) {
    const part: Part = { message, place: index === parts.length - 1 ? 'last' : 'earlier' };
    const outcome = index === 0 ? await sendFirst(recipient, part, slot) : await sendLater(recipient, part);
    if (outcome.kind !== 'sent') {
      if (index === 0) return outcome;
      // The first part is with the reader: trying again would double it.
      const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
      return { kind: 'uncertain', reason: `part ${index + 1} of ${parts.length}: ${reason}`, messageId: joinIds(ids) };
    }
    ids.push(outcome.messageId);
    note ??= outcome.note;
  }
  if (ids.length > 0) return { kind: 'sent', messageId: joinIds(ids), ...(note === undefined ? {} : { note }) };
  slot.unused();
  return { kind: 'rejected', reason: 'the push has no text' };
}

async function sendFirst(recipient: Recipient, part: Part, slot: Slot): Promise<SendOutcome> {
  const { pacer, fence } = recipient;
  await slot.due();
  if (pacer.blockedFor > 0) {
    // The far end asked to wait while this message stood ready: it did not leave.
    slot.unused();
    return { kind: 'rateLimited', retryAfterMs: pacer.blockedFor, scope: 'account' };
  }
  // Whoever has the lane now may have sent it already, or a newer text.
  if (!fence.holds) {
    slot.unused();
    return overslept;
  }
  return leave(recipient, part, slot);
}

/** What was begun is brought to its end: a part that the far end asked to wait with leaves after that time. */
async function sendLater(recipient: Recipient, part: Part): Promise<SendOutcome> {
  const { channel, pacer, address, fence, onWait } = recipient;
  for (;;) {
    const slot = await pacer.take({
      urgency: 'broadcast',
      chat: { name: address, pace: channel.chatPace(address) },
      messages: channel.countOf?.(part.message) ?? 1,
    });
    await slot.due();
    if (!(await fence.held())) {
      slot.unused();
      return overslept;
    }
    const outcome = await leave(recipient, part, slot);
    if (outcome.kind !== 'rateLimited') return outcome;
    await onWait(outcome);
  }
}

async function leave(
  { channel, address, wroteAt, referenceOf }: Recipient,
  { message, place }: Part,
  slot: Slot,
): Promise<SendOutcome> {
  slot.left();
  const reference = referenceOf?.(place);
  const outcome = await channel.send(address, message, { wroteAt, ...(reference ? { reference } : {}) });
  const scope = slot.answered(receptionOf(outcome));
  return outcome.kind === 'rateLimited' ? { ...outcome, scope } : outcome;
}
