import { type Kysely, sql } from 'kysely';

/** A channel or group of the newsroom that could not be posted to: since when and why, and whether editors know. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table subscriber
      add column lost_at timestamptz,
      add column lost_reason text,
      add column lost_to_tell boolean not null default false`.execute(db);
}
