import type { Page } from 'puppeteer';

/** Scripts that run in the page of WhatsApp Web, beside those of the library. */

/**
 * Builds since July 2026 keep the text of a message's id in a field `$1`, which the library reads as `_serialized`
 * (whatsapp-web.js #201857, #201830). Finds the field that the id's own `toString` reads and makes setting it set
 * `_serialized` too.
 */
export const giveIdsTheirOldName = `(() => {
  const mend = () => {
    let Key;
    try { Key = window.require('WAWebMsgKey'); } catch { return false; }
    Key = Key?.default ?? Key;
    if (typeof Key !== 'function') return false;
    const read = [];
    try {
      Key.prototype.toString.call(new Proxy({}, { get: (_, name) => { read.push(name); return ''; } }));
    } catch { return true; }
    const slot = read.find((name) => typeof name === 'string');
    if (slot === undefined || slot === '_serialized') return true;
    const own = (object, name, value) =>
      Object.defineProperty(object, name, { value, writable: true, enumerable: true, configurable: true });
    Object.defineProperty(Key.prototype, slot, {
      configurable: true,
      get() { return undefined; },
      set(value) { own(this, slot, value); own(this, '_serialized', value); },
    });
    return true;
  };
  const timer = setInterval(() => { if (window.require && mend()) clearInterval(timer); }, 20);
})()`;

const probe = `() => {
  const { Socket } = window.require('WAWebSocketModel');
  return { socket: Socket.state ?? null, synced: Socket.hasSynced ? 'yes' : 'no', ready: window.WWebJS ? 'yes' : 'no' };
}`;

const nudge = `() => { window.onAppStateHasSyncedEvent?.(); }`;

const refreshQr = `() => { window.require('WAWebCmd').Cmd.refreshQR(); }`;

/** A preview that fails or takes long must not hold up or spoil a message. */
const boundPreviews = `(ms) => {
  const previews = window.require('WAWebLinkPreviewChatAction');
  if (previews.nashraBound) return;
  previews.nashraBound = true;
  const original = previews.getLinkPreview;
  previews.getLinkPreview = (link) => Promise.race([
    Promise.resolve().then(() => original(link)).catch(() => null),
    new Promise((resolve) => setTimeout(resolve, ms, null)),
  ]);
}`;

const ackOf = `(id) => {
  const { Msg } = window.require('WAWebCollections');
  return Msg.getModelsArray().find((message) => String(message.id) === id)?.ack ?? null;
}`;

const recent = `async (chatId, limit) => {
  const chat = await window.WWebJS.getChat(chatId, { getAsModel: false });
  if (!chat) return [];
  const own = () => chat.msgs.getModelsArray();
  if (own().length < limit) {
    await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
  }
  return own()
    .sort((a, b) => a.t - b.t)
    .slice(-limit)
    .map((message) => ({
      messageId: String(message.id),
      from: message.id.fromMe ? 'us' : 'them',
      text: message.body ?? '',
      at: message.t * 1000,
      ack: message.ack ?? 0,
    }));
}`;

/** What people wrote and nobody has seen yet, also before the library listened. */
const unread = `() => window.require('WAWebCollections').Chat.getModelsArray()
  .filter((chat) => chat.unreadCount > 0 && (chat.id.server === 'c.us' || chat.id.server === 'lid'))
  .flatMap((chat) => chat.msgs.getModelsArray()
    .filter((message) => !message.id.fromMe)
    .slice(-chat.unreadCount)
    .map((message) => ({
      id: String(message.id), from: String(chat.id), body: message.body ?? '', type: message.type, t: message.t,
    })))`;

const messageById = `async (id) => {
  const { Msg, Chat } = window.require('WAWebCollections');
  const find = () => Msg.getModelsArray().find((message) => String(message.id) === id);
  if (find()) return find();
  const remote = id.split('_')[1];
  const chat = await window.WWebJS.getChat(remote, { getAsModel: false });
  if (chat) await window.require('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
  return find();
}`;

const edit = `async (id, text) => {
  const message = await (${messageById})(id);
  if (!message) return 'unknown';
  if (!window.require('WAWebMsgActionCapability').canEditText(message)) return 'too late';
  await window.require('WAWebSendMessageEditAction').sendMessageEdit(message, text, {});
  return 'done';
}`;

const revoke = `async (id) => {
  const message = await (${messageById})(id);
  if (!message) return 'unknown';
  if (message.type === 'revoked') return 'done';
  if (!window.require('WAWebMsgActionCapability').canSenderRevokeMsg(message)) return 'too late';
  const { Chat } = window.require('WAWebCollections');
  const chat = Chat.get(message.id.remote) ?? (await Chat.find(message.id.remote));
  await window.require('WAWebCmd').Cmd.sendRevokeMsgs(chat, { list: [message], type: 'message' }, { clearMedia: true });
  return 'done';
}`;

const seen = `(chatId) => window.WWebJS.sendSeen(chatId)`;

const scripts = { probe, nudge, refreshQr, boundPreviews, ackOf, recent, unread, edit, revoke, seen } as const;

export function inPage(page: Page, name: keyof typeof scripts, ...values: readonly unknown[]): Promise<unknown> {
  return page.evaluate(`(${scripts[name]})(...${JSON.stringify(values)})`);
}
