import type { RenderedMessage, SendOutcome } from '../../channels/channel.ts';
import type { Original } from '../lane/claim.ts';
import { inSlot, type NotSent, stopped } from '../lane/in-slot.ts';
import type { Recipient } from '../lane/send-parts.ts';
import { takeSlot } from '../lane/take-slot.ts';
import { joinIds } from '../message-ids.ts';
import type { Slot } from '../pacing/lane-pacer.ts';
import { wayToChange, whyTooLate } from './change.ts';

/**
 * Changes every part of what one reader was sent, the first in `slot`, each other in a slot of its own. All of it may be
 * done again: what is changed already counts as done. `messages` say what is to stand in each part's place.
 */
export async function changeParts(
  recipient: Pick<Recipient, 'channel' | 'pacer' | 'reader' | 'address' | 'fence' | 'watch' | 'signal'>,
  { original, messages }: { readonly original: Original; readonly messages: readonly RenderedMessage[] },
  slot: Slot,
): Promise<SendOutcome | NotSent> {
  const { channel, pacer, address, signal } = recipient;
  const way = wayToChange(original.by, channel.abilities, performance.now() - original.sentAt);
  if (way === 'too late') {
    slot.unused();
    return { kind: 'unchangeable', reason: whyTooLate(channel.abilities) };
  }
  let note: string | undefined;
  let current: Slot | null = slot;
  for (const [index, messageId] of original.messageIds.entries()) {
    const message = messages[index];
    if (index > 0) {
      const chat = { name: address, pace: channel.chatPace(address) };
      current = await takeSlot(pacer, { urgency: 'change', chat, signal });
      if (current === null) return stopped;
    }
    if (message === undefined) {
      current.unused();
      return { kind: 'rejected', reason: 'the new text has fewer parts than what was sent' };
    }
    // An earlier text must not be put over the one that another holder has set meanwhile: `inSlot` sees to it.
    const outcome = await inSlot(recipient, current, () =>
      way === 'delete' ? channel.delete(address, messageId) : channel.edit(address, messageId, message),
    );
    if (outcome.kind !== 'sent') return outcome;
    note ??= outcome.note;
  }
  if (original.parts === 'some') {
    return {
      kind: 'unchangeable',
      reason: 'the parts that are known were changed; whether another arrived is not known',
    };
  }
  return { kind: 'sent', messageId: joinIds(original.messageIds), ...(note === undefined ? {} : { note }) };
}
