import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { TelegramChannel } from '../../src/channels/telegram/send.ts';
import { pruneRecords } from '../../src/database/retention.ts';
import type { DeliveryState } from '../../src/database/schema.ts';
import { inTransaction, type Trx } from '../../src/database/transaction.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { finishPushes } from '../../src/delivery/finish-pushes.ts';
import { cancelLane } from '../../src/delivery/lane/cancel-lane.ts';
import { type Claimed, markSending, readPending } from '../../src/delivery/lane/claim.ts';
import { type Lease, leaseLength, takeLease } from '../../src/delivery/lane/lease.ts';
import { recoverLane } from '../../src/delivery/lane/recover.ts';
import { type Recipient, sendParts } from '../../src/delivery/lane/send-parts.ts';
import { type Settled, settle, type Verdict } from '../../src/delivery/lane/settle.ts';
import { setLaneState } from '../../src/delivery/lane-control.ts';
import type { Tried } from '../../src/delivery/ledger.ts';
import type { LanePacer } from '../../src/delivery/pacing/lane-pacer.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { type Arrival, recordArrivals } from '../../src/delivery/receipts/arrivals.ts';
import { type Failure, recordFailure } from '../../src/delivery/receipts/late-failure.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import { retractPush } from '../../src/editions/correct.ts';
import { somebodyWaits } from '../setup/locks.ts';
import { waitFor } from '../setup/wait.ts';
import { book, chatId } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const { start, push } = lane;

const pushRow = (id: number) => lane.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const deliveries = (id: number) =>
  lane.db.selectFrom('delivery').selectAll().where('push_id', '=', id).orderBy('subscriber_id').execute();
async function theOnly(id: number) {
  const [delivery] = await deliveries(id);
  if (!delivery) throw new Error(`push ${id} has no deliveries`);
  return delivery;
}
const setAll = (id: number, set: { state: DeliveryState; attempts?: number; message_id?: string }) =>
  lane.db.updateTable('delivery').set(set).where('push_id', '=', id).execute();

/** Runs `work` in a transaction that `meanwhile` finds open. */
function holding<T>(work: (trx: Trx) => Promise<unknown>, meanwhile: () => Promise<T>): Promise<T> {
  let during: Promise<T> | undefined;
  return inTransaction(lane.db, async (trx) => {
    await work(trx);
    during = meanwhile();
    during.catch(() => {});
    await Promise.race([during, somebodyWaits(lane.db)]);
  }).then(() => {
    if (!during) throw new Error('nothing was done meanwhile');
    return during;
  });
}

const failureOf = async (pushId: number, changes: Partial<Failure['sending']> = {}): Promise<Failure> => ({
  sending: {
    pushId,
    subscriberId: (await theOnly(pushId)).subscriber_id,
    attempt: 1,
    part: 'last',
    revision: 0,
    ...changes,
  },
  messageId: 'first',
  at: new Date(),
  reason: '131049: not now',
  next: { kind: 'again', afterMs: 0 },
});

describe('a push', () => {
  test('does not end while a late word brings one of its deliveries back', async () => {
    await start(1);
    const other = await push('locked meanwhile', { priority: 1 });
    const id = await push('ending');
    await setAll(other, { state: 'sent' });
    await setAll(id, { state: 'sent', attempts: 1, message_id: 'first' });
    const failure = await failureOf(id);
    await holding(
      async (trx) => {
        await sql`select from push where id = ${other} for update`.execute(trx);
      },
      async () => {
        const ending = finishPushes(lane.db);
        await Promise.race([ending, somebodyWaits(lane.db)]);
        await recordFailure(lane.db, failure);
        await ending;
      },
    ).catch(() => {});
    expect((await theOnly(id)).state).toBe('pending');
    expect((await pushRow(id)).state).toBe('sending');
    await finishPushes(lane.db);
    expect((await pushRow(other)).state).toBe('finished');
  });

  test('that is being opened again is not ended by a look from before', async () => {
    await start(1);
    const id = await push('reopened');
    await setAll(id, { state: 'sent' });
    await holding(
      async (trx) => {
        await sql`select from push where id = ${id} for update`.execute(trx);
        await sql`update delivery set state = 'pending' where push_id = ${id}`.execute(trx);
      },
      () => finishPushes(lane.db),
    );
    expect((await pushRow(id)).state).toBe('sending');
  });

  test('that was retracted is not sent again because a message did not arrive', async () => {
    await start(1);
    const id = await push('retracted');
    await setAll(id, { state: 'sent', attempts: 1, message_id: 'first' });
    await finishPushes(lane.db);
    await lane.db.updateTable('push').set({ retracted_at: new Date() }).where('id', '=', id).execute();
    expect(await recordFailure(lane.db, await failureOf(id))).toBe('excluded');
    expect((await pushRow(id)).state).toBe('finished');
    expect((await booksOf(lane.db, id)).balanced).toBe(true);
  });

  test('that was corrected is sent in its new text to whom the earlier did not reach after all', async () => {
    await start(1);
    const id = await push('corrected');
    await setAll(id, { state: 'sent', attempts: 1, message_id: 'first' });
    await finishPushes(lane.db);
    await lane.db.updateTable('push').set({ revision: 1 }).where('id', '=', id).execute();
    expect(await recordFailure(lane.db, await failureOf(id))).toBe('pending');
    expect(await theOnly(id)).toMatchObject({ state: 'pending', revision: 1 });
    expect((await pushRow(id)).state).toBe('sending');
  });
});

