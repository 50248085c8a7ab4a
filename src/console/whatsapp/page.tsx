import { raw } from 'hono/html';
import { renderSVG } from 'uqr';
import type { Board } from '../../channels/whatsapp/board.ts';
import { joinLink } from '../../channels/whatsapp/join-link.ts';
import { becauseWords, stateWords } from './words.ts';

/** What is known of the account: its board, or why there is none. */
export type Shown =
  | { readonly kind: 'board'; readonly board: Board }
  /** No running program keeps the account; `advice` in the words of the command line. */
  | { readonly kind: 'none'; readonly advice: string };

export interface PageTime {
  readonly now: Date;
  readonly timeZone: string;
}

/** The whole page. Its first part is renewed by the script; without it the browser reloads now and then. */
export function WhatsAppPage({
  shown,
  time,
  notice,
}: {
  shown: Shown;
  time: PageTime;
  notice: { readonly kind: 'done' | 'wrong'; readonly text: string } | null;
}) {
  return (
    <html lang="ar" dir="rtl">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>نشرة · واتساب</title>
        <link rel="stylesheet" href="/theme.css" />
        <link rel="stylesheet" href="/whatsapp/app.css" />
        <script src="/whatsapp/app.js" type="module" />
        <noscript>
          <meta http-equiv="refresh" content="30" />
        </noscript>
      </head>
      <body>
        <header>
          <h1>حساب واتساب</h1>
          <a href="/console/operations">التشغيل</a>
        </header>
        <main>
          {notice && (
            <p class={`notice ${notice.kind}`} role={notice.kind === 'wrong' ? 'alert' : 'status'}>
              {notice.text}
            </p>
          )}
          <State shown={shown} time={time} />
          {shown.kind === 'board' && <Orders />}
        </main>
      </body>
    </html>
  );
}

/** What changes by itself. */
export function State({ shown, time }: { shown: Shown; time: PageTime }) {
  if (shown.kind === 'none') {
    return (
      <section id="state" class="card" data-state="none">
        <p class="badge">غير مشغّل</p>
        <p>لا برنامج يعمل الآن بدور واتساب.</p>
        <p class="detail" dir="ltr" lang="en">
          {shown.advice}
        </p>
      </section>
    );
  }
  const { board } = shown;
  const words = stateWords[board.state] ?? { name: board.state, advice: '' };
  return (
    <section id="state" data-state={board.state}>
      <div class="card">
        <p class={`badge is-${board.state}`}>{words.name}</p>
        <p>{words.advice}</p>
        {board.restrictedUntil !== null && (
          <p class="warning" role="alert">
            رفض واتساب رسائل متتالية، فتوقّف الإرسال حتى <Moment at={board.restrictedUntil} time={time} />. افتحوا
            التطبيق على هاتف الحساب وانظروا إن كان فيه تنبيه.
          </p>
        )}
        {board.reason !== null && (
          <p class="detail" dir="ltr" lang="en">
            {board.reason}
          </p>
        )}
      </div>
      <Pairing board={board} />
      <Figures board={board} time={time} />
    </section>
  );
}

function Pairing({ board }: { board: Board }) {
  if (board.code !== null) {
    return (
      <div class="card pairing">
        <p class="code" dir="ltr">
          {board.code.slice(0, 4)}-{board.code.slice(4)}
        </p>
        <p>
          على الهاتف: واتساب ← الأجهزة المرتبطة ← ربط جهاز ← الربط برقم الهاتف، ثم اكتبوا هذا الرمز. يتغيّر بعد دقائق.
        </p>
      </div>
    );
  }
  if (board.qr === null) return null;
  return (
    <div class="card pairing">
      <div class="qr" role="img" aria-label="رمز الربط">
        {raw(renderSVG(board.qr, { border: 3 }))}
      </div>
      <p>على الهاتف: واتساب ← الأجهزة المرتبطة ← ربط جهاز، ثم وجّهوا الكاميرا إلى الرمز. من يصوّره يملك الحساب.</p>
    </div>
  );
}

