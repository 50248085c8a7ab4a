import type { Phone } from '../phone.ts';
import { firstLetter, type PageTime, PhoneView } from './phone-view.tsx';

const placeNames = { subscribers: 'هواتف المشتركين', editors: 'هواتف التحرير' } as const;
const channelNames = { telegram: 'تلغرام', whatsapp: 'واتساب' } as const;

/** The whole page: two places, each with one phone out of those it offers. */
export function SandboxPage({
  phones,
  first,
  second,
  time,
  notes,
}: {
  phones: readonly Phone[];
  first: Phone | null;
  second: Phone | null;
  time: PageTime;
  /** What is not shown, and why; a line each. */
  notes: readonly string[];
}) {
  return (
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>نشرة · الهواتف التجريبية</title>
        <link rel="stylesheet" href="/sandbox/app.css" />
        <link rel="icon" href="/sandbox/icon.svg" type="image/svg+xml" />
        <script src="/sandbox/app.js" type="module" />
      </head>
      <body>
        <header class="page">
          <h1>نشرة</h1>
          <p>هواتف تجريبية على هذا الجهاز: لا شيء يخرج منه، والرسائل كما تصل إلى المشتركين.</p>
          <p>
            <a href="/console">غرفة التحرير على الشبكة</a>
          </p>
          {notes.map((note) => (
            <p class="note">{note}</p>
          ))}
          <p class="connection" role="status" />
          <nav class="places" aria-label="الهواتف المعروضة">
            {first && <a href={`#phone-${first.id}`}>{first.owner}</a>}
            {second && <a href={`#phone-${second.id}`}>{second.place === 'editors' ? second.title : second.owner}</a>}
          </nav>
        </header>
        <main>
          {first && <Place phones={phones} shown={first} other={second} position="first" time={time} />}
          {second && <Place phones={phones} shown={second} other={first} position="second" time={time} />}
          {!first && !second && <p class="empty">لا هواتف هنا.</p>}
        </main>
      </body>
    </html>
  );
}

function Place({
  phones,
  shown,
  other,
  position,
  time,
}: {
  phones: readonly Phone[];
  shown: Phone;
  other: Phone | null;
  position: 'first' | 'second';
  time: PageTime;
}) {
  // One phone is not shown twice: its messages have one place on the page.
  const offered = phones.filter((phone) => placesOf(phone).includes(position) && phone.id !== other?.id);
  return (
    <section class="place" aria-label={placeNames[shown.place]}>
      <nav aria-label={placeNames[shown.place]}>
        {(['telegram', 'whatsapp'] as const).map((channel) => (
          <Choice
            channel={channel}
            phones={offered.filter((phone) => phone.channel === channel)}
            shown={shown}
            hrefOf={(phone) =>
              `/sandbox?${position}=${phone.id}${other ? `&${position === 'first' ? 'second' : 'first'}=${other.id}` : ''}`
            }
          />
        ))}
      </nav>
      <PhoneView phone={shown} time={time} />
    </section>
  );
}

/** A line of phones of one channel. */
function Choice({
  channel,
  phones,
  shown,
  hrefOf,
}: {
  channel: Phone['channel'];
  phones: readonly Phone[];
  shown: Phone;
  hrefOf: (phone: Phone) => string;
}) {
  if (phones.length === 0) return null;
  return (
    <div class={`choice ${channel}`}>
      {channel === 'whatsapp' && <span class="via">{channelNames.whatsapp}</span>}
      {phones.map((phone) => (
        <a
          href={hrefOf(phone)}
          aria-current={phone.id === shown.id ? 'page' : undefined}
          data-to={phone.to}
          title={`${phone.owner}، ${channelNames[phone.channel]}`}
        >
          <span class="avatar" aria-hidden="true">
            {firstLetter(phone.owner)}
          </span>
          <bdi>{phone.owner}</bdi>
        </a>
      ))}
    </div>
  );
}

/** Readers stand first, editors second; readers on WhatsApp at both, to be seen beside either. */
export function placesOf(phone: Phone): readonly ('first' | 'second')[] {
  if (phone.place === 'editors') return ['second'];
  return phone.channel === 'telegram' ? ['first'] : ['first', 'second'];
}
