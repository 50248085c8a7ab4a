import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { isCrowded, isPassword, TooManyPasswords } from './password.ts';
import { openSession } from './session.ts';
import type { User } from './user.ts';

/** So many wrong passwords in a row are free; each further one doubles a wait that begins with a minute. Seconds. */
const free = 5;
const longestWait = 15 * 60;

export type SignIn =
  | { readonly kind: 'in'; readonly token: string }
  /** The name or the password; which of them is not said. */
  | { readonly kind: 'wrong' }
  /** Too many wrong ones: asked again in so many seconds. */
  | { readonly kind: 'wait'; readonly seconds: number };

/** Lets somebody in who knows the name and the password. @throws {TooManyPasswords} */
export async function signIn(db: Db, name: string, password: string): Promise<SignIn> {
  // What is not looked at is not counted either.
  if (isCrowded()) throw new TooManyPasswords('too many passwords at once');
  const given = plain(name);
  const seconds = await beginTry(db, given);
  if (seconds > 0) return { kind: 'wait', seconds };
  const user = await db
    .selectFrom('app_user')
    .select(['id', 'secret_hash'])
    .where(sql`lower(name)`, '=', sql`lower(${given})`)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  const secret = user?.secret_hash ?? null;
  if (!(await isPassword(password, secret)) || user === undefined) return { kind: 'wrong' };
  return inTransaction(db, async (trx) => {
    // Shut out, or with another password, since it was looked at.
    const still = await trx
      .selectFrom('app_user')
      .select('name')
      .where('id', '=', user.id)
      .where('secret_hash', '=', secret)
      .where('disabled_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!still) return { kind: 'wrong' };
    await forgetTries(trx, given);
    await recordAudit(trx, { actor: still.name, action: 'user.sign-in', subject: `user ${still.name}` });
    return { kind: 'in', token: await openSession(trx, user.id) };
  });
}

/** Whether it is the user's password, counted like a try to sign in. @throws {TooManyPasswords} */
export async function isOwnPassword(db: Db, { id, name }: User, password: string): Promise<'yes' | 'no' | 'wait'> {
  if ((await beginTry(db, plain(name))) > 0) return 'wait';
  const { secret_hash } = await db
    .selectFrom('app_user')
    .select('secret_hash')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  if (!(await isPassword(password, secret_hash))) return 'no';
  await forgetTries(db, plain(name));
  return 'yes';
}

/** Wrong passwords under this name are forgotten: it has a new one. */
export async function forgetTries(db: Db | Trx, name: string): Promise<void> {
  await db
    .deleteFrom('sign_in_failure')
    .where('name_hash', '=', hashOf(plain(name)))
    .execute();
}

/**
 * Counts a try before it is looked at, in one statement: many at once are many. Gives 0 when it may be made, else the
 * seconds until the next may.
 */
async function beginTry(db: Db, name: string): Promise<number> {
  const hash = hashOf(name);
  await sql`delete from sign_in_failure where failed_at < now() - interval '1 day'`.execute(db);
  const until = sql`f.failed_at + least(${longestWait}, 60 * 2 ^ least(f.failures - ${free}, 10)) * interval '1 second'`;
  const begun = await sql`
    insert into sign_in_failure as f (name_hash, failures, failed_at) values (${hash}, 1, clock_timestamp())
    on conflict (name_hash) do update set failures = f.failures + 1, failed_at = clock_timestamp()
    where f.failures < ${free} or ${until} <= clock_timestamp()
    returning 1`.execute(db);
  if (begun.rows.length > 0) return 0;
  const { rows } = await sql<{ seconds: number }>`
    select greatest(1, ceil(extract(epoch from ${until} - clock_timestamp())))::integer as seconds
    from sign_in_failure f where name_hash = ${hash}`.execute(db);
  return rows[0]?.seconds ?? 1;
}

const plain = (name: string) => name.normalize('NFC').replace(/\s+/gu, ' ').trim().slice(0, 200);

const hashOf = (name: string) => createHash('sha256').update(name.toLowerCase()).digest();