function Figures({ board, time }: { board: Board; time: PageTime }) {
  const later = Date.parse(board.next.at) > time.now.getTime();
  return (
    <dl class="card figures">
      <dt>الرقم</dt>
      <dd>{board.account === null ? '—' : <bdi dir="ltr">+{board.account}</bdi>}</dd>
      {board.account === null ? null : (
        <>
          <dt>رابط الاشتراك</dt>
          <dd>
            <a href={joinLink(board.account)} dir="ltr">
              wa.me/{board.account}
            </a>
          </dd>
        </>
      )}
      <dt>{board.state === 'ready' ? 'متّصل منذ' : 'على هذه الحال منذ'}</dt>
      <dd>{since(Date.parse(board.since), time.now.getTime())}</dd>
      <dt>اليوم</dt>
      <dd class="count">
        <Count of={board.today} />
      </dd>
      <dt>هذه الساعة</dt>
      <dd class="count">
        <Count of={board.hour} />
      </dd>
      <dt>الرسالة التالية</dt>
      <dd>
        {later ? (
          <>
            <Moment at={board.next.at} time={time} /> ({becauseWords[board.next.because] ?? board.next.because})
          </>
        ) : (
          'متى وُجدت'
        )}
      </dd>
      <dt>مرّات إعادة التشغيل</dt>
      <dd>{board.restarts}</dd>
      <dt>آخر خلل</dt>
      <dd>
        {board.lastError === null ? (
          '—'
        ) : (
          <>
            <bdi lang="en">{board.lastError.reason}</bdi> (<Moment at={board.lastError.at} time={time} />)
          </>
        )}
      </dd>
    </dl>
  );
}

const number = new Intl.NumberFormat('ar-u-nu-latn');

function Count({ of: { sent, cap } }: { of: { readonly sent: number; readonly cap: number } }) {
  return (
    <>
      <meter min={0} max={cap} value={Math.min(sent, cap)} high={cap * 0.9} aria-hidden="true" />
      <span>
        {number.format(sent)} من {number.format(cap)}
      </span>
    </>
  );
}

function Moment({ at, time }: { at: string; time: PageTime }) {
  const format = new Intl.DateTimeFormat('ar-LB-u-nu-latn', {
    timeZone: time.timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  return <time datetime={at}>{format.format(new Date(at))}</time>;
}

function Orders() {
  return (
    <section class="orders" aria-label="أوامر">
      <div class="card">
        <h2>الربط</h2>
        <form method="post" action="/whatsapp/order">
          <button type="submit" name="order" value="pair">
            رمز QR جديد
          </button>
        </form>
        <form method="post" action="/whatsapp/order">
          <label>
            <span>أو برمز يُكتب على هاتف هذا الرقم</span>
            <input
              type="tel"
              name="number"
              required
              dir="ltr"
              placeholder="+961 70 123 456"
              autocomplete="off"
              maxlength={24}
            />
          </label>
          <button type="submit" name="order" value="pairNumber">
            رمز لهذا الرقم
          </button>
        </form>
      </div>
      <div class="card">
        <h2>الاتصال</h2>
        <form method="post" action="/whatsapp/order">
          <button type="submit" name="order" value="pause">
            إيقاف
          </button>
          <button type="submit" name="order" value="resume">
            استئناف
          </button>
        </form>
        <details>
          <summary>تسجيل الخروج…</summary>
          <form method="post" action="/whatsapp/order">
            <p>يُزال هذا الجهاز من أجهزة الحساب، ولا يُرسل شيء حتى يُربط من جديد.</p>
            <label class="check">
              <input type="checkbox" name="confirm" value="yes" required />
              <span>نعم، نريد تسجيل الخروج</span>
            </label>
            <button type="submit" name="order" value="logout" class="grave">
              تسجيل الخروج
            </button>
          </form>
        </details>
      </div>
    </section>
  );
}

/** «3 ساعات و12 دقيقة», in the two largest units. */
function since(from: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - from) / 1_000));
  const units = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3_600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'minute'],
    [seconds % 60, 'second'],
  ] as const;
  const first = Math.max(
    0,
    units.findIndex(([count]) => count > 0),
  );
  const parts = units
    .slice(seconds === 0 ? 3 : first, (seconds === 0 ? 3 : first) + 2)
    .filter(([count], index) => count > 0 || index === 0)
    .map(([count, unit]) =>
      new Intl.NumberFormat('ar-u-nu-latn', { style: 'unit', unit, unitDisplay: 'long' }).format(count),
    );
  return new Intl.ListFormat('ar', { type: 'unit', style: 'long' }).format(parts);
}
