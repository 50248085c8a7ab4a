import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { fanOutPush } from '../../jobs/fan-out-push.ts';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import type { Program } from '../../src/serve/program.ts';
import { useDatabase } from '../setup/migrated.ts';
import { waitFor } from '../setup/wait.ts';
import { approvedPush } from './audience.ts';

const database = useDatabase();

test('breaking news is written down before large digests that have every worker', async () => {
  const { db } = database;
  const laneId = await ensureLane(db, 'telegram:1', 'telegram');
  await sql`
    with people as (
      insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at)
      select ${laneId}, 'telegram', int4send(n), int4send(n), 'ar', now() from generate_series(1, 100000) n returning id
    ) insert into subscription (edition, subscriber_id) select 'breaking', id from people`.execute(db);
  const digests = [
    await approvedPush(db, 'one digest', { priority: 50 }),
    await approvedPush(db, 'another', { priority: 50 }),
  ];
  // An instance without accounts: it writes recipients and asks for no lane.
  const program = { db, lanes: new Map() } as unknown as Program;
  const working = digests.map((pushId) => fanOutPush.handle({ pushId }, program, new AbortController().signal));
  const row = (id: number) =>
    db.selectFrom('push').select(['audience', 'fanout_finished_at']).where('id', '=', id).executeTakeFirstOrThrow();
  await waitFor(async () => (await row(digests[1] ?? 0)).audience > 0, { message: 'the digests did not begin' });
  const breaking = await approvedPush(db, 'breaking', { priority: 0 });
  await Promise.all(working);
  const [first, second] = await Promise.all(digests.map(row));
  const { audience, fanout_finished_at: at } = await row(breaking);
  expect(audience).toBe(100_000);
  expect([first?.audience, second?.audience]).toEqual([100_000, 100_000]);
  for (const digest of [first, second]) {
    expect(at?.getTime() ?? Number.POSITIVE_INFINITY).toBeLessThan(digest?.fanout_finished_at?.getTime() ?? 0);
  }
});
