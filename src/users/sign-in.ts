import { sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { isPassword } from './password.ts';
import { openSession } from './session.ts';
import { userName } from './user.ts';

/** So many wrong passwords in a row are free; each further one doubles a wait that begins with a minute. */
const freeFailures = 5;
const longestWait = 15 * 60;

export type SignIn =
  | { readonly kind: 'in'; readonly token: string }
  /** The name or the password; which of them is not said. */
  | { readonly kind: 'wrong' }
  /** Too many wrong ones: asked again in so many seconds. */
  | { readonly kind: 'wait'; readonly seconds: number };

/** Lets somebody in who knows the name and the password. */
export async function signIn(db: Db, name: string, password: string): Promise<SignIn> {
  const given = userName(name);
  const user =
    given === null
      ? undefined
      : await db
          .selectFrom('app_user')
          .select(['id', 'name', 'secret_hash'])
          .where(sql`lower(name)`, '=', given.toLowerCase())
          .where('disabled_at', 'is', null)
          .executeTakeFirst();
  if (user) {
    const seconds = await secondsToWait(db, user.id);
    if (seconds > 0) return { kind: 'wait', seconds };
    // Counted before it is looked at: many at once are many.
    await db
      .updateTable('app_user')
      .set({ failures: sql`failures + 1`, failed_at: sql`now()` })
      .where('id', '=', user.id)
      .execute();
  }
  if (!(await isPassword(password, user?.secret_hash ?? null)) || !user) {
    if (user && (await secondsToWait(db, user.id)) > 0) {
      await recordAudit(db, { actor: user.name, action: 'user.held-off', subject: `user ${user.name}` });
    }
    return { kind: 'wrong' };
  }
  await db.updateTable('app_user').set({ failures: 0, failed_at: null }).where('id', '=', user.id).execute();
  await recordAudit(db, { actor: user.name, action: 'user.sign-in', subject: `user ${user.name}` });
  return { kind: 'in', token: await openSession(db, user.id) };
}

async function secondsToWait(db: Db, userId: number): Promise<number> {
  const { seconds } = await db
    .selectFrom('app_user')
    .select(
      sql<number>`case when failures >= ${freeFailures} then greatest(0, ceil(extract(epoch from failed_at
        + least(${longestWait}, 60 * 2 ^ least(failures - ${freeFailures}, 10)) * interval '1 second' - now()))) else 0 end::integer`.as(
        'seconds',
      ),
    )
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return seconds;
}
