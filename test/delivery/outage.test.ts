import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { telegramChannel } from '../../src/channels/telegram/send.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { listLanes } from '../../src/delivery/lane-report.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import type { Behaviour, Rule } from '../../src/sandbox/telegram/index.ts';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const { push } = lane;

const readers = 300;
const latency = { ms: 50, jitterMs: 0 };
/** A message is on its way for 50 ms, and for some hundreds on a busy machine: a second's worth, of all who are left. */
const inFlight = (rate: number) => rate;
const messages = ['sendMessage', 'sendPhoto'];

/** Drains as the sweep does, again and again, and keeps what ops are told. */
function keepDraining(options: { rate: number; policy?: 'leave' | 'resend'; answerMs?: number }) {
  const told: { level: number; msg: string; reason?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void told.push(JSON.parse(line)) });
  const { token, url: apiRoot } = lane.api;
  const { answerMs = 30_000, policy = 'leave', rate } = options;
  const channel = telegramChannel({ token, apiRoot }, { answerMs });
  const stop = new AbortController();
  const pacer = new Pacer({ rate });
  const render = async () => ({
    messages: [{ text: 'خبر', markup: 'telegram-html' as const }],
    uncertainPolicy: policy,
  });
  const draining = (async () => {
    while (!stop.signal.aborted) {
      await lane.drain({ channel, pacer, linger: 100, context: { log, render }, signal: stop.signal });
    }
  })();
  const end = async () => {
    stop.abort();
    await draining;
  };
  atEnd(async () => {
    await end();
    await channel.close();
  });
  return {
    end,
    errors: () => told.filter(({ level }) => level >= 50),
    recovered: () => told.filter(({ msg }) => msg === 'the channel works again'),
  };
}

const holds = async () =>
  (await lane.db.selectFrom('lane').select('trouble_holds').where('id', '=', lane.id).executeTakeFirstOrThrow())
    .trouble_holds;
const report = async () => (await listLanes(lane.db)).find(({ name }) => name === lane.channel.lane);
const untilAccepted = (count: number) =>
  waitFor(() => lane.api.statistics().accepted >= count, { message: `no ${count} were sent`, timeoutMs: 20_000 });
const untilHeld = (times: number) =>
  waitFor(async () => (await holds()) >= times, { message: 'the lane was not held', timeoutMs: 40_000 });
/** Who is uncertain when the lane was held so often and nothing is on its way. */
async function uncertainAfter(times: number, id: number): Promise<number> {
  await untilHeld(times);
  await waitFor(async () => (await booksOf(lane.db, id)).byState.sending === 0, { message: 'some are on their way' });
  return (await booksOf(lane.db, id)).byState.uncertain;
}
const untilNobodyWaits = (id: number) =>
  waitFor(
    async () => {
      const { byState } = await booksOf(lane.db, id);
      return byState.pending + byState.sending === 0;
    },
    { message: 'it did not go on', timeoutMs: 60_000 },
  );
const everybody = (behaviour: Behaviour, methods = messages): Rule => ({ chats: { kind: 'all' }, methods, behaviour });

const outages: readonly [string, Behaviour][] = [
  ['«Bad Gateway» of the Bot API', { kind: 'refuse', code: 502, description: 'Bad Gateway' }],
  ['a gateway’s page, nothing sent', { kind: 'gateway', status: 502, when: 'before' }],
  ['a gateway’s page, although it was sent', { kind: 'gateway', status: 502, when: 'after' }],
  ['a gateway’s own JSON', { kind: 'gateway', status: 504, when: 'after', body: 'json' }],
  ['answers that break off', { kind: 'malformed', when: 'after' }],
  ['connections that break', { kind: 'reset', when: 'after' }],
];

describe.each(outages)('in an outage with %s', (_, behaviour) => {
  test('a handful are uncertain, and all others get the push when it is over', { timeout: 90_000 }, async () => {
    const rate = 100;
    await lane.start(readers, { latency });
    const id = await push();
    const { end, errors, recovered } = keepDraining({ rate });
    await untilAccepted(100);
    lane.api.behaviours.set([everybody(behaviour)]);
    const atFirst = await uncertainAfter(1, id);
    expect((await uncertainAfter(3, id)) - atFirst).toBeLessThanOrEqual(2);
    expect(await report()).toMatchObject({ trouble: { reason: expect.any(String) as string } });
    lane.api.behaviours.set([]);
    await untilNobodyWaits(id);
    await waitFor(() => recovered().length === 1, { message: 'nobody was told that it works again' });
    await end();
    const { byState } = await booksOf(lane.db, id);
    expect(byState.uncertain).toBeGreaterThanOrEqual(3);
    // Three in a row, what was on its way then, and two or three tries.
    expect(byState.uncertain).toBeLessThanOrEqual(3 + inFlight(rate) + 3);
    expect(byState).toMatchObject({ sent: readers - byState.uncertain, failed: 0 });
    expect([...lane.api.counts().values()].every((count) => count === 1)).toBe(true);
    expect(errors().map(({ msg }) => msg)).toEqual([expect.stringContaining('the channel cannot be used')]);
    expect(await report()).toMatchObject({ trouble: null });
  });
});

