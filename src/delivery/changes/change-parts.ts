import type { RenderedMessage, SendOutcome } from '../../channels/channel.ts';
import type { Original } from '../lane/claim.ts';
import { overslept } from '../lane/fence.ts';
import { receptionOf } from '../lane/outcome.ts';
import type { Recipient } from '../lane/send-parts.ts';
import { joinIds } from '../message-ids.ts';
import type { Slot } from '../pacing/lane-pacer.ts';
import { wayToChange, whyTooLate } from './change.ts';

/**
 * Changes every part of what one reader was sent, the first in `slot`, each other in a slot of its own. All of it may be
 * done again: what is changed already counts as done. `messages` say what is to stand in each part's place.
 */
export async function changeParts(
  { channel, pacer, address, fence }: Pick<Recipient, 'channel' | 'pacer' | 'address' | 'fence'>,
  { original, messages }: { readonly original: Original; readonly messages: readonly RenderedMessage[] },
  slot: Slot,
): Promise<SendOutcome> {
  const way = wayToChange(original.by, channel.abilities, Date.now() - original.sentAt.getTime());
  if (way === 'too late') {
    slot.unused();
    return { kind: 'unchangeable', reason: whyTooLate(channel.abilities) };
  }
  let note: string | undefined;
  let current = slot;
  for (const [index, messageId] of original.messageIds.entries()) {
    const message = messages[index];
    if (index > 0) {
      current = await pacer.take({ urgency: 'change', chat: { name: address, pace: channel.chatPace(address) } });
    }
    await current.due();
    if (message === undefined || pacer.blockedFor > 0) {
      current.unused();
      return message === undefined
        ? { kind: 'rejected', reason: 'the new text has fewer parts than what was sent' }
        : { kind: 'rateLimited', retryAfterMs: pacer.blockedFor, scope: 'account' };
    }
    // An earlier text must not be put over the one that another holder has set meanwhile.
    if (!fence.holds) {
      current.unused();
      return overslept;
    }
    current.left();
    const outcome =
      way === 'delete' ? await channel.delete(address, messageId) : await channel.edit(address, messageId, message);
    const scope = current.answered(receptionOf(outcome));
    if (outcome.kind !== 'sent') return outcome.kind === 'rateLimited' ? { ...outcome, scope } : outcome;
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
