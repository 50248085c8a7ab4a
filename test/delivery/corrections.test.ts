import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { abilitiesOf } from '../../src/channels/abilities.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { booksOf, reasonsOf } from '../../src/delivery/books.ts';
import { changesFirst } from '../../src/delivery/changes/change.ts';
import { planChange } from '../../src/delivery/changes/change-plan.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { finishPushes } from '../../src/delivery/finish-pushes.ts';
import { nextPush } from '../../src/delivery/lane/claim.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { cancelPush, pausePush, resumePush } from '../../src/delivery/push-control.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import { setAsideEnded } from '../../src/delivery/set-aside.ts';
import { correctPush, retractPush } from '../../src/editions/correct.ts';
import { createPush } from '../../src/editions/create.ts';
import type { NoticeTo, PushContent, PushItem } from '../../src/editions/push.ts';
import type { TelegramApiOptions } from '../../src/sandbox/telegram/index.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId, fanOutWhole, subscribe, subscriberOf } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
/** Of the Bot API server, to let messages grow old. */
let skew = 0;

beforeEach(async () => {
  await lane.db.deleteFrom('article').execute();
  await lane.db.deleteFrom('feed').execute();
  skew = 0;
});

async function start(readers: number, options: TelegramApiOptions = {}): Promise<void> {
  await lane.start(readers, { unknownChats: 'refused', clock: () => Date.now() + skew, ...options });
  for (let index = 0; index < readers; index += 1) {
    lane.api.phones.join({ id: chatId(index), firstName: `قارئ ${index}` }).say('/start');
  }
  lane.api.reset();
}

const newsroom = testNewsroom({ channels: { telegram: { rate: 1_000, photos: { album: 3 } } } });
const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));

const drain = (rate = 10_000, signal?: AbortSignal, pacer = new Pacer({ rate })) =>
  lane.drain({
    context: {
      render: pushRenderer({ db: lane.db, newsroom, texts }),
      onGone: async (id) => {
        await lane.db.updateTable('subscriber').set({ state: 'gone' }).where('id', '=', id).execute();
      },
    },
    pacer,
    signal,
  });

