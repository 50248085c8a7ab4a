import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import type { AddressBook } from './addresses.ts';

/** A channel or group of the newsroom's own, to which editions go besides the subscribers. */
export interface Destination {
  readonly chat: string;
  readonly editions: readonly string[];
  readonly language: string;
}

/**
 * Brings the record in line with the destinations that are configured for a lane: new ones get their editions from now
 * on, those that are configured no longer get nothing more.
 */
export function syncDestinations(
  db: Db,
  addresses: AddressBook,
  lane: { readonly id: number; readonly channel: ChannelName },
  destinations: readonly Destination[],
): Promise<void> {
  const hashes = destinations.map(({ chat }) => addresses.hash(lane.channel, chat));
  return inTransaction(db, async (trx) => {
    await sql`
      update subscriber set state = 'left', changed_at = now()
      where destination and lane_id = ${lane.id} and state = 'active'
        and not address_hash = any(${hashes}::bytea[])`.execute(trx);
    for (const [index, { chat, editions, language }] of destinations.entries()) {
      const { rows } = await sql<{ id: number }>`
        insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at, destination)
        values (${lane.id}, ${lane.channel}, ${hashes[index]}, ${addresses.seal(lane.channel, chat)}, ${language}, now(), true)
        on conflict (channel, address_hash) do update
          set state = 'active', language = excluded.language, lane_id = excluded.lane_id, destination = true
        returning id`.execute(trx);
      const id = rows[0]?.id;
      await sql`
        delete from subscription where subscriber_id = ${id} and not edition = any(${[...editions]}::text[])`.execute(
        trx,
      );
      await sql`
        insert into subscription (edition, subscriber_id)
        select edition, ${id} from unnest(${[...editions]}::text[]) as t (edition) on conflict do nothing`.execute(trx);
    }
  });
}

/** A destination could not be posted to. Nothing changes while it is known to be lost, and of people. */
export async function markLost(db: Db, subscriberId: number, reason: string): Promise<void> {
  await sql`
    update subscriber set lost_at = clock_timestamp(), lost_reason = ${reason}, lost_to_tell = true
    where id = ${subscriberId} and destination and lost_at is null`.execute(db);
}

/** Destinations that were posted to since they were lost are lost no more. */
export async function forgetFoundAgain(db: Db): Promise<void> {
  await sql`
    update subscriber s set lost_at = null, lost_reason = null, lost_to_tell = false
    where s.destination and s.lost_at is not null and exists (
      select from push p join delivery d on d.push_id = p.id and d.subscriber_id = s.id
      where (p.finished_at is null or p.finished_at > s.lost_at) and d.state = 'sent'
        and d.changed_at > s.lost_at)`.execute(db);
}
