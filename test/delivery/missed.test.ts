import { expect, test } from 'vitest';
import { countMissed, eachMissed, type MissedReader } from '../../src/delivery/missed.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { markGone } from '../../src/subscribers/store.ts';
import { chatId, subscriberOf } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();

test('who missed a push is told one by one, by reason, by numbers alone, and how many can be sent it again', async () => {
  const refuse = (indexes: readonly number[], code: number, description: string) => ({
    chats: { kind: 'listed' as const, ids: indexes.map(chatId) },
    behaviour: { kind: 'refuse' as const, code, description },
  });
  await lane.start(12, {
    rules: [
      refuse([7, 2], 400, 'Bad Request: x'),
      refuse([4], 403, 'Forbidden: bot was blocked by the user'),
      { chats: { kind: 'listed', ids: [chatId(9)] }, behaviour: { kind: 'reset', when: 'after' } },
    ],
  });
  const id = await lane.push();
  await lane.drain({
    context: { onGone: async (reader) => void (await markGone(lane.db, reader)) },
    pacer: new Pacer({ rate: 1_000 }),
  });
  const push = await lane.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const missed: MissedReader[] = [];
  await eachMissed(lane.db, push, (readers) => void missed.push(...readers));
  const told = missed.map(({ reader, state, again, alike }) => ({ reader, state, again, alike }));
  const [second, fourth, seventh, ninth] = await Promise.all([2, 4, 7, 9].map((index) => subscriberOf(lane.db, index)));
  expect(told).toEqual([
    { reader: second, state: 'failed', again: 'failed', alike: 2 },
    { reader: seventh, state: 'failed', again: 'failed', alike: 2 },
    { reader: fourth, state: 'gone', again: null, alike: 1 },
    { reader: ninth, state: 'uncertain', again: 'uncertain', alike: 1 },
  ]);
  expect(missed[0]).toMatchObject({
    lane: lane.channel.lane,
    reason: expect.stringContaining('x') as string,
    tries: 1,
  });
  expect(await countMissed(lane.db, push)).toEqual({ failed: 2, expired: 0, setAside: 0, begun: 0, uncertain: 1 });
});