async function item(place: number, changes: Partial<PushItem> = {}): Promise<PushItem> {
  const feed = await lane.db
    .insertInto('feed')
    .values({ name: `f${randomUUID()}`, url: 'https://daraj.media/feed' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const link = `https://daraj.media/${place}`;
  const article = await lane.db
    .insertInto('article')
    .values({ feed_id: feed.id, link, state: 'accepted', version: 1, published_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return {
    articleId: article.id,
    version: 1,
    title: `عنوان أصليّ ${place}`,
    summary: `نصّ أصليّ للقصة رقم ${place}.`,
    link,
    topics: [],
    byline: null,
    publishedAt: '2026-03-01T06:00:00.000Z',
    imageUrl: null,
    ...changes,
  };
}

async function push(content: PushContent): Promise<number> {
  const created = await inTransaction(lane.db, (trx) =>
    createPush(trx, {
      key: randomUUID(),
      edition: 'breaking',
      kind: content.type === 'digest' ? 'digest' : 'breaking',
      state: 'approved',
      topics: [],
      content,
      createdBy: 'test',
    }),
  );
  await fanOutWhole(lane.db, created.id, fanOutChunk);
  return created.id;
}

async function story(changes: Partial<PushItem> = {}): Promise<{ id: number; item: PushItem }> {
  const one = await item(1, changes);
  return { id: await push({ type: 'story', label: 'story', item: one }), item: one };
}

/** One picture more than the newsroom wants. */
const essay: Partial<PushItem> = {
  imageUrl: 'https://daraj.media/a.jpg',
  pictures: ['https://daraj.media/b.jpg', 'https://daraj.media/c.jpg', 'https://daraj.media/d.jpg'],
};
const essayPictures = ['a', 'b', 'c'].map((name) => `https://daraj.media/${name}.jpg`);

/** Corrects the title of a story, as an editor asks for it. */
async function correct(
  sent: { id: number; item: PushItem },
  title: string,
  notice: NoticeTo | 'none' = 'none',
): Promise<{ id: number; notice: number | null }> {
  const edits = [
    { articleId: sent.item.articleId, title, change: { kind: 'corrected' as const, note: `كان العنوان خطأ.` } },
  ];
  const ordered = await correctPush(lane.db, { pushId: sent.id, actor: 'rana', notice, edits });
  if (ordered.kind !== 'made') throw new Error(JSON.stringify(ordered));
  return { id: ordered.pushId, notice: ordered.noticeId };
}

async function retract(id: number, notice: NoticeTo | 'none' = 'none'): Promise<{ id: number; notice: number | null }> {
  const ordered = await retractPush(lane.db, { pushId: id, actor: 'rana', reason: 'خبر غير صحيح.', notice });
  if (ordered.kind !== 'made') throw new Error(JSON.stringify(ordered));
  return { id: ordered.pushId, notice: ordered.noticeId };
}

/** What the sweep and the jobs of a running desk do, until nothing is left to do. */
async function work(rate = 10_000): Promise<void> {
  await waitFor(
    async () => {
      const open = await lane.db
        .selectFrom('push')
        .select(['id', 'fanout_finished_at'])
        .where('state', 'in', ['approved', 'sending'])
        .orderBy('priority')
        .execute();
      for (const { id, fanout_finished_at } of open) {
        if (fanout_finished_at === null) await fanOutWhole(lane.db, id, fanOutChunk);
      }
      await drain(rate);
      await finishPushes(lane.db);
      return open.length === 0;
    },
    { message: 'the pushes never ended', timeoutMs: 60_000 },
  );
}

/** The messages that a reader has on the screen. */
const screen = (index: number) =>
  (lane.api.phones.person(chatId(index))?.messages ?? [])
    .filter(({ deletedAt, from }) => deletedAt === null && from.is_bot)
    .map(({ formatted }) => formatted.text.replace(/[\u200F\u2066-\u2069]/g, ''));
const shownPictures = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    (lane.api.phones.person(chatId(index))?.messages ?? []).flatMap(({ photos }) => photos),
  );
const screens = (count: number) => Array.from({ length: count }, (_, index) => screen(index));
const books = async (id: number) => {
  const { balanced, byState } = await booksOf(lane.db, id);
  expect(balanced).toBe(true);
  return Object.fromEntries(Object.entries(byState).filter(([, count]) => count > 0));
};
const stateOf = async (id: number) =>
  (await lane.db.selectFrom('push').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;

/** In several messages. */
async function longDigest(): Promise<{ id: number; items: PushItem[] }> {
  const items = await Promise.all(
    Array.from({ length: 24 }, (_, index) => item(index + 1, { summary: `${'كلمة '.repeat(38)}${index + 1}.` })),
  );
  return { id: await push({ type: 'digest', edition: 'morning', instant: '2026-03-01T06:00:00.000Z', items }), items };
}

/** A long digest of which the first of two readers has one message and waits for the rest, which the server refused. */
async function halfSent(): Promise<{ id: number; items: PushItem[] }> {
  const { id, items } = await longDigest();
  const broken = { kind: 'refuse', code: 500, description: 'Internal Server Error' } as const;
  const draining = drain();
  await waitFor(() => screen(0).length === 1, { message: 'the first message never came' });
  lane.api.behaviours.set([{ chats: { kind: 'listed', ids: [chatId(0)] }, times: 1, behaviour: broken }]);
  await draining;
  expect(screen(0)).toHaveLength(1);
  expect(await books(id)).toEqual({ sent: 1, pending: 1 });
  return { id, items };
}

/** As if the push had been sent so long ago, for the ledger and for Telegram. */
async function age(pushId: number, hours: number): Promise<void> {
  await sql`update delivery set changed_at = changed_at - ${hours} * interval '1 hour'
    where push_id = ${pushId}`.execute(lane.db);
  skew += hours * 3_600_000;
}

describe('a correction of a story whose picture was refused', () => {
  const broken = { kind: 'refuse', code: 400, description: 'Bad Request: WEBPAGE_MEDIA_EMPTY' } as const;
  const refusedStory = async () => {
    await start(10, { rules: [{ chats: { kind: 'all' }, methods: ['sendPhoto'], behaviour: broken }] });
    const sent = await story({ imageUrl: 'https://daraj.media/a.jpg' });
    await work();
    lane.api.reset();
    return sent;
  };
  const calls = () => {
    const { editmessagetext = 0, editmessagecaption = 0 } = lane.api.statistics().byMethod;
    return { texts: editmessagetext, captions: editmessagecaption };
  };

  test('is one call for each reader: it is known to have become a text', async () => {
    const correction = await correct(await refusedStory(), 'عنوان مصحَّح');
    await work();
    expect(await books(correction.id)).toEqual({ sent: 10 });
    for (const messages of screens(10)) expect(messages).toEqual([expect.stringContaining('عنوان مصحَّح')]);
    expect(calls()).toEqual({ texts: 10, captions: 0 });
  });

  test('of which that is not on record finds it out by the first, each call in its slot', async () => {
    const sent = await refusedStory();
    await sql`update delivery set message_id = rtrim(message_id, 't')`.execute(lane.db);
    const correction = await correct(sent, 'عنوان مصحَّح');
    await work(20);
    expect(await books(correction.id)).toEqual({ sent: 10 });
    for (const messages of screens(10)) expect(messages).toEqual([expect.stringContaining('عنوان مصحَّح')]);
    expect(calls().texts).toBe(10);
    expect(calls().captions).toBeLessThan(5);
  });
});

describe('a correction', () => {
  test('is put into the message of everybody who got the push, and says what was corrected', async () => {
    await start(30);
    const sent = await story();
    await drain();
    const correction = await correct(sent, 'عنوان مصحَّح');
    await work();
    for (const messages of screens(30)) {
      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain('عنوان مصحَّح');
      expect(messages[0]).toContain('تصحيح: كان العنوان خطأ.');
      expect(messages[0]).not.toContain('عنوان أصليّ');
    }
    expect(await books(correction.id)).toEqual({ sent: 30 });
    expect(await stateOf(correction.id)).toBe('finished');
  });

  test('of a picture is put into its caption, and into the text where the picture could not be sent', async () => {
    const broken = { chats: { kind: 'listed' as const, ids: [chatId(1)] }, methods: ['sendPhoto'] };
    const refusal = {
      kind: 'refuse',
      code: 400,
      description: 'Bad Request: wrong type of the web page content',
    } as const;
    await start(2, { rules: [{ ...broken, behaviour: refusal }] });
    const sent = await story({ imageUrl: 'https://daraj.media/a.jpg' });
    await work();
    expect(await reasonsOf(lane.db, sent.id)).toEqual([
      { state: 'sent', count: 1, reason: expect.stringContaining('sent without its picture') },
    ]);
    await correct(sent, 'عنوان مصحَّح');
    await work();
    for (const messages of screens(2)) expect(messages[0]).toContain('عنوان مصحَّح');
    expect(lane.api.phones.person(chatId(0))?.messages.at(-1)?.photos).toHaveLength(1);
    expect(lane.api.phones.person(chatId(1))?.messages.at(-1)?.photos).toHaveLength(0);
  });

  test('of an album is put under its first picture, once, and into what it became where it was refused', async () => {
    const refusal = { kind: 'refuse', code: 400, description: 'Bad Request: MEDIA_EMPTY' } as const;
    const rule = (index: number, methods: string[]) => ({
      chats: { kind: 'listed' as const, ids: [chatId(index)] },
      methods,
      behaviour: refusal,
    });
    await start(4);
    const sent = await story(essay);
    await drain();
    expect(shownPictures(4)).toEqual([essayPictures, essayPictures, essayPictures, essayPictures]);
    // What is refused is remembered for everybody, so these get another story.
    lane.api.behaviours.set([rule(1, ['sendMediaGroup']), rule(2, ['sendMediaGroup', 'sendPhoto'])]);
    const other = await story({ ...essay, summary: 'نصّ أصليّ لقصة أخرى.' });
    await work(1);
    expect(await books(other.id)).toEqual({ sent: 4 });
    const correction = await correct(sent, 'عنوان مصحَّح');
    await correct(other, 'عنوان مصحَّح');
    await work();
    expect(await books(correction.id)).toEqual({ sent: 4 });
    for (const messages of screens(4)) {
      const words = messages.filter((message) => message !== '');
      expect(words).toHaveLength(2);
      for (const message of words) expect(message).toContain('عنوان مصحَّح');
    }
    const { editmessagecaption = 0, editmessagetext = 0 } = lane.api.statistics().byMethod;
    // By edits alone, one for each: no picture was sent anew.
    expect(editmessagecaption).toBeGreaterThanOrEqual(5);
    expect(editmessagetext).toBeGreaterThanOrEqual(1);
    expect(editmessagecaption + editmessagetext).toBe(8);
  });

  test('of one story of a long digest is made in each of its messages, which stay as many', async () => {
    await start(3);
    const { id, items } = await longDigest();
    await drain();
    const before = screen(0).length;
    expect(before).toBeGreaterThan(1);
    const wrong = items[20];
    if (!wrong) throw new Error('the digest has so many');
    await correct({ id, item: wrong }, `عنوان مصحَّح ${'طويل '.repeat(80)}`);
    await work();
    for (const messages of screens(3)) {
      expect(messages).toHaveLength(before);
      expect(messages.join('\n')).toContain('عنوان مصحَّح');
      expect(messages.join('\n')).not.toContain('عنوان أصليّ 21');
      expect(messages.join('\n')).toContain('عنوان أصليّ 24');
    }
  });

  test('stops between two messages with the process, however long the account is to wait, and is made whole by the next', async () => {
    await start(1);
    const { id, items } = await longDigest();
    await drain();
    const correction = await correct({ id, item: items[0] ?? (await item(1)) }, 'عنوان مصحَّح');
    await fanOutWhole(lane.db, correction.id, fanOutChunk);
    const pacer = new Pacer({ rate: 1_000 });
    const stop = new AbortController();
    const draining = drain(1_000, stop.signal, pacer);
    await waitFor(() => screen(0)[0]?.includes('عنوان مصحَّح'), { message: 'the first message was not changed' });
    pacer.block(60_000);
    stop.abort();
    expect(await Promise.race([draining, delay(5_000, 'hangs')])).toBe('stopped');
    expect(await books(correction.id)).toEqual({ pending: 1 });
    await work();
    expect(await books(correction.id)).toEqual({ sent: 1 });
  });

  test('of a long digest of which a reader has the first message, and lacks the rest, puts all of it there', async () => {
    await start(2);
    const { id, items } = await halfSent();
    const [wrong] = items;
    if (!wrong) throw new Error('the digest has so many');
    const correction = await correct({ id, item: wrong }, 'عنوان مصحَّح');
    await work();
    const [whole, ...others] = screen(0);
    expect(others).toEqual([]);
    expect(whole).toContain('عنوان مصحَّح');
    expect(whole).toContain('عنوان أصليّ 24');
    expect(screen(1).length).toBeGreaterThan(1);
    expect(screen(1)[0]).toContain('عنوان مصحَّح');
    expect(await books(correction.id)).toEqual({ sent: 2 });
    expect(await books(id)).toEqual({ sent: 1, uncertain: 1 });
    // What they have is no beginning of the new text, and all of that is there.
    const which = ['failed', 'uncertain'] as const;
    expect(await sendToMissed(lane.db, { pushId: id, actor: 'rana', which })).toEqual({ kind: 'done', readers: 0 });
  });

  test('reaches who still waits for the push as its text, and nobody keeps the old one', async () => {
    await start(150, { latency: { ms: 30, jitterMs: 10 } });
    const sent = await story();
    const stop = new AbortController();
    const running = drain(40, stop.signal);
    await waitFor(() => lane.api.statistics().accepted > 20, { message: 'it never began' });
    const correction = await correct(sent, 'عنوان مصحَّح');
    await fanOutWhole(lane.db, correction.id, fanOutChunk);
    await running;
    await work(1_000);
    for (const messages of screens(150)) {
      expect(messages).toHaveLength(1);
      expect(messages[0]).toContain('عنوان مصحَّح');
    }
    const corrected = await books(correction.id);
    expect(corrected.sent).toBeGreaterThan(10);
    expect(corrected.sent).toBeLessThan(150);
    expect(await books(sent.id)).toEqual({ sent: 150 });
  });

  test('of a paused push holds for those who get it after it goes on', async () => {
    await start(60);
    const sent = await story();
    const running = drain(100);
    await waitFor(() => lane.api.statistics().accepted > 10, { message: 'it never began' });
    await pausePush(lane.db, { pushId: sent.id, actor: 'rana' });
    await running;
    const correction = await correct(sent, 'عنوان مصحَّح');
    await fanOutWhole(lane.db, correction.id, fanOutChunk);
    await drain();
    await finishPushes(lane.db);
    expect(await stateOf(correction.id)).toBe('finished');
    await resumePush(lane.db, { pushId: sent.id, actor: 'rana' });
    await work();
    for (const messages of screens(60)) expect(messages).toEqual([expect.stringContaining('عنوان مصحَّح')]);
  });

  test('made anew while the first is on its way takes its place', async () => {
    await start(80);
    const sent = await story();
    await drain();
    const first = await correct(sent, 'عنوان مصحَّح أوّل');
    await fanOutWhole(lane.db, first.id, fanOutChunk);
    const running = drain(25);
    await waitFor(
      () => lane.api.statistics().accepted > 80 || (lane.api.statistics().byMethod.editmessagetext ?? 0) > 10,
      {
        message: 'the first correction never began',
      },
    );
    await correct(sent, 'عنوان مصحَّح ثانٍ');
    await work(1_000);
    await running;
    for (const messages of screens(80)) expect(messages).toEqual([expect.stringContaining('عنوان مصحَّح ثانٍ')]);
    expect(await stateOf(first.id)).toBe('cancelled');
    await setAsideEnded(lane.db);
    expect(Object.keys(await books(first.id)).sort()).toEqual(['excluded', 'sent']);
  });

  test('that was followed by another is not put over it when it is sent to those it missed', async () => {
    const refusal = { kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' } as const;
    await start(3);
    const sent = await story();
    await drain();
    lane.api.behaviours.set([
      { chats: { kind: 'listed', ids: [chatId(0)] }, methods: ['editMessageText'], behaviour: refusal },
    ]);
    const first = await correct(sent, 'عنوان مصحَّح أوّل', 'unchanged-only');
    await work();
    lane.api.behaviours.set([]);
    const second = await correct(sent, 'عنوان مصحَّح ثانٍ');
    await work();
    for (const pushId of [first.id, first.notice ?? 0]) {
      expect(await sendToMissed(lane.db, { pushId, actor: 'rana', which: ['failed'] })).toEqual({
        kind: 'refused',
        state: `replaced by push ${second.id}`,
      });
    }
    expect(await sendToMissed(lane.db, { pushId: second.id, actor: 'rana', which: ['failed'] })).toMatchObject({
      kind: 'done',
    });
    await work();
    for (const messages of screens(3)) expect(messages[0]).toContain('عنوان مصحَّح ثانٍ');
  });

  test('that has not begun can be cancelled without a trace', async () => {
    await start(5);
    const sent = await story();
    const correction = await correct(sent, 'عنوان مصحَّح', 'all');
    expect(await cancelPush(lane.db, { pushId: correction.id, actor: 'rana' })).toMatchObject({ kind: 'done' });
    await work();
    for (const messages of screens(5)) expect(messages).toEqual([expect.stringContaining('عنوان أصليّ')]);
    expect(await stateOf(correction.notice ?? 0)).toBe('cancelled');
  });

  test('is made where no answer came, once more, until it is known to be made', async () => {
    const lost = { chats: { kind: 'listed' as const, ids: [chatId(0)] }, methods: ['editMessageText'], times: 2 };
    await start(4, { rules: [{ ...lost, behaviour: { kind: 'reset', when: 'after' } }] });
    const sent = await story();
    await drain();
    const correction = await correct(sent, 'عنوان مصحَّح');
    await work();
    expect(await books(correction.id)).toEqual({ sent: 4 });
  });

  test('lists who cannot be corrected with the reason: the message is gone, the reader is gone, nobody knows it', async () => {
    await start(6, {
      rules: [
        {
          chats: { kind: 'listed', ids: [chatId(0)] },
          methods: ['sendMessage'],
          behaviour: { kind: 'reset', when: 'after' },
        },
      ],
    });
    const sent = await story();
    await drain();
    const notFound = { kind: 'refuse', code: 400, description: 'Bad Request: message to edit not found' } as const;
    lane.api.behaviours.set([
      { chats: { kind: 'listed', ids: [chatId(1)] }, methods: ['editMessageText'], behaviour: notFound },
    ]);
    lane.api.phones.person(chatId(2))?.block();
    lane.api.behaviours.add({ chats: { kind: 'listed', ids: [chatId(2)] }, behaviour: { kind: 'blocked' } });
    await lane.db
      .updateTable('subscriber')
      .set({ state: 'left' })
      .where('id', '=', await subscriberOf(lane.db, 3))
      .execute();
    await lane.db
      .updateTable('subscriber')
      .set({ state: 'gone' })
      .where('id', '=', await subscriberOf(lane.db, 4))
      .execute();
    const correction = await correct(sent, 'عنوان مصحَّح', 'unchanged-only');
    await work();
    expect(await books(correction.id)).toEqual({ sent: 2, failed: 1, gone: 2, uncertain: 1 });
    expect((await reasonsOf(lane.db, correction.id)).map(({ reason }) => reason).sort()).toEqual([
      '400: Bad Request: message to edit not found',
      '403: Forbidden: bot was blocked by the user',
      'nobody knows whether the message arrived, so it could not be changed',
      'the reader cannot be reached any more',
    ]);
    // Who left still has it, corrected; and is told nothing.
    expect(screen(3)).toEqual([expect.stringContaining('عنوان مصحَّح')]);
    expect(await books(correction.notice ?? 0)).toEqual({ sent: 1 });
    expect(screen(1)).toHaveLength(2);
    expect(screen(1)[1]).toMatch(/^تصحيح\nعنوان مصحَّح/);
  });

  test('counts for those who are sent the push later because they missed it', async () => {
    const refusal = { kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' } as const;
    await start(3, { rules: [{ chats: { kind: 'listed', ids: [chatId(0)] }, behaviour: refusal }] });
    const sent = await story();
    await drain();
    await correct(sent, 'عنوان مصحَّح');
    await work();
    lane.api.behaviours.set([]);
    expect(await sendToMissed(lane.db, { pushId: sent.id, actor: 'rana', which: ['failed'] })).toMatchObject({
      readers: 1,
    });
    await work();
    for (const messages of screens(3)) expect(messages).toEqual([expect.stringContaining('عنوان مصحَّح')]);
  });

  test('a notice for all goes to those who got the push, after their message was corrected, and to nobody else', async () => {
    const refusal = { kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' } as const;
    await start(10, { rules: [{ chats: { kind: 'listed', ids: [chatId(0)] }, behaviour: refusal }] });
    const sent = await story();
    await drain();
    lane.api.behaviours.set([]);
    const correction = await correct(sent, 'عنوان مصحَّح', 'all');
    await work();
    expect(screen(0)).toEqual([]);
    expect(screen(1)).toEqual([expect.stringContaining('عنوان مصحَّح'), expect.stringMatching(/^تصحيح/)]);
    expect(await books(correction.notice ?? 0)).toEqual({ sent: 9 });
  });
});

describe('a retraction', () => {
  test('takes all the pictures of an album back, and once it is too late for that says so under the first', async () => {
    await start(3);
    const first = await story(essay);
    await drain();
    const old = await story({ ...essay, title: 'عنوان قديم' });
    await drain();
    const retraction = await retract(first.id);
    await work();
    expect(await books(retraction.id)).toEqual({ sent: 3 });
    for (const messages of screens(3)) expect(messages).toHaveLength(3);
    await age(old.id, 60);
    const late = await retract(old.id);
    await work();
    expect(await books(late.id)).toEqual({ sent: 3 });
    for (const messages of screens(3)) {
      expect(messages).toEqual([expect.stringContaining('خبر غير صحيح.'), '', '']);
      expect(messages[0]).not.toContain('عنوان قديم');
    }
  });

  test('deletes what was sent, and stops a push that is still running', async () => {
    await start(150, { latency: { ms: 30, jitterMs: 10 } });
    const sent = await story();
    const running = drain(40);
    await waitFor(() => lane.api.statistics().accepted > 20, { message: 'it never began' });
    const retraction = await retract(sent.id);
    await fanOutWhole(lane.db, retraction.id, fanOutChunk);
    await running;
    await work(1_000);
    expect(screens(150).flat()).toEqual([]);
    const original = await books(sent.id);
    expect(await stateOf(sent.id)).toBe('cancelled');
    expect(original.sent).toBeLessThan(150);
    expect(await books(retraction.id)).toEqual({ sent: original.sent });
    // No list and no digest to come offers what was taken back.
    expect(await lane.db.selectFrom('article').select('state').execute()).toEqual([{ state: 'dropped' }]);
  });

  test('stops the notice of an earlier correction, which tells what does not hold any more', async () => {
    await start(80);
    const sent = await story();
    await drain();
    const { notice } = await correct(sent, 'عنوان مصحَّح', 'all');
    const isRunning = async () => notice !== null && (await booksOf(lane.db, notice)).byState.sent > 5;
    const working = work(60);
    await waitFor(isRunning, { message: 'the notice never began' });
    const retraction = await retract(sent.id);
    await fanOutWhole(lane.db, retraction.id, fanOutChunk);
    await working;
    expect(await stateOf(notice ?? 0)).toBe('cancelled');
    await setAsideEnded(lane.db);
    const told = await books(notice ?? 0);
    expect(told.excluded).toBeGreaterThan(0);
    expect(screens(80).flat()).toHaveLength(told.sent ?? 0);
  });

  test('says so in the message’s place when it is too late to delete it', async () => {
    await start(4);
    const sent = await story();
    await drain();
    await age(sent.id, 49);
    const retraction = await retract(sent.id);
    await work();
    expect(await books(retraction.id)).toEqual({ sent: 4 });
    for (const messages of screens(4)) {
      expect(messages).toEqual(['سحبنا هذه القصة بعد إرسالها، ونعتذر من قرّائنا.\n\nخبر غير صحيح.']);
    }
  });

  test('deletes what the database says is young enough, whatever this process’s clock says', async () => {
    await start(2);
    const sent = await story();
    await drain();
    const { id } = await retract(sent.id);
    // Telegram's clock is right.
    skew = -49 * 3_600_000;
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 49 * 3_600_000 });
    try {
      await work();
    } finally {
      vi.useRealTimers();
    }
    expect(screens(2)).toEqual([[], []]);
    expect(await books(id)).toEqual({ sent: 2 });
  });

  test('lists those for whom the channel’s time is over, and tells only them when it is asked to', async () => {
    await start(4);
    const sent = await story();
    await drain();
    // WhatsApp lets messages be edited for minutes and deleted for some days.
    await lane.db.updateTable('lane').set({ name: 'whatsapp:main' }).where('id', '=', lane.id).execute();
    await age(sent.id, 24 * 4);
    const retraction = await retract(sent.id, 'unchanged-only');
    await work();
    expect(await books(retraction.id)).toEqual({ failed: 4 });
    expect(await reasonsOf(lane.db, retraction.id)).toEqual([
      { state: 'failed', count: 4, reason: 'sent too long ago for this channel to change it' },
    ]);
    for (const messages of screens(4)) {
      expect(messages[0]).toContain('عنوان أصليّ');
      expect(messages[1]).toMatch(/^سحب قصة\n\nنسحب قصة «عنوان أصليّ 1»/);
    }
    await lane.db.updateTable('lane').set({ name: 'whatsapp-cloud:1' }).where('id', '=', lane.id).execute();
    const other = await story();
    await drain();
    const correction = await correct(other, 'عنوان مصحَّح');
    await work();
    expect(await reasonsOf(lane.db, correction.id)).toEqual([
      { state: 'failed', count: 4, reason: 'this channel cannot change what was sent' },
    ]);
    await lane.db.updateTable('lane').set({ name: lane.channel.lane }).where('id', '=', lane.id).execute();
  });

  test('cannot be corrected, retracted or sent to those who missed it afterwards', async () => {
    await start(2);
    const sent = await story();
    await drain();
    await retract(sent.id);
    await work();
    const edits = [{ articleId: sent.item.articleId, change: { kind: 'corrected' as const, note: '' } }];
    const order = { pushId: sent.id, actor: 'rana', notice: 'none' as const };
    expect(await correctPush(lane.db, { ...order, edits })).toMatchObject({ kind: 'refused' });
    expect(await retractPush(lane.db, { ...order, reason: '' })).toMatchObject({ kind: 'refused' });
    expect(await sendToMissed(lane.db, { pushId: sent.id, actor: 'rana', which: ['failed'] })).toEqual({
      kind: 'refused',
      state: 'retracted',
    });
  });

  test('takes back the first message also where the rest was never sent', async () => {
    await start(2);
    const { id } = await halfSent();
    const retraction = await retract(id);
    await work();
    expect(screens(2)).toEqual([[], []]);
    expect(await books(retraction.id)).toEqual({ sent: 2 });
    expect(await books(id)).toEqual({ sent: 1, uncertain: 1 });
  });

  test('of one story leaves the digest’s other stories, and a line in its place', async () => {
    await start(3);
    const items = [await item(1), await item(2), await item(3)];
    const id = await push({ type: 'digest', edition: 'morning', instant: '2026-03-01T06:00:00.000Z', items });
    await drain();
    const [, second] = items;
    if (!second) throw new Error('the digest has three');
    const edits = [{ articleId: second.articleId, change: { kind: 'retracted' as const, reason: 'خبر غير صحيح.' } }];
    await correctPush(lane.db, { pushId: id, actor: 'rana', notice: 'none', edits });
    await work();
    for (const [text] of screens(3)) {
      expect(text).toContain('2. سُحبت هذه القصة بعد إرسالها.\nخبر غير صحيح.');
      expect(text).not.toContain('عنوان أصليّ 2');
      expect(text).toContain('3. عنوان أصليّ 3');
    }
  });
});

test('goes before a more urgent push only where there is little time for it', async () => {
  await start(2);
  const sent = await story();
  await drain();
  await lane.db.updateTable('push').set({ priority: 100 }).where('id', '=', sent.id).execute();
  const correction = await correct(sent, 'عنوان مصحَّح');
  await fanOutWhole(lane.db, correction.id, fanOutChunk);
  const breaking = await story();
  expect(await nextPush(lane.db, lane.id, changesFirst(abilitiesOf.telegram))).toMatchObject({ id: breaking.id });
  expect(await nextPush(lane.db, lane.id, changesFirst(abilitiesOf.whatsapp))).toMatchObject({ id: correction.id });
});

test('what it would do says how long it takes at the pace of an account, and for how many it will be too late', async () => {
  await start(0);
  const laneId = await ensureLane(lane.db, 'whatsapp:plan', 'whatsapp');
  await subscribe(lane.db, laneId, 400);
  const { id } = await story();
  await sql`
    update delivery set state = 'sent', message_id = 'x', changed_at = now() - interval '5 minutes 10 seconds'
    where push_id = ${id}`.execute(lane.db);
  const plan = (ms: number) =>
    planChange(lane.db, { kind: 'correction', pushId: id, paces: { whatsapp: ms } }).then(([row]) => row);
  expect(await plan(1_000)).toMatchObject({ edited: 400, pace: { takesMs: 400_000, fallOut: 0 } });
  // Ten minutes are left.
  expect(await plan(2_500)).toMatchObject({ edited: 400, pace: { takesMs: 600_000, fallOut: 160 } });
  const none = await planChange(lane.db, { kind: 'correction', pushId: id, paces: {} });
  expect(none).toMatchObject([{ channel: 'whatsapp', pace: null }]);
});
