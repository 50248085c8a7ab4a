import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { fullReport } from '../../src/cli/push-report.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { booksOf } from '../../src/delivery/books.ts';
import { beginChange } from '../../src/delivery/changes/begin-change.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { type Claimed, markSending, readPending } from '../../src/delivery/lane/claim.ts';
import { type Lease, takeLease } from '../../src/delivery/lane/lease.ts';
import { cancelPush, pausePush } from '../../src/delivery/push-control.ts';
import { reportOn } from '../../src/delivery/push-report.ts';
import { setAsideEnded } from '../../src/delivery/set-aside.ts';
import { correctPush, retractPush } from '../../src/editions/correct.ts';
import { storyIn, storyItem } from '../channels/pushes.ts';
import { somebodyWaits } from '../setup/locks.ts';
import { built, startScript } from '../setup/processes.ts';
import { waitFor } from '../setup/wait.ts';
import { useTelegramLane } from './telegram-lane.ts';

/** Those of an audience of a million whom the old way locked all at once were seconds' worth; so are these. */
const many = 100_000;
const lane = useTelegramLane();

/** A push that is being sent and for which so many more readers wait, whom no test ever addresses. */
async function waitedForBy(readers: number, key: string): Promise<number> {
  const id = await lane.push(key);
  await sql`
    insert into delivery (push_id, subscriber_id, lane_id)
    select ${id}, 1000000000 + n, ${lane.id} from generate_series(1, ${readers}::integer) n`.execute(lane.db);
  await sql`update push set audience = audience + ${readers} where id = ${id}`.execute(lane.db);
  return id;
}

const pendingOf = async (id: number) => (await booksOf(lane.db, id)).byState.pending;
const pushRow = (id: number) => lane.db.selectFrom('push').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

async function told(id: number) {
  const report = await reportOn(lane.db, id);
  if (report === undefined) throw new Error('it is not in the record');
  return report;
}

async function leaseOf(): Promise<Lease> {
  const answer = await takeLease(lane.db, lane.id, 'test');
  if (answer.kind !== 'held') throw new Error('the lane is held by another');
  return answer.lease;
}

const readFirst = async (pushId: number): Promise<Claimed> => {
  const [claimed] = await readPending(lane.db, { pushId, laneId: lane.id, after: 0, limit: 1 });
  if (claimed === undefined) throw new Error(`nobody waits for push ${pushId}`);
  return claimed;
};

