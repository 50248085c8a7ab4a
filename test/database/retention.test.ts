import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { pruneRecords } from '../../src/database/retention.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { takeIn } from '../../src/editions/intake.ts';
import { approvedPush, fanOutWhole, subscribe } from '../delivery/audience.ts';
import { context, makeFeed, story } from '../editions/stories.ts';
import { useDatabase } from '../setup/migrated.ts';

const database = useDatabase();
const day = 86_400_000;
const retention = { articles: 365 * day, deliveries: 90 * day, audit: 365 * day, leftSubscribers: 30 * day };
const now = new Date('2026-11-23T03:17:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * day);

beforeEach(async () => {
  const { db } = database;
  await db.deleteFrom('push').execute();
  await db.deleteFrom('article').execute();
  await db.deleteFrom('subscriber').execute();
  await db.deleteFrom('feed').execute();
  await db.deleteFrom('audit').execute();
});

test('old deliveries go in steps, their counts stay and the books balance', async () => {
  const { db } = database;
  await subscribe(db, await ensureLane(db, 'telegram:1', 'telegram'), 12_000);
  const [old, fresh, open] = [
    await approvedPush(db, 'old'),
    await approvedPush(db, 'fresh'),
    await approvedPush(db, 'open'),
  ];
  for (const id of [old, fresh, open]) await fanOutWhole(db, id, fanOutChunk);
  await sql`update delivery set state = case when subscriber_id % 10 = 0 then 'gone' else 'sent' end::delivery_state
            where push_id in (${old}, ${fresh})`.execute(db);
  await db
    .updateTable('push')
    .set({ state: 'finished', finished_at: daysAgo(91) })
    .where('id', '=', old)
    .execute();
  await db
    .updateTable('push')
    .set({ state: 'finished', finished_at: daysAgo(89) })
    .where('id', '=', fresh)
    .execute();
  await db
    .updateTable('push')
    .set({ created_at: daysAgo(100), started_at: daysAgo(100) })
    .where('id', '=', open)
    .execute();
  const before = await booksOf(db, old);

  expect(await pruneRecords(db, retention, now)).toMatchObject({ deliveries: 12_000 });
  expect(await booksOf(db, old)).toEqual(before);
  expect(before).toMatchObject({ audience: 12_000, balanced: true, byState: { gone: 1_200, sent: 10_800 } });
  const rows = await db
    .selectFrom('delivery')
    .select(['push_id', sql<number>`count(*)::integer`.as('count')])
    .groupBy('push_id')
    .orderBy('push_id')
    .execute();
  expect(rows).toEqual([
    { push_id: fresh, count: 12_000 },
    { push_id: open, count: 12_000 },
  ]);
  expect(await pruneRecords(db, retention, now)).toEqual({
    deliveries: 0,
    leftSubscribers: 0,
    articles: 0,
    audit: 0,
    writerTexts: 0,
    houseLines: 0,
  });
});

test('who left is forgotten after the time named, who reads is not', async () => {
  const { db } = database;
  await subscribe(db, await ensureLane(db, 'telegram:1', 'telegram'), 4);
  const ids = (await db.selectFrom('subscriber').select('id').orderBy('id').execute()).map((row) => row.id);
  const states = [
    ['left', 31],
    ['gone', 31],
    ['left', 29],
    ['active', 400],
  ] as const;
  for (const [index, [state, age]] of states.entries()) {
    await db
      .updateTable('subscriber')
      .set({ state, changed_at: daysAgo(age) })
      .where('id', '=', ids[index] ?? 0)
      .execute();
  }
  expect(await pruneRecords(db, retention, now)).toMatchObject({ leftSubscribers: 2 });
  expect((await db.selectFrom('subscriber').select('id').orderBy('id').execute()).map((row) => row.id)).toEqual(
    ids.slice(2),
  );
});

test('old stories and audit go; a story that a push still waits to send stays', async () => {
  const { db } = database;
  const review = await makeFeed(db, 'desk', 'review');
  await takeIn(db, review, story('a', { treatment: 'baseline' }), context);
  await takeIn(db, review, story('b'), context);
  await db
    .updateTable('article')
    .set({ published_at: daysAgo(400), first_seen_at: daysAgo(400) })
    .execute();
  await db
    .insertInto('audit')
    .values([
      { actor: 'x', action: 'y', subject: 'old', at: daysAgo(366) },
      { actor: 'x', action: 'y', subject: 'new', at: daysAgo(1) },
    ])
    .execute();
  expect(await pruneRecords(db, retention, now)).toMatchObject({ articles: 1, audit: 1 });
  expect(await db.selectFrom('article').select('link').execute()).toEqual([{ link: 'https://daraj.media/b' }]);
  expect(await db.selectFrom('audit').select('subject').execute()).toEqual([{ subject: 'new' }]);
});

test('what the writer wrote goes with the stories of its time', async () => {
  const { db } = database;
  await db
    .insertInto('writer_text')
    .values([
      { asked: Buffer.from('old'), text: 'قديم', written_at: daysAgo(366) },
      { asked: Buffer.from('new'), text: 'جديد', written_at: daysAgo(1) },
    ])
    .execute();
  expect(await pruneRecords(db, retention, now)).toMatchObject({ writerTexts: 1 });
  expect(await db.selectFrom('writer_text').select('text').execute()).toEqual([{ text: 'جديد' }]);
});
