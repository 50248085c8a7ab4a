import type { Phone, PhoneMessage } from '../phone.ts';
import { Bubble } from './bubble.tsx';
import { type Words, words } from './words.ts';

/** A phone shows the end of a conversation, not a year of it. */
const shown = 150;

export interface PageTime {
  readonly now: number;
  readonly timeZone: string | undefined;
}

/** One phone: who it is, the conversation, the place to write. */
export function PhoneView({ phone, time }: { phone: Phone; time: PageTime }) {
  const said = words[phone.language];
  return (
    <article
      class={`phone ${phone.channel}`}
      id={`phone-${phone.id}`}
      data-phone={phone.id}
      data-to={phone.to}
      lang={phone.language}
      dir={phone.language === 'ar' ? 'rtl' : 'ltr'}
      aria-label={`${phone.owner}: ${phone.title}`}
    >
      <header>
        <span class="avatar" aria-hidden="true">
          {firstLetter(phone.title)}
        </span>
        <div class="who">
          <h2>
            <bdi>{phone.title}</bdi>
          </h2>
          <p>
            <span class="about">{aboutOf(phone, said)}</span>
            <span class="typing">{said.typing}</span>
          </p>
        </div>
        <Blocking phone={phone} words={said} />
      </header>
      <Conversation phone={phone} words={said} time={time} />
      <p class="notice" role="status" />
      <Composer phone={phone} words={said} />
    </article>
  );
}

function aboutOf(phone: Phone, said: Words): string {
  if (phone.channel === 'whatsapp') return said.whatsapp;
  return phone.place === 'editors' ? said.group : said.bot;
}

function Blocking({ phone, words: said }: { phone: Phone; words: Words }) {
  if (!phone.blocking || phone.standing === 'new' || phone.standing === 'gone') return null;
  const blocked = phone.standing === 'blocked';
  return (
    <form method="post" action="/sandbox/block" class="blocking">
      <input type="hidden" name="to" value={phone.id} />
      <button type="submit" name="act" value={blocked ? 'unblock' : 'block'}>
        {blocked ? said.unblock : said.block}
      </button>
    </form>
  );
}

function Conversation({ phone, words: said, time }: { phone: Phone; words: Words; time: PageTime }) {
  const messages = phone.messages().slice(-shown);
  const clock = new Intl.DateTimeFormat(locale(phone), { hour: 'numeric', minute: '2-digit', timeZone: time.timeZone });
  return (
    <div class="conversation" tabindex={0} role="log" aria-label={said.conversation}>
      {messages.length === 0 && (
        <p class="empty" id={`empty-${phone.id}`}>
          {phone.standing === 'new' ? said.welcome : said.empty}
        </p>
      )}
      <ol>
        {byDay(messages, phone, said, time).map((day) => (
          <>
            <li class="day" id={`d-${phone.id}-${day.messages[0]?.id}`}>
              <span>{day.name}</span>
            </li>
            {day.messages.map((message) => (
              <Bubble phone={phone} message={message} words={said} time={clock} />
            ))}
          </>
        ))}
      </ol>
    </div>
  );
}

function Composer({ phone, words: said }: { phone: Phone; words: Words }) {
  if (phone.standing === 'gone') return <p class="closed">{said.gone}</p>;
  if (phone.standing === 'blocked') return <p class="closed">{said.blocked}</p>;
  if (phone.standing === 'new') {
    return (
      <form method="post" action="/sandbox/say" class="composer begin">
        <input type="hidden" name="to" value={phone.id} />
        <button type="submit" name="text" value="/start">
          {said.start}
        </button>
      </form>
    );
  }
  return (
    <div class="writing">
      <form method="post" action="/sandbox/say" class="commands" aria-label={said.commands}>
        <input type="hidden" name="to" value={phone.id} />
        {phone.commands().map(({ says, description }) =>
          phone.place === 'editors' ? (
            <button type="button" data-insert={`${says} `} title={description}>
              <bdi>{says}</bdi>
            </button>
          ) : (
            <button type="submit" name="text" value={says} title={description}>
              <bdi>{says}</bdi>
            </button>
          ),
        )}
      </form>
      <form method="post" action="/sandbox/say" class="composer">
        <input type="hidden" name="to" value={phone.id} />
        <input
          type="text"
          name="text"
          required
          maxlength={4096}
          autocomplete="off"
          dir="auto"
          placeholder={said.write}
          aria-label={said.write}
        />
        <button type="submit" aria-label={said.send} title={said.send}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 20.5 21.5 12 3 3.5l3.2 7.3L14 12l-7.8 1.2z" />
          </svg>
        </button>
      </form>
    </div>
  );
}

interface Day {
  readonly name: string;
  readonly messages: PhoneMessage[];
}

function byDay(messages: readonly PhoneMessage[], phone: Phone, said: Words, time: PageTime): Day[] {
  const key = new Intl.DateTimeFormat('en-CA', { timeZone: time.timeZone, dateStyle: 'short' });
  const long = new Intl.DateTimeFormat(locale(phone), { timeZone: time.timeZone, day: 'numeric', month: 'long' });
  const today = key.format(time.now);
  const yesterday = key.format(time.now - 24 * 3_600_000);
  const days = new Map<string, Day>();
  for (const message of messages) {
    const day = key.format(message.sentAt);
    const name = day === today ? said.today : day === yesterday ? said.yesterday : long.format(message.sentAt);
    const found = days.get(day) ?? { name, messages: [] };
    found.messages.push(message);
    days.set(day, found);
  }
  return [...days.values()];
}

/** Arabic with the month names of the Levant, and digits as in the messages. */
const locale = (phone: Phone): string => (phone.language === 'ar' ? 'ar-LB-u-nu-latn' : 'en-GB');

export function firstLetter(name: string): string {
  return [...new Intl.Segmenter().segment(name.trim())][0]?.segment ?? '';
}