/** Whoever waits and is not locked by anybody. */
async function unlockedOf(id: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from (select from delivery where push_id = ${id} and state = 'pending' for update skip locked) free`.execute(
    lane.db,
  );
  return rows[0]?.count ?? 0;
}

/** Somebody sets this reader aside, or has. */
async function isTaken({ pushId, subscriberId }: Claimed): Promise<boolean> {
  const { rows } = await sql`
    select from delivery where push_id = ${pushId} and subscriber_id = ${subscriberId} and state = 'pending'
    for update skip locked`.execute(lane.db);
  return rows.length === 0;
}

let story = 0;
const asStory = (id: number) =>
  lane.db
    .updateTable('push')
    .set({ content: JSON.stringify({ type: 'story', label: 'story', item: storyItem(story, 'story') }) })
    .where('id', '=', id)
    .execute();

async function madeBy(order: Promise<Awaited<ReturnType<typeof correctPush>>>): Promise<number> {
  const made = await order;
  if (made.kind !== 'made') throw new Error(JSON.stringify(made));
  return made.pushId;
}

const correct = (pushId: number) =>
  madeBy(
    correctPush(lane.db, {
      pushId,
      actor: 'test',
      notice: 'none',
      edits: [{ articleId: story, change: { kind: 'corrected', note: '' }, title: 'عنوان مصحَّح' }],
    }),
  );

beforeEach(async () => {
  await lane.db.deleteFrom('article').execute();
  await lane.db.deleteFrom('feed').execute();
  story = await storyIn(lane.db);
  await lane.start(2);
});

describe('while a large push is set aside', () => {
  test('marks of another push are written beside it, and none of its own', async () => {
    const wrong = await waitedForBy(many, 'wrong');
    const right = await lane.push('right');
    const [ofWrong, ofRight] = [await readFirst(wrong), await readFirst(right)];
    const lease = await leaseOf();
    const cancelling = cancelPush(lane.db, { pushId: wrong, actor: 'test' });
    await waitFor(() => isTaken(ofWrong), { message: 'nothing is set aside' });
    const marked = await markSending(lane.prepared, lease, [ofWrong, ofRight]);
    // The mark did not have to wait for the last of them.
    expect(await pendingOf(wrong)).toBeGreaterThan(0);
    expect([...marked]).toEqual([ofRight]);
    expect((await booksOf(lane.db, wrong)).balanced).toBe(true);
    await cancelling;
    const { byState, balanced } = await booksOf(lane.db, wrong);
    expect(byState).toMatchObject({ pending: 0, sending: 0, excluded: many + 2 });
    expect(balanced).toBe(true);
    expect((await pushRow(wrong)).aside_reason).toBeNull();
  });

  test.each(['correction', 'retraction'] as const)('the begin of a %s locks nobody who waits', async (kind) => {
    const wrong = await waitedForBy(many, kind);
    await asStory(wrong);
    const change =
      kind === 'correction'
        ? await correct(wrong)
        : await madeBy(retractPush(lane.db, { pushId: wrong, actor: 'test', notice: 'none', reason: 'خطأ' }));
    const row = await pushRow(change);
    await inTransaction(lane.db, async (trx) => {
      expect(await beginChange(trx, { ...row, kind })).toBe('begun');
      expect(await unlockedOf(wrong)).toBe(many + 2);
    });
  });
});

test('statistics that know nothing of a push make its end no slower', { timeout: 120_000 }, async () => {
  await waitedForBy(10_000, 'earlier');
  // As the autovacuum does, before the next push.
  await sql`analyze delivery`.execute(lane.db);
  const id = await waitedForBy(10_000, 'unknown to the planner');
  const began = performance.now();
  await cancelPush(lane.db, { pushId: id, actor: 'test' });
  // A second; more than a minute where each reader of a chunk is looked for among all of the push.
  expect(performance.now() - began).toBeLessThan(15_000);
  expect(await pendingOf(id)).toBe(0);
});

describe('a message marked in the moment in which', () => {
  test('its push is corrected is awaited, and those after it carry the new text', async () => {
    const id = await lane.push('corrected');
    await asStory(id);
    const lease = await leaseOf();
    const [first, second] = await readPending(lane.db, { pushId: id, laneId: lane.id, after: 0, limit: 2 });
    if (!first || !second) throw new Error('nobody waits');
    const change = await pushRow(await correct(id));
    let beginning: ReturnType<typeof fanOutChunk> | undefined;
    let begun = false;
    await inTransaction(lane.db, async (trx) => {
      // As a mark does that is being written.
      await markSending(trx, lease, [first]);
      beginning = fanOutChunk(lane.db, change.id).finally(() => {
        begun = true;
      });
      await somebodyWaits(lane.db);
      expect(begun).toBe(false);
    });
    expect(await beginning).toBe('more');
    // Read before, so it may not leave.
    expect((await markSending(lane.prepared, lease, [second])).size).toBe(0);
    const again = await readFirst(id);
    expect(again).toMatchObject({ subscriberId: second.subscriberId, revision: 1 });
    expect((await markSending(lane.prepared, lease, [again])).size).toBe(1);
    const rows = await lane.db
      .selectFrom('delivery')
      .select(['state', 'revision'])
      .where('push_id', '=', id)
      .orderBy('subscriber_id')
      .execute();
    expect(rows).toEqual([
      { state: 'sending', revision: 0 },
      { state: 'sending', revision: 1 },
    ]);
  });

  test.each(['cancelled', 'corrected'] as const)('its push is %s waits for that and is refused', async (how) => {
    const id = await lane.push(how);
    const other = await lane.push(`beside ${how}`);
    await asStory(id);
    const lease = await leaseOf();
    const [claimed, beside] = [await readFirst(id), await readFirst(other)];
    const change = how === 'corrected' ? await pushRow(await correct(id)) : null;
    let marking: Promise<Set<Claimed>> | undefined;
    await inTransaction(lane.db, async (trx) => {
      if (change) await beginChange(trx, { ...change, kind: 'correction' });
      else await sql`select from push where id = ${id} for update`.execute(trx);
      if (!change) await trx.updateTable('push').set({ state: 'cancelled' }).where('id', '=', id).execute();
      marking = markSending(lane.prepared, lease, [claimed, beside]);
      await somebodyWaits(lane.db);
    });
    expect([...((await marking) ?? [])]).toEqual([beside]);
  });

  test('more of its readers are written down does not wait', async () => {
    const id = await lane.push('growing');
    const lease = await leaseOf();
    const claimed = await readFirst(id);
    await lane.db.updateTable('push').set({ fanout_finished_at: null, fanout_after: 0 }).where('id', '=', id).execute();
    await lane.db
      .deleteFrom('delivery')
      .where('push_id', '=', id)
      .where('subscriber_id', '<>', claimed.subscriberId)
      .execute();
    await inTransaction(lane.db, async (trx) => {
      await sql`select from push where id = ${id} for no key update`.execute(trx);
      await sql`update push set audience = audience + 1 where id = ${id}`.execute(trx);
      expect((await markSending(lane.prepared, lease, [claimed])).size).toBe(1);
    });
  });
});

test('a push that asked whether its readers have left asks no more when it is cancelled', async () => {
  const id = await lane.push('asks');
  await pausePush(lane.db, { pushId: id, actor: 'breaker', seemGone: 'asked' });
  const asks = async () => fullReport(await told(id)).includes(`nashra push resume ${id} --gone`);
  expect(await asks()).toBe(true);
  await cancelPush(lane.db, { pushId: id, actor: 'test' });
  expect(await asks()).toBe(false);
});

describe('a cancellation that dies', () => {
  test.each(['before 1', 'after 1', 'before 3', 'after 3', 'after 6'])('%s is gone on with', async (point) => {
    const id = await waitedForBy(9_998, point);
    const child = await startScript(`await import(${JSON.stringify(built('test/setup/mortal-editor.js'))})`, {
      env: { POINT: point, DATABASE_URL: lane.databaseUrl, PUSH: String(id) },
    });
    expect(await child.ended, `${child.stdout()}${child.stderr()}`).toBe('SIGKILL');
    const cut = await booksOf(lane.db, id);
    expect((await pushRow(id)).state).toBe('cancelled');
    expect(cut.balanced).toBe(true);
    const done = Number(point.split(' ')[1]) - (point.startsWith('before') ? 1 : 0);
    expect(cut.byState.excluded).toBe(Math.min(10_000, done * 2_000));
    const waiting = `${cut.byState.pending} who waited for it are being set aside`;
    if (cut.byState.pending > 0) expect(fullReport(await told(id))).toContain(waiting);
    // By several instances at once.
    await Promise.all([setAsideEnded(lane.db), setAsideEnded(lane.db), setAsideEnded(lane.db)]);
    await setAsideEnded(lane.db);
    const { byState, balanced } = await booksOf(lane.db, id);
    expect(byState).toMatchObject({ pending: 0, excluded: 10_000 });
    expect(balanced).toBe(true);
    expect((await pushRow(id)).aside_reason).toBeNull();
  });

  test('is not done while a message of it is on its way, which may come back as waiting', async () => {
    const id = await lane.push('on its way');
    const lease = await leaseOf();
    const claimed = await readFirst(id);
    await markSending(lane.prepared, lease, [claimed]);
    await cancelPush(lane.db, { pushId: id, actor: 'test' });
    const set = (state: 'pending' | 'sent') =>
      lane.db
        .updateTable('delivery')
        .set({ state })
        .where('push_id', '=', id)
        .where('subscriber_id', '=', claimed.subscriberId)
        .execute();
    // A result that was being written when the push ended.
    await set('pending');
    await setAsideEnded(lane.db);
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ pending: 0, sending: 0, excluded: 2 });
    expect((await pushRow(id)).aside_reason).toBeNull();
  });

  test('also ends what a dead process had on its way in a lane that nobody takes over', async () => {
    const id = await lane.push('left behind');
    const claimed = await readFirst(id);
    await markSending(lane.prepared, await leaseOf(), [claimed]);
    await cancelPush(lane.db, { pushId: id, actor: 'test' });
    // A living one is waited for.
    expect((await booksOf(lane.db, id)).byState).toMatchObject({ sending: 1, excluded: 1 });
    await sql`update lane set state = 'paused', lease_until = now() - interval '1 second'`.execute(lane.db);
    await setAsideEnded(lane.db);
    const { byState, balanced } = await booksOf(lane.db, id);
    expect(byState).toMatchObject({ sending: 0, uncertain: 1, excluded: 1 });
    expect(balanced).toBe(true);
    expect((await pushRow(id)).aside_reason).toBeNull();
  });
});
