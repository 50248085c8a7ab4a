import { type Kysely, sql } from 'kysely';

/** Few deliveries are uncertain, and a lane that can look into its chats asks for them often: not by reading the whole ledger. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index delivery_uncertain on delivery (lane_id, push_id) where state = 'uncertain'`.execute(db);
}
