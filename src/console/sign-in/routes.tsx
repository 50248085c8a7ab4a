import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { passwordLength, TooManyPasswords, whyNotPassword } from '../../users/password.ts';
import { endSession } from '../../users/session.ts';
import { type SignIn, signIn } from '../../users/sign-in.ts';
import { invited, isAnybodyThere, takeUpInvitation } from '../../users/store.ts';
import type { User } from '../../users/user.ts';
import { answer } from '../answer.ts';
import { dropSession, keepSession, sessionOf } from '../guard.ts';
import { isLocalRequest, namesThisMachine } from '../local-request.ts';
import type { ConsoleParts } from '../parts.ts';
import { counted } from '../time.tsx';
import { JoinPage, NoInvitationPage, SignInPage, type SignInShown } from './page.tsx';
import { passwordWords } from './password-words.ts';
import { enterAs, sampleUsers } from './sample-users.ts';

/** What is no form of ours is empty; a password that is too long is refused as wrong. */
const text = z.string().catch('');
const given = z.object({ name: text, password: text, again: text, to: text, as: text });

/** `/console/sign-in`, `/console/join/…`, `/console/sign-out`: everything for those who are not in yet. */
export function signInRoutes({ db, publicUrl, mode }: Pick<ConsoleParts, 'db' | 'publicUrl' | 'mode'>): Hono {
  const app = new Hono();
  const publicHost = publicUrl?.startsWith('https:') ? new URL(publicUrl).host : null;
  /** A password goes over TLS, or does not leave this machine. */
  const isSafe = (c: Context) =>
    namesThisMachine(c) || (c.req.header('host') === publicHost && c.req.header('x-forwarded-proto') !== 'http');
  const samplesFor = (c: Context) => (mode === 'sandbox' && isLocalRequest(c) ? sampleUsers : []);
  type Shown = Pick<SignInShown, 'wrong' | 'to' | 'name'>;
  const page = async (c: Context, shown: Shown, status: 200 | 401 | 403 | 429 | 503 = 200) => {
    c.header('cache-control', 'no-store');
    const anybody = await isAnybodyThere(db);
    const full: SignInShown = { ...shown, safe: isSafe(c), anybody, samples: samplesFor(c) };
    return answer(c, <SignInPage shown={full} />, status);
  };

  app.get('/console/sign-in', (c) => page(c, { wrong: null, to: inside(c.req.query('to')), name: '' }));
  app.post('/console/sign-in', async (c) => {
    const { name, password, to } = given.parse(await c.req.parseBody());
    const shown = { to: inside(to), name: name.slice(0, 60) };
    if (!isSafe(c)) return page(c, { ...shown, wrong: null }, 403);
    const result = await unlessTooMany(() => signIn(db, name, password.slice(0, passwordLength.most + 1)));
    switch (result.kind) {
      case 'in':
        await leaveSession(c);
        keepSession(c, result.token);
        return c.redirect(shown.to, 303);
      case 'wait':
        return page(c, { ...shown, wrong: waitWords(result.seconds) }, 429);
      case 'wrong':
        return page(c, { ...shown, wrong: 'الاسم أو كلمة السرّ غير صحيح.' }, 401);
      case 'busy':
        c.header('retry-after', '5');
        return page(c, { ...shown, wrong: 'يحاول كثيرون الدخول الآن. أعيدوا المحاولة بعد قليل.' }, 503);
    }
  });
  app.post('/console/sign-in/sample', async (c) => {
    const { as, to } = given.parse(await c.req.parseBody());
    const sample = samplesFor(c).find(({ name }) => name === as);
    const token = sample && (await enterAs(db, sample));
    if (token === undefined) return c.notFound();
    await leaveSession(c);
    keepSession(c, token);
    return c.redirect(inside(to), 303);
  });

  app.post('/console/sign-out', async (c) => {
    await leaveSession(c);
    dropSession(c);
    return c.redirect('/console/sign-in', 303);
  });

  /** Whoever comes in with this browser leaves what was open in it. */
  async function leaveSession(c: Context): Promise<void> {
    const session = sessionOf(c);
    if (session !== undefined) await endSession(db, session);
  }

  const join = (c: Context, user: User, wrong: string | null, status: 200 | 400 | 403 = 200) =>
    answer(c, <JoinPage user={user} wrong={wrong} safe={isSafe(c)} least={passwordLength.least} />, status);
  const gone = (c: Context) => answer(c, <NoInvitationPage />, 410);
  app.get('/console/join/:token', async (c) => {
    c.header('cache-control', 'no-store');
    const user = await invited(db, c.req.param('token'));
    return user ? join(c, user, null) : gone(c);
  });
  app.post('/console/join/:token', async (c) => {
    c.header('cache-control', 'no-store');
    const user = await invited(db, c.req.param('token'));
    if (!user) return gone(c);
    if (!isSafe(c)) return join(c, user, null, 403);
    const { password, again } = given.parse(await c.req.parseBody());
    if (password !== again) return join(c, user, 'الكلمتان مختلفتان.', 400);
    const why = whyNotPassword(password, user.name);
    if (why !== null) return join(c, user, passwordWords[why], 400);
    const token = await takeUpInvitation(db, c.req.param('token'), password);
    if (token === undefined) return gone(c);
    await leaveSession(c);
    keepSession(c, token);
    return c.redirect('/console', 303);
  });
  return app;
}

async function unlessTooMany(work: () => Promise<SignIn>): Promise<SignIn | { readonly kind: 'busy' }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TooManyPasswords) return { kind: 'busy' };
    throw error;
  }
}

/** Where to go afterwards: nowhere but to a page of the console. */
function inside(path: string | undefined): string {
  const to = path ?? '';
  if (!/^\/console(?:[/?]|$)/.test(to) || /[\\\p{C}]/u.test(to)) return '/console';
  // «/console/../…» leaves it.
  const { pathname, search } = new URL(to, 'http://nashra.invalid');
  return /^\/console(?:\/(?!sign-in|sign-out|join|events)|$)/.test(pathname) ? pathname + search : '/console';
}

const minuteForms = { one: 'دقيقة', two: 'دقيقتين', few: 'دقائق', many: 'دقيقة', other: 'دقيقة' } as const;

const waitWords = (seconds: number) =>
  `كلمات سرّ خاطئة كثيرة. أعيدوا المحاولة بعد ${counted(Math.ceil(seconds / 60), minuteForms)}.`;
