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
}

/** The far end asked to wait while this message stood ready: it did not leave. */
const heldBack = (pacer: LanePacer): SendOutcome => ({
  kind: 'rateLimited',
  retryAfterMs: pacer.blockedFor,
  scope: 'account',
});

/**
 * Sends the parts of a push to one reader, the first in `slot`, each other in a slot of its own. The outcome's scope is
 * the pacer's finding: whether a refusal holds up the account or only this chat.
 */
export async function sendParts(
  { channel, pacer, address, wroteAt, fence, referenceOf }: Recipient,
  messages: readonly RenderedMessage[],
  slot: Slot,
): Promise<SendOutcome> {
  const parts = channel.partsFor?.(messages, wroteAt) ?? messages;
  const ids: string[] = [];
  let note: string | undefined;
  let current = slot;
  for (const [index, message] of parts.entries()) {
    if (index > 0) {
      current = await pacer.take({
        urgency: 'broadcast',
        chat: { name: address, pace: channel.chatPace(address) },
        messages: channel.countOf?.(message) ?? 1,
      });
    }
    await current.due();
    if (index === 0 && pacer.blockedFor > 0) {
      current.unused();
      return heldBack(pacer);
    }
    // Whoever has the lane now may have sent it already, or a newer text.
    if (index === 0 ? !fence.holds : !(await fence.held())) {
      current.unused();
      return index === 0 ? overslept : stopped(index, overslept);
    }
    current.left();
    const reference = referenceOf?.(index === parts.length - 1 ? 'last' : 'earlier');
    const outcome = await channel.send(address, message, { wroteAt, ...(reference ? { reference } : {}) });
    const scope = current.answered(receptionOf(outcome));
    if (outcome.kind !== 'sent') {
      if (index > 0) return stopped(index, outcome);
      return outcome.kind === 'rateLimited' ? { ...outcome, scope } : outcome;
    }
    ids.push(outcome.messageId);
    note ??= outcome.note;
  }
  if (ids.length > 0) return { kind: 'sent', messageId: joinIds(ids), ...(note === undefined ? {} : { note }) };
  slot.unused();
  return { kind: 'rejected', reason: 'the push has no text' };

  /** The first part is with the reader: trying again would double it. */
  function stopped(index: number, outcome: SendOutcome): SendOutcome {
    const reason = 'reason' in outcome ? outcome.reason : outcome.kind;
    return { kind: 'uncertain', reason: `part ${index + 1} of ${parts.length}: ${reason}`, messageId: joinIds(ids) };
  }
}
