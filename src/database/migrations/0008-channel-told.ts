import { type Kysely, sql } from 'kysely';

/** What people were told last of an account's state, so that a restart does not tell them again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table channel_status add column told text`.execute(db);
}
