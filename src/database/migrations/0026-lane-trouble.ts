import { type Kysely, sql } from 'kysely';

/** A lane whose far end cannot be used: since when, why, and how often it was held for that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table lane
      add column trouble_since timestamptz,
      add column trouble_reason text,
      add column trouble_holds integer not null default 0`.execute(db);
}
