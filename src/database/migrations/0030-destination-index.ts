import { type Kysely, sql } from 'kysely';

/** Every few seconds it is looked what became of the newsroom's own channels and groups: a handful among a million readers. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index subscriber_destination on subscriber (lane_id) where destination`.execute(db);
}
