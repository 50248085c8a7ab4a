import { beforeEach, describe, expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { resumePush } from '../../src/delivery/push-control.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import type { Rule } from '../../src/sandbox/telegram/index.ts';
import { markGone } from '../../src/subscribers/store.ts';
import { waitFor } from '../setup/wait.ts';
import { chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const { push } = lane;

beforeEach(async () => {
  await lane.db.deleteFrom('audit').execute();
});

const start = (readers: number, rules: readonly Rule[]) => lane.start(readers, { rules });
const drain = (signal?: AbortSignal) =>
  lane.drain({
    context: { onGone: async (id) => void (await markGone(lane.db, id)) },
    pacer: new Pacer({ rate: 1_000 }),
    signal,
  });

const stateOf = (id: number) =>
  lane.db.selectFrom('push').select(['state', 'pause_reason']).where('id', '=', id).executeTakeFirstOrThrow();
const active = async () =>
  (await lane.db.selectFrom('subscriber').select('id').where('state', '=', 'active').execute()).length;
const everybody = (behaviour: Rule['behaviour']): Rule => ({ chats: { kind: 'all' }, behaviour });

describe('a push that is refused to everybody', () => {
  test('is paused with the reason, most readers are spared, and it can be resumed', async () => {
    await start(2_000, [everybody({ kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' })]);
    const id = await push('refused');
    await drain();
    expect(await stateOf(id)).toEqual({
      state: 'paused',
      pause_reason: expect.stringContaining('message text is empty') as string,
    });
    const { byState, balanced } = await booksOf(lane.db, id);
    expect(balanced).toBe(true);
    expect(byState.failed).toBeGreaterThanOrEqual(20);
    expect(byState.pending).toBeGreaterThan(1_000);
    lane.api.behaviours.set([]);
    await resumePush(lane.db, { pushId: id, actor: 'test' });
    await drain();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 2_000 - byState.failed, pending: 0 });
  });

  test('is paused again when it was resumed in vain, by the same holder that never rested', async () => {
    await start(2_000, [everybody({ kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' })]);
    const id = await push('refused');
    const stop = new AbortController();
    const draining = lane.drain({ pacer: new Pacer({ rate: 1_000 }), linger: 60_000, signal: stop.signal });
    const paused = () => waitFor(async () => (await stateOf(id)).state === 'paused', { message: 'it was not paused' });
    await paused();
    await waitFor(async () => (await booksOf(lane.db, id)).byState.sending === 0, { message: 'some are on their way' });
    const first = (await booksOf(lane.db, id)).byState;
    await resumePush(lane.db, { pushId: id, actor: 'test' });
    await paused();
    stop.abort();
    await draining;
    const second = (await booksOf(lane.db, id)).byState;
    expect(second.failed).toBeGreaterThanOrEqual(first.failed + 20);
    expect(second.pending).toBeGreaterThan(500);
  });

  test('because everybody seems to be gone, takes nobody off the list', async () => {
    await start(500, [everybody({ kind: 'notFound' })]);
    const id = await push('another bot');
    await drain();
    expect((await stateOf(id)).state).toBe('paused');
    expect(await active()).toBe(500);
  });

  test('is sent to all of them when it is resumed after the mistake was mended', async () => {
    await start(500, [everybody({ kind: 'notFound' })]);
    const id = await push('the right bot again');
    await drain();
    expect((await stateOf(id)).state).toBe('paused');
    lane.api.behaviours.set([]);
    await resumePush(lane.db, { pushId: id, actor: 'test' });
    await drain();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 500, gone: 0 });
    expect(await active()).toBe(500);
  });

  test('a list that is mostly dead is finished without a pause, and the dead are taken off it', async () => {
    const dead = Array.from({ length: 1_000 }, (_, index) => index).filter((index) => index % 10 !== 0);
    await start(1_000, [{ chats: { kind: 'listed', ids: dead.map(chatId) }, behaviour: { kind: 'blocked' } }]);
    const id = await push('mostly dead');
    await drain();
    expect((await stateOf(id)).state).toBe('finished');
    expect(await active()).toBe(100);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 100, gone: 900 });
  });

  test('a long stretch of dead is asked about once, whatever holders follow', async () => {
    const dead = Array.from({ length: 990 }, (_, index) => index);
    await start(1_000, [{ chats: { kind: 'listed', ids: dead.map(chatId) }, behaviour: { kind: 'blocked' } }]);
    const id = await push('dead first');
    await drain();
    expect(await stateOf(id)).toEqual({
      state: 'paused',
      pause_reason: expect.stringContaining('seems to have left') as string,
    });
    expect(await active()).toBe(1_000);
    await resumePush(lane.db, { pushId: id, actor: 'test', gone: 'confirmed' });
    const stop = new AbortController();
    const first = drain(stop.signal);
    await waitFor(async () => (await booksOf(lane.db, id)).byState.gone > 200, { message: 'it did not go on' });
    stop.abort();
    await first;
    await drain();
    expect((await stateOf(id)).state).toBe('finished');
    expect(await active()).toBe(10);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 10, gone: 990 });
    const pauses = await lane.db.selectFrom('audit').select('id').where('action', '=', 'push.pause').execute();
    expect(pauses).toHaveLength(1);
  });

  test('a few who are gone among many who read are taken off the list and stop nothing', async () => {
    const gone = Array.from({ length: 30 }, (_, index) => chatId(index * 5));
    await start(200, [{ chats: { kind: 'listed', ids: gone }, behaviour: { kind: 'blocked' } }]);
    const id = await push('some gone');
    await drain();
    expect((await stateOf(id)).state).toBe('finished');
    expect(await active()).toBe(170);
  });

  test('the only reader of a small list who is gone is believed', async () => {
    await start(1, [everybody({ kind: 'blocked' })]);
    await push('one');
    await drain();
    expect(await active()).toBe(0);
  });
});

describe('a far end that cannot be used', () => {
  test('costs the messages no tries, and everybody gets the push when it is back', async () => {
    await start(100, [everybody({ kind: 'refuse', code: 401, description: 'Unauthorized' })]);
    const id = await push('token');
    const stop = new AbortController();
    // As the sweep does: what is due later is asked for again.
    const draining = (async () => {
      while (!stop.signal.aborted) await drain(stop.signal);
    })();
    await waitFor(
      async () => (await booksOf(lane.db, id)).byState.sending === 0 && lane.api.statistics().requests >= 5,
      {
        message: 'it was not tried',
      },
    );
    lane.api.behaviours.set([]);
    await waitFor(async () => (await booksOf(lane.db, id)).byState.sent > 50, {
      message: 'it did not go on',
      timeoutMs: 20_000,
    });
    stop.abort();
    await draining;
    await lane.db.updateTable('delivery').set({ due_at: null }).where('state', '=', 'pending').execute();
    await drain();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 100, failed: 0 });
  });
});

