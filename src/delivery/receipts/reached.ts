import { sql } from 'kysely';
import type { Reached } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';

/** What a message has been through when it has come so far: who reads it has it. */
const through: Readonly<Record<Reached, readonly Reached[]>> = {
  server: ['server'],
  delivered: ['server', 'delivered'],
  read: ['server', 'delivered', 'read'],
};

/**
 * Ids that a far end makes up at random are at least so long, and have an index; others, such as Telegram's numbers, say
 * which message only together with its chat.
 */
export const shortestUniqueId = 16;

/** Records how far a message of the ledger has come. In any order and as often as one likes. */
export async function recordReached(
  db: Db,
  delivery: { readonly pushId: number; readonly subscriberId: number },
  reached: Reached,
): Promise<void> {
  await sql`
    insert into receipt (push_id, subscriber_id, kind, at)
    select push_id, subscriber_id, kind, now() from delivery, unnest(${through[reached]}::text[]) as kind
    where push_id = ${delivery.pushId} and subscriber_id = ${delivery.subscriberId}
    on conflict do nothing`.execute(db);
}

/**
 * The same for whoever knows only the message's id: also after a restart. A message whose end was unknown is known to be
 * sent by this. Returns whether the ledger knows it.
 */
export async function recordReachedById(
  db: Db,
  message: { readonly laneId: number; readonly messageId: string },
  reached: Reached,
): Promise<boolean> {
  const { rows } = await sql<{ push_id: number; subscriber_id: number }>`
    update delivery set
      state = case when state = 'uncertain' then 'sent' else state end,
      reason = case when state = 'uncertain' then null else reason end,
      changed_at = case when state = 'uncertain' then now() else changed_at end
    -- The id of one part of several says nothing of the others.
    where rest is null and message_id = ${message.messageId} and length(message_id) >= ${sql.lit(shortestUniqueId)}
      and lane_id = ${message.laneId} and state in ('sent', 'uncertain')
    returning push_id, subscriber_id`.execute(db);
  for (const { push_id: pushId, subscriber_id: subscriberId } of rows) {
    await recordReached(db, { pushId, subscriberId }, reached);
  }
  return rows.length > 0;
}
