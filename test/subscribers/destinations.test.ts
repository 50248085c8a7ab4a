import { beforeEach, expect, test } from 'vitest';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { type Destination, syncDestinations } from '../../src/subscribers/destinations.ts';
import { moveAddress } from '../../src/subscribers/move-address.ts';
import { approvedPush } from '../delivery/audience.ts';
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

test('a group that moved is one destination under its configured id, until its own id is configured', async () => {
  const { db } = database;
  const lane = { id: await ensureLane(db, 'telegram:1', 'telegram'), channel: 'telegram' } as const;
  const sync = (...destinations: Destination[]) => syncDestinations(db, addresses, lane, destinations);
  const at = (chat: string): Destination => ({ chat, editions: ['breaking'], language: 'ar' });
  const rows = () => db.selectFrom('subscriber').selectAll().orderBy('id').execute();
  const seen = async () =>
    (await rows()).map((row) => `${addresses.open('telegram', row.address_sealed)} ${row.state} ${row.moved_to_tell}`);
  const move = async (to: string) =>
    moveAddress(db, addresses, (await rows())[0]?.id ?? 0, { channel: 'telegram', address: to });
  await sync(at('-41'));
  expect(await move('-1001')).toBe('moved');
  expect(await move('-1001')).toBe('moved');
  expect(await seen()).toEqual(['-1001 active true']);
  for (let restart = 0; restart < 3; restart += 1) await sync(at('-41'));
  expect(await seen()).toEqual(['-1001 active true']);
  await sync({ ...at('-1001'), editions: ['morning'] });
  expect(await seen()).toEqual(['-1001 active false']);
  // Under both ids it is one all the same, with the editions of both.
  await sync(at('-41'), { ...at('-1001'), editions: ['morning'] });
  expect(await seen()).toEqual(['-1001 active false']);
  expect(await db.selectFrom('subscription').select('edition').orderBy('edition').execute()).toEqual([
    { edition: 'breaking' },
    { edition: 'morning' },
  ]);
  await sync();
  expect(await seen()).toEqual(['-1001 left false']);
});

test('a group that moves to where it was once configured takes the place of that entry, with what was sent there', async () => {
  const { db } = database;
  const lane = { id: await ensureLane(db, 'telegram:1', 'telegram'), channel: 'telegram' } as const;
  const sync = (...chats: string[]) =>
    syncDestinations(
      db,
      addresses,
      lane,
      chats.map((chat) => ({ chat, editions: ['breaking'], language: 'ar' })),
    );
  await sync('-1002');
  const [once] = await db.selectFrom('subscriber').select('id').execute();
  const pushId = await approvedPush(db, 'earlier');
  await db
    .insertInto('delivery')
    .values({ push_id: pushId, subscriber_id: once?.id ?? 0, lane_id: lane.id, state: 'sent', message_id: '7' })
    .execute();
  await sync('-42');
  const moving = await db.selectFrom('subscriber').select('id').where('state', '=', 'active').executeTakeFirstOrThrow();
  const to = { channel: 'telegram', address: '-1002' } as const;
  expect(await moveAddress(db, addresses, moving.id, to)).toBe('moved');
  expect(await db.selectFrom('subscriber').select(['id', 'state']).execute()).toEqual([
    { id: moving.id, state: 'active' },
  ]);
  expect(await db.selectFrom('delivery').select(['subscriber_id', 'message_id']).execute()).toEqual([
    { subscriber_id: moving.id, message_id: '7' },
  ]);
  // One that is configured itself keeps its place: the one that moved is to be taken out.
  await sync('-42', '-43');
  const other = await db.selectFrom('subscriber').select('id').where('id', '<>', moving.id).executeTakeFirstOrThrow();
  expect(await moveAddress(db, addresses, other.id, to)).toBe('lost');
});
