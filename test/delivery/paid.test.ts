import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type KyselyPlugin, sql } from 'kysely';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { drainLane } from '../../src/delivery/lane/lane.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import { costOf, paidCost } from '../../src/editions/paid.ts';
import { startTelegramApi } from '../../src/sandbox/telegram/index.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { storyItem } from '../channels/pushes.ts';
import { atEnd } from '../setup/cleanup.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { waitFor } from '../setup/wait.ts';
import { approvedPush, book, fanOutWhole, subscribe } from './audience.ts';

const database = useDatabase();

/** An account that may send ten a second, and five hundred when it is paid for; `drain` is one process. */
async function startPaid() {
  const { db } = database;
  const limits = { global: { kind: 'window', perSecond: 10 }, paid: { perSecond: 1_000 } } as const;
  const api = await startTelegramApi({ unknownChats: 'accepted', limits });
  const channel = telegramChannel({ token: api.token, apiRoot: api.url });
  atEnd(async () => {
    await channel.close();
    await api.close();
  });
  const newsroom = testNewsroom({ channels: { telegram: { rate: 10, paid: { rate: 500 } } } });
  const laneId = await ensureLane(db, channel.lane, 'telegram');
  const context = {
    db,
    prepared: database.prepared,
    log: pino({ level: 'silent' }),
    addresses: book,
    render: pushRenderer({ db, newsroom, texts: await loadTexts(join(packageRoot, 'config/newsroom.yaml')) }),
    onGone: async () => {},
    onMoved: async () => {},
  };
  const pacers = { pacer: new Pacer({ rate: 10 }), paidPacer: new Pacer({ rate: 500 }) };
  const drain = () =>
    drainLane(context, { laneId, channel, ...pacers, holder: randomUUID(), linger: 50 }, new AbortController().signal);
  return { db, api, newsroom, laneId, drain };
}

test('a paid push leaves above the free pace and is charged, a free one beside it is not', async () => {
  const { db, api, newsroom, laneId, drain } = await startPaid();
  await subscribe(db, laneId, 200);
  const paid = await approvedPush(db, 'paid');
  await db.updateTable('push').set({ fare: 'paid', stars_agreed: 20 }).where('id', '=', paid).execute();
  expect(await costOf(db, newsroom, paid)).toMatchObject({ readers: 200, stars: 19, most: 20 });
  await fanOutWhole(db, paid, fanOutChunk);
  await drain();
  expect((await booksOf(db, paid)).byState.sent).toBe(200);
  const { firstAcceptedAt, lastAcceptedAt, stars, refusedAccount } = api.statistics();
  // At the free pace it would have taken twenty seconds.
  expect((lastAcceptedAt ?? 0) - (firstAcceptedAt ?? 0)).toBeLessThan(15_000);
  expect(refusedAccount).toBe(0);
  expect(stars).toBe(20);

  await db.deleteFrom('subscription').execute();
  await subscribe(db, laneId, 0);
  const free = await approvedPush(db, 'free');
  await db
    .insertInto('subscription')
    .columns(['edition', 'subscriber_id'])
    .expression((eb) =>
      eb
        .selectFrom('subscriber')
        .select((inner) => [inner.val('breaking').as('edition'), 'id'])
        .limit(5),
    )
    .execute();
  await fanOutWhole(db, free, fanOutChunk);
  await drain();
  expect((await booksOf(db, free)).byState.sent).toBe(5);
  expect(api.statistics().stars).toBe(20);
});

test('who missed a paid push gets it at the free pace, also from the process that sent it as paid', async () => {
  const { db, api, laneId, drain } = await startPaid();
  await db.deleteFrom('subscriber').execute();
  await subscribe(db, laneId, 40);
  const id = await approvedPush(db, 'again');
  await db.updateTable('push').set({ fare: 'paid', stars_agreed: 4 }).where('id', '=', id).execute();
  await fanOutWhole(db, id, fanOutChunk);
  await drain();
  const { stars } = api.statistics();
  expect(stars).toBeGreaterThan(0);

  const missed = sql`update delivery set state = 'failed', message_id = null where push_id = ${id} and subscriber_id in
    (select subscriber_id from delivery where push_id = ${id} order by 1 limit 15)`;
  await missed.execute(db);
  const again = await sendToMissed(db, { pushId: id, actor: 'رنا', which: ['failed'] });
  expect(again).toEqual({ kind: 'done', readers: 15 });
  await waitFor(
    async () => {
      await drain();
      return (await booksOf(db, id)).byState.sent === 40;
    },
    { message: 'not all have it' },
  );
  expect(api.statistics().stars).toBe(stars);
});

