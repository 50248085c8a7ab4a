import pg from 'pg';
import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { postgresBackend, type QueueBackend, redisBackend } from '../../src/queue/backend.ts';
import type { JobDefinition } from '../../src/queue/job.ts';
import { openQueues, type Queues, type Workers } from '../../src/queue/queues.ts';
import { createTestDatabase } from '../setup/database.ts';
import { built, startScript } from '../setup/processes.ts';
import { startRedis } from '../setup/redis.ts';
import { waitFor } from '../setup/wait.ts';

const schema = z.strictObject({ name: z.string() });
interface Seen {
  readonly names: string[];
  hold: Promise<void>;
  fail: number;
}

const greet: JobDefinition<typeof schema, Seen> = {
  name: 'greet',
  queue: 'pushes',
  schema,
  id: ({ name }) => `greet.${name}`,
  options: { backoff: { type: 'fixed', delay: 10 } },
  async handle({ name }, seen, signal) {
    if (!signal.aborted) {
      await Promise.race([seen.hold, new Promise((resolve) => signal.addEventListener('abort', resolve))]);
    }
    if (seen.fail > 0) {
      seen.fail -= 1;
      throw new Error('not yet');
    }
    seen.names.push(name);
  },
};

const backends: [string, () => Promise<QueueBackend>][] = [
  ['PostgreSQL', async () => postgresBackend((await createTestDatabase()).url, () => {})],
  ['Redis', async () => redisBackend((await startRedis()).url)],
  // Refuses a script whose keys lie in two slots: the names must be made for it.
  ['a node of a Redis Cluster', async () => redisBackend((await startRedis({ mode: 'cluster' })).url)],
];

test('a worker whose clock was an hour ahead dies: another has its job within seconds', async () => {
  const { url } = await createTestDatabase();
  const ahead = await startScript(`
    const now = Date.now;
    Date.now = () => now() + 3_600_000;
    const { postgresBackend } = await import(${JSON.stringify(built('src/queue/backend.js'))});
    const { openQueues } = await import(${JSON.stringify(built('src/queue/queues.js'))});
    const log = { warn() {}, error() {} };
    const queues = openQueues(await postgresBackend(${JSON.stringify(url)}, () => {}), log);
    const greet = {
      name: 'greet', queue: 'pushes', id: () => 'greet.one', schema: { parse: (payload) => payload },
      handle: () => { console.log('has it'); return new Promise(() => {}); },
    };
    queues.work([greet], {}, {});
    await queues.add(greet, { name: 'أمل' });`);
  await waitFor(() => ahead.stdout().includes('has it'), { message: 'the first worker never had the job' });
  // Its locks are renewed and the others' looked for meanwhile.
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await waitFor(
    async () => {
      const { rows } = await admin.query(`select from bullmq.meta where field = 'stalled-check'`);
      return rows.length > 0;
    },
    { message: 'the first worker never looked for dead ones' },
  );
  await admin.end();
  await ahead.kill('SIGKILL');

  const queues = openQueues(await postgresBackend(url, () => {}), pino({ level: 'silent' }));
  const seen: Seen = { names: [], hold: Promise.resolve(), fail: 0 };
  const workers = queues.work([greet], seen, {});
  try {
    await waitFor(
      async () => {
        await queues.correctTimes();
        return seen.names.length === 1;
      },
      { message: 'nobody took the job over', timeoutMs: 20_000 },
    );
  } finally {
    await workers.stop();
    await queues.close();
  }
});

describe.each(backends)('queues on %s', (_, backend) => {
  let queues: Queues | undefined;
  let workers: Workers | undefined;
  afterEach(async () => {
    await workers?.stop();
    await queues?.close();
  });

  async function open(seen: Partial<Seen> = {}) {
    queues = openQueues(await backend(), pino({ level: 'silent' }));
    const all: Seen = { names: [], hold: Promise.resolve(), fail: 0, ...seen };
    return { queues, seen: all, start: () => (workers = queues?.work([greet], all, {})) };
  }

  test('a job asked for twice while it waits runs once, and may be asked for again afterwards', async () => {
    const { queues, seen, start } = await open();
    await queues.add(greet, { name: 'أمل' });
    await queues.add(greet, { name: 'أمل' });
    start();
    await waitFor(() => seen.names.length === 1, { message: 'the job was never handled' });
    await waitFor(
      async () => {
        await queues.add(greet, { name: 'أمل' });
        return seen.names.length >= 2;
      },
      { message: 'the job could not be asked for again' },
    );
  });

  test('a handler that fails is tried again', async () => {
    const { queues, seen, start } = await open({ fail: 2 });
    await queues.add(greet, { name: 'سعاد' });
    start();
    await waitFor(() => seen.names.length === 1, { message: 'the job was never handled' });
  });

  test('stop tells running handlers to hand over and waits for them', async () => {
    const { queues, seen, start } = await open({ hold: new Promise(() => {}) });
    await queues.add(greet, { name: 'ليلى' });
    const running = start();
    await waitFor(async () => (await queues.all.get('pushes')?.getActiveCount()) === 1, {
      message: 'the job never became active',
    });
    await running?.stop();
    expect(seen.names).toEqual(['ليلى']);
  });
});
