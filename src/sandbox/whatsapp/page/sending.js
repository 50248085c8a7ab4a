import { chatOf, identity, numberOf, messages as stored } from './chats.js';
import { createWid, MsgKey } from './ids.js';
import * as outbox from './outbox.js';
import { faults, forever, settings, sleep } from './settings.js';
import { ask } from './wire.js';

const editableMs = 15 * 60_000;
const revocableMs = 60 * 3_600_000;

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
    await outbox.put(flat(chat, message));
    chat.msgs.add(message);
    stored.add(message);
    return message;
  })();
  const settled = added.then(() => transmit(chat, message));
  settled.catch(() => message.updateAck(-1));
  return [added, settled];
}

async function transmit(chat, message) {
  const result = await ask({ op: 'send', message: flat(chat, message) });
  await outbox.remove(message.id.id);
  if (result.messageSendResult !== 'OK') message.updateAck(-1);
  // The server's time is the message's from now on.
  else if (result.t) message.t = result.t;
  return result;
}

let resent = false;

/** What the last page of this profile could not send leaves by itself now. */
export async function resend() {
  if (resent) return;
  resent = true;
  for (const { id, chat: address, body } of await outbox.all()) {
    const chat = chatOf(createWid(address));
    if (!chat) continue;
    const message = new stored.modelClass({
      id: new MsgKey({ fromMe: true, remote: chat.id, id }),
      from: identity.me,
      to: chat.id,
      body,
      type: 'chat',
      t: Math.floor(Date.now() / 1_000),
      ack: 0,
    });
    chat.msgs.add(message);
    stored.add(message);
    transmit(chat, message);
  }
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

export function canRevoke(message) {
  return message.id.fromMe && Date.now() - message.t * 1_000 < revocableMs;
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
