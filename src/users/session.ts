import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';
import { hashOfToken, newToken } from './token.ts';
import type { User } from './user.ts';

/** A session ends when nothing was done in it for so long, and in any case after `longest`. Hours. */
export const sessionHours = { idle: 12, longest: 7 * 24 } as const;

/** Of a session `s`: that it has not ended. */
export const liveSession = sql<boolean>`s.seen_at > now() - ${sessionHours.idle} * interval '1 hour'
  and s.created_at > now() - ${sessionHours.longest} * interval '1 hour'`;

/** Gives the token, which only the browser keeps. */
export async function openSession(db: Db | Trx, userId: number): Promise<string> {
  const { token, hash } = newToken();
  // What has ended is forgotten on the way.
  await db.deleteFrom('user_session as s').where(sql<boolean>`not (${liveSession})`).execute();
  await db.insertInto('user_session').values({ token_hash: hash, user_id: userId }).execute();
  return token;
}

/**
 * Whose session it is; undefined when it has ended, or its user may not come in any more. A page that renews itself
 * (`looks`) does not keep the session from ending: somebody has gone and left it open.
 */
export async function userOfSession(db: Db, token: string, how: 'acts' | 'looks'): Promise<User | undefined> {
  const hash = hashOfToken(token);
  const found = await db
    .selectFrom('user_session as s')
    .innerJoin('app_user as u', 'u.id', 's.user_id')
    .select(['u.id', 'u.name', 'u.role', sql<boolean>`s.seen_at < now() - interval '1 minute'`.as('stale')])
    .where('s.token_hash', '=', hash)
    .where('u.disabled_at', 'is', null)
    .where(liveSession)
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.stale && how === 'acts') {
    await db.updateTable('user_session').set({ seen_at: sql`now()` }).where('token_hash', '=', hash).execute();
  }
  return { id: found.id, name: found.name, role: found.role };
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('user_session').where('token_hash', '=', hashOfToken(token)).execute();
}

/** Ends a user's sessions everywhere, but for the one of `except`. */
export async function endSessionsOf(db: Db | Trx, userId: number, except?: string): Promise<void> {
  const query = db.deleteFrom('user_session').where('user_id', '=', userId);
  await (except === undefined ? query : query.where('token_hash', '<>', hashOfToken(except))).execute();
}
