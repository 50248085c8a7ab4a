import type { MessageEntity } from 'grammy/types';
import type { Phone, PhoneButton, PhoneCommand, PhoneMessage, PhoneRack, PhoneStanding, TextMark } from './phone.ts';
import type { Group, Person, Phones, StoredMessage } from './telegram/index.ts';

/** What is offered before the bot has said what it knows. */
const usualCommands = {
  ar: [
    { command: 'start', description: 'الاشتراك' },
    { command: 'latest', description: 'آخر الأخبار' },
    { command: 'stop', description: 'إلغاء الاشتراك' },
    { command: 'help', description: 'المساعدة' },
  ],
  en: [
    { command: 'start', description: 'Subscribe' },
    { command: 'latest', description: 'Latest news' },
    { command: 'stop', description: 'Unsubscribe' },
    { command: 'help', description: 'Help' },
  ],
} as const;
const editorsCommands = [{ command: 'push', description: 'نشر خبر من رابطه' }];

/** The phones of these people, and of each editor in the editors' group. */
export function telegramPhones(
  telegram: Phones,
  people: readonly Person[],
  editors: { readonly group: Group; readonly people: readonly Person[] },
): PhoneRack {
  const phones = [
    ...people.map((person) => subscriberPhone(telegram, person)),
    ...editors.people.map((editor) => editorPhone(telegram, editors.group, editor)),
  ];
  return {
    phones: () => phones,
    listen: (listener) =>
      telegram.listen((event) => {
        const to = String(event.chat);
        if (event.kind === 'typing') listener({ kind: 'typing', to });
        else if (event.kind !== 'notice') listener({ kind: 'changed', to });
        else {
          const phone = event.chat === editors.group.id ? editorPhoneId(editors.group, event.user) : to;
          listener({ kind: 'notice', phone, text: event.text, alert: event.alert });
        }
      }),
  };
}

function subscriberPhone(telegram: Phones, person: Person): Phone {
  const language = person.user.language_code === 'en' ? 'en' : 'ar';
  return {
    id: String(person.id),
    channel: 'telegram',
    to: String(person.id),
    owner: person.user.first_name,
    title: telegram.bot.first_name,
    language,
    place: 'subscribers',
    get standing(): PhoneStanding {
      return standings[person.standing];
    },
    messages: () => albumsAsOne(person.messages).map((parts) => phoneMessage(parts, person.id, null)),
    commands: () => {
      const known = telegram.commands(language);
      return (known.length > 0 ? known : usualCommands[language]).map(phoneCommand);
    },
    say: (text) => {
      person.say(text);
    },
    press: (message, data) => {
      person.press(Number(message), data);
    },
    blocking: { block: () => person.block(), unblock: () => person.unblock() },
  };
}

const phoneCommand = ({ command, description }: { command: string; description: string }): PhoneCommand => ({
  says: `/${command}`,
  description,
});

const standings = { new: 'new', started: 'open', blocked: 'blocked', deactivated: 'gone' } as const;

const editorPhoneId = (group: Group, editor: number): string => `${group.id}.${editor}`;

function editorPhone(telegram: Phones, group: Group, editor: Person): Phone {
  return {
    id: editorPhoneId(group, editor.id),
    channel: 'telegram',
    to: String(group.id),
    owner: editor.user.first_name,
    title: group.details.title,
    language: 'ar',
    place: 'editors',
    standing: 'open',
    messages: () =>
      albumsAsOne(group.messages).map((parts) => {
        const { from } = parts[0];
        return phoneMessage(parts, editor.id, from.id === telegram.bot.id ? telegram.bot.first_name : from.first_name);
      }),
    commands: () => editorsCommands.map(phoneCommand),
    say: (text) => {
      group.say(editor.id, text);
    },
    press: (message, data) => {
      group.press(editor.id, Number(message), data);
    },
  };
}

type Parts = readonly [StoredMessage, ...StoredMessage[]];

/** The messages of an album together, as phones show them. */
function albumsAsOne(messages: readonly StoredMessage[]): Parts[] {
  const shown: Parts[] = [];
  for (const message of messages) {
    const before = shown.at(-1);
    const goesOn = message.album !== null && before?.[0].album === message.album;
    if (before && goesOn) shown[shown.length - 1] = [...before, message];
    else shown.push([message]);
  }
  return shown;
}

/** Of an album, what is left of it; its words are its first picture's. */
function phoneMessage(parts: Parts, owner: number, author: string | null): PhoneMessage {
  const left = parts.filter(({ deletedAt }) => deletedAt === null);
  const message = left[0] ?? parts[0];
  const mine = message.from.id === owner;
  return {
    id: String(message.id),
    side: mine ? 'mine' : 'theirs',
    author: mine ? null : author,
    sentAt: message.sentAt,
    state: message.deletedAt !== null ? 'deleted' : message.editedAt !== null ? 'edited' : 'sent',
    sound: message.sound,
    text: message.formatted.text,
    marks: message.formatted.entities.flatMap((entity) => markOf(entity, message.formatted.text)),
    pictures: left.flatMap(({ photos }) => photos),
    buttons: (message.keyboard?.inline_keyboard ?? []).map((row) => row.flatMap(buttonOf)),
    sent: message.from.is_bot ? message.sent : null,
  };
}

function markOf(entity: MessageEntity, text: string): TextMark[] {
  const span = { from: entity.offset, to: entity.offset + entity.length };
  const word = text.slice(span.from, span.to);
  switch (entity.type) {
    case 'bold':
    case 'italic':
    case 'underline':
    case 'spoiler':
    case 'code':
      return [{ ...span, kind: entity.type }];
    case 'strikethrough':
      return [{ ...span, kind: 'strike' }];
    case 'pre':
      return [{ ...span, kind: 'block' }];
    case 'blockquote':
    case 'expandable_blockquote':
      return [{ ...span, kind: 'quote' }];
    case 'bot_command':
    case 'hashtag':
    case 'mention':
    case 'text_mention':
      return [{ ...span, kind: 'command' }];
    case 'text_link':
      return [{ ...span, kind: 'link', url: entity.url }];
    case 'url':
      return [{ ...span, kind: 'link', url: /^https?:\/\//i.test(word) ? word : `http://${word}` }];
    case 'email':
      return [{ ...span, kind: 'link', url: `mailto:${word}` }];
    default:
      return [];
  }
}

function buttonOf(button: object): PhoneButton[] {
  const { text, url, callback_data: data } = button as { text: string; url?: string; callback_data?: string };
  if (url !== undefined) return [{ label: text, url }];
  return data === undefined ? [] : [{ label: text, data }];
}