test('at 28 a second an outage of everything costs those on their way, and no message is a try', {
  timeout: 60_000,
}, async () => {
  await lane.start(100, { latency });
  const id = await push();
  const { end } = keepDraining({ rate: 28 });
  await untilAccepted(20);
  lane.api.behaviours.set([everybody({ kind: 'gateway', status: 502, when: 'before' }, [...messages, 'getMe'])]);
  const atFirst = await uncertainAfter(1, id);
  const uncertain = await uncertainAfter(4, id);
  // The one that had its slot already.
  expect(uncertain - atFirst).toBeLessThanOrEqual(1);
  lane.api.behaviours.set([]);
  await untilNobodyWaits(id);
  await end();
  expect(uncertain).toBeLessThanOrEqual(3 + inFlight(28));
  expect((await booksOf(lane.db, id)).byState).toMatchObject({ uncertain, sent: 100 - uncertain, failed: 0 });
});

test('sent again as the edition says, everybody has it, and more than once only who was a try', {
  timeout: 90_000,
}, async () => {
  const rate = 100;
  await lane.start(readers, { latency });
  const id = await push();
  const { end } = keepDraining({ rate, policy: 'resend' });
  await untilAccepted(100);
  lane.api.behaviours.set([everybody({ kind: 'gateway', status: 502, when: 'after' })]);
  await untilHeld(2);
  lane.api.behaviours.set([]);
  await untilNobodyWaits(id);
  await end();
  const counts = [...lane.api.counts().values()];
  expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: readers });
  expect(counts).toHaveLength(readers);
  expect(counts.filter((count) => count > 1).length).toBeLessThanOrEqual(3 + inFlight(rate) + 2);
  // Others were tried before anybody again.
  expect(Math.max(...counts)).toBe(2);
});

test('answers that never come stop the lane after a second', { timeout: 60_000 }, async () => {
  const rate = 28;
  await lane.start(200, { latency });
  const id = await push();
  const { end } = keepDraining({ rate, answerMs: 8_000 });
  await untilAccepted(20);
  lane.api.behaviours.set([everybody({ kind: 'silent', when: 'after' })]);
  await untilHeld(1);
  lane.api.behaviours.set([]);
  await untilNobodyWaits(id);
  await end();
  const { byState } = await booksOf(lane.db, id);
  // All who are left are 180.
  expect(byState.uncertain).toBeLessThanOrEqual(2 * rate + 2);
  expect(byState).toMatchObject({ sent: 200 - byState.uncertain, failed: 0 });
  expect([...lane.api.counts().values()].every((count) => count === 1)).toBe(true);
});

test('a far end that is only slow is sent to as fast as before', { timeout: 60_000 }, async () => {
  await lane.start(200, { latency: { ms: 2_000, jitterMs: 0 } });
  const id = await push();
  const began = performance.now();
  const { end } = keepDraining({ rate: 50 });
  await untilNobodyWaits(id);
  // Four seconds at its pace, two for the last answer, and one that was held before the first.
  expect(performance.now() - began).toBeLessThan(12_000);
  await end();
  expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 200 });
});

test('whoever takes the lane over goes on trying with one message, and nobody is told again', {
  timeout: 60_000,
}, async () => {
  await lane.start(readers, { latency });
  const id = await push();
  const first = keepDraining({ rate: 200 });
  await untilAccepted(100);
  lane.api.behaviours.set([everybody({ kind: 'gateway', status: 502, when: 'before' })]);
  await untilHeld(2);
  await first.end();
  const before = (await booksOf(lane.db, id)).byState.uncertain;
  const second = keepDraining({ rate: 200 });
  await untilHeld(3);
  expect((await booksOf(lane.db, id)).byState.uncertain).toBeLessThanOrEqual(before + 2);
  lane.api.behaviours.set([]);
  await untilNobodyWaits(id);
  await waitFor(() => second.recovered().length === 1, { message: 'nobody was told that it works again' });
  await second.end();
  expect(second.errors()).toEqual([]);
});

