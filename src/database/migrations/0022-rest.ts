import { type Kysely, sql } from 'kysely';

/**
 * Pushes in several messages: of a delivery with some of them at its reader, `message_id` names those, and `rest` says of
 * the next whether it waits to be sent or may have left. Null of all other deliveries, which costs them nothing.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create type delivery_rest as enum ('waits', 'left')`.execute(db);
  await sql`alter table delivery add column rest delivery_rest`.execute(db);
  // Few at any time, and to be found among a million who wait: they come first.
  await sql`
    create index delivery_begun on delivery (push_id, lane_id, subscriber_id)
    where state = 'pending' and rest is not null`.execute(db);
}
