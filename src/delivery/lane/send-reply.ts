import type { Envelope, RenderedMessage, SendOutcome } from '../../channels/channel.ts';
import type { LaneOptions } from './lane-context.ts';
import { receptionOf } from './outcome.ts';

/** Sends what is not of a push (an answer, a word to the editors): before any push, and in the account's pace. */
export async function sendReply(
  { channel, pacer }: Pick<LaneOptions, 'channel' | 'pacer'>,
  address: string,
  message: RenderedMessage,
  envelope?: Envelope,
): Promise<SendOutcome> {
  const slot = await pacer.take({ urgency: 'reply' });
  slot.left();
  const outcome = await channel.send(address, message, envelope);
  slot.answered(receptionOf(outcome));
  return outcome;
}
