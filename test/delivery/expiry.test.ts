import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { booksOf, reasonsOf } from '../../src/delivery/books.ts';
import { expiredReason, expirePushes } from '../../src/delivery/expiry.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { finishPushes } from '../../src/delivery/finish-pushes.ts';
import type { LaneContext } from '../../src/delivery/lane/lane-context.ts';
import { lanesWithWork } from '../../src/delivery/lane/lanes-with-work.ts';
import { ensureLane, markServed } from '../../src/delivery/lane/lease.ts';
import { settle } from '../../src/delivery/lane/settle.ts';
import { listLanes, unservedOf } from '../../src/delivery/lane-report.ts';
import { Pacer } from '../../src/delivery/pacing/pacer.ts';
import { pausePush } from '../../src/delivery/push-control.ts';
import { sendToMissed } from '../../src/delivery/send-to-missed.ts';
import { createPush, type NewPush } from '../../src/editions/create.ts';
import { approvePush, undoDecision } from '../../src/editions/decide.ts';
import { tellOfExpired } from '../../src/serve/expired-notices.ts';
import { approvedPush, fanOutWhole, subscribe } from './audience.ts';
import { useTelegramLane } from './telegram-lane.ts';

const lane = useTelegramLane();
const texts = (await loadTexts(`${packageRoot}/config/newsroom.yaml`)).ar;
const logged: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });

beforeEach(async () => {
  logged.length = 0;
  await lane.db.deleteFrom('lane').execute();
  await lane.start(0);
});

const drain = (render?: LaneContext['render']) =>
  lane.drain({ context: { log, ...(render ? { render } : {}) }, pacer: new Pacer({ rate: 1_000 }) });

async function push(readers: number): Promise<number> {
  await subscribe(lane.db, lane.id, readers);
  return lane.push();
}

/** Two days later, for one push. */
const later = (id: number) => sql`update push set expires_at = now() where id = ${id}`.execute(lane.db);
/** What the sweep of a running desk does about it. */
async function sweep(): Promise<void> {
  await expirePushes(lane.db, log);
  await finishPushes(lane.db);
}
const row = (id: number) => lane.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
async function books(id: number): Promise<Record<string, number>> {
  const { balanced, byState } = await booksOf(lane.db, id);
  expect(balanced).toBe(true);
  return Object.fromEntries(Object.entries(byState).filter(([, count]) => count > 0));
}
const inDays = (at: Date | null) => ((at?.getTime() ?? 0) - Date.now()) / 86_400_000;
const mark = (id: number, count: number, changes: ReturnType<typeof sql>) =>
  sql`update delivery set ${changes} where push_id = ${id} and subscriber_id in (
      select subscriber_id from delivery where push_id = ${id} order by subscriber_id limit ${count})`.execute(lane.db);

