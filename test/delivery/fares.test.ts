import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, expect, test } from 'vitest';
import { fanOutPush } from '../../jobs/fan-out-push.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { nextPush } from '../../src/delivery/lane/claim.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import { createPush } from '../../src/editions/create.ts';
import { approvePush, undoDecision } from '../../src/editions/decide.ts';
import { tellOfFares } from '../../src/serve/fare-notices.ts';
import type { Program } from '../../src/serve/program.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { storyIn, storyItem } from '../channels/pushes.ts';
import { atEnd } from '../setup/cleanup.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { subscribe } from './audience.ts';

const database = useDatabase();
const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
let story = 0;
let laneId = 0;

beforeEach(async () => {
  const { db } = database;
  for (const table of ['push', 'subscriber', 'article', 'feed'] as const) await db.deleteFrom(table).execute();
  story = await storyIn(db);
  laneId = await ensureLane(db, 'telegram:1', 'telegram');
  await subscribe(db, laneId, 200);
});

const withConsent = (standing?: { perPush: number; perDay: number }) =>
  testNewsroom({ channels: { telegram: { paid: { rate: 500, ...(standing ? { standing } : {}) } } } });

/** As a digest or an `auto` feed makes it (`approved`), or a `review` feed. */
async function pushOf(fare: 'paid' | 'free', state: 'approved' | 'proposed'): Promise<number> {
  const { id } = await inTransaction(database.db, (trx) =>
    createPush(trx, {
      key: randomUUID(),
      edition: 'breaking',
      kind: 'breaking',
      state,
      topics: [],
      content: { type: 'story', label: 'story', item: storyItem(story, 'paid') },
      createdBy: 'feed:main',
      fare,
    }),
  );
  return id;
}

/** Fans it out and gives what it is sent as; it is over then. */
async function fareOf(id: number, newsroom: ReturnType<typeof testNewsroom>): Promise<'paid' | 'free'> {
  const { db } = database;
  const program = { db, newsroom, log: pino({ level: 'silent' }), lanes: new Map() } as unknown as Program;
  await fanOutPush.handle({ pushId: id }, program, new AbortController().signal);
  const channel = telegramChannel({ token: '1:a', apiRoot: 'http://127.0.0.1:9' });
  atEnd(() => channel.close());
  const next = await nextPush(db, laneId, 'in turn');
  if (next?.id !== id) throw new Error(`push ${id} is not the one to be sent`);
  const wanted = { revision: 0, parts: null, fare: next.fare };
  const { messages } = await pushRenderer({ db, newsroom, texts })(id, 'ar', channel, wanted);
  await db.updateTable('push').set({ state: 'finished' }).where('id', '=', id).execute();
  return messages[0]?.fare ?? 'free';
}

async function toldOf(newsroom: ReturnType<typeof testNewsroom>): Promise<string[]> {
  const told: string[] = [];
  const tell = async (words: string) => {
    told.push(words.trim());
    return 'told' as const;
  };
  await tellOfFares({ db: database.db, texts: texts.ar, newsroom, tell });
  await tellOfFares({ db: database.db, texts: texts.ar, newsroom, tell });
  return told;
}

test('what nobody approves is not paid for without a standing consent, and editors are told', async () => {
  const newsroom = withConsent();
  expect(await fareOf(await pushOf('paid', 'approved'), newsroom)).toBe('free');
  expect(await toldOf(newsroom)).toEqual([expect.stringContaining('بالسرعة المجانية')]);
});

test('a standing consent pays up to its limit for a push and for a day, and editors are told the cost', async () => {
  const newsroom = withConsent({ perPush: 20, perDay: 50 });
  const fares = [];
  for (let digest = 0; digest < 3; digest += 1) fares.push(await fareOf(await pushOf('paid', 'approved'), newsroom));
  // Twenty Stars each.
  expect(fares).toEqual(['paid', 'paid', 'free']);
  const told = await toldOf(newsroom);
  expect(told).toHaveLength(3);
  expect(told[0]).toContain('كلفته 20 من نجوم تلغرام');
  expect(await fareOf(await pushOf('paid', 'approved'), withConsent({ perPush: 19, perDay: 1_000 }))).toBe('free');
});

test('what was spent counts for the day also when the push is sent once more to those who missed it', async () => {
  const { db } = database;
  const newsroom = withConsent({ perPush: 20, perDay: 20 });
  const id = await pushOf('paid', 'approved');
  expect(await fareOf(id, newsroom)).toBe('paid');
  await db.updateTable('delivery').set({ state: 'failed' }).where('push_id', '=', id).execute();
  const again = await sendToMissed(db, { pushId: id, actor: 'رنا', which: ['failed'] });
  expect(again).toEqual({ kind: 'done', readers: 200 });
  await db.updateTable('push').set({ state: 'finished' }).where('id', '=', id).execute();
  expect(await fareOf(await pushOf('paid', 'approved'), newsroom)).toBe('free');
});

test('for a day after a restore the standing consent pays for nothing: what was spent since the backup is not known', async () => {
  const { db } = database;
  const newsroom = withConsent({ perPush: 20, perDay: 1_000 });
  const restore = { actor: 'cli', action: 'record.restore', subject: 'the record' };
  await db
    .insertInto('audit')
    .values({ ...restore, at: new Date(Date.now() - 23 * 3_600_000) })
    .execute();
  expect(await fareOf(await pushOf('paid', 'approved'), newsroom)).toBe('free');
  await db
    .updateTable('audit')
    .set({ at: new Date(Date.now() - 25 * 3_600_000) })
    .execute();
  expect(await fareOf(await pushOf('paid', 'approved'), newsroom)).toBe('paid');
});

test('who approves with its cost shown needs no standing consent; who approves without pays nothing', async () => {
  const newsroom = withConsent();
  const [agreed, plain] = [await pushOf('paid', 'proposed'), await pushOf('paid', 'proposed')];
  const order = { actor: 'رنا', as: 'story' } as const;
  await approvePush(database.db, { ...order, pushId: agreed, fare: { kind: 'paid', most: 20 } });
  await approvePush(database.db, { ...order, pushId: plain });
  expect(await fareOf(agreed, newsroom)).toBe('paid');
  expect(await fareOf(plain, newsroom)).toBe('free');
});

test('a decision that is taken back takes the agreement back', async () => {
  const { db } = database;
  const newsroom = withConsent({ perPush: 1_000, perDay: 1_000 });
  const id = await pushOf('free', 'proposed');
  const order = { pushId: id, actor: 'رنا', as: 'story' } as const;
  await approvePush(db, { ...order, fare: { kind: 'paid', most: 20 } });
  await undoDecision(db, order);
  await approvePush(db, order);
  expect(await fareOf(id, newsroom)).toBe('free');
});
