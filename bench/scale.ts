import { Redis as Client } from 'ioredis';
import { sql } from 'kysely';
import { laneOf } from '../src/channels/telegram/send.ts';
import { fanOutChunk } from '../src/delivery/fan-out.ts';
import { benchmark, count } from './command.ts';
import { startProduct, startRedis, until } from './product.ts';
import { approvedPush, type BenchRecord, openRecord, subscribe } from './record.ts';
import { progress, type Row, report } from './report.ts';
import { distantTelegram } from './telegram.ts';

/**
 * A push to ten thousand, a hundred thousand and a million readers with the real program: how fast the ledger is
 * written, how soon the first message leaves, what the process, the queue and the ledger take for each reader.
 */
const { sizes } = benchmark('bench:scale', 'One push to many readers: how fast, how soon, and what each reader takes.')
  .option('--sizes <n,n>', 'audiences', (value: string) => value.split(',').map(count), [10_000, 100_000, 1_000_000])
  .parse()
  .opts<{ sizes: number[] }>();
const rate = 1_000;
/** How long each push is watched after its fan-out; all of a million would take a quarter of an hour. Milliseconds. */
const watched = 15_000;

const rows: Row[] = [];
for (const size of sizes) rows.push(await run(size));
report(`Scale: one push at ${rate}/s, queue on Redis`, rows);

async function run(size: number): Promise<Row> {
  progress(`${size} readers: preparing`);
  const record = await openRecord();
  const redis = await startRedis();
  const client = new Client(redis.url);
  const telegram = await distantTelegram(rate);
  const lane = laneOf(telegram.token);
  await subscribe(record.db, { lane, edition: 'breaking', count: size });
  progress(`${size} readers: fan-out alone`);
  const alone = await fanOutAlone(record, size);
  const product = await startProduct({ databaseUrl: record.url, redisUrl: redis.url, telegram, rate });
  // Started, connected, everything loaded.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const memoryBefore = product.memory();
  const queueBefore = await keyBytes(client);

  progress(`${size} readers: pushing`);
  const approvedAt = Date.now();
  const pushId = await approvedPush(record.db, 'scale', 'breaking');
  const firstAt = await until(async () => (await telegram.control.statistics()).firstAcceptedAt, {
    everyMs: 10,
    what: 'the first message',
  });
  let queuePeak = 0;
  const push = await until(
    async () => {
      queuePeak = Math.max(queuePeak, await keyBytes(client));
      return record.db
        .selectFrom('push')
        .select(['started_at', 'fanout_finished_at', 'audience'])
        .where('id', '=', pushId)
        .where('fanout_finished_at', 'is not', null)
        .executeTakeFirst();
    },
    { everyMs: 200, timeoutMs: 300_000, what: 'the fan-out' },
  );
  await until(
    async () => {
      queuePeak = Math.max(queuePeak, await keyBytes(client));
      const { lastAcceptedAt } = await telegram.control.statistics();
      const all = (await telegram.control.statistics()).accepted >= size;
      return all || (lastAcceptedAt ?? 0) - firstAt > watched;
    },
    { everyMs: 500, timeoutMs: 300_000, what: 'the messages' },
  );
  const { accepted, refusedAccount, lastAcceptedAt } = await telegram.control.statistics();
  const seconds = ((lastAcceptedAt ?? firstAt) - firstAt) / 1_000;
  const fanOutSeconds = (Number(push.fanout_finished_at) - Number(push.started_at)) / 1_000;
  const row: Row = {
    readers: push.audience,
    'first message, s': (firstAt - approvedAt) / 1_000,
    // The first chunk's time is not in it: the push starts with that chunk.
    'fan-out alone, readers/s': size / alone.seconds,
    'fan-out while sending, readers/s': push.audience / Math.max(fanOutSeconds, 0.001),
    'sent/s while watched': accepted / seconds,
    refused: refusedAccount,
    'memory before, MB': memoryBefore,
    'memory peak, MB': product.peakMemory(),
    'queue bytes a reader': (queuePeak - queueBefore) / size,
    'ledger bytes a reader': alone.bytes / size,
  };
  await product.stop();
  await telegram.close();
  client.disconnect();
  await redis.stop();
  await record.close();
  return row;
}

/** Writes a push's audience with nothing else going on, says what that took, and takes the push away again. */
async function fanOutAlone(record: BenchRecord, size: number): Promise<{ seconds: number; bytes: number }> {
  const pushId = await approvedPush(record.db, 'alone', 'breaking');
  const began = performance.now();
  while ((await fanOutChunk(record.db, pushId)) === 'more');
  const seconds = (performance.now() - began) / 1_000;
  const { rows } = await sql<{ bytes: number; count: number }>`
    select pg_total_relation_size('delivery')::float8 as bytes, (select count(*) from delivery) as count`.execute(
    record.db,
  );
  if (rows[0]?.count !== size) throw new Error(`the fan-out wrote ${rows[0]?.count} of ${size} readers`);
  await record.db.deleteFrom('push').where('id', '=', pushId).execute();
  await sql`vacuum full delivery`.execute(record.db);
  return { seconds, bytes: rows[0].bytes };
}

async function keyBytes(client: Client): Promise<number> {
  let bytes = 0;
  for await (const keys of client.scanStream({ count: 1_000 }) as AsyncIterable<string[]>) {
    for (const key of keys) bytes += Number((await client.call('MEMORY', 'USAGE', key, 'SAMPLES', '0')) ?? 0);
  }
  return bytes;
}
