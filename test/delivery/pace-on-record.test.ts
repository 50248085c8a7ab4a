import { expect, test } from 'vitest';
import type { LaneOptions } from '../../src/delivery/lane/lane-context.ts';
import { sendReply } from '../../src/delivery/lane/send-reply.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { accountPace } from '../../src/serve/account-pace.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const laneRow = () => lane.db.selectFrom('lane').selectAll().where('id', '=', lane.id).executeTakeFirstOrThrow();
const learntAt = (rate: number) => new Pacer({ rate: 1_000, learnt: { rate } });

test('what a holder learns of the pace is on record while it sends, so that a kill does not lose it', async () => {
  await lane.start(150);
  await lane.push();
  const stop = new AbortController();
  const draining = lane.drain({ pacer: learntAt(20), signal: stop.signal });
  await waitFor(async () => (await laneRow()).pace !== null, { message: 'nothing is on record', timeoutMs: 5_000 });
  expect(await laneRow()).toMatchObject({ holder: expect.any(String) as string, pace: { rate: 20 } });
  stop.abort();
  await draining;
});

test('who takes a lane over goes on at the pace that the holder before it learnt; its own it knows better', async () => {
  await lane.start(1);
  const takeOver = async (holder: string) => {
    await lane.push();
    const pacer = new Pacer({ rate: 1_000 });
    await lane.drain({ holder, pacer });
    return pacer.rate;
  };
  await lane.push();
  await lane.drain({ holder: 'first', pacer: learntAt(25) });
  expect(await takeOver('second')).toBe(25);
  expect(await takeOver('second')).toBe(1_000);
});

test('a refusal of an answer holds up all of the account: pushes, paid ones too, other instances, and the next start', async () => {
  await lane.start(1, {
    rules: [{ chats: { kind: 'all' }, times: 1, behaviour: { kind: 'flood', retryAfter: 30 } }],
  });
  const name = { laneId: lane.id, lane: lane.channel.lane };
  const pace = await accountPace(lane.db, name, { rate: 30, paid: 1_000 });
  const here: LaneOptions = { laneId: lane.id, channel: lane.channel, ...pace };
  const reply = await sendReply(here, String(chatId(0)), { text: 'أهلاً', markup: 'telegram-html' });
  expect(reply.kind).toBe('rateLimited');
  expect(here.paidPacer?.blockedFor).toBeGreaterThan(25_000);
  await waitFor(async () => (await laneRow()).blocked_until !== null, { message: 'it is not on record' });
  const next = await accountPace(lane.db, name, { rate: 30, paid: 1_000 });
  expect(next.pacer.blockedFor).toBeGreaterThan(25_000);
  expect(next.paidPacer?.blockedFor).toBeGreaterThan(25_000);
});

test('a refusal of a paid push holds up answers of other instances', async () => {
  await lane.start(1);
  const name = { laneId: lane.id, lane: lane.channel.lane };
  const { paidPacer } = await accountPace(lane.db, name, { rate: 30, paid: 1_000 });
  const slot = await paidPacer?.take({ urgency: 'broadcast' });
  slot?.answered({ kind: 'refused', retryAfterMs: 30_000, scope: 'account' });
  await waitFor(async () => (await laneRow()).blocked_until !== null, { message: 'others cannot know of it' });
});
