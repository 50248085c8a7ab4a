import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import type { AddressBook } from './addresses.ts';

/** A channel or group of the newsroom's own, to which editions go besides the subscribers. */
export interface Destination {
  readonly chat: string;
  readonly editions: readonly string[];
  readonly language: string;
}

/**
 * Brings the record in line with the destinations that are configured for a lane: new ones get their editions from now
 * on, those that are configured no longer get nothing more. One that became another chat is known by the id that is
 * configured and by its own (see `moveAddress`).
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
        and not address_hash = any(${hashes}::bytea[])
        and (configured_hash is null or not configured_hash = any(${hashes}::bytea[]))`.execute(trx);
    const editionsOf = new Map<number, Set<string>>();
    for (const [index, { chat, editions, language }] of destinations.entries()) {
      const hash = hashes[index];
      const sealed = addresses.seal(lane.channel, chat);
      const id =
        (await followed(trx, lane, { hash, hashes, language })) ??
        (await inserted(trx, lane, { hash, sealed, language }));
      // The same chat may be configured under its earlier and its new id.
      editionsOf.set(id, new Set([...(editionsOf.get(id) ?? []), ...editions]));
    }
    for (const [id, editions] of editionsOf) {
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

interface Lane {
  readonly id: number;
  readonly channel: ChannelName;
}

/** The destination that had this id when it was configured and moved since; it stays followed until its own is configured. */
async function followed(
  trx: Trx,
  { id: laneId, channel }: Lane,
  { hash, hashes, language }: { hash: Buffer | undefined; hashes: readonly Buffer[]; language: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    update subscriber set state = 'active', language = ${language}, lane_id = ${laneId},
      moved_to_tell = moved_to_tell and not address_hash = any(${[...hashes]}::bytea[])
    where channel = ${channel} and destination and configured_hash = ${hash}
    returning id`.execute(trx);
  return rows[0]?.id;
}

async function inserted(
  trx: Trx,
  { id: laneId, channel }: Lane,
  { hash, sealed, language }: { hash: Buffer | undefined; sealed: Buffer; language: string },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at, destination)
    values (${laneId}, ${channel}, ${hash}, ${sealed}, ${language}, now(), true)
    on conflict (channel, address_hash) do update
      set state = 'active', language = excluded.language, lane_id = excluded.lane_id, destination = true,
          moved_to_tell = false
    returning id`.execute(trx);
  const [row] = rows;
  if (row === undefined) throw new Error('a destination was neither written nor found');
  return row.id;
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
