import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import { passwordLength, whyNotPassword } from '../../users/password.ts';
import { endSession } from '../../users/session.ts';
import { signIn } from '../../users/sign-in.ts';
import { invited, isAnybodyThere, takeUpInvitation } from '../../users/store.ts';
import type { User } from '../../users/user.ts';
import { dropSession, isThisMachine, keepSession, sessionOf } from '../guard.ts';
import { isLocalRequest } from '../local-request.ts';
import type { ConsoleParts } from '../parts.ts';
import { JoinPage, NoInvitationPage, SignInPage, type SignInShown } from './page.tsx';
import { passwordWords } from './password-words.ts';
import { enterAs, sampleUsers } from './sample-users.ts';

const given = z.object({
  name: z.string().max(200).default(''),
  password: z.string().max(1_000).default(''),
  again: z.string().max(1_000).default(''),
  to: z.string().default(''),
  as: z.string().default(''),
});

/** `/console/sign-in`, `/console/join/…`, `/console/sign-out`: everything for those who are not in yet. */
export function signInRoutes({ db, publicUrl, mode }: Pick<ConsoleParts, 'db' | 'publicUrl' | 'mode'>): Hono {
  const app = new Hono();
  /** A password goes over TLS, or does not leave this machine. */
  const isSafe = (c: Context) => publicUrl?.startsWith('https:') === true || isThisMachine(c);
  const page = async (
    c: Context,
    shown: Pick<SignInShown, 'wrong' | 'to' | 'name'>,
    status: 200 | 401 | 403 | 429 = 200,
  ) => {
    c.header('cache-control', 'no-store');
    const full: SignInShown = {
      ...shown,
      safe: isSafe(c),
      anybody: await isAnybodyThere(db),
      samples: mode === 'sandbox' && isLocalRequest(c) ? sampleUsers : [],
    };
    return c.html(html`<!doctype html>${<SignInPage shown={full} />}`, status);
  };

  app.get('/console/sign-in', (c) => page(c, { wrong: null, to: inside(c.req.query('to')), name: '' }));
  app.post('/console/sign-in', async (c) => {
    const { name, password, to } = given.parse(await c.req.parseBody());
    const shown = { to: inside(to), name };
    if (!isSafe(c)) return page(c, { ...shown, wrong: null }, 403);
    const result = await signIn(db, name, password);
    switch (result.kind) {
      case 'in':
        keepSession(c, result.token);
        return c.redirect(shown.to, 303);
      case 'wait':
        return page(c, { ...shown, wrong: waitWords(result.seconds) }, 429);
      case 'wrong':
        return page(c, { ...shown, wrong: 'الاسم أو كلمة السرّ غير صحيح.' }, 401);
    }
  });
  app.post('/console/sign-in/sample', async (c) => {
    if (mode !== 'sandbox' || !isLocalRequest(c)) return c.notFound();
    const { as, to } = given.parse(await c.req.parseBody());
    const token = await enterAs(db, as);
    if (token === undefined) return c.notFound();
    keepSession(c, token);
    return c.redirect(inside(to), 303);
  });

  app.post('/console/sign-out', async (c) => {
    const session = sessionOf(c);
    if (session !== undefined) await endSession(db, session);
    dropSession(c);
    return c.redirect('/console/sign-in', 303);
  });

  const join = (c: Context, user: User, wrong: string | null, status: 200 | 400 | 403 = 200) =>
    c.html(
      html`<!doctype html>${<JoinPage user={user} wrong={wrong} safe={isSafe(c)} least={passwordLength.least} />}`,
      status,
    );
  const gone = (c: Context) => c.html(html`<!doctype html>${<NoInvitationPage />}`, 410);
  app.get('/console/join/:token', async (c) => {
    c.header('cache-control', 'no-store');
    const user = await invited(db, c.req.param('token'));
    return user ? join(c, user, null) : gone(c);
  });
  app.post('/console/join/:token', async (c) => {
    const user = await invited(db, c.req.param('token'));
    if (!user) return gone(c);
    if (!isSafe(c)) return join(c, user, null, 403);
    const { password, again } = given.parse(await c.req.parseBody());
    if (password !== again) return join(c, user, 'الكلمتان مختلفتان.', 400);
    const why = whyNotPassword(password, user.name);
    if (why !== null) return join(c, user, passwordWords[why], 400);
    const token = await takeUpInvitation(db, c.req.param('token'), password);
    if (token === undefined) return gone(c);
    keepSession(c, token);
    return c.redirect('/console', 303);
  });
  return app;
}

/** Where to go afterwards: nowhere but into the console. */
function inside(path: string | undefined): string {
  const to = path ?? '';
  if (!/^\/console(?:[/?]|$)/.test(to) || /[\\\p{C}]/u.test(to)) return '/console';
  // «/console/../…» leaves it.
  const { pathname, search } = new URL(to, 'http://nashra.invalid');
  return /^\/console(?:\/(?!sign-in|sign-out|join)|$)/.test(pathname) ? pathname + search : '/console';
}

function waitWords(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  const span = new Intl.NumberFormat('ar-u-nu-latn', { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return `كلمات سرّ خاطئة كثيرة. أعيدوا المحاولة بعد ${span.format(minutes)}.`;
}
