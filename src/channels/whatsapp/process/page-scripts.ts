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

/** The random part of a message's id; its text has the same shape in all builds. */
const bareIdOf = `(message) => String(message.id).split('_')[2]`;

/**
 * What WhatsApp Web knows of a restriction («reach-out timelock»): it is told so by the server, keeps it in its settings
 * and closes its own input. Builds without it know of none.
 */
const restriction = `() => {
  try {
    const { isUserReachoutTimelocked, REACHOUT_TIMELOCK_IDB_KEY } = window.require('WAWebReachoutTimelockUtils');
    if (!isUserReachoutTimelocked()) return null;
    const { userPrefsIdb } = window.require('WAWebUserPrefsIndexedDBStorage');
    const { time_enforcement_ends: until, enforcement_type: type } = userPrefsIdb.get(REACHOUT_TIMELOCK_IDB_KEY) ?? {};
    return { until: typeof until === 'number' ? until : null, type: String(type ?? 'unknown') };
  } catch {
    return null;
  }
}`;

const probe = `() => {
  const { Socket } = window.require('WAWebSocketModel');
  return {
    socket: Socket.state ?? null,
    synced: Socket.hasSynced ? 'yes' : 'no',
    ready: window.WWebJS ? 'yes' : 'no',
    restriction: (${restriction})(),
  };
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

/** A Channel's posts always look acknowledged; only those that the server took have its number. */
const ackOfMessage = `(message) =>
  String(message.id.remote ?? message.to).endsWith('@newsletter') ? (message.serverId ? 1 : 0) : (message.ack ?? 0)`;

const ackOf = `(id) => {
  const { Msg } = window.require('WAWebCollections');
  const message = Msg.getModelsArray().find((one) => (${bareIdOf})(one) === id);
  return message ? (${ackOfMessage})(message) : null;
}`;

/** How far our own messages of the last days have come, as the page has it at its start. */
const acks = `() => {
  const since = Date.now() / 1000 - 3 * 86400;
  return window.require('WAWebCollections').Msg.getModelsArray()
    .filter((message) => message.id.fromMe && message.t > since && (${ackOfMessage})(message) >= 1)
    .map((message) => ({ messageId: (${bareIdOf})(message), ack: (${ackOfMessage})(message) }));
}`;

/** Pages of a chat's past that are read at most, each some 25 to 50 messages. */
const mostPages = 60;

/** Reads on into the past until `done`; says whether there is nothing more to read. */
const readBack = `async (chat, done) => {
  const { loadEarlierMsgs } = window.require('WAWebChatLoadMessages');
  for (let page = 0; page < ${mostPages}; page += 1) {
    if (done()) return 'all';
    const loaded = await loadEarlierMsgs({ chat });
    if (!loaded || loaded.length === 0) return 'all';
  }
  return done() ? 'all' : 'a part';
}`;

const ours = `async (chatId, since) => {
  const chat = await window.WWebJS.getChat(chatId, { getAsModel: false });
  if (!chat) return { read: 'all', messages: [] };
  const all = () => chat.msgs.getModelsArray();
  const read = await (${readBack})(chat, () => all().some((message) => message.t < since));
  return {
    read,
    messages: all()
      .filter((message) => message.id.fromMe && message.t >= since)
      .map((message) => ({
        messageId: (${bareIdOf})(message), text: message.body ?? '', ack: (${ackOfMessage})(message),
      })),
  };
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

const messageById = `async (chatId, id) => {
  const chat = await window.WWebJS.getChat(chatId, { getAsModel: false });
  if (!chat) return null;
  const find = () => chat.msgs.getModelsArray().find((message) => message.id.fromMe && (${bareIdOf})(message) === id);
  await (${readBack})(chat, () => find() !== undefined);
  return find() ?? null;
}`;

const edit = `async (chatId, id, text) => {
  const message = await (${messageById})(chatId, id);
  if (!message) return 'unknown';
  if (message.body === text) return 'done';
  if (!window.require('WAWebMsgActionCapability').canEditText(message)) return 'too late';
  await window.require('WAWebSendMessageEditAction').sendMessageEdit(message, text, {});
  return 'done';
}`;

const revoke = `async (chatId, id) => {
  const message = await (${messageById})(chatId, id);
  if (!message) return 'unknown';
  if (message.type === 'revoked') return 'done';
  if (!window.require('WAWebMsgActionCapability').canSenderRevokeMsg(message)) return 'too late';
  const chat = await window.WWebJS.getChat(chatId, { getAsModel: false });
  await window.require('WAWebCmd').Cmd.sendRevokeMsgs(chat, { list: [message], type: 'message' }, { clearMedia: true });
  return 'done';
}`;

const typing = `(chatId) => window.WWebJS.sendChatstate('typing', chatId)`;

const seen = `(chatId) => window.WWebJS.sendSeen(chatId)`;

const scripts = {
  probe,
  restriction,
  nudge,
  refreshQr,
  boundPreviews,
  ackOf,
  acks,
  ours,
  unread,
  edit,
  revoke,
  typing,
  seen,
} as const;

export function inPage(page: Page, name: keyof typeof scripts, ...values: readonly unknown[]): Promise<unknown> {
  return page.evaluate(`(${scripts[name]})(...${JSON.stringify(values)})`);
}
