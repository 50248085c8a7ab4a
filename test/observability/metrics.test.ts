import { Kysely, PostgresDialect } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import type { Database } from '../../src/database/schema.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import type { Queues } from '../../src/queue/queues.ts';
import { useDatabase } from '../setup/migrated.ts';

const database = useDatabase();
const noQueues = { all: new Map() } as unknown as Queues;

test('a scrape reads lanes, feeds and the totals of the writer once each, and the next one reads them anew', async () => {
  const asked: string[] = [];
  const { pool } = openDatabase(database.url, { onError: () => {} });
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void asked.push(query.sql),
  });
  onTestFinished(() => db.destroy());
  const times = (text: string) => asked.filter((sql) => sql.includes(text)).length;
  const registry = createMetrics(db, noQueues, () => new Date());
  const newLane = (name: string) => database.db.insertInto('lane').values({ name, channel: 'telegram' }).execute();

  await newLane('telegram:1');
  expect(await registry.metrics()).toContain('nashra_lane_pending{lane="telegram:1"} 0');
  expect([times('"lastMinute"'), times('from "feed"'), times('from writer_day')]).toEqual([1, 1, 1]);

  await newLane('telegram:2');
  expect(await registry.metrics()).toContain('nashra_lane_held{lane="telegram:2",by="ops"} 0');
  expect([times('"lastMinute"'), times('from "feed"'), times('from writer_day')]).toEqual([2, 2, 2]);
});
