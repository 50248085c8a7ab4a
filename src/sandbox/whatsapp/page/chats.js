import { createWid, MsgKey } from './ids.js';
import { Collection, Model } from './models.js';
import { faults, settings, sleep } from './settings.js';
import { ask } from './wire.js';

class Msg extends Model {
  updateAck(ack) {
    this.set({ ack });
  }

  avParams() {
    return {};
  }

  unsafe() {
    return this;
  }
}

class Chat extends Model {
  constructor(values) {
    super({ unreadCount: 0, t: 0, archive: false, mute: { expiration: 0 }, msgs: new Collection(Msg), ...values });
    this.formattedTitle = this.name ?? this.id.user;
  }

  serialize() {
    const { msgs, groupMetadata, newsletterMetadata, ...values } = this;
    return { ...values, msgs: [] };
  }
}

export const messages = new Collection(Msg);
export const chats = new Collection(Chat);
export const contacts = new Collection(Model);
export const newsletters = new Collection(Chat);
export const identity = { me: null, lid: null };
/** Which number belongs to which hidden identity, as far as the page was told. */
const people = [];

export function meetPerson(person) {
  if (!people.some((known) => known.number === person.number)) people.push(person);
}

const personOf = (wid) => people.find(({ number, lid }) => number === wid.toString() || lid === wid.toString());

export const lidOf = (wid) => {
  const lid = personOf(wid)?.lid;
  return lid ? createWid(lid) : undefined;
};
export const numberOf = (wid) => {
  const number = personOf(wid)?.number;
  return number ? createWid(number) : undefined;
};

/** In accounts that have moved, chats between two people are kept under the hidden identity. */
export function chatOf(wid) {
  if (faults.noLid) throw new Error('No LID for user');
  const at = wid.server === 'c.us' && settings.addressing === 'lid' ? (lidOf(wid) ?? wid) : wid;
  const known = chats.get(at);
  if (known) return known;
  if (!at.isGroup()) return chats.add(new Chat({ id: at }));
  const group = settings.groups.find(({ id }) => id === at.toString());
  if (!group) return null;
  const groupMetadata = new Model({ id: at, subject: group.name, participants: [], announce: false });
  return chats.add(new Chat({ id: at, name: group.name, groupMetadata }));
}

export function loadNewsletter(id) {
  const found = settings.newsletters.find((newsletter) => newsletter.id === String(id));
  if (!found) return;
  const newsletterMetadata = new Model({ id: createWid(found.id), name: found.name, membershipType: 'owner' });
  newsletters.add(new Chat({ id: createWid(found.id), name: found.name, newsletterMetadata }));
}

export function contactOf(wid) {
  const name = personOf(wid)?.name;
  return contacts.get(wid) ?? contacts.add(new Model({ id: wid, name, pushname: name }));
}

/** A message that the server holds, as the page keeps it. `novelty` new: whoever listens hears of it. */
function model(chat, stored, novelty) {
  const fromMe = stored.fromMe === 'yes';
  return new Msg({
    id: new MsgKey({
      fromMe,
      remote: chat.id,
      id: stored.id,
      ...(fromMe && chat.id.isGroup() ? { participant: identity.me } : {}),
    }),
    from: fromMe ? identity.me : chat.id,
    to: fromMe ? chat.id : identity.me,
    body: stored.body,
    type: stored.type,
    t: stored.at,
    self: fromMe ? 'out' : 'in',
    ack: stored.ack,
    serverId: stored.serverId ?? undefined,
    isNewMsg: novelty === 'new',
    notifyName: stored.name ?? '',
  });
}

export function receive({ from, person, message, unread }) {
  if (person) meetPerson(person);
  const chat = chatOf(createWid(from));
  if (!chat) return;
  const received = model(chat, message, 'new');
  chat.msgs.add(received);
  messages.add(received);
  chat.set({ unreadCount: unread, t: message.at, lastReceivedKey: received.id });
}

/** Gives what the server holds from before the oldest message that the page has. */
export async function loadEarlier(chat) {
  if (faults.historyMs) await sleep(faults.historyMs);
  const number = numberOf(chat.id) ?? chat.id;
  const stored = await ask({ op: 'history', chat: number.toString(), before: chat.oldestRead ?? null });
  if (stored.length > 0) chat.oldestRead = stored[0].id;
  return stored.map((one) => {
    const loaded = chat.msgs.add(model(chat, one, 'old'));
    messages.add(loaded);
    return loaded;
  });
}

/** What the page has of a chat at its start: its last message. */
export function show({ chat: address, message }) {
  const chat = chatOf(createWid(address));
  if (!chat) return;
  const shown = model(chat, message, 'old');
  chat.msgs.add(shown);
  messages.add(shown);
}

export function age({ chats: addresses, seconds }) {
  for (const message of messages.getModelsArray()) {
    if (addresses.includes(message.id.remote.toString())) message.t -= seconds;
  }
}

export function ackOf(id, ack) {
  messages
    .getModelsArray()
    .find((message) => message.id.id === id)
    ?.updateAck(ack);
}