describe('of a push in several messages', () => {
  test('the last that did not arrive after all goes back alone', async () => {
    await start(1);
    const id = await push('long');
    await setAll(id, { state: 'sent', attempts: 1, message_id: 'first,second' });
    await finishPushes(lane.db);
    expect(await recordFailure(lane.db, { ...(await failureOf(id)), messageId: 'second' })).toBe('pending');
    expect(await theOnly(id)).toMatchObject({ message_id: 'first', rest: 'waits', may_have_arrived: true });
    expect((await pushRow(id)).state).toBe('sending');
  });

  test('another that did not arrive leaves nothing to go on from', async () => {
    await start(1);
    const id = await push('long');
    await setAll(id, { state: 'sent', attempts: 1, message_id: 'first,second' });
    const failure = await failureOf(id, { part: 'earlier' });
    expect(await recordFailure(lane.db, failure)).toBe('uncertain');
    expect((await theOnly(id)).rest).toBeNull();
  });

  test('word of the last says that all arrived, and keeps the ids of the others', async () => {
    await start(1);
    const id = await push('long');
    await lane.db
      .updateTable('delivery')
      .set({ state: 'sending', attempts: 1, message_id: 'first', rest: 'left', may_have_arrived: true })
      .execute();
    const { sending } = await failureOf(id);
    await recordArrivals(lane.db, [{ sending, messageId: 'second', at: new Date(), kind: 'delivered' }]);
    expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: 'first,second', rest: null });
  });
});

test('word that an earlier text arrived keeps nobody from the corrected one', async () => {
  await start(1);
  const id = await push('word of the earlier', { uncertain: 'resend' });
  const { sending } = await failureOf(id);
  const arrival = (revision: number): Arrival => ({
    sending: { ...sending, revision },
    messageId: 'first',
    at: new Date(),
    kind: 'delivered',
  });
  await lane.db.updateTable('delivery').set({ attempts: 1, may_have_arrived: true, revision: 1 }).execute();
  await recordArrivals(lane.db, [arrival(0)]);
  expect((await theOnly(id)).state).toBe('pending');
  await recordArrivals(lane.db, [arrival(1)]);
  expect((await theOnly(id)).state).toBe('sent');
});

