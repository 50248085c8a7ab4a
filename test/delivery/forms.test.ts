import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Channel, RenderedMessage } from '../../src/channels/channel.ts';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { booksOf, reasonsOf } from '../../src/delivery/books.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const dead = { kind: 'refuse', code: 400, description: 'Bad Request: failed to get HTTP URL content' } as const;
const pictured: RenderedMessage = {
  text: '<b>قصة</b>',
  markup: 'telegram-html',
  imageUrl: 'https://daraj.media/dead.jpg',
};
const saying = (message: RenderedMessage) => ({
  context: { render: async () => ({ messages: [message], uncertainPolicy: 'leave' as const }) },
});
/** A chat's own pace would only make the tests long. */
const hasty = (): Channel => ({ ...lane.channel, chatPace: () => ({ messages: 10, perMs: 50 }) });
const refusing = (methods: string[]) => lane.api.behaviours.add({ chats: { kind: 'all' }, methods, behaviour: dead });

describe('a story whose picture is refused', () => {
  test('is sent as a text in a slot of its own: within the limit to the message', async () => {
    const limits = { global: { kind: 'window', perSecond: 20 } } as const;
    await lane.start(40, { limits, latency: { ms: 400, jitterMs: 0 } });
    refusing(['sendPhoto']);
    const id = await lane.push();
    const draining = { ...saying(pictured), channel: hasty(), pacer: new Pacer({ rate: 20 }), linger: 1_000 };
    expect(await lane.drain(draining)).toBe('drained');
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 40, failed: 0 });
    expect([...lane.api.counts().values()]).toEqual(Array(40).fill(1));
    const { refusedAccount, byMethod } = lane.api.statistics();
    expect(refusedAccount).toBe(0);
    expect(byMethod.sendmessage).toBe(40);
    expect(await reasonsOf(lane.db, id)).toEqual([
      { state: 'sent', count: 40, reason: expect.stringMatching(/^sent without its picture: .*HTTP URL/) as string },
    ]);
  });

  test('does not leave as a text while the far end wants nothing, and at a stop waits for the next holder', async () => {
    await lane.start(2, { latency: { ms: 300, jitterMs: 0 } });
    refusing(['sendPhoto']);
    // The first reader's is on its way, too, and is answered sooner.
    lane.api.behaviours.add({
      chats: { kind: 'listed', ids: [chatId(0)] },
      times: 1,
      behaviour: { kind: 'flood', retryAfter: 2 },
    });
    const id = await lane.push();
    const stop = new AbortController();
    const pacer = new Pacer({ rate: 10 });
    const draining = lane.drain({ ...saying(pictured), channel: hasty(), pacer, linger: 60_000, signal: stop.signal });
    await waitFor(
      async () => (await booksOf(lane.db, id)).byState.pending === 2 && lane.api.statistics().requests === 2,
      {
        message: 'they were not both refused',
      },
    );
    await delay(600);
    expect(lane.api.statistics()).toMatchObject({ requests: 2, accepted: 0 });
    stop.abort();
    expect(await draining).toBe('stopped');
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { pending: 2 } });
    // Of an earlier refusal another process knows nothing.
    const other = telegramChannel({ token: lane.api.token, apiRoot: lane.api.url });
    atEnd(() => other.close());
    await lane.drain({ ...saying(pictured), channel: { ...other, chatPace: hasty().chatPace }, linger: 3_000 });
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 2 } });
    expect([...lane.api.counts().values()]).toEqual([1, 1]);
  });

  test('in one chat alone, gets its text there before those who had no turn yet', async () => {
    await lane.start(300);
    const behaviour = { ...dead, description: 'Bad Request: not enough rights to send photos to the chat' };
    lane.api.behaviours.add({ chats: { kind: 'listed', ids: [chatId(0)] }, methods: ['sendPhoto'], behaviour });
    const id = await lane.push();
    await lane.drain({ ...saying(pictured), channel: hasty(), pacer: new Pacer({ rate: 200 }), linger: 500 });
    expect((await booksOf(lane.db, id)).byState.sent).toBe(300);
    const order = [...lane.api.accepted()].map(({ chat }) => chat);
    expect(order.indexOf(chatId(0))).toBeLessThan(200);
    expect(lane.api.statistics().byMethod).toMatchObject({ sendphoto: 300, sendmessage: 1 });
  });
});

describe('a holder whose message is to go in another form, and who is killed', () => {
  const broken: RenderedMessage = { text: '<b>خبر <i>مائل</b>', markup: 'telegram-html' };

  async function killedAt(point: string): Promise<number> {
    await lane.start(1);
    const id = await lane.push(point);
    await lane.diesAt(point, [broken.text]);
    await lane.db
      .updateTable('lane')
      .set({ lease_until: new Date(0) })
      .execute();
    await lane.drain({ ...saying(broken), channel: hasty(), linger: 500 });
    expect((await booksOf(lane.db, id)).balanced).toBe(true);
    return id;
  }

  test.each(['after result 1', 'before mark 2'])('%s: the reader gets it, once', async (point) => {
    const id = await killedAt(point);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 1 });
    expect([...lane.api.counts().values()]).toEqual([1]);
  });

  test.each([
    ['after send 1', 0],
    ['before result 1', 0],
    ['after mark 2', 0],
    ['after send 2', 1],
  ])('%s: nobody can know whether it left, so it is uncertain and nothing more leaves', async (point, arrived) => {
    const id = await killedAt(point);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ uncertain: 1 });
    expect(lane.api.statistics().accepted).toBe(arrived);
  });
});
