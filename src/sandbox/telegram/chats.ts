import type { Chat, InlineKeyboardMarkup, Message, User } from 'grammy/types';
import { keepNewest } from '../../keep-newest.ts';
import type { FormattedText } from './text.ts';

export interface PersonDetails {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** IETF tag, as the person's app is set: `ar`, `en`. */
  readonly languageCode?: string;
}

export interface GroupDetails {
  /** Negative; of a supergroup or channel −100… as Telegram has it. */
  readonly id: number;
  readonly title: string;
  readonly type: 'group' | 'supergroup' | 'channel';
  /** User ids. */
  readonly members: readonly number[];
  /** An administrator bot reads everything; a mere member only commands, replies and mentions. */
  readonly bot: 'member' | 'administrator';
}

/** Where a person stands with the bot. Nothing reaches somebody who never started it. */
export type Standing = 'new' | 'started' | 'blocked' | 'deactivated';

export type KnownChat =
  | { readonly kind: 'person'; readonly user: User; standing: Standing }
  | {
      readonly kind: 'group';
      readonly details: GroupDetails;
      readonly members: Set<number>;
      standing: 'member' | 'administrator' | 'kicked';
      migratedTo: number | null;
    };

/** A message in a chat on a phone. Replaced, never changed, when it is edited. */
export interface StoredMessage {
  readonly id: number;
  readonly chat: number;
  readonly from: User;
  /** Epoch milliseconds. */
  readonly sentAt: number;
  readonly editedAt: number | null;
  readonly deletedAt: number | null;
  /** As the sender gave it, markup included. */
  readonly sent: { readonly text: string; readonly parseMode: string | null };
  readonly formatted: FormattedText;
  /** Addresses of pictures; `formatted` is then the caption. */
  readonly photos: readonly string[];
  readonly album: string | null;
  readonly keyboard: InlineKeyboardMarkup | null;
  readonly replyTo: number | null;
  readonly sound: 'normal' | 'silent';
}

/** What phones want to hear of. */
export type ChatEvent =
  | { readonly kind: 'message' | 'edited' | 'deleted'; readonly chat: number; readonly message: StoredMessage }
  | { readonly kind: 'standing' | 'pinned'; readonly chat: number }
  | { readonly kind: 'typing'; readonly chat: number }
  | {
      readonly kind: 'notice';
      readonly chat: number;
      readonly user: number;
      readonly text: string;
      readonly alert: 'yes' | 'no';
    };

/** A phone that runs for days keeps so many messages of a chat; older ones can still be deleted, unseen. */
const keptPerChat = 1_000;

/** All chats the bot has on this server, and what was said in those that somebody looks at. */
export class Chats {
  readonly bot: User;
  readonly #known = new Map<number, KnownChat>();
  readonly #usernames = new Map<string, number>();
  readonly #messages = new Map<number, Map<number, StoredMessage>>();
  readonly #pinned = new Map<number, number>();
  readonly #listeners = new Set<(event: ChatEvent) => void>();
  #nextMessageId: number;

  constructor(bot: User, firstMessageId: number) {
    this.bot = bot;
    this.#nextMessageId = firstMessageId;
  }

  get nextMessageId(): number {
    return this.#nextMessageId;
  }

  takeMessageId(): number {
    return this.#nextMessageId++;
  }

  addPerson(details: PersonDetails): void {
    const user: User = {
      id: details.id,
      is_bot: false,
      first_name: details.firstName,
      ...(details.lastName === undefined ? {} : { last_name: details.lastName }),
      ...(details.username === undefined ? {} : { username: details.username }),
      ...(details.languageCode === undefined ? {} : { language_code: details.languageCode }),
    };
    this.#known.set(details.id, { kind: 'person', user, standing: 'new' });
    if (details.username) this.#usernames.set(details.username.toLowerCase(), details.id);
    this.#messages.set(details.id, new Map());
  }

