import { describe, expect, test } from 'vitest';
import type { RenderedMessage } from '../../src/channels/channel.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import type { UncertainPolicy } from '../../src/database/schema.ts';
import { booksOf, reasonsOf } from '../../src/delivery/books.ts';
import { markSending, readPending } from '../../src/delivery/lane/claim.ts';
import { takeLease } from '../../src/delivery/lane/lease.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import type { TelegramApiOptions } from '../../src/sandbox/telegram/index.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const start = (readers: number, options: TelegramApiOptions = {}) => lane.start(readers, options);

const essay: RenderedMessage = {
  text: '<b>قصة مصوّرة</b>',
  markup: 'telegram-html',
  imageUrl: 'https://daraj.media/lead.jpg',
  morePictures: ['https://daraj.media/two.jpg', 'https://daraj.media/three.jpg', 'https://daraj.media/four.jpg'],
};
const text: RenderedMessage = { text: 'خبر', markup: 'telegram-html' };
const saying = (message: RenderedMessage, uncertainPolicy: UncertainPolicy = 'leave') => ({
  context: { render: async () => ({ messages: [message], uncertainPolicy }) },
});
const deliveries = (id: number) =>
  lane.db.selectFrom('delivery').selectAll().where('push_id', '=', id).orderBy('subscriber_id').execute();
const picturesOf = (readers: number) =>
  Array.from({ length: readers }, (_, index) => lane.api.counts().get(chatId(index)) ?? 0);

describe('a push of an album', () => {
  test('is one delivery a reader, known by the ids of all its pictures', async () => {
    await start(20);
    const id = await lane.push();
    await lane.drain(saying(essay));
    expect(await booksOf(lane.db, id)).toMatchObject({ audience: 20, balanced: true, byState: { sent: 20 } });
    expect(picturesOf(20)).toEqual(Array(20).fill(4));
    for (const { message_id } of await deliveries(id)) expect(message_id).toMatch(/^\d+\+\d+\+\d+\+\d+$/);
    expect(lane.api.statistics().byMethod).toMatchObject({ sendmediagroup: 20 });
  });

  test('keeps the account’s pace with each picture, and each chat’s', async () => {
    const limits = { global: { kind: 'window', perSecond: 28 }, chat: { messages: 1, perMs: 1_000 } } as const;
    await start(16, { limits, latency: { ms: 30, jitterMs: 4 } });
    const album = await lane.push('album');
    const pacer = new Pacer({ rate: 28 });
    await lane.drain({ ...saying(essay), pacer });
    const after = await lane.push('after');
    await waitFor(
      async () => {
        await lane.drain({ ...saying(text), pacer });
        return (await booksOf(lane.db, after)).byState.sent === 16;
      },
      { message: 'the push after it never ended', timeoutMs: 20_000 },
    );
    expect((await booksOf(lane.db, album)).byState.sent).toBe(16);
    const { refusedAccount, refusedChat, accepted } = lane.api.statistics();
    expect({ refusedAccount, refusedChat, accepted }).toEqual({ refusedAccount: 0, refusedChat: 0, accepted: 80 });
    const byChat = new Map<number, number[]>();
    for (const { chat, at } of lane.api.accepted()) byChat.set(chat, [...(byChat.get(chat) ?? []), at]);
    // Four pictures are four seconds' worth of a chat.
    for (const times of byChat.values()) expect((times[4] ?? 0) - (times[3] ?? 0)).toBeGreaterThanOrEqual(4_000);
  });

  test('that is refused goes as one picture to everybody, is said so in the books, and then counts as one', async () => {
    const broken = { methods: ['sendMediaGroup'], chats: { kind: 'all' as const } };
    const behaviour = { kind: 'refuse', code: 400, description: 'Bad Request: WEBPAGE_MEDIA_EMPTY' } as const;
    await start(60, { rules: [{ ...broken, behaviour }] });
    const id = await lane.push();
    // A chat's own pace would only make the test long for the first of them.
    const channel = { ...lane.channel, chatPace: () => ({ messages: 20, perMs: 50 }) };
    await lane.drain({ ...saying(essay), channel, inFlight: 4, linger: 1_000 });
    expect(picturesOf(60)).toEqual(Array(60).fill(1));
    expect(await reasonsOf(lane.db, id)).toEqual([
      { state: 'sent', count: 60, reason: 'sent as one picture: Bad Request: WEBPAGE_MEDIA_EMPTY' },
    ]);
    expect(lane.api.statistics().byMethod.sendmediagroup).toBeLessThanOrEqual(4);
    expect(lane.channel.countOf?.(essay, String(chatId(0)))).toBe(1);
  });

  test('to an account that may never send so many at once goes as one picture after some waits', async () => {
    await start(3, { limits: { global: { kind: 'bucket', perSecond: 3, burst: 3 } } });
    const id = await lane.push();
    const pacer = new Pacer({ rate: 28 });
    await waitFor(
      async () => {
        await lane.drain({ ...saying(essay), pacer });
        return (await booksOf(lane.db, id)).byState.sent === 3;
      },
      { message: 'the albums never gave up', timeoutMs: 40_000 },
    );
    expect(picturesOf(3)).toEqual([1, 1, 1]);
  });
});

describe('a process that dies between an album and its answer', () => {
  /** One holder sends the first reader's album and is gone before it can write what became of it. */
  async function dyingHolder(uncertain: UncertainPolicy): Promise<number> {
    await start(2);
    const id = await lane.push('dying', { uncertain });
    const answer = await takeLease(lane.db, lane.id, 'dying');
    if (answer.kind !== 'held') throw new Error('the lane is held');
    const [first] = await readPending(lane.db, { pushId: id, laneId: lane.id, after: 0, limit: 1 });
    if (!first || (await markSending(lane.prepared, answer.lease, [first])).size !== 1) throw new Error('not marked');
    const bot = telegramChannel({ token: lane.api.token, apiRoot: lane.api.url });
    await bot.send(String(chatId(0)), essay);
    await bot.close();
    await lane.db
      .updateTable('lane')
      .set({ lease_until: new Date(0) })
      .execute();
    return id;
  }

  test('leaves that reader uncertain and is not sent it again under «leave»', async () => {
    const id = await dyingHolder('leave');
    await lane.drain(saying(essay));
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 1, uncertain: 1 } });
    expect(picturesOf(2)).toEqual([4, 4]);
  });

  test('sends it whole again under «resend»', async () => {
    const id = await dyingHolder('resend');
    await lane.drain(saying(essay, 'resend'));
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 2 } });
    expect(picturesOf(2)).toEqual([8, 4]);
  });
});
