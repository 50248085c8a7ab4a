import type { Api } from 'grammy';
import type { RenderedMessage, SendOutcome } from '../channel.ts';
import { messagesOf } from './album.ts';
import type { FarEnd, Sent } from './far-end.ts';
import { plainlyIfNeeded } from './markup.ts';
import { extras, preview } from './options.ts';
import { isDoneAlready, isOtherKind, outcomeOf } from './outcome.ts';

/** A story is a picture with a caption or a text; which of the two it became is not kept, so both may have to be tried. */
export async function edit(
  far: FarEnd,
  address: string,
  messageId: string,
  message: RenderedMessage,
): Promise<SendOutcome> {
  const [, ...others] = messagesOf(messageId);
  const isText = others.length === 0 && message.imageUrl === undefined;
  const methods = isText ? [editText, editCaption] : [editCaption, editText];
  let outcome: SendOutcome = { kind: 'unchangeable', reason: 'it has neither text nor caption' };
  for (const method of methods) {
    try {
      return await method(far, address, messageId, message);
    } catch (error) {
      if (isDoneAlready(error)) return { kind: 'sent', messageId };
      outcome = outcomeOf(error);
      if (!isOtherKind(error)) break;
    }
  }
  return outcome;
}

type Edit = (far: FarEnd, address: string, messageId: string, message: RenderedMessage) => Promise<Sent>;

const editText: Edit = (far, address, messageId, message) => {
  const { disable_notification: _, ...options } = extras(message);
  return plainlyIfNeeded(far, options, message.text, async (text, kept) => {
    await far.api.editMessageText(address, Number(messageId), text, { ...kept, ...preview(message) });
    return messageId;
  });
};

const editCaption: Edit = (far, address, messageId, message) => {
  const { disable_notification: _, ...options } = extras(message);
  return plainlyIfNeeded(far, options, message.caption ?? message.text, async (caption, kept) => {
    await far.api.editMessageCaption(address, messagesOf(messageId)[0], { ...kept, caption });
    return messageId;
  });
};

export async function remove(api: Api, address: string, messageId: string): Promise<SendOutcome> {
  const [first, ...others] = messagesOf(messageId);
  try {
    await (others.length === 0 ? api.deleteMessage(address, first) : api.deleteMessages(address, [first, ...others]));
    return { kind: 'sent', messageId };
  } catch (error) {
    return isDoneAlready(error) ? { kind: 'sent', messageId } : outcomeOf(error);
  }
}
