import { randomBytes } from 'node:crypto';

/** A person with WhatsApp on the phone. */
export interface Person {
  /** `96170000001@c.us` */
  readonly number: string;
  /** The identity that hides the number, `…@lid`. */
  readonly lid: string;
  readonly name: string;
}

export interface StoredMessage {
  readonly id: string;
  readonly fromMe: 'yes' | 'no';
  /** Unix seconds, as WhatsApp counts. */
  readonly at: number;
  readonly type: 'chat' | 'image' | 'revoked';
  readonly body: string;
  /** -1 refused, 0 on its way, 1 with the server, 2 on the phone, 3 read. */
  readonly ack: number;
  readonly state: 'sent' | 'edited' | 'deleted';
  readonly preview: string | null;
  /** What the server counts a Channel's posts by. */
  readonly serverId: number | null;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
}

export interface SentMessage {
  readonly id: string;
  readonly chat: string;
  readonly body: string;
  readonly preview: string | null;
}

/** What the network does with a message that the account sends. */
export type SendRule =
  | { readonly kind: 'accept'; readonly delayMs?: number; readonly acks?: readonly (readonly [number, number])[] }
  /** The server refuses: the page shows it as failed. */
  | { readonly kind: 'refuse'; readonly result: string }
  /** Nothing arrives and nobody answers. */
  | { readonly kind: 'drop' }
  /** It arrives at the reader, but the page never hears so. */
  | { readonly kind: 'silent' };

/** What the network does with a change of a message. */
export type ChangeRule =
  | { readonly kind: 'accept' }
  | { readonly kind: 'refuse'; readonly result: string }
  | { readonly kind: 'drop' };

/** All chats as the phones show them. One account, any number of people, groups and channels. */
export class ChatHistory {
  readonly #chats = new Map<string, StoredMessage[]>();
  readonly #unread = new Map<string, number>();
  readonly #now: () => number;

  /** `now`: WhatsApp's clock, epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  of(chat: string): readonly StoredMessage[] {
    return this.#chats.get(chat) ?? [];
  }

  chats(): readonly string[] {
    return [...this.#chats.keys()];
  }

  unread(chat: string): number {
    return this.#unread.get(chat) ?? 0;
  }

  received(chat: string, body: string, type: 'chat' | 'image'): StoredMessage {
    this.#unread.set(chat, this.unread(chat) + 1);
    const id = randomBytes(16).toString('hex').toUpperCase();
    return this.#add(chat, { id, fromMe: 'no', type, body, ack: 1, preview: null, serverId: null });
  }

  sent({ chat, id, body, preview }: SentMessage, serverId: number): StoredMessage {
    // A page that lost its answer says it again when it is back: the same id is the same message.
    const known = this.of(chat).find((message) => message.id === id);
    return known ?? this.#add(chat, { id, fromMe: 'yes', type: 'chat', body, ack: 1, preview, serverId });
  }

  seen(chat: string): void {
    this.#unread.delete(chat);
  }

  ack(chat: string, id: string, ack: number): void {
    this.#change(chat, id, (message) => ({ ...message, ack: Math.max(ack, message.ack) }));
  }

  edit(id: string, body: string): string | null {
    return this.#changeAnywhere(id, (message) => ({ ...message, body, state: 'edited' }));
  }

  revoke(id: string): string | null {
    return this.#changeAnywhere(id, (message) => ({ ...message, body: '', type: 'revoked', state: 'deleted' }));
  }

  /** As if all of a chat had happened so much earlier. */
  age(chat: string, ms: number): void {
    this.#chats.set(
      chat,
      this.of(chat).map((message) => ({ ...message, at: message.at - Math.floor(ms / 1_000) })),
    );
  }

  /** As if the messages with these words had never arrived. */
  forget(chat: string, words: string): void {
    this.#chats.set(
      chat,
      this.of(chat).filter((message) => !message.body.includes(words)),
    );
  }

  #add(chat: string, message: Omit<StoredMessage, 'at' | 'state' | 'arrivedAt'>): StoredMessage {
    const at = Math.floor(this.#now() / 1_000);
    const stored: StoredMessage = { ...message, state: 'sent', at, arrivedAt: Date.now() };
    this.#chats.set(chat, [...this.of(chat), stored]);
    return stored;
  }

  #changeAnywhere(id: string, change: (message: StoredMessage) => StoredMessage): string | null {
    const chat = this.chats().find((name) => this.of(name).some((message) => message.id === id));
    if (chat !== undefined) this.#change(chat, id, change);
    return chat ?? null;
  }

  #change(chat: string, id: string, change: (message: StoredMessage) => StoredMessage): void {
    this.#chats.set(
      chat,
      this.of(chat).map((message) => (message.id === id ? change(message) : message)),
    );
  }
}