describe('a push whose time is over', () => {
  test('ends: who waited is set aside with the reason, what may have arrived is uncertain, and it is logged once', async () => {
    const id = await push(10);
    await mark(id, 3, sql`may_have_arrived = true`);
    expect(inDays((await row(id)).expires_at)).toBeCloseTo(2, 1);
    await sweep();
    expect(await books(id)).toEqual({ pending: 10 });
    await later(id);
    await Promise.all([sweep(), sweep()]);
    await sweep();
    expect(await books(id)).toEqual({ excluded: 7, uncertain: 3 });
    expect(await row(id)).toMatchObject({ state: 'finished' });
    expect((await reasonsOf(lane.db, id)).map(({ reason }) => reason)).toEqual(
      Array<string>(2).fill('not sent within 2 days'),
    );
    expect(logged.filter((line) => line.includes('not sent within 2 days'))).toHaveLength(1);
  });

  test('is sent to nobody from that moment on, whether or not anybody has set its readers aside', async () => {
    const id = await push(10);
    await later(id);
    expect(await lanesWithWork(lane.db)).toEqual([]);
    await drain();
    expect(lane.api.statistics().accepted).toBe(0);
    expect(await books(id)).toEqual({ pending: 10 });
  });

  test('is not sent by a lane that read its readers just before', async () => {
    const id = await push(200);
    let left = 0;
    lane.api.behaviours.set([]);
    await drain(async () => {
      await later(id);
      left += 1;
      return { messages: [{ text: 'خبر', markup: 'telegram-html' }], uncertainPolicy: 'leave' };
    });
    expect(left).toBeGreaterThan(0);
    expect(lane.api.statistics().accepted).toBe(0);
  });

  test('ends also when it is paused, or was approved and never begun, as after a long stop', async () => {
    const paused = await push(4);
    await pausePush(lane.db, { pushId: paused, actor: 'rana' });
    const unbegun = await approvedPush(lane.db, 'unbegun');
    const held = await approvedPush(lane.db, 'held');
    await pausePush(lane.db, { pushId: held, actor: 'rana' });
    for (const id of [paused, unbegun, held]) await later(id);
    // A stop anywhere in it: the next sweep goes on.
    await sweep();
    for (const id of [unbegun, held]) await fanOutWhole(lane.db, id, fanOutChunk);
    await sweep();
    for (const id of [paused, unbegun, held]) {
      expect(await row(id)).toMatchObject({ state: 'finished', pause_reason: null });
      expect(await books(id)).toEqual({ excluded: 4 });
    }
  });

  test('leaves what is on its way to the process that sends it, and takes over what a dead one left', async () => {
    const id = await push(3);
    const { rows } = await sql<{ subscriberId: number }>`
      select subscriber_id as "subscriberId" from delivery where push_id = ${id} order by 1`.execute(lane.db);
    const [one, two] = rows.map(({ subscriberId }) => subscriberId);
    await mark(id, 2, sql`state = 'sending', attempts = 1`);
    await sql`update lane set holder = 'alive', lease_until = now() + interval '1 hour'`.execute(lane.db);
    await later(id);
    await sweep();
    expect(await books(id)).toEqual({ sending: 2, excluded: 1 });
    const tried = { pushId: id, attempt: 1, revision: 0 };
    const verdict = {
      messageId: null,
      reason: null,
      retryInMs: null,
      counted: 'counted',
      arrival: 'known',
      rest: null,
    } as const;
    await settle(lane.prepared, [
      { tried: { ...tried, subscriberId: one ?? 0 }, verdict: { ...verdict, state: 'sent', messageId: '1' } },
      // It would be tried again.
      { tried: { ...tried, subscriberId: two ?? 0 }, verdict: { ...verdict, state: 'pending', retryInMs: 1_000 } },
    ]);
    await sweep();
    expect(await books(id)).toEqual({ sent: 1, excluded: 2 });
    expect((await row(id)).state).toBe('finished');

    const second = await push(0);
    await mark(second, 1, sql`state = 'sending'`);
    await sql`update lane set lease_until = now() - interval '1 second'`.execute(lane.db);
    await later(second);
    await sweep();
    expect(await books(second)).toEqual({ excluded: 2, uncertain: 1 });
    expect((await row(second)).state).toBe('finished');
  });

  test('can still be sent to those who missed it, once each, and gets its time again', async () => {
    const id = await push(10);
    await mark(id, 2, sql`may_have_arrived = true`);
    await later(id);
    await sweep();
    // Who left is excluded for another reason.
    await sql`update delivery set reason = 'left before sending' where push_id = ${id} and subscriber_id = (
      select max(subscriber_id) from delivery where push_id = ${id})`.execute(lane.db);
    const order = { pushId: id, actor: 'rana', which: ['failed'] } as const;
    expect(await sendToMissed(lane.db, order)).toEqual({ kind: 'done', readers: 7 });
    expect(await row(id)).toMatchObject({ state: 'sending', expired_at: null });
    expect(inDays((await row(id)).expires_at)).toBeCloseTo(2, 1);
    await drain();
    expect(await books(id)).toEqual({ sent: 7, uncertain: 2, excluded: 1 });
    expect([...lane.api.counts().values()].every((count) => count === 1)).toBe(true);
    expect(await sendToMissed(lane.db, order)).toEqual({ kind: 'done', readers: 0 });
  });
});

describe('the editors', () => {
  test('are told once how many a push did not reach, again after a failure, and of none that reached all', async () => {
    const id = await push(5);
    const all = await approvedPush(lane.db, 'all');
    await fanOutWhole(lane.db, all, fanOutChunk);
    await sql`update delivery set state = 'sending' where push_id = ${all}`.execute(lane.db);
    await sql`update lane set holder = 'alive', lease_until = now() + interval '1 hour'`.execute(lane.db);
    const told: string[] = [];
    let answer: 'told' | 'failed' = 'failed';
    const tell = async (words: string) => {
      told.push(words);
      return answer;
    };
    const look = () => tellOfExpired({ db: lane.db, texts, tell });
    for (const each of [id, all]) await later(each);
    await expirePushes(lane.db, log);
    await look();
    // Not before it is known how many.
    expect(told).toEqual([]);
    await sql`update delivery set state = 'sent' where push_id = ${all}`.execute(lane.db);
    await sweep();
    await look();
    answer = 'told';
    await look();
    await look();
    expect(told).toHaveLength(2);
    expect(told[1]).toContain('عدد الباقين: 5 من 5');
    expect(told[1]).toContain(`nashra push missed ${id} --send`);
    expect(await row(all)).toMatchObject({ state: 'finished', expiry_to_tell: false });
  });
});

