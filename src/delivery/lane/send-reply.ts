import type { Envelope, RenderedMessage, SendOutcome } from '../../channels/channel.ts';
import type { LaneOptions } from './lane-context.ts';
import { receptionOf } from './outcome.ts';

type Account = Pick<LaneOptions, 'channel' | 'pacer'>;

/** A message has no more forms: an album, its first picture, the text, the text without markup. */
const mostForms = 4;

/** Sends what is not of a push (an answer, a word to the editors): before any push, and in the account's pace. */
export function sendReply(
  account: Account,
  address: string,
  message: RenderedMessage,
  envelope?: Envelope,
): Promise<SendOutcome> {
  return inReplySlots(account, () => account.channel.send(address, message, envelope));
}

/** Puts other words into what `sendReply` sent, in the same way. */
export function editReply(
  account: Account,
  address: string,
  messageId: string,
  message: RenderedMessage,
): Promise<SendOutcome> {
  return inReplySlots(account, () => account.channel.edit(address, messageId, message));
}

async function inReplySlots({ pacer }: Account, call: () => Promise<SendOutcome>): Promise<SendOutcome> {
  for (let form = 1; ; form += 1) {
    const slot = await pacer.take({ urgency: 'reply' });
    slot.left();
    const outcome = await call();
    slot.answered(receptionOf(outcome));
    if (outcome.kind !== 'anotherForm' || form === mostForms) return outcome;
  }
}
