import type { Phone, PhoneMessage, PhoneRack, TextMark } from './phone.ts';
import type { Person, StoredMessage, WhatsAppStandIn } from './whatsapp/index.ts';

/** What people write there: words, not commands. */
const usualWords = ['اشتراك', 'الأخبار', 'المواضيع', 'النشرات', 'مساعدة', 'إلغاء'];

/** The phones of these people, in their chat with the newsroom's number. */
export function whatsappPhones(whatsapp: WhatsAppStandIn, people: readonly Person[]): PhoneRack {
  const phones = people.map((person) => phoneOf(whatsapp, person));
  return {
    phones: () => phones,
    listen: (listener) =>
      whatsapp.listen((event) => {
        if (event.kind === 'changed') listener({ kind: 'changed', to: event.chat });
      }),
  };
}

function phoneOf(whatsapp: WhatsAppStandIn, person: Person): Phone {
  return {
    id: `whatsapp-${person.number.replace(/@.*/, '')}`,
    channel: 'whatsapp',
    to: person.number,
    owner: person.name,
    title: whatsapp.account.name,
    language: 'ar',
    place: 'subscribers',
    standing: 'open',
    messages: () => whatsapp.history.of(person.number).map(phoneMessage),
    commands: () => usualWords.map((word) => ({ says: word, description: word })),
    say: (text) => whatsapp.write(person, text),
    press: () => {
      throw new Error('WhatsApp has no buttons: write the number of the choice');
    },
  };
}

function phoneMessage(message: StoredMessage): PhoneMessage {
  const ours = message.fromMe === 'yes';
  const { text, marks } = readMarkup(message.body);
  return {
    id: message.id,
    side: ours ? 'theirs' : 'mine',
    author: null,
    sentAt: message.arrivedAt,
    state: message.state,
    sound: 'normal',
    text,
    marks,
    pictures: [],
    buttons: [],
    sent: ours ? { text: message.body, parseMode: null } : null,
  };
}

/**
 * WhatsApp's own markup as the phone shows it: `*bold*`, `_italic_`, `~struck~`, each within one line and not inside of
 * a word, and addresses as links. https://faq.whatsapp.com/539178204879377
 */
function readMarkup(source: string): { text: string; marks: TextMark[] } {
  const kinds = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
  const pattern = /(https?:\/\/\S+)|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])/gu;
  const marks: TextMark[] = [];
  let text = '';
  let read = 0;
  for (const match of source.matchAll(pattern)) {
    const [whole, url, sign, inside = ''] = match;
    text += source.slice(read, match.index);
    read = match.index + whole.length;
    const shown = url ?? inside;
    const span = { from: text.length, to: text.length + shown.length };
    if (url !== undefined) marks.push({ ...span, kind: 'link', url });
    else marks.push({ ...span, kind: kinds[sign as keyof typeof kinds] });
    text += shown;
  }
  return { text: text + source.slice(read), marks };
}
