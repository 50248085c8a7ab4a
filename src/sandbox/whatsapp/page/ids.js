import { settings } from './settings.js';

/** An address: a number (`@c.us`), a hidden identity (`@lid`), a group or a channel. */
class Wid {
  constructor(text) {
    [this.user, this.server] = text.split('@');
    this._serialized = text;
  }

  toString() {
    return this._serialized;
  }

  toJSON() {
    return this._serialized;
  }

  toJid() {
    return this.server === 'c.us' ? `${this.user}@s.whatsapp.net` : this._serialized;
  }

  isLid() {
    return this.server === 'lid';
  }

  isGroup() {
    return this.server === 'g.us';
  }

  isUser() {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isNewsletter() {
    return this.server === 'newsletter';
  }

  isBroadcast() {
    return this.server === 'broadcast';
  }

  isStatus() {
    return this._serialized === 'status@broadcast';
  }
}

const known = new Map();

export function createWid(from) {
  const text = typeof from === 'string' ? from : from?._serialized;
  if (!/^[\w.:-]+@(c\.us|lid|g\.us|newsletter|broadcast)$/.test(text ?? '')) throw new Error('wid error: invalid wid');
  if (!known.has(text)) known.set(text, new Wid(text));
  return known.get(text);
}

/** The id of a message. Builds since July 2026 keep its text in `$1`, older ones in `_serialized`. */
export class MsgKey {
  constructor({ to, remote, id, participant, selfDir, fromMe }) {
    this.fromMe = fromMe ?? selfDir === 'out';
    this.remote = remote ?? to;
    this.id = id;
    if (participant) this.participant = participant;
    this[settings.keyStyle] = [this.fromMe, this.remote, id, ...(participant ? [participant] : [])].join('_');
  }

  static async newId() {
    return `3EB0${[...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('')}`;
  }
}

MsgKey.prototype.toString =
  settings.keyStyle === '$1'
    ? function () {
        return this.$1;
      }
    : function () {
        return this._serialized;
      };
