import { randomUUID } from 'node:crypto';
import { Api } from 'grammy';
import { Pool } from 'undici';
import { telegramChannel } from '../src/channels/telegram/send.ts';
import { booksOf } from '../src/delivery/books.ts';
import { fanOutChunk } from '../src/delivery/fan-out.ts';
import { drainLane } from '../src/delivery/lane/lane.ts';
import { Pacer } from '../src/delivery/pacing/pacer.ts';
import { type SpawnedTelegramApi, spawnTelegramApi } from '../src/sandbox/telegram/index.ts';
import { benchmark, count } from './command.ts';
import { processorTime } from './processor-time.ts';
import { approvedPush, firstChat, laneContext, openRecord, storyText, subscribe } from './record.ts';
import { percentile, progress, report } from './report.ts';
import { distantTelegram } from './telegram.ts';

/**
 * What a message costs without limit and latency, layer by layer, in one run against one Bot API server in another
 * process; then how long the last per cent waits when the engine is paced.
 */
const { messages } = benchmark('bench:engine', 'What a message costs without limit and latency, layer by layer.')
  .option('--messages <n>', 'messages of each layer', count, 40_000)
  .parse()
  .opts<{ messages: number }>();
const connections = 64;
/** A worker runs for weeks: what its first messages cost while the code is compiled is left out, of every layer. */
const warmUp = 20_000;

const api = await spawnTelegramApi({ unknownChats: 'accepted', record: 'counts' });
const record = await openRecord();
const text = storyText(1);
const body = (chat: number) =>
  JSON.stringify({ chat_id: String(chat), text, parse_mode: 'HTML', link_preview_options: { is_disabled: false } });

interface Measured {
  readonly seconds: number;
  readonly cpuMs: number;
}

async function measure(
  name: string,
  count: number,
  run: () => Promise<void>,
  alsoPids: readonly number[] = [],
): Promise<Measured & { count: number }> {
  progress(`${name}: ${count} messages`);
  await api.control.reset();
  const cpu = processorTime(alsoPids);
  const own = process.cpuUsage();
  const started = performance.now();
  await run();
  const seconds = (performance.now() - started) / 1_000;
  const cpuMs = processorTime(alsoPids) - cpu;
  const { user, system } = process.cpuUsage(own);
  progress(`  own CPU ${Math.round((user + system) / count)} µs a message`);
  const { accepted } = await api.control.statistics();
  if (accepted !== count) throw new Error(`${name}: ${accepted} of ${count} messages were accepted`);
  return { seconds, cpuMs, count };
}

