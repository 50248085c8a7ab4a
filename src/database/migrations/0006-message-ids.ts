import { type Kysely, sql } from 'kysely';

/** Receipts name a message by its id alone. Only ids that a far end makes up at random can be found so: see receipts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index delivery_message on delivery (message_id) where length(message_id) >= 16`.execute(db);
}