test('a message that alone is never answered holds nobody up for long', { timeout: 60_000 }, async () => {
  await lane.start(50, { latency });
  lane.api.behaviours.set([
    { chats: { kind: 'listed', ids: [chatId(0)] }, methods: messages, behaviour: { kind: 'silent', when: 'before' } },
  ]);
  const first = await push();
  const { end, errors } = keepDraining({ rate: 1_000, policy: 'resend', answerMs: 300 });
  await untilAccepted(49);
  // Again and again, with nothing else to be sent.
  await waitFor(
    async () => {
      const late = lane.db.updateTable('delivery').set({ due_at: null }).where('push_id', '=', first);
      await late.where('state', '=', 'pending').execute();
      return (await booksOf(lane.db, first)).byState.uncertain === 1;
    },
    { message: 'it was not given up', timeoutMs: 30_000 },
  );
  expect(errors().length).toBeLessThanOrEqual(1);
  const began = performance.now();
  const second = await push();
  await waitFor(async () => (await booksOf(lane.db, second)).byState.sent === 49, {
    message: 'the next push was held up',
    timeoutMs: 20_000,
  });
  expect(performance.now() - began).toBeLessThan(10_000);
  await waitFor(async () => (await report())?.trouble === null, { message: 'the lane stayed in trouble' });
  await end();
});

describe('a chat to which alone nothing can be sent', () => {
  const broken: Rule = {
    chats: { kind: 'listed', ids: [chatId(0)] },
    methods: messages,
    behaviour: { kind: 'refuse', code: 500, description: 'Internal Server Error' },
  };
  /** Its tries follow each other at once. */
  const untilGivenUp = (id: number) =>
    waitFor(
      async () => {
        const late = lane.db.updateTable('delivery').set({ due_at: null }).where('push_id', '=', id);
        await late.where('state', '=', 'pending').execute();
        return (await booksOf(lane.db, id)).byState.failed === 1;
      },
      { message: 'it was not given up', timeoutMs: 30_000 },
    );

  test('is given up after its own tries, and nobody else waits for it', { timeout: 60_000 }, async () => {
    await lane.start(10, { latency });
    lane.api.behaviours.set([broken]);
    const id = await push();
    const { end, errors } = keepDraining({ rate: 1_000 });
    await untilAccepted(9);
    await untilGivenUp(id);
    expect(await report()).toMatchObject({ trouble: null, blockedUntil: null });
    await end();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 9, failed: 1 });
    expect(errors()).toEqual([]);
  });

  test('is so after an outage too, whoever holds the lane then', { timeout: 60_000 }, async () => {
    await lane.start(10, { latency });
    lane.api.behaviours.set([everybody(broken.behaviour)]);
    const id = await push();
    const { end, recovered } = keepDraining({ rate: 1_000 });
    await untilHeld(1);
    lane.api.behaviours.set([broken]);
    await untilGivenUp(id);
    await waitFor(async () => (await report())?.trouble === null, { message: 'the lane stayed in trouble' });
    await end();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 9, failed: 1 });
    expect(recovered().length).toBeGreaterThan(0);
  });

  test('is waited for when the far end cannot be used at all', { timeout: 60_000 }, async () => {
    await lane.start(1, { latency });
    lane.api.behaviours.set([everybody(broken.behaviour, [...messages, 'getMe'])]);
    const id = await push();
    const { end } = keepDraining({ rate: 1_000 });
    await waitFor(
      async () => {
        const late = lane.db.updateTable('delivery').set({ due_at: null }).where('push_id', '=', id);
        await late.where('state', '=', 'pending').execute();
        return (await holds()) >= 3;
      },
      { message: 'the lane was not held', timeoutMs: 30_000 },
    );
    lane.api.behaviours.set([]);
    await untilNobodyWaits(id);
    await end();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 1, failed: 0 });
  });
});

test('single odd answers among good ones hold nobody up', { timeout: 30_000 }, async () => {
  await lane.start(readers, { latency });
  lane.api.behaviours.set([
    {
      chats: { kind: 'everyNth', n: 10 },
      methods: messages,
      behaviour: { kind: 'gateway', status: 502, when: 'before' },
    },
  ]);
  const id = await push();
  const began = performance.now();
  const { end, errors } = keepDraining({ rate: 200 });
  await untilNobodyWaits(id);
  expect(performance.now() - began).toBeLessThan(4_000);
  await end();
  expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 270, uncertain: 30 });
  expect(errors()).toEqual([]);
});