test('only what leaves above the free thirty a second is charged, a tenth of a Star each', () => {
  const rates = { paid: 1_000, free: 28 };
  expect(paidCost(100_000, rates)).toEqual({
    readers: 100_000,
    stars: 9_700,
    most: 10_000,
    seconds: 100,
    secondsFree: 3_572,
  });
  expect(paidCost(100, { paid: 30, free: 28 })).toMatchObject({ stars: 0, most: 10 });
});

test('each picture of an album is charged, as many as the newsroom sends', async () => {
  const { db } = database;
  await db.deleteFrom('push').execute();
  await db.deleteFrom('subscriber').execute();
  await subscribe(db, await ensureLane(db, 'telegram:album', 'telegram'), 100);
  const id = await approvedPush(db, 'album');
  const pictures = ['b', 'c', 'd', 'e'].map((name) => `https://daraj.media/${name}.jpg`);
  const item = { ...storyItem(1, 'essay'), imageUrl: 'https://daraj.media/a.jpg', pictures };
  const content = JSON.stringify({ type: 'story', label: 'story', item });
  await db.updateTable('push').set({ content }).where('id', '=', id).execute();
  expect(await costOf(db, withAlbum(4), id)).toMatchObject({ readers: 100, most: 40, seconds: 1, secondsFree: 15 });
  expect(await costOf(db, withAlbum(10), id)).toMatchObject({ most: 50 });
  expect(await costOf(db, withAlbum(1), id)).toMatchObject({ most: 10 });
});

const withAlbum = (pictures: number) =>
  testNewsroom({ channels: { telegram: { paid: {}, photos: pictures > 1 ? { album: pictures } : true } } });

test('an edition can be paid for only where the newsroom allows it', () => {
  const editions = { breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' }, paid: true } };
  expect(() => testNewsroom({ editions })).toThrow(/channels.telegram.paid/);
  expect(testNewsroom({ editions, channels: { telegram: { paid: {} } } }).channels.telegram.paid).toEqual({
    rate: 1_000,
  });
});

test('a paid push is read in the steps of its own pace, not of the free one', async () => {
  const { db } = database;
  const api = await startTelegramApi({ unknownChats: 'accepted' });
  const channel = telegramChannel({ token: api.token, apiRoot: api.url });
  atEnd(async () => {
    await channel.close();
    await api.close();
  });
  const laneId = await ensureLane(db, channel.lane, 'telegram');
  await db.deleteFrom('subscriber').execute();
  await subscribe(db, laneId, 300);
  const paid = await approvedPush(db, 'in steps');
  await db.updateTable('push').set({ fare: 'paid', stars_agreed: 30 }).where('id', '=', paid).execute();
  await fanOutWhole(db, paid, fanOutChunk);
  let questions = 0;
  const counting: KyselyPlugin = {
    transformQuery: ({ node }) => {
      questions += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  await drainLane(
    {
      db: db.withPlugin(counting),
      prepared: database.prepared,
      log: pino({ level: 'silent' }),
      addresses: book,
      render: async () => ({
        messages: [{ text: 'خبر', markup: 'telegram-html', fare: 'paid' }],
        uncertainPolicy: 'leave',
      }),
      onGone: async () => {},
      onMoved: async () => {},
    },
    {
      laneId,
      channel,
      pacer: new Pacer({ rate: 10 }),
      paidPacer: new Pacer({ rate: 1_000 }),
      holder: randomUUID(),
      linger: 0,
    },
    new AbortController().signal,
  );
  expect((await booksOf(db, paid)).byState.sent).toBe(300);
  // In steps of ten it would be ninety for reading alone.
  expect(questions).toBeLessThan(40);
});