describe('a holder that lost its lane', () => {
  const ofNothing: Verdict = {
    state: 'pending',
    messageId: null,
    reason: 'late',
    retryInMs: 0,
    counted: 'uncounted',
    arrival: 'known',
    rest: null,
  };

  /** One marks a message and loses the lane; the next has settled that and marks it again, unless it is to wait. */
  async function twoHolders(
    second: 'has marked it' | 'is about to',
  ): Promise<{ id: number; late: (verdict: Partial<Verdict>) => Settled }> {
    await start(1);
    const id = await push('two holders', { uncertain: 'resend' });
    const first = await mark(id, 'first');
    await lane.db
      .updateTable('lane')
      .set({ lease_until: new Date(0) })
      .execute();
    const lease = await hold('second');
    const options = { chats: 'cannot be read', tellsWithinMs: 0 } as const;
    expect(await recoverLane(lane.db, lease, options)).toEqual({ uncertain: 0, resent: 1, continued: 0 });
    if (second === 'has marked it') await mark(id, 'second');
    const { pushId, subscriberId, revision } = first;
    const tried: Tried = { pushId, subscriberId, revision, attempt: first.attempts + 1 };
    const late = (verdict: Partial<Verdict>): Settled => ({ tried, verdict: { ...ofNothing, ...verdict } });
    return { id, late };
  }

  async function hold(holder: string): Promise<Lease> {
    const answer = await takeLease(lane.db, lane.id, holder);
    if (answer.kind !== 'held') throw new Error('somebody holds the lane');
    return answer.lease;
  }

  async function mark(pushId: number, holder: string): Promise<Claimed> {
    const lease = await hold(holder);
    const [claimed] = await readPending(lane.db, { pushId, laneId: lane.id, after: 0, limit: 1 });
    if (!claimed) throw new Error('nothing is pending');
    expect((await markSending(lane.prepared, lease, [claimed])).size).toBe(1);
    return claimed;
  }

  test.each(['pending', 'failed', 'gone', 'uncertain'] as const)(
    'does not end the try of its successor with «%s»',
    async (state) => {
      const { id, late } = await twoHolders('has marked it');
      await settle(lane.prepared, [late({ state })]);
      expect(await theOnly(id)).toMatchObject({ state: 'sending', attempts: 2 });
    },
  );

  test.each(['has marked it', 'is about to'] as const)(
    'still says that its message was sent when its successor %s',
    async (second) => {
      const { id, late } = await twoHolders(second);
      await settle(lane.prepared, [late({ state: 'sent', messageId: '17', counted: 'counted' })]);
      expect(await theOnly(id)).toMatchObject({ state: 'sent', message_id: '17' });
    },
  );

  test('does not end a try of those who are sent it again because they missed it', async () => {
    const { id, late } = await twoHolders('is about to');
    await setAll(id, { state: 'uncertain' });
    await finishPushes(lane.db);
    const order = { pushId: id, actor: 'rana', which: ['uncertain'] } as const;
    expect(await sendToMissed(lane.db, order)).toEqual({ kind: 'done', readers: 1 });
    await mark(id, 'second');
    await settle(lane.prepared, [late({ state: 'failed', counted: 'counted' })]);
    expect((await theOnly(id)).state).toBe('sending');
    // The tries that are allowed begin anew.
    expect(await theOnly(id)).toMatchObject({ attempts: 2, uncounted: 1 });
  });

  test('does not end a later try with a result that is written again', async () => {
    await start(1);
    const id = await push('written twice');
    const { pushId, subscriberId, revision } = await mark(id, 'first');
    const tried: Tried = { pushId, subscriberId, revision, attempt: 1 };
    const waited = { ...ofNothing, retryInMs: 0 };
    await settle(lane.prepared, [{ tried, verdict: waited }]);
    await mark(id, 'first');
    // The database wrote it, and the answer was lost.
    await settle(lane.prepared, [{ tried, verdict: waited }]);
    expect((await theOnly(id)).state).toBe('sending');
  });

  test('keeps nobody from a corrected text by saying that the earlier was sent', async () => {
    const { id, late } = await twoHolders('is about to');
    await lane.db.updateTable('delivery').set({ revision: 1 }).where('push_id', '=', id).execute();
    await settle(lane.prepared, [late({ state: 'sent', messageId: '17', counted: 'counted' })]);
    expect(await theOnly(id)).toMatchObject({ state: 'pending', revision: 1 });
  });

  test.each([
    ['is not sure of its lane any more', { marked: true, holds: 1 }, 'lost its lane'],
    ['may not mark the next', { marked: false, holds: 2 }, 'stopped'],
  ])('sends no further part of a long push when it %s', async (_, { marked, holds }, reason) => {
    await start(1);
    const pacer = new Pacer({ rate: 10_000 });
    let asked = 0;
    const recipient: Recipient = {
      channel: lane.channel,
      pacer,
      reader: 1,
      address: String(chatId(0)),
      wroteAt: null,
      referenceOf: null,
      begun: null,
      marks: { arrived: async () => {}, leaving: async () => marked },
      signal: new AbortController().signal,
      watch: { admits: true, over: (_, call) => call() },
      fence: {
        get holds() {
          asked += 1;
          return asked <= holds;
        },
      },
    };
    const parts = ['أوّل', 'ثانٍ'].map((text) => ({ text, markup: 'telegram-html' as const }));
    const end = await sendParts(recipient, parts, await pacer.take({ urgency: 'broadcast' }));
    expect(end).toMatchObject({
      kind: 'notSent',
      reason: expect.stringContaining(reason) as string,
      kept: { rest: 'waits', of: 2, ids: [expect.any(String)] },
    });
    expect(lane.api.statistics().accepted).toBe(1);
  });
});

test('a lane that this process drains already is not drained a second time beside it', async () => {
  await start(40, { latency: { ms: 200, jitterMs: 0 } });
  const id = await push('twice');
  const options = { holder: randomUUID() };
  const first = lane.drain(options);
  await waitFor(async () => (await booksOf(lane.db, id)).byState.sending > 0, { message: 'it never began' });
  expect(await lane.drain(options)).toBe('elsewhere');
  expect(await first).toBe('drained');
  expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 40, uncertain: 0 });
});

