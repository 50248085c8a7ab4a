import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Db } from '../database/database.ts';
import { sessionHours, userOfSession } from '../users/session.ts';
import { may, type Right, type User } from '../users/user.ts';
import { answer } from './answer.ts';
import { namesThisMachine } from './local-request.ts';
import { RefusalPage } from './refusal.tsx';

/** What the guard tells the pages behind it. */
export interface SignedIn {
  Variables: { readonly user: User; readonly session: string };
}

const cookie = 'nashra';

/** Only where everybody between is kept out does the browser send it on: over TLS, or on this machine. */
export function keepSession(c: Context, token: string): void {
  setCookie(c, cookie, token, {
    path: '/',
    httpOnly: true,
    // Lax, not strict: a link in the editors' room leads into the console.
    sameSite: 'Lax',
    secure: !namesThisMachine(c),
    maxAge: sessionHours.longest * 3_600,
  });
}

export function dropSession(c: Context): void {
  deleteCookie(c, cookie, { path: '/' });
}

export const sessionOf = (c: Context): string | undefined => getCookie(c, cookie);

/** Lets nobody pass who is not signed in: a page that was asked for is shown after signing in. */
export function signedIn(db: Db): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const session = sessionOf(c);
    const isRenewal = c.req.header('hx-request') !== undefined && c.req.method === 'GET';
    const user = session === undefined ? undefined : await userOfSession(db, session, isRenewal ? 'looks' : 'acts');
    if (session === undefined || user === undefined) {
      const shown = isRenewal ? (c.req.header('hx-current-url') ?? '') : c.req.url;
      const wanted = c.req.method === 'GET' && URL.canParse(shown) ? new URL(shown) : null;
      const to = wanted === null ? '' : `?to=${encodeURIComponent(wanted.pathname + wanted.search)}`;
      // A part of a page that is renewed cannot show a form to sign in: the whole page goes there.
      if (isRenewal) {
        c.header('hx-redirect', `/console/sign-in${to}`);
        return c.text('', 401);
      }
      return c.redirect(`/console/sign-in${to}`, 303);
    }
    c.set('user', user);
    c.set('session', session);
    await next();
    c.header('cache-control', 'no-store');
    return undefined;
  };
}

/** Only for users who have this right; others are told who has. */
export function only(right: Right): MiddlewareHandler<SignedIn> {
  return async (c, next) => {
    const user = c.get('user');
    if (!may(user, right)) return answer(c, RefusalPage({ user, right }), 403);
    await next();
    return undefined;
  };
}
