import type { Child } from 'hono/jsx';
import { may, type Right, type User } from '../users/user.ts';
import { roleWords } from './words.ts';

/** A place in the bar above every page. */
interface Place {
  readonly path: string;
  readonly name: string;
  /** Shown only to those who have it. */
  readonly right?: Right;
}

const places = [
  { path: '/console', name: 'غرفة التحرير' },
  { path: '/console/stories', name: 'القصص' },
  { path: '/console/pushes', name: 'الدفعات' },
  { path: '/console/editions', name: 'النشرات' },
  { path: '/console/readers', name: 'القرّاء' },
  { path: '/console/operations', name: 'التشغيل' },
  { path: '/console/audit', name: 'السجلّ' },
  { path: '/console/users', name: 'المستخدمون', right: 'govern' },
] as const satisfies readonly Place[];

export type PlacePath = (typeof places)[number]['path'];

/** What came of what was asked for. `undo`: a form that takes it back. */
export interface Notice {
  readonly kind: 'done' | 'wrong';
  readonly text: string;
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> };
}

/** Every page of the console. `here`: its place in the bar, also of a page below it. */
export function Page(props: {
  readonly user: User;
  readonly title: string;
  readonly here: PlacePath | null;
  readonly notice?: Notice | null | undefined;
  readonly children: Child;
}) {
  const { user, title, here, notice, children } = props;
  return (
    <html lang="ar" dir="rtl">
      <Head title={title} />
      <body hx-sse:connect="/console/events">
        <a class="skip" href="#main">
          إلى المحتوى
        </a>
        <header class="bar">
          <a class="name" href="/console">
            نشرة
          </a>
          <nav aria-label="أقسام نشرة">
            {places.map((place) =>
              'right' in place && !may(user, place.right) ? null : (
                <a href={place.path} aria-current={place.path === here ? 'page' : undefined}>
                  {place.name}
                </a>
              ),
            )}
          </nav>
          <a class="me" href="/console/account" aria-current={here === null && title === 'حسابي' ? 'page' : undefined}>
            <bdi>{user.name}</bdi> <span class="soft">{roleWords[user.role]}</span>
          </a>
        </header>
        <main id="main">
          <h1>{title}</h1>
          {notice && <NoticeLine notice={notice} />}
          {children}
        </main>
        <p id="unreached" role="alert" hidden>
          انقطع الاتصال بالبرنامج. ما ترونه قد لا يكون الأحدث، ونعاود المحاولة.
        </p>
      </body>
    </html>
  );
}

/** A page for those who are not signed in. */
export function PlainPage({ title, children }: { readonly title: string; readonly children: Child }) {
  return (
    <html lang="ar" dir="rtl">
      <Head title={title} />
      <body class="plain">
        <main id="main" class="card">
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

function Head({ title }: { readonly title: string }) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="robots" content="noindex" />
      <title>{`${title} · نشرة`}</title>
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/theme.css" />
      <link rel="stylesheet" href="/console/app.css" />
      <meta
        name="htmx-config"
        content='{"history":false,"includeIndicatorCSS":false,"noSwap":[204,304,"4xx","5xx"],"morphIgnore":["data-htmx-powered","open"]}'
      />
      <script src="/console/htmx.js" defer />
      <script src="/console/app.js" defer />
    </head>
  );
}

export function NoticeLine({ notice: { kind, text, undo } }: { readonly notice: Notice }) {
  return (
    <div class={`notice ${kind}`} role={kind === 'wrong' ? 'alert' : 'status'}>
      <p>{text}</p>
      {undo && (
        <form method="post" action={undo.action}>
          {Object.entries(undo.fields).map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          <button type="submit" class="quiet">
            تراجع
          </button>
        </form>
      )}
    </div>
  );
}

/** What may change while somebody looks at it; see `changes.ts`. */
export const topics = ['desk', 'pushes', 'lanes', 'feeds'] as const;
export type Topic = (typeof topics)[number];

/**
 * A part of a page that renews itself when one of its topics changes: it is cut out of the page at `path`. Forms in it that
 * somebody may be filling in are marked `hx-morph-skip`; what was opened in it (`details`) stays open.
 */
export function Live(props: {
  readonly id: string;
  readonly path: string;
  readonly topics: readonly Topic[];
  readonly children: Child;
}) {
  const { id, path, children } = props;
  return (
    <div
      id={id}
      hx-get={path}
      hx-select={`#${id}`}
      hx-swap="outerMorph"
      hx-trigger={props.topics.map((topic) => `${topic} from:body throttle:500ms`).join(', ')}
    >
      {children}
    </div>
  );
}
