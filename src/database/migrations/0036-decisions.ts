import { type Kysely, sql } from 'kysely';

/** How often a push was decided on or put back, so that an undo takes back the decision that it was shown for; and which one the editors' message tells of. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table push add column decisions integer not null default 0`.execute(db);
  await sql`alter table proposal_message add column shown_decisions integer`.execute(db);
}
