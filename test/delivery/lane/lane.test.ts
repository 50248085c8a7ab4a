import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { booksOf } from '../../../src/delivery/books.ts';
import { fanOutChunk } from '../../../src/delivery/fan-out.ts';
import type { LaneContext } from '../../../src/delivery/lane/lane-context.ts';
import { takeLease } from '../../../src/delivery/lane/lease.ts';
import { Pacer } from '../../../src/delivery/pacing/pacer.ts';
import { cancelPush, pausePush, resumePush } from '../../../src/delivery/push-control.ts';
import { waitFor } from '../../setup/wait.ts';
import { approvedPush, book, chatId, fanOutWhole } from '../audience.ts';
import { useTelegramLane } from '../telegram-lane.ts';

const lane = useTelegramLane();
const { start, push } = lane;
const gone: number[] = [];
const moved: string[] = [];

beforeEach(() => {
  gone.length = 0;
  moved.length = 0;
});

const context: Partial<LaneContext> = {
  render: async (pushId) => {
    const { uncertain_policy } = await lane.db
      .selectFrom('push')
      .select('uncertain_policy')
      .where('id', '=', pushId)
      .executeTakeFirstOrThrow();
    return {
      messages: [{ text: `<b>خبر ${pushId}</b>`, markup: 'telegram-html' }],
      uncertainPolicy: uncertain_policy,
    };
  },
  onGone: async (id) => {
    gone.push(id);
    await lane.db.updateTable('subscriber').set({ state: 'gone' }).where('id', '=', id).execute();
  },
  onMoved: async (id, _, address) => {
    moved.push(address);
    await lane.db
      .updateTable('subscriber')
      .set({ address_sealed: book.seal('telegram', address), address_hash: book.hash('telegram', address) })
      .where('id', '=', id)
      .execute();
  },
};

async function leaseEnd(): Promise<number> {
  const { lease_until } = await lane.db
    .selectFrom('lane')
    .select('lease_until')
    .where('id', '=', lane.id)
    .executeTakeFirstOrThrow();
  return lease_until?.getTime() ?? 0;
}

const drain = (rate: number, signal?: AbortSignal) => lane.drain({ context, pacer: new Pacer({ rate }), signal });

async function firstSubscriber(): Promise<number> {
  const hash = book.hash('telegram', String(chatId(0)));
  const row = await lane.db
    .selectFrom('subscriber')
    .select('id')
    .where('address_hash', '=', hash)
    .executeTakeFirstOrThrow();
  return row.id;
}

