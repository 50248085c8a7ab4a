import { type Kysely, sql } from 'kysely';

/**
 * What an account on WhatsApp sent lately, which its cap of people a day asks for every few minutes. Ids of Telegram are
 * shorter, so the rows of its lanes, which are most, are not in it and cost nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index delivery_recent_messages on delivery (lane_id, changed_at)
    where length(message_id) >= 16 and state = 'sent'`.execute(db);
}
