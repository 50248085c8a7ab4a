import type { InlineKeyboardButton, Message, Update, User } from 'grammy/types';
import type { ChatEvent, Chats, GroupDetails, PersonDetails, Standing, StoredMessage } from './chats.ts';
import { detectEntities } from './detect.ts';
import type { Press } from './presses.ts';
import type { World } from './world.ts';

/** Somebody with Telegram on the phone, in the private chat with the bot. */
export class Person {
  readonly #world: World;
  readonly id: number;

  constructor(world: World, id: number) {
    this.#world = world;
    this.id = id;
  }

  get user(): User {
    return userOf(this.#world.chats, this.id);
  }

  get standing(): Standing {
    const known = this.#world.chats.get(this.id);
    return known?.kind === 'person' ? known.standing : 'new';
  }

  /** The conversation, oldest first, deleted messages included. */
  get messages(): readonly StoredMessage[] {
    return this.#world.chats.messages(this.id);
  }

  /** Writes to the bot. Writing also unblocks it, as it does on a phone. */
  say(text: string): StoredMessage {
    if (this.standing === 'blocked') this.unblock();
    if (this.standing === 'deactivated') throw new Error('a deleted account cannot write');
    this.#world.chats.setStanding(this.id, 'started');
    return speak(this.#world, this.id, this.user, text);
  }

  /** Presses the button with this callback data, or with this label, under a message of the bot. */
  press(message: number, button: string): Press {
    return pressButton(this.#world, this.id, this.user, message, button);
  }

  /** The bot is told, as Telegram tells it, and every further message is refused. */
  block(): void {
    if (this.standing === 'blocked') return;
    const wasNew = this.standing === 'new';
    this.#world.chats.setStanding(this.id, 'blocked');
    if (!wasNew) this.#tellStanding('member', 'kicked');
  }

  unblock(): void {
    if (this.standing !== 'blocked') return;
    this.#world.chats.setStanding(this.id, 'started');
    this.#tellStanding('kicked', 'member');
  }

  /** Deletes the account. */
  deactivate(): void {
    this.#world.chats.setStanding(this.id, 'deactivated');
  }

  #tellStanding(from: 'member' | 'kicked', to: 'member' | 'kicked'): void {
    const { chats, updates, clock } = this.#world;
    const member = (status: 'member' | 'kicked') =>
      status === 'kicked' ? { status, user: chats.bot, until_date: 0 } : { status, user: chats.bot };
    updates.add('my_chat_member', {
      chat: { id: this.id, type: 'private', first_name: this.user.first_name },
      from: this.user,
      date: Math.floor(clock() / 1_000),
      old_chat_member: member(from),
      new_chat_member: member(to),
    });
  }
}

/** A group or channel the bot is in. */
export class Group {
  readonly #world: World;
  readonly details: GroupDetails;

  constructor(world: World, details: GroupDetails) {
    this.#world = world;
    this.details = details;
  }

  get id(): number {
    return this.details.id;
  }

  get messages(): readonly StoredMessage[] {
    return this.#world.chats.messages(this.id);
  }

  /** A member writes; the bot hears of it as its privacy mode allows. */
  say(member: number, text: string, replyTo: number | null = null): StoredMessage {
    return speak(this.#world, this.id, this.#member(member), text, replyTo);
  }

  press(member: number, message: number, button: string): Press {
    return pressButton(this.#world, this.id, this.#member(member), message, button);
  }

  /** The group becomes a supergroup of this id; writing to the old one is refused with the new one. */
  migrate(to: number): Group {
    this.#world.chats.migrate(this.id, to);
    return new Group(this.#world, { ...this.details, id: to, type: 'supergroup' });
  }

  /** Removes the bot. */
  kick(): void {
    const known = this.#world.chats.get(this.id);
    if (known?.kind === 'group') known.standing = 'kicked';
  }

  #member(id: number): User {
    const known = this.#world.chats.get(this.id);
    if (known?.kind !== 'group' || !known.members.has(id)) throw new Error(`${id} is no member of chat ${this.id}`);
    return userOf(this.#world.chats, id);
  }
}

/** Everybody on this server. */
export class Phones {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** A person installs Telegram. The bot does not know of them until they say something. */
  join(details: PersonDetails): Person {
    if (!this.#world.chats.get(details.id)) this.#world.chats.addPerson(details);
    return new Person(this.#world, details.id);
  }

  person(id: number): Person | null {
    return this.#world.chats.get(id)?.kind === 'person' ? new Person(this.#world, id) : null;
  }

  group(details: GroupDetails): Group {
    if (!this.#world.chats.get(details.id)) this.#world.chats.addGroup(details);
    return new Group(this.#world, details);
  }

  /** The bot's commands as a person's phone offers them, in their language when there are some. */
  commands(language: string): readonly { readonly command: string; readonly description: string }[] {
    const { commands } = this.#world.profile;
    for (const key of [`all_private_chats/${language}`, `default/${language}`, 'all_private_chats/', 'default/']) {
      const found = commands.get(key);
      if (found && found.length > 0) return found;
    }
    return [];
  }

  get bot(): User {
    return this.#world.chats.bot;
  }

  listen(listener: (event: ChatEvent) => void): () => void {
    return this.#world.chats.listen(listener);
  }
}

function userOf(chats: Chats, id: number): User {
  const user = chats.user(id);
  if (!user) throw new Error(`nobody with id ${id} is on this server`);
  return user;
}

function speak(world: World, chat: number, from: User, text: string, replyTo: number | null = null): StoredMessage {
  const { chats, updates, clock } = world;
  const message: StoredMessage = {
    id: chats.takeMessageId(),
    chat,
    from,
    sentAt: clock(),
    editedAt: null,
    deletedAt: null,
    sent: { text, parseMode: null },
    formatted: { text, entities: detectEntities(text, []) },
    photos: [],
    album: null,
    keyboard: null,
    replyTo,
    sound: 'normal',
  };
  chats.store(message);
  if (hearsOf(world, message)) updates.add('message', chats.toApi(message) as Message & Update.NonChannel);
  return message;
}

/** Privacy mode: in a group a bot that is no administrator hears commands, replies to itself and mentions only. */
function hearsOf(world: World, message: StoredMessage): boolean {
  const known = world.chats.get(message.chat);
  if (known?.kind !== 'group' || known.standing === 'administrator') return true;
  if (known.standing === 'kicked') return false;
  const replied = message.replyTo === null ? null : world.chats.message(message.chat, message.replyTo);
  const name = `@${world.chats.bot.username ?? ''}`.toLowerCase();
  const command = /^\/\w+(@\w+)?/.exec(message.formatted.text);
  if (command) return command[1] === undefined || command[1].toLowerCase() === name;
  return replied?.from.id === world.chats.bot.id || message.formatted.text.toLowerCase().includes(name);
}

function pressButton(world: World, chat: number, from: User, messageId: number, button: string): Press {
  const message = world.chats.message(chat, messageId);
  const buttons: readonly InlineKeyboardButton[] = message?.keyboard?.inline_keyboard.flat() ?? [];
  const pressable = buttons.filter((candidate) => 'callback_data' in candidate);
  const found =
    pressable.find((candidate) => candidate.callback_data === button) ??
    pressable.find((candidate) => candidate.text === button);
  if (!message || !found) throw new Error(`message ${messageId} has no button "${button}"`);
  const press = world.presses.press(chat, from.id);
  world.updates.add('callback_query', {
    id: press.id,
    from,
    message: world.chats.toApi(message),
    chat_instance: String(chat),
    data: found.callback_data,
  });
  return press;
}