  addGroup(details: GroupDetails): void {
    this.#known.set(details.id, {
      kind: 'group',
      details,
      members: new Set(details.members),
      standing: details.bot,
      migratedTo: null,
    });
    this.#messages.set(details.id, new Map());
  }

  get(chat: number): KnownChat | undefined {
    return this.#known.get(chat);
  }

  user(id: number): User | null {
    const known = this.#known.get(id);
    return known?.kind === 'person' ? known.user : null;
  }

  byUsername(username: string): number | null {
    return this.#usernames.get(username.toLowerCase()) ?? null;
  }

  setStanding(chat: number, standing: Standing): void {
    const known = this.#known.get(chat);
    if (known?.kind !== 'person' || known.standing === standing) return;
    known.standing = standing;
    this.emit({ kind: 'standing', chat });
  }

  /** Turns a basic group into a supergroup of another id, as Telegram does when it grows. */
  migrate(from: number, to: number): void {
    const known = this.#known.get(from);
    if (known?.kind !== 'group') throw new Error(`chat ${from} is no group that could be upgraded`);
    known.migratedTo = to;
    this.addGroup({ ...known.details, id: to, type: 'supergroup', members: [...known.members] });
  }

  /** Keeps a message of a chat that is on a phone; others are not kept. */
  store(message: StoredMessage): void {
    const messages = this.#messages.get(message.chat);
    if (!messages) return;
    messages.set(message.id, message);
    keepNewest(messages, keptPerChat);
    this.emit({ kind: 'message', chat: message.chat, message });
  }

  replace(message: StoredMessage): void {
    this.#messages.get(message.chat)?.set(message.id, message);
    this.emit({ kind: message.deletedAt === null ? 'edited' : 'deleted', chat: message.chat, message });
  }

  /** A message that is there, not one that was deleted. */
  message(chat: number, id: number): StoredMessage | null {
    const message = this.#messages.get(chat)?.get(id);
    return message && message.deletedAt === null ? message : null;
  }

  /** Oldest first, deleted ones included. Empty for a chat that is on no phone. */
  messages(chat: number): readonly StoredMessage[] {
    return [...(this.#messages.get(chat)?.values() ?? [])];
  }

  /** Whether messages of the chat are kept, so that an edit can be checked against them. */
  isKept(chat: number): boolean {
    return this.#messages.has(chat);
  }

  pin(chat: number, message: number): void {
    this.#pinned.set(chat, message);
    this.emit({ kind: 'pinned', chat });
  }

  unpin(chat: number): void {
    this.#pinned.delete(chat);
    this.emit({ kind: 'pinned', chat });
  }

  pinned(chat: number): StoredMessage | null {
    const id = this.#pinned.get(chat);
    return id === undefined ? null : this.message(chat, id);
  }

  /** Calls back on every event until the returned function is called. */
  listen(listener: (event: ChatEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: ChatEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** The chat as the Bot API describes it inside messages. */
  describe(chat: number): Chat {
    const known = this.#known.get(chat);
    if (known?.kind === 'group') {
      const { id, title, type } = known.details;
      return { id, title, type };
    }
    if (!known) return { id: chat, type: 'private', first_name: 'Subscriber' };
    const { first_name, last_name, username } = known.user;
    return {
      id: chat,
      type: 'private',
      first_name,
      ...(last_name === undefined ? {} : { last_name }),
      ...(username === undefined ? {} : { username }),
    };
  }

  /** The message as the Bot API returns it. */
  toApi(message: StoredMessage): Message {
    const { text, entities } = message.formatted;
    const shown: Record<string, unknown> = {
      message_id: message.id,
      from: message.from,
      chat: this.describe(message.chat),
      date: Math.floor(message.sentAt / 1_000),
    };
    if (message.editedAt !== null) shown.edit_date = Math.floor(message.editedAt / 1_000);
    const replied = message.replyTo === null ? null : this.message(message.chat, message.replyTo);
    if (replied) shown.reply_to_message = this.toApi({ ...replied, replyTo: null });
    if (message.photos.length === 0) {
      shown.text = text;
      if (entities.length > 0) shown.entities = entities;
    } else {
      shown.photo = [photoSize(message.id)];
      if (text !== '') shown.caption = text;
      if (entities.length > 0) shown.caption_entities = entities;
      if (message.album !== null) shown.media_group_id = message.album;
    }
    if (message.keyboard) shown.reply_markup = message.keyboard;
    return shown as unknown as Message;
  }
}

function photoSize(id: number): object {
  return { file_id: `photo-${id}`, file_unique_id: `p${id}`, width: 1_280, height: 720, file_size: 100_000 };
}
