import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';
import type { AddressBook } from './addresses.ts';
import { moveAddress } from './move-address.ts';

/** A person as a channel with two kinds of addresses names them: by the one, by the other or by both. */
export interface TwoNames {
  readonly channel: ChannelName;
  /** The lasting one: a number. */
  readonly number: string | null;
  /** One that hides it. */
  readonly hidden: string | null;
}

/**
 * The address under which a person is known, whichever name they came with, so that one person is one subscriber. Who
 * was known by the hidden name only moves to the number when it shows; what belongs together is remembered.
 */
export async function knownAddress(db: Db, addresses: AddressBook, names: TwoNames): Promise<string> {
  const { channel, number, hidden } = names;
  if (number !== null && hidden !== null) await unite(db, addresses, channel, number, hidden);
  if (number !== null) return number;
  if (hidden === null) throw new Error('a person needs a name');
  const sealed = await db
    .selectFrom('subscriber_alias')
    .innerJoin('subscriber', 'subscriber.id', 'subscriber_alias.subscriber_id')
    .select('subscriber.address_sealed')
    .where('subscriber_alias.channel', '=', channel)
    .where('alias_hash', '=', addresses.hash(channel, hidden))
    .executeTakeFirst();
  return sealed ? addresses.open(channel, sealed.address_sealed) : hidden;
}

async function unite(
  db: Db,
  addresses: AddressBook,
  channel: ChannelName,
  number: string,
  hidden: string,
): Promise<void> {
  await followMove(db, addresses, { channel, from: hidden, to: number });
  await sql`
    insert into subscriber_alias (channel, alias_hash, subscriber_id)
    select ${channel}, ${addresses.hash(channel, hidden)}, id from subscriber
    where channel = ${channel} and address_hash = ${addresses.hash(channel, number)}
    on conflict (channel, alias_hash) do update set subscriber_id = excluded.subscriber_id`.execute(db);
}

/** A person has another address from now on. Nothing happens for people we do not know. */
export async function followMove(
  db: Db,
  addresses: AddressBook,
  move: { readonly channel: ChannelName; readonly from: string; readonly to: string },
): Promise<void> {
  const known = await db
    .selectFrom('subscriber')
    .select('id')
    .where('channel', '=', move.channel)
    .where('address_hash', '=', addresses.hash(move.channel, move.from))
    .executeTakeFirst();
  if (known) await moveAddress(db, addresses, known.id, { channel: move.channel, address: move.to });
}
