import { sql } from 'kysely';
import type { Db } from '../../src/database/database.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { createPush } from '../../src/editions/create.ts';
import { type AddressBook, addressBook } from '../../src/subscribers/addresses.ts';

export const book: AddressBook = addressBook(Buffer.alloc(32, 7));

/** Telegram chat ids of the test audience. */
export const chatId = (index: number) => 5_000_000 + index;

/** Makes `count` active subscribers of the edition `breaking` in a lane. */
export async function subscribe(db: Db, laneId: number, count: number): Promise<void> {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const hashes = indexes.map((index) => book.hash('telegram', String(chatId(index))));
  const sealed = indexes.map((index) => book.seal('telegram', String(chatId(index))));
  await sql`
    with people as (
      insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at)
      select ${laneId}, 'telegram', h, s, 'ar', now()
      from unnest(${hashes}::bytea[], ${sealed}::bytea[]) as t (h, s)
      returning id
    ) insert into subscription (edition, subscriber_id) select 'breaking', id from people`.execute(db);
}

/** Number of a reader that `subscribe` made. */
export async function subscriberOf(db: Db, index: number): Promise<number> {
  const { id } = await db
    .selectFrom('subscriber')
    .select('id')
    .where('address_hash', '=', book.hash('telegram', String(chatId(index))))
    .executeTakeFirstOrThrow();
  return id;
}

/** An approved push of one story to everybody. */
export async function approvedPush(
  db: Db,
  key: string,
  options: { readonly uncertain?: UncertainPolicy; readonly priority?: number } = {},
): Promise<number> {
  const created = await inTransaction(db, (trx) =>
    createPush(trx, {
      key,
      edition: 'breaking',
      kind: 'breaking',
      state: 'approved',
      topics: [],
      content: { type: 'digest', edition: 'breaking', instant: '2026-03-01T06:00:00.000Z', items: [] },
      createdBy: 'test',
      ...options,
    }),
  );
  return created.id;
}

/** Writes the whole audience of a push into the ledger. */
export async function fanOutWhole(
  db: Db,
  pushId: number,
  fanOut: (db: Db, id: number) => Promise<string>,
): Promise<void> {
  while ((await fanOut(db, pushId)) === 'more');
}
