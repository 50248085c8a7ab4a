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
  const offered = phones.filter((phone) => placeOf(phone) === position);
  return (
    <section class="place" aria-label={placeNames[shown.place]}>
      <nav class="choice" aria-label={placeNames[shown.place]}>
        {offered.map((phone) => (
          <a
            href={`/sandbox?${position}=${phone.id}${other ? `&${position === 'first' ? 'second' : 'first'}=${other.id}` : ''}`}
            aria-current={phone.id === shown.id ? 'page' : undefined}
            data-to={phone.to}
            class={phone.channel}
            title={`${phone.owner}، ${channelNames[phone.channel]}`}
          >
            <span class="avatar" aria-hidden="true">
              {firstLetter(phone.owner)}
            </span>
            <bdi>{phone.owner}</bdi>
            {phone.channel === 'whatsapp' && <span class="via">{channelNames.whatsapp}</span>}
          </a>
        ))}
      </nav>
      <PhoneView phone={shown} time={time} />
    </section>
  );
}

/** Telegram subscribers stand first; the editors, and subscribers of other channels, second. */
export function placeOf(phone: Phone): 'first' | 'second' {
  return phone.place === 'subscribers' && phone.channel === 'telegram' ? 'first' : 'second';
}