describe('the time of a push', () => {
  const story = (changes: Partial<NewPush> = {}) =>
    inTransaction(lane.db, (trx) =>
      createPush(trx, {
        key: randomUUID(),
        edition: 'breaking',
        kind: 'breaking',
        state: 'proposed',
        topics: [],
        content: { type: 'digest', edition: 'breaking', instant: '2026-03-01T06:00:00.000Z', items: [] },
        createdBy: 'test',
        ...changes,
      }),
    );

  test('begins when it is approved, however old the proposal, or when it is to be sent', async () => {
    const { id } = await story({ expiresMs: 86_400_000 });
    await sql`update push set created_at = now() - interval '9 days', send_at = now() - interval '9 days'`.execute(
      lane.db,
    );
    expect((await row(id)).expires_at).toBeNull();
    await approvePush(lane.db, { pushId: id, actor: 'rana', as: 'story' });
    expect(inDays((await row(id)).expires_at)).toBeCloseTo(1, 1);
    await undoDecision(lane.db, { pushId: id, actor: 'rana' });
    expect((await row(id)).expires_at).toBeNull();
    const sendAt = new Date(Date.now() + 3 * 86_400_000);
    await approvePush(lane.db, { pushId: id, actor: 'rana', as: 'story', sendAt });
    expect(inDays((await row(id)).expires_at)).toBeCloseTo(4, 1);
  });

  test('is that of a notice from when it begins; corrections and retractions have none', async () => {
    for (const kind of ['correction', 'retraction', 'notice'] as const) {
      const { id } = await story({ kind, state: 'approved' });
      expect((await row(id)).expires_at).toBeNull();
    }
    await subscribe(lane.db, lane.id, 1);
    const { id } = await story({
      kind: 'notice',
      state: 'approved',
      content: { type: 'notice', items: [], to: 'all' },
    });
    await fanOutWhole(lane.db, id, fanOutChunk);
    expect(inDays((await row(id)).expires_at)).toBeCloseTo(2, 1);
  });

  test.each([
    [172_800, 'not sent within 2 days'],
    [86_400, 'not sent within 1 day'],
    [5_400, 'not sent within 90 minutes'],
    [7_200, 'not sent within 2 hours'],
    [61, 'not sent within 61 seconds'],
  ])('of %i s is told as «%s»', (seconds, words) => {
    expect(expiredReason(seconds)).toBe(words);
  });
});

test('a correction that nobody makes ends when its channel would not let it be made any more', async () => {
  const { db } = lane;
  for (const [name, kind, outcome, state] of [
    ['whatsapp:old', 'whatsapp', { failed: 1, uncertain: 1 }, 'finished'],
    ['telegram:1', 'telegram', { pending: 1, sending: 1 }, 'sending'],
  ] as const) {
    await db.deleteFrom('subscriber').execute();
    const laneId = await ensureLane(db, name, kind);
    await subscribe(db, laneId, 2);
    const sent = await approvedPush(db, `sent-${name}`);
    await fanOutWhole(db, sent, fanOutChunk);
    await sql`update delivery set state = 'sent', message_id = 'x' where push_id = ${sent}`.execute(db);
    await sql`update push set state = 'finished' where id = ${sent}`.execute(db);
    const { rows } = await sql<{ id: number }>`
      insert into push (key, edition, kind, state, priority, content, created_by, corrects, started_at, fanout_finished_at, audience)
      values (${name}, 'breaking', 'correction', 'sending', 5, '{}', 'test', ${sent}, now(), now(), 2)
      returning id`.execute(db);
    const id = rows[0]?.id ?? 0;
    await sql`
      insert into delivery (push_id, subscriber_id, lane_id)
      select ${id}, subscriber_id, lane_id from delivery where push_id = ${sent}`.execute(db);
    await mark(id, 1, sql`state = 'sending'`);
    const age = (minutes: number) =>
      sql`update delivery set changed_at = now() - ${minutes} * interval '1 minute' where push_id = ${sent}`.execute(
        db,
      );
    await age(14);
    await sweep();
    expect(await books(id)).toEqual({ pending: 1, sending: 1 });
    await age(16);
    await sweep();
    expect(await books(id)).toEqual(outcome);
    expect((await row(id)).state).toBe(state);
  }
});

test('what waits in a lane that no running instance serves is known; a lane that is served only waits', async () => {
  const id = await push(3);
  const seen = async () => (await listLanes(lane.db)).map(({ served, pending }) => ({ served, pending }));
  expect(await seen()).toEqual([{ served: 'no', pending: 3 }]);
  expect(await unservedOf(lane.db, id)).toEqual([{ lane: lane.channel.lane, pending: 3 }]);
  await markServed(lane.db, [lane.channel.lane]);
  expect(await seen()).toEqual([{ served: 'yes', pending: 3 }]);
  expect(await unservedOf(lane.db, id)).toEqual([]);
  await sql`update lane set served_at = now() - interval '61 seconds'`.execute(lane.db);
  expect(await unservedOf(lane.db, id)).toEqual([{ lane: lane.channel.lane, pending: 3 }]);
  await drain();
  expect(await unservedOf(lane.db, id)).toEqual([]);
});
