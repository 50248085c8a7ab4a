import { numberOf, messages as stored } from './chats.js';
import { faults, forever, settings, sleep } from './settings.js';
import { ask } from './wire.js';

const editableMs = 15 * 60_000;

const flat = (chat, message) => ({
  id: message.id.id,
  chat: (numberOf(chat.id) ?? chat.id).toString(),
  body: message.body,
  preview: message.preview === true ? message.matchedText : null,
});

/** Two promises, as WhatsApp Web gives: the message stands in the chat; the server has answered. */
export function addAndSend(chat, values) {
  const message = new stored.modelClass(values);
  const added = (async () => {
    if (faults.sendHangs) await forever();
    if (faults.sendThrows) throw new Error(faults.sendThrows);
    chat.msgs.add(message);
    stored.add(message);
    return message;
  })();
  const sent = added.then(() => ask({ op: 'send', message: flat(chat, message) }));
  const settled = sent.then((result) => {
    if (result.messageSendResult !== 'OK') message.updateAck(-1);
    return result;
  });
  settled.catch(() => message.updateAck(-1));
  return [added, settled];
}

export async function postToNewsletter({ msg }) {
  const { messageSendResult, t, serverId } = await ask({
    op: 'send',
    message: { id: msg.id.id, chat: msg.to.toString(), body: msg.body, preview: null },
  });
  return messageSendResult === 'OK' ? { success: true, ack: { t }, serverId } : { success: false };
}

export async function preview(link) {
  await sleep(faults.previewMs ?? 0);
  if (faults.previewFails) throw new Error('preview');
  return {
    url: link.href,
    data: { title: 'preview', description: '', matchedText: link.href, canonicalUrl: link.href },
  };
}

export function canEdit(message) {
  return message.id.fromMe && message.type === 'chat' && Date.now() - message.t * 1_000 < editableMs;
}

export async function edit(message, body) {
  await ask({ op: 'edit', id: message.id.id, body });
  message.set({ body, latestEditMsgKey: message.id });
}

export async function revoke(list) {
  for (const message of list) {
    await ask({ op: 'revoke', id: message.id.id });
    message.set({ type: 'revoked', body: '' });
  }
}

const address = /https?:\/\/[^\s<>"')\]]+/gi;

export function findLinks(text) {
  return typeof text === 'string' ? [...text.matchAll(address)].map(([href]) => ({ href, url: href })) : [];
}

export const version = () => settings.version;
