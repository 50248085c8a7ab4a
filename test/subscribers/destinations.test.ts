import { beforeEach, expect, test } from 'vitest';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { type Destination, syncDestinations } from '../../src/subscribers/destinations.ts';
import { useDatabase } from '../setup/migrated.ts';

const database = useDatabase();
const addresses = addressBook(Buffer.alloc(32, 9));
beforeEach(() => database.db.deleteFrom('subscriber').execute());

test('destinations get the editions configured, and nothing more once they are not', async () => {
  const { db } = database;
  const lane = { id: await ensureLane(db, 'telegram:1', 'telegram'), channel: 'telegram' } as const;
  const sync = (...destinations: Destination[]) => syncDestinations(db, addresses, lane, destinations);
  const seen = async () => {
    const rows = await db
      .selectFrom('subscriber as s')
      .leftJoin('subscription as n', 'n.subscriber_id', 's.id')
      .select(['s.address_sealed', 's.state', 'n.edition'])
      .orderBy('n.edition')
      .execute();
    return rows.map((row) => `${addresses.open('telegram', row.address_sealed)} ${row.state} ${row.edition}`).sort();
  };
  await sync(
    { chat: '@daraj', editions: ['breaking', 'morning'], language: 'ar' },
    { chat: '-1001', editions: ['breaking'], language: 'en' },
  );
  const all = ['-1001 active breaking', '@daraj active breaking', '@daraj active morning'];
  expect(await seen()).toEqual(all);
  await sync(
    { chat: '@daraj', editions: ['breaking', 'morning'], language: 'ar' },
    { chat: '-1001', editions: ['breaking'], language: 'en' },
  );
  expect(await seen()).toEqual(all);
  await sync({ chat: '@daraj', editions: ['morning'], language: 'ar' });
  expect(await seen()).toEqual(['-1001 left breaking', '@daraj active morning']);
  await sync({ chat: '-1001', editions: ['breaking'], language: 'ar' });
  expect(await seen()).toEqual(['-1001 active breaking', '@daraj left morning']);
});
