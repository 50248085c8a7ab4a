import { timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { basicAuth } from 'hono/basic-auth';
import type { Db } from '../database/database.ts';
import { userOfSession } from '../users/session.ts';
import { may, type User } from '../users/user.ts';
import { sessionOf } from './guard.ts';
import { isLocalRequest } from './local-request.ts';

/** What the guard tells the pages behind it: who stands there, for the audit. */
export interface Operating {
  Variables: { readonly operator: string };
}

/** Who has the password, or sits at this machine. */
const nameless = 'ops';

/**
 * Ops pages: for whoever is signed in and operates; else behind a password when one is set, else for this machine only, and
 * where a web server hands on to it (`publicUrl`) for nobody else but of `/metrics`: not every one says what it hands on.
 * Without a password the Host header must name this machine too, so that a page elsewhere cannot reach it through a browser
 * here (DNS rebinding); the cookie of a session is sent to its own host alone.
 */
export function opsOnly({
  db,
  password,
  publicUrl,
}: {
  readonly db: Db;
  readonly password: string | null;
  readonly publicUrl: string | null;
}): MiddlewareHandler<Operating> {
  const asked = password === null ? null : byPassword(password);
  return async (c, next) => {
    const user = await operatorOf(c, db);
    c.set('operator', user?.name ?? nameless);
    if (user !== undefined) return next();
    if (asked !== null) return asked(c, next);
    if (isLocalRequest(c) && (publicUrl === null || c.req.path === '/metrics')) return next();
    return c.text(
      'Sign in at /console as somebody who operates, or set NASHRA_OPS_PASSWORD, to reach this page from another machine or behind a web server.\n',
      403,
    );
  };
}

/** These pages renew themselves, so being looked at keeps no session from ending. */
async function operatorOf(c: Context, db: Db): Promise<User | undefined> {
  const session = sessionOf(c);
  if (session === undefined) return undefined;
  // With the record away nobody is known; the password still lets in.
  const user = await userOfSession(db, session, 'looks').catch(() => undefined);
  return user !== undefined && may(user, 'operate') ? user : undefined;
}

function byPassword(password: string): MiddlewareHandler {
  return basicAuth({
    realm: 'nashra ops',
    verifyUser: (user, given) => same(user, nameless) && same(given, password),
  });
}

function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