describe('sending to those who missed it', () => {
  test('reaches who failed, nobody twice, and asking twice sends once', async () => {
    const failing = [chatId(1), chatId(3)];
    await start(10, [
      {
        chats: { kind: 'listed', ids: failing },
        behaviour: { kind: 'refuse', code: 400, description: 'Bad Request: x' },
      },
      { chats: { kind: 'listed', ids: [chatId(5)] }, behaviour: { kind: 'reset', when: 'after' } },
    ]);
    const id = await push('missed');
    const order = { pushId: id, actor: 'test', which: ['failed'] } as const;
    expect(await sendToMissed(lane.db, order)).toMatchObject({ kind: 'refused' });
    await drain();
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 7, failed: 2, uncertain: 1 });
    lane.api.behaviours.set([]);
    expect(await sendToMissed(lane.db, order)).toEqual({ kind: 'done', readers: 2 });
    expect(await sendToMissed(lane.db, order)).toEqual({ kind: 'refused', state: 'sending' });
    await drain();
    expect(await stateOf(id)).toMatchObject({ state: 'finished' });
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 9, failed: 0, uncertain: 1 });
    expect([...lane.api.counts().values()].every((count) => count === 1)).toBe(true);
    expect(await sendToMissed(lane.db, order)).toEqual({ kind: 'done', readers: 0 });
    expect((await stateOf(id)).state).toBe('finished');
  });
});
