import type { Api } from 'grammy';
import type { RenderedMessage, SendOutcome } from '../channel.ts';
import type { FarEnd } from './far-end.ts';
import { learnWords, wordsOf } from './forms.ts';
import { type Kind, kindOf, messagesOf } from './message-id.ts';
import { extras, preview } from './options.ts';
import { isDoneAlready, isOtherKind, outcomeOf } from './outcome.ts';

/**
 * Where the id does not tell whether a message is a text or a picture with a caption, it is taken for what the message
 * before it was that was to become the same.
 */
export async function edit(
  far: FarEnd,
  address: string,
  messageId: string,
  message: RenderedMessage,
): Promise<SendOutcome> {
  const one = `${address} ${messageId}`;
  const alike = JSON.stringify([message.imageUrl, message.text]);
  const found = far.kinds.why(one);
  const kind = found ?? guess();
  const text = kind === 'caption' ? (message.caption ?? message.text) : message.text;
  const form = wordsOf(far, { ...message, text });
  try {
    await call(far.api, kind, address, messageId, form.message);
  } catch (error) {
    const note = learnWords(far, form.message, error);
    if (note !== null) return { kind: 'anotherForm', reason: `to be ${note}` };
    if (isOtherKind(error)) {
      if (found !== null) return { kind: 'unchangeable', reason: 'it has neither text nor caption' };
      const other: Kind = kind === 'text' ? 'caption' : 'text';
      far.kinds.add(one, other);
      far.kinds.add(alike, other);
      return { kind: 'anotherForm', reason: `to be changed as a ${other}` };
    }
    if (!isDoneAlready(error)) return outcomeOf(error);
  }
  far.kinds.forget(one);
  return { kind: 'sent', messageId, ...(form.note === undefined ? {} : { note: form.note }) };

  function guess(): Kind {
    const known = kindOf(messageId);
    if (known !== 'unknown') return known;
    const isPictured = message.imageUrl !== undefined || message.caption !== undefined;
    return far.kinds.why(alike) ?? (isPictured ? 'caption' : 'text');
  }
}

async function call(api: Api, kind: Kind, address: string, messageId: string, message: RenderedMessage): Promise<void> {
  const [id] = messagesOf(messageId);
  const { disable_notification: _, ...options } = extras(message);
  if (kind === 'text') await api.editMessageText(address, id, message.text, { ...options, ...preview(message) });
  else await api.editMessageCaption(address, id, { ...options, caption: message.text });
}

export async function remove(api: Api, address: string, messageId: string): Promise<SendOutcome> {
  const [first, ...others] = messagesOf(messageId);
  try {
    await (others.length === 0 ? api.deleteMessage(address, first) : api.deleteMessages(address, [first, ...others]));
    return { kind: 'sent', messageId };
  } catch (error) {
    return isDoneAlready(error) ? { kind: 'sent', messageId } : outcomeOf(error);
  }
}