test('who leaves or is forgotten while their message waits for its turn is not sent it', async () => {
  await start(4);
  const id = await push('night');
  // Slow enough that each message is marked before the next batch is read.
  const pacer = new Pacer({ rate: 10 });
  let dawn = () => {};
  const morning = new Promise<void>((resolve) => {
    dawn = resolve;
  });
  let waiting = 0;
  const night: LanePacer = {
    rate: 10_000,
    learnt: pacer.learnt,
    blockedFor: 0,
    block: () => {},
    chatWait: () => 0,
    async take(request) {
      waiting += 1;
      await morning;
      return pacer.take(request);
    },
  };
  const draining = lane.drain({ pacer: night });
  await waitFor(() => waiting > 0, { message: 'nothing waited' });
  const hashOf = (index: number) => book.hash('telegram', String(chatId(index)));
  await lane.db.updateTable('subscriber').set({ state: 'left' }).where('address_hash', '=', hashOf(0)).execute();
  await lane.db.deleteFrom('subscriber').where('address_hash', '=', hashOf(2)).execute();
  dawn();
  await draining;
  expect([...lane.api.counts().keys()].sort()).toEqual([chatId(1), chatId(3)]);
  expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 2, excluded: 2 } });
});

test('a lane stays with its holder while what it has on its way comes to its end', async () => {
  await start(2);
  const id = await push('slow answer', { uncertain: 'resend' });
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const slow: TelegramChannel = {
    ...lane.channel,
    async send(...message) {
      const outcome = await lane.channel.send(...message);
      await answered;
      return outcome;
    },
  };
  const stop = new AbortController();
  // The stop comes while another message waits for its turn.
  const draining = lane.drain({ channel: slow, pacer: new Pacer({ rate: 1 }), signal: stop.signal });
  await waitFor(() => lane.api.statistics().accepted === 1, { message: 'it never began' });
  stop.abort();
  await delay(leaseLength + 500);
  expect(await takeLease(lane.db, lane.id, 'successor')).toEqual({ kind: 'elsewhere' });
  answer();
  expect(await draining).toBe('stopped');
  expect((await takeLease(lane.db, lane.id, 'successor')).kind).toBe('held');
  expect((await booksOf(lane.db, id)).byState).toMatchObject({ sent: 1, pending: 1 });
});

test('a lane is cancelled and a retraction begins although each waits for a push that the other has', async () => {
  await start(1);
  const id = await push('retracted');
  await setAll(id, { state: 'sent', attempts: 1, message_id: 'first' });
  const waiting = await push('waiting');
  const retraction = await retractPush(lane.db, { pushId: id, actor: 'rana', reason: 'غير صحيح', notice: 'none' });
  if (retraction.kind !== 'made') throw new Error(`it was ${retraction.kind}`);
  await setLaneState(lane.db, { lane: lane.channel.lane, state: 'paused', actor: 'rana' });
  let both: Promise<unknown[]> | undefined;
  await inTransaction(lane.db, async (trx) => {
    await sql`select from push where id = ${id} for update`.execute(trx);
    const cancelling = cancelLane(lane.db, { lane: lane.channel.lane, actor: 'rana' });
    await somebodyWaits(lane.db);
    // It has the retraction, and stands behind the other for what it retracts.
    const beginning = fanOutChunk(lane.db, retraction.pushId);
    both = Promise.all([cancelling, beginning]);
    both.catch(() => {});
    await somebodyWaits(lane.db, 2);
  });
  expect(await both).toEqual([{ kind: 'done', readers: 1, pushes: [waiting] }, 'more']);
  expect(await theOnly(waiting)).toMatchObject({ state: 'excluded' });
  expect(await pushRow(id)).toMatchObject({ retracted_at: expect.any(Date) as Date });
});

describe('taking old records out', () => {
  const day = 86_400_000;
  const prune = () =>
    pruneRecords(
      lane.db,
      { deliveries: day, leftSubscribers: day, articles: day, audit: day },
      new Date(Date.now() + 2 * day),
    );

  test('leaves whoever comes back in that moment', async () => {
    await start(2);
    await lane.db.updateTable('subscriber').set({ state: 'left' }).execute();
    await holding(
      (trx) =>
        trx
          .updateTable('subscriber')
          .set({ state: 'active' })
          .where('address_hash', '=', book.hash('telegram', String(chatId(0))))
          .execute(),
      prune,
    );
    expect(await lane.db.selectFrom('subscriber').select('state').execute()).toEqual([{ state: 'active' }]);
  });

  test('leaves a push that is sent in that moment to those who missed it', async () => {
    await start(2);
    const id = await push('old');
    await setAll(id, { state: 'failed' });
    await finishPushes(lane.db);
    await holding(async (trx) => {
      await sql`select from push where id = ${id} for update`.execute(trx);
      await sql`update delivery set state = 'pending' where push_id = ${id}`.execute(trx);
      await sql`update push set state = 'sending', finished_at = null where id = ${id}`.execute(trx);
    }, prune);
    expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { pending: 2 } });
    expect(await deliveries(id)).toHaveLength(2);
    expect(await sendToMissed(lane.db, { pushId: id, actor: 'rana', which: ['failed'] })).toMatchObject({
      kind: 'refused',
    });
  });
});
