import { laneOf } from '../src/channels/telegram/send.ts';
import { benchmark, count } from './command.ts';
import { startProduct, startRedis, until } from './product.ts';
import { approvedPush, openRecord, subscribe } from './record.ts';
import { progress, report } from './report.ts';
import { distantTelegram } from './telegram.ts';

/**
 * A digest to a hundred thousand is on its way; breaking news is approved. How soon does its first message leave, does
 * it get the whole rate, does the digest go on where it was?
 */
const rate = 1_000;
const { readers } = benchmark('bench:breaking', 'How soon breaking news leaves while a digest is on its way.')
  .option('--readers <n>', 'who get the digest', count, 100_000)
  .parse()
  .opts<{ readers: number }>();
const urgent = 5_000;

const record = await openRecord();
const redis = await startRedis();
const telegram = await distantTelegram(rate);
const lane = laneOf(telegram.token);
const urgentFrom = 50_000_000;
await subscribe(record.db, { lane, edition: 'morning', count: readers });
await subscribe(record.db, { lane, edition: 'breaking', count: urgent, from: urgentFrom });
const product = await startProduct({ databaseUrl: record.url, redisUrl: redis.url, telegram, rate });

progress(`a digest to ${readers} begins`);
await approvedPush(record.db, 'digest', 'morning', 'digest');
await until(async () => (await telegram.control.statistics()).accepted > 5 * rate, { what: 'the digest' });
progress(`breaking news to ${urgent} is approved`);
const approvedAt = Date.now();
const breaking = await approvedPush(record.db, 'breaking', 'breaking', 'breaking');
await until(
  () =>
    record.db
      .selectFrom('push')
      .select('id')
      .where('id', '=', breaking)
      .where('state', '=', 'finished')
      .executeTakeFirst(),
  { what: 'the breaking push', everyMs: 100 },
);
const finishedAt = Date.now();
await until(async () => (await telegram.control.statistics()).accepted > urgent + 9 * rate, {
  what: 'the digest again',
});

const accepted = await telegram.control.accepted();
const { refusedAccount } = await telegram.control.statistics();
const ofBreaking = accepted.filter(({ chat }) => chat >= urgentFrom);
const first = Math.min(...ofBreaking.map(({ at }) => at));
const last = Math.max(...ofBreaking.map(({ at }) => at));
const during = accepted.filter(({ at }) => at >= first && at <= last);
const digest = accepted.filter(({ chat }) => chat < urgentFrom);
const resumed = Math.min(...digest.filter(({ at }) => at > last).map(({ at }) => at));
const chats = new Set(accepted.map(({ chat }) => chat));
report('Breaking news overtakes a digest', [
  {
    'digest readers': readers,
    'breaking readers': urgent,
    'first breaking message after approval, s': (first - approvedAt) / 1_000,
    'share of the rate it got': ofBreaking.length / during.length,
    'rate while it was sent, of the limit': during.length / ((last - first) / 1_000) / rate,
    'digest goes on after its last, s': (resumed - last) / 1_000,
    'finished after, s': (finishedAt - approvedAt) / 1_000,
    'sent twice': accepted.length - chats.size,
    refused: refusedAccount,
  },
]);
await product.stop();
await telegram.close();
await redis.stop();
await record.close();
