import { type Kysely, sql } from 'kysely';

/** How often a push was decided on or put back, so that an undo takes back the decision that it was shown for; and what is open is found at once. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table push add column decisions integer not null default 0`.execute(db);
  await sql`
    create index push_at_hand on push (id)
      where state in ('proposed', 'approved', 'sending', 'paused')`.execute(db);
}