const stateOf = async (id: number) =>
  (await lane.db.selectFrom('push').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
const receivedBy = () => [...lane.api.counts().values()];

describe('draining a lane', () => {
  test('everybody gets a push once, the books balance and it is finished', async () => {
    await start(300);
    const id = await push('all');
    expect(await drain(10_000)).toBe('drained');
    expect(receivedBy()).toEqual(Array(300).fill(1));
    expect(await booksOf(lane.db, id)).toMatchObject({ audience: 300, balanced: true, byState: { sent: 300 } });
    expect(await stateOf(id)).toBe('finished');
  });

  test('fan-out in small chunks that is run again over itself writes everybody once', async () => {
    await start(57);
    const id = await approvedPush(lane.db, 'chunks');
    await Promise.all([1, 2, 3].map(() => fanOutWhole(lane.db, id, (db, push) => fanOutChunk(db, push, 10))));
    await fanOutWhole(lane.db, id, (db, push) => fanOutChunk(db, push, 10));
    expect(await booksOf(lane.db, id)).toMatchObject({ audience: 57, balanced: true, byState: { pending: 57 } });
    // Even with a cursor that lies, the ledger takes nobody twice.
    await lane.db.updateTable('push').set({ fanout_after: 0, fanout_finished_at: null }).execute();
    await expect(fanOutChunk(lane.db, id, 10)).rejects.toThrow(/duplicate key/);
    expect(await booksOf(lane.db, id)).toMatchObject({ audience: 57, balanced: true });
  });

  test('who blocked the bot is deactivated, who moved is followed, the rest is not disturbed', async () => {
    await start(20, {
      rules: [
        { chats: { kind: 'listed', ids: [chatId(3), chatId(4)] }, behaviour: { kind: 'blocked' } },
        { chats: { kind: 'listed', ids: [chatId(5)] }, behaviour: { kind: 'migrated', to: 8_009_999 } },
        {
          chats: { kind: 'listed', ids: [chatId(6)] },
          behaviour: { kind: 'refuse', code: 400, description: 'Bad Request: message text is empty' },
        },
      ],
    });
    const id = await push('outcomes');
    await drain(10_000);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 17, gone: 2, failed: 1 });
    expect(gone).toHaveLength(2);
    expect(moved).toEqual(['8009999']);
    expect(lane.api.counts().get(8_009_999)).toBe(1);
  });

  test('a reset after the far end had the message is uncertain and is not sent again under «leave»', async () => {
    await start(10, {
      rules: [{ chats: { kind: 'listed', ids: [chatId(2)] }, times: 1, behaviour: { kind: 'reset', when: 'after' } }],
    });
    const id = await push('leave');
    await drain(10_000);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 9, uncertain: 1 });
    expect(lane.api.counts().get(chatId(2))).toBe(1);
  });

  test('the same is sent again under «resend»', async () => {
    await start(10, {
      rules: [{ chats: { kind: 'listed', ids: [chatId(2)] }, times: 1, behaviour: { kind: 'reset', when: 'after' } }],
    });
    const id = await push('resend', { uncertain: 'resend' });
    await drain(10_000);
    await lane.db.updateTable('delivery').set({ due_at: null }).where('state', '=', 'pending').execute();
    await drain(10_000);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 10 });
    expect(lane.api.counts().get(chatId(2))).toBe(2);
  });

  test('what may have reached a reader never ends as not sent, though the push is cancelled or the next try fails', async () => {
    await start(3, {
      rules: [
        { chats: { kind: 'listed', ids: [chatId(0)] }, times: 1, behaviour: { kind: 'reset', when: 'after' } },
        { chats: { kind: 'listed', ids: [chatId(1)] }, times: 1, behaviour: { kind: 'reset', when: 'after' } },
        { chats: { kind: 'listed', ids: [chatId(0)] }, behaviour: { kind: 'blocked' } },
      ],
    });
    const id = await push('doubt', { uncertain: 'resend' });
    await drain(100);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 1, pending: 2 });
    await lane.db
      .updateTable('delivery')
      .set({ due_at: null })
      .where('subscriber_id', '=', await firstSubscriber())
      .execute();
    await drain(100);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 1, uncertain: 1, pending: 1 });
    await cancelPush(lane.db, { pushId: id, actor: 'test' });
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 1, uncertain: 2 } });
  });

  test('after a refusal nothing leaves before retry_after has passed, and everybody gets it', async () => {
    await start(40, {
      rules: [{ chats: { kind: 'listed', ids: [chatId(9)] }, times: 1, behaviour: { kind: 'flood', retryAfter: 1 } }],
    });
    const id = await push('flood');
    // Looked at where messages leave: when they arrive is also a matter of how busy the machine is.
    const left: number[] = [];
    const refused: number[] = [];
    const { channel } = lane;
    const watched: Channel = {
      ...channel,
      async send(...message) {
        left.push(performance.now());
        const outcome = await channel.send(...message);
        if (outcome.kind === 'rateLimited') refused.push(performance.now());
        return outcome;
      },
    };
    const drainWatched = () => lane.drain({ context, channel: watched, pacer: new Pacer({ rate: 50 }) });
    const first = await drainWatched();
    expect(first).toBe('drained');
    await waitFor(async () => (await drainWatched()) === 'drained' && (await stateOf(id)) === 'finished', {
      message: 'the refused message was never sent',
    });
    expect(refused).toHaveLength(1);
    const [refusedAt = 0] = refused;
    const next = left.find((at) => at > refusedAt) ?? 0;
    expect(next - refusedAt).toBeGreaterThanOrEqual(1_000);
    expect(receivedBy()).toEqual(Array(40).fill(1));
  });

  test('a lane that another process holds is left to it', async () => {
    await start(1);
    await takeLease(lane.db, lane.id, 'another process');
    expect(await drain(10)).toBe('elsewhere');
  });

  test('what a dead holder had on its way is listed as uncertain and the rest is sent', async () => {
    await start(30);
    const id = await push('dead holder');
    await lane.db
      .updateTable('delivery')
      .set({ state: 'sending', attempts: 1 })
      .where('subscriber_id', 'in', (eb) => eb.selectFrom('delivery').select('subscriber_id').limit(4))
      .execute();
    await drain(10_000);
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 26, uncertain: 4 } });
  });

  test('the lane is kept while chats are looked into, which ends when it is to stop', async () => {
    await start(3);
    const id = await push('looked for', { uncertain: 'leave' });
    await lane.db.updateTable('delivery').set({ state: 'uncertain', attempts: 1 }).execute();
    await lane.db.updateTable('push').set({ started_at: new Date() }).where('id', '=', id).execute();
    const looks: string[] = [];
    let answer: () => void = () => {};
    const slow: Channel = {
      ...lane.channel,
      lookFor: async (address) => {
        looks.push(address);
        await new Promise<void>((resolve) => {
          answer = resolve;
        });
        return { kind: 'unknown', reason: 'it is slow' };
      },
    };
    const stop = new AbortController();
    const draining = lane.drain({ context, channel: slow, pacer: new Pacer({ rate: 10 }), signal: stop.signal });
    await waitFor(() => looks.length === 1, { message: 'no chat was looked into' });
    const first = await leaseEnd();
    await waitFor(async () => (await leaseEnd()) > first, { message: 'the lease was not renewed' });
    stop.abort();
    answer();
    expect(await draining).toBe('stopped');
    expect(looks).toHaveLength(1);
  });

  test('a breaking push overtakes a running digest, which goes on afterwards', async () => {
    await start(120);
    const digest = await push('digest', { priority: 100 });
    const breaking = await push('breaking', { priority: 10 });
    await pausePush(lane.db, { pushId: breaking, actor: 'test' });
    const draining = drain(50);
    await waitFor(() => lane.api.statistics().accepted > 20, { message: 'the digest never began' });
    await resumePush(lane.db, { pushId: breaking, actor: 'test' });
    await waitFor(
      async () => (await stateOf(breaking)) === 'finished' || (await booksOf(lane.db, breaking)).byState.sent === 120,
      {
        message: 'the breaking push was not sent',
      },
    );
    expect((await booksOf(lane.db, digest)).byState.pending).toBeGreaterThan(0);
    await draining;
    expect((await booksOf(lane.db, digest)).byState.sent).toBe(120);
  });

  test('pause stops it within a second, resume goes on, cancel sets the rest aside', async () => {
    await start(200);
    const id = await push('control');
    const stop = new AbortController();
    const draining = drain(100, stop.signal);
    await waitFor(() => lane.api.statistics().accepted > 10, { message: 'it never began' });
    await pausePush(lane.db, { pushId: id, actor: 'test' });
    const atPause = lane.api.statistics().accepted;
    await draining;
    expect(lane.api.statistics().accepted - atPause).toBeLessThan(30);
    await resumePush(lane.db, { pushId: id, actor: 'test' });
    const again = drain(100, stop.signal);
    await waitFor(() => lane.api.statistics().accepted > atPause + 40, { message: 'it did not resume' });
    await cancelPush(lane.db, { pushId: id, actor: 'test' });
    await again;
    const books = await booksOf(lane.db, id);
    expect(books.balanced).toBe(true);
    expect(books.byState.excluded).toBeGreaterThan(0);
    expect(books.byState.sent).toBe(lane.api.statistics().accepted);
  });

  test('asked to stop, it finishes what is on its way and leaves the rest pending', async () => {
    await start(200, { latency: { ms: 40, jitterMs: 5 } });
    const id = await push('stop');
    const stop = new AbortController();
    const draining = drain(200, stop.signal);
    await waitFor(() => lane.api.statistics().accepted > 20, { message: 'it never began' });
    stop.abort();
    expect(await draining).toBe('stopped');
    const books = await booksOf(lane.db, id);
    expect(books).toMatchObject({ balanced: true, byState: { sending: 0, uncertain: 0 } });
    expect(books.byState.sent).toBe(lane.api.statistics().accepted);
    await drain(10_000);
    expect(receivedBy()).toEqual(Array(200).fill(1));
  });
});