/** Keeps `connections` calls going until all chats had one. */
async function concurrently(count: number, send: (chat: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await send(firstChat + next++);
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

async function undiciFloor(api: SpawnedTelegramApi): Promise<Measured & { count: number }> {
  const pool = new Pool(api.url, { connections, pipelining: 1 });
  const path = `/bot${api.token}/sendMessage`;
  const headers = { 'content-type': 'application/json' };
  const measured = await measure('undici, nothing else', messages, () =>
    concurrently(messages, async (chat) => {
      const response = await pool.request({ path, method: 'POST', headers, body: body(chat) });
      await response.body.text();
    }),
  );
  await pool.destroy();
  return measured;
}

const channel = telegramChannel({ token: api.token, apiRoot: api.url }, { connections });
const message = { text, markup: 'telegram-html', linkPreview: true } as const;
await concurrently(warmUp, (chat) => channel.send(String(chat), message));

const floor = await undiciFloor(api);
const transport = await measure('grammY over our transport', messages, () =>
  concurrently(messages, (chat) => channel.send(String(chat), message)),
);
const bare = new Api(api.token, { apiRoot: api.url });
const bareCount = Math.min(messages, 5_000);
const loop = await measure('grammY’s bare loop, one after the other', bareCount, async () => {
  for (let chat = firstChat; chat < firstChat + bareCount; chat += 1) {
    await bare.sendMessage(String(chat), text, { parse_mode: 'HTML' });
  }
});
const bareConcurrent = await measure('grammY as it comes, 64 at once', bareCount, () =>
  concurrently(bareCount, (chat) => bare.sendMessage(String(chat), text, { parse_mode: 'HTML' })),
);

await subscribe(record.db, { lane: channel.lane, edition: 'breaking', count: messages });
const laneId = await subscribe(record.db, { lane: channel.lane, edition: 'none', count: 0 });
const drain = (rate: number) =>
  drainLane(
    laneContext(record, storyText),
    // As many on their way as there are connections, and half as many that are being marked.
    { laneId, channel, pacer: new Pacer({ rate }), holder: randomUUID(), linger: 0, inFlight: 1.5 * connections },
    new AbortController().signal,
  );
const fanOutAll = async (pushId: number) => {
  while ((await fanOutChunk(record.db, pushId)) === 'more');
};

await subscribe(record.db, { lane: channel.lane, edition: 'warm-up', count: warmUp, from: firstChat + messages });
await fanOutAll(await approvedPush(record.db, 'warm-up', 'warm-up'));
await drain(Number.POSITIVE_INFINITY);

const pushId = await approvedPush(record.db, 'whole engine', 'breaking');
const engine = await measure(
  'the whole engine: ledger, marks, books',
  messages,
  async () => {
    await fanOutAll(pushId);
    await drain(Number.POSITIVE_INFINITY);
  },
  [record.serverPid],
);
const books = await booksOf(record.db, pushId);
if (!books.balanced || books.byState.sent !== messages) throw new Error(`the books: ${JSON.stringify(books)}`);

const rows = [
  ['undici, nothing else (floor)', floor],
  ['grammY over our transport', transport],
  ['grammY as it comes, 64 at once', bareConcurrent],
  ['grammY as it comes, its documented loop', loop],
  ['the whole engine, PostgreSQL included', engine],
] as const;
report(
  `${messages} messages, no limit, no latency, ${connections} connections`,
  rows.map(([what, { seconds, cpuMs, count }]) => ({
    what,
    'messages/s': count / seconds,
    'of the floor': count / seconds / (floor.count / floor.seconds),
    '× the loop': count / seconds / (loop.count / loop.seconds),
    'CPU µs a message': (cpuMs * 1_000) / count,
  })),
);

// Paced: when was each message accepted, counted from the approval?
const paced: { rate: number; ratio99: number; last: number }[] = [];
for (const [rate, count] of [
  [200, 2_000],
  [1_000, 10_000],
] as const) {
  progress(`paced at ${rate}/s: ${count} messages`);
  const pacedApi = await distantTelegram(rate);
  const pacedChannel = telegramChannel({ token: pacedApi.token, apiRoot: pacedApi.url }, { connections: 256 });
  const edition = `paced-${rate}`;
  const paceLane = await subscribe(record.db, {
    lane: `telegram:${rate}`,
    edition,
    count,
    from: 10_000_000 + rate * 1_000_000,
  });
  const approvedAt = Date.now();
  const id = await approvedPush(record.db, edition, edition);
  await fanOutAll(id);
  await drainLane(
    laneContext(record, storyText),
    { laneId: paceLane, channel: pacedChannel, pacer: new Pacer({ rate }), holder: randomUUID(), linger: 0 },
    new AbortController().signal,
  );
  const accepted = (await pacedApi.control.accepted()).map(({ at }) => at - approvedAt);
  if (accepted.length !== count) throw new Error(`paced: ${accepted.length} of ${count}`);
  paced.push({
    rate,
    ratio99: percentile(accepted, 0.99) / ((count / rate) * 1_000),
    last: percentile(accepted, 1) / 1_000,
  });
  await pacedChannel.close();
  await pacedApi.close();
}
report(
  'From approval to accepted, paced, 50 ms of latency',
  paced.map(({ rate, ratio99, last }) => ({
    'limit/s': rate,
    '99th percentile ÷ (N ÷ limit)': ratio99,
    'last message, s': last,
  })),
);

await channel.close();
await api.close();
await record.close();
