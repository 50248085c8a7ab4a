import { type Kysely, sql } from 'kysely';

/**
 * The number of a try is never used twice: of a delivery's tries so many are not held against it, because nobody looked at
 * the message, or because it is sent once more to those who missed it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table delivery add column uncounted smallint not null default 0`.execute(db);
}
