import { type Kysely, sql } from 'kysely';

/** Whether the editors were told that a push stopped by itself. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table push add column pause_to_tell boolean not null default false`.execute(db);
  await sql`create index push_pause_to_tell on push (id) where pause_to_tell`.execute(db);
}
