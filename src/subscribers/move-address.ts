import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import type { AddressBook } from './addresses.ts';
import type { Contact } from './store.ts';

/** `lost`: a destination that could not be followed; it gets nothing more until the configuration is mended. */
export type Moved = 'moved' | 'known' | 'lost';

interface Reader {
  readonly id: number;
  readonly destination: boolean;
  readonly active: boolean;
}

/**
 * The chat has a new address. Of a person who is known there already the old entry goes, so that nobody is told twice. A
 * channel or group of the newsroom stays one destination, under the id that is configured and with the editions of that,
 * and editors are to be told of the new one. May be called twice.
 */
export function moveAddress(db: Db, addresses: AddressBook, subscriberId: number, to: Contact): Promise<Moved> {
  return inTransaction(db, async (trx) => {
    const hash = addresses.hash(to.channel, to.address);
    const { rows } = await sql<Reader & { there: boolean }>`
      select id, destination, state = 'active' as active,
             channel = ${to.channel} and address_hash = ${hash} as there
      from subscriber where id = ${subscriberId} or (channel = ${to.channel} and address_hash = ${hash})
      order by id for update`.execute(trx);
    const moving = rows.find(({ id }) => id === subscriberId);
    const known = rows.find(({ there }) => there);
    if (!moving || moving.id === known?.id) return 'moved';
    if (known && !moving.destination) {
      await sql`update subscriber set state = 'gone', changed_at = now() where id = ${moving.id}`.execute(trx);
      return 'known';
    }
    // It is configured under both ids: each of them has its editions.
    if (known?.active) return 'lost';
    if (known) await takeOver(trx, known.id, moving.id);
    await sql`
      update subscriber set
        configured_hash = case when destination then coalesce(configured_hash, address_hash) end,
        configured_sealed = case when destination then coalesce(configured_sealed, address_sealed) end,
        moved_to_tell = destination,
        address_hash = ${hash}, address_sealed = ${addresses.seal(to.channel, to.address)}, changed_at = now()
      where id = ${moving.id}`.execute(trx);
    return 'moved';
  });
}

/** An entry that gets nothing any more and stands for the same chat: what was sent to it is the other's, to be corrected. */
async function takeOver(trx: Trx, from: number, by: number): Promise<void> {
  await sql`
    update delivery d set subscriber_id = ${by}
    from push p
    where d.push_id = p.id and d.subscriber_id = ${from}
      and not exists (select from delivery own where own.push_id = p.id and own.subscriber_id = ${by})`.execute(trx);
  await sql`delete from subscriber where id = ${from}`.execute(trx);
}
