import { randomUUID } from 'node:crypto';
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Queue, Worker } from 'bullmq';
import { Api, GrammyError } from 'grammy';
import { telegramChannel } from '../src/channels/telegram/send.ts';
import { fanOutChunk } from '../src/delivery/fan-out.ts';
import { drainLane } from '../src/delivery/lane/lane.ts';
import { Pacer } from '../src/delivery/pacing/pacer.ts';
import { type Limits, type SpawnedTelegramApi, spawnTelegramApi } from '../src/sandbox/telegram/index.ts';
import { benchmark, count } from './command.ts';
import { startRedis, until } from './product.ts';
import { approvedPush, type BenchRecord, laneContext, openRecord, storyText, subscribe } from './record.ts';
import { progress, type Row, report } from './report.ts';

/**
 * What leaves of what a far end permits, and how often it refuses: our lane with its ledger on PostgreSQL against servers
 * that count in different ways and do not tell their limit, 50 ms away; and the loops that others use, in the same table.
 */
const { only, beside, ...given } = benchmark(
  'bench:pace',
  'What leaves of what is allowed, and how often it is refused.',
)
  .option('--only <text>', 'the courses whose sender or name has it', '')
  .option('--quick', 'a quarter of the time')
  .option('--beside <n>', 'so many slow courses at once', count, 3)
  .option('--jitter <ms>', 'by how much the 50 ms there and back vary', count, 2)
  .parse()
  .opts<{ only: string; quick?: true; beside: number; jitter: number }>();
const quick = given.quick ? 0.25 : 1;
/** The way there and back, and by how much each of the two varies in all. Milliseconds. */
const latency = { ms: 50, jitterMs: given.jitter };
/** Not counted: the first seconds, in which everybody finds its feet. Milliseconds. */
const settling = 10_000;

/** A stretch of time with one limit. */
interface Stretch {
  readonly limits: Limits;
  readonly seconds: number;
  /** What is allowed, messages a second. */
  readonly allowed: number;
}

interface Course {
  readonly name: string;
  readonly sender: string;
  readonly stretches: readonly Stretch[];
  readonly send: (api: SpawnedTelegramApi, course: Course, signal: AbortSignal) => Promise<void>;
}

const window = (perSecond: number): Limits => ({ global: { kind: 'window', perSecond } });
/** What a second allows may come at once. */
const bucket = (perSecond: number): Limits => ({ global: { kind: 'bucket', perSecond, burst: perSecond } });
const punishing = (perSecond: number): Limits => ({ ...window(perSecond), punishMs: 3_000 });
const stretch = (limits: Limits, allowed: number, seconds: number): Stretch => ({
  limits,
  allowed,
  seconds: seconds * quick,
});

let lanes = 0;
let record: BenchRecord;

/** Our engine with its ceiling configured to `ceiling`: one push to more readers than there is time for. */
const ours =
  (ceiling: number): Course['send'] =>
  (api, course, signal) => {
    const seconds = course.stretches.reduce((sum, one) => sum + one.seconds, 0);
    const most = Math.max(...course.stretches.map((one) => one.allowed));
    return engine(api, { ceiling, pushes: 1, readers: Math.ceil(most * seconds * 1.2) + 100, from: 'people' }, signal);
  };

/** Our engine with more pushes than there is time for to a few readers: what each chat takes is the limit. */
const oursToFew =
  (readers: number, pushes: number, from: 'people' | 'groups'): Course['send'] =>
  (api, _, signal) =>
    engine(api, { ceiling: 30, pushes, readers, from }, signal);

async function engine(
  api: SpawnedTelegramApi,
  work: {
    readonly ceiling: number;
    readonly pushes: number;
    readonly readers: number;
    readonly from: 'people' | 'groups';
  },
  signal: AbortSignal,
): Promise<void> {
  lanes += 1;
  const lane = `telegram:pace-${lanes}`;
  // Ids of groups are negative.
  const from = work.from === 'people' ? lanes * 10_000_000 : -lanes * 10_000_000;
  const laneId = await subscribe(record.db, { lane, edition: lane, count: work.readers, from });
  if (work.from === 'groups') {
    for (let group = from; group < from + work.readers; group += 1) {
      await api.control.addGroup({ id: group, type: 'group', title: `group ${group}`, members: [], bot: 'member' });
    }
  }
  const channel = telegramChannel({ token: api.token, apiRoot: api.url });
  for (let push = 1; push <= work.pushes; push += 1) {
    const id = await approvedPush(record.db, `${lane}-${push}`, lane);
    while ((await fanOutChunk(record.db, id)) === 'more');
  }
  const pacer = new Pacer({ rate: work.ceiling });
  // A lane that has nothing due for a while is let go and taken up again, as the product's sweep does.
  while (!signal.aborted) {
    await drainLane(
      laneContext(record, storyText),
      { laneId, channel, pacer, holder: randomUUID(), linger: 5_000 },
      signal,
    );
  }
  await channel.close();
}

const chatOf = (index: number) => String(1_000_000 + index);

/** grammY's documented way to broadcast: one after the other, auto-retry for refusals. */
const loop =
  (parallel: number): Course['send'] =>
  async (api, _, signal) => {
    const grammy = new Api(api.token, { apiRoot: api.url });
    grammy.config.use(autoRetry());
    let next = 0;
    const worker = async () => {
      while (!signal.aborted) await grammy.sendMessage(chatOf(next++), storyText(1), { parse_mode: 'HTML' });
    };
    await Promise.race([Promise.all(Array.from({ length: parallel }, worker)), aborted(signal)]);
  };

/** grammY's throttler plugin as its page shows it, with the bot's limit set, and auto-retry. */
const throttler =
  (perSecond: number): Course['send'] =>
  async (api, course, signal) => {
    const grammy = new Api(api.token, { apiRoot: api.url });
    grammy.config.use(
      apiThrottler({
        global: { reservoir: perSecond, reservoirRefreshAmount: perSecond, reservoirRefreshInterval: 1_000 },
      }),
    );
    grammy.config.use(autoRetry());
    const seconds = course.stretches.reduce((sum, one) => sum + one.seconds, 0);
    let next = 0;
    // All at once, as one does with a throttler, in portions that keep the memory bounded.
    const sendAll = async () => {
      while (!signal.aborted) {
        const portion = Math.ceil(perSecond * Math.min(seconds, 5));
        await Promise.all(
          Array.from({ length: portion }, () =>
            grammy.sendMessage(chatOf(next++), storyText(1), { parse_mode: 'HTML' }),
          ),
        );
      }
    };
    await Promise.race([sendAll(), aborted(signal)]);
  };

/** BullMQ's own limiter as its guide shows it: a job a recipient, a 429 handed to the limiter. */
const bullmqLimiter =
  (perSecond: number): Course['send'] =>
  async (api, course, signal) => {
    const redis = await startRedis();
    const connection = { url: redis.url, maxRetriesPerRequest: null };
    const queue = new Queue('broadcast', { connection });
    const seconds = course.stretches.reduce((sum, one) => sum + one.seconds, 0);
    const count = Math.ceil(perSecond * seconds * 1.2);
    for (let done = 0; done < count; done += 1_000) {
      const part = Math.min(1_000, count - done);
      await queue.addBulk(
        Array.from({ length: part }, (_, at) => ({ name: 'send', data: { chat: chatOf(done + at) } })),
      );
    }
    const grammy = new Api(api.token, { apiRoot: api.url });
    const worker = new Worker<{ chat: string }>(
      'broadcast',
      async (job) => {
        try {
          await grammy.sendMessage(job.data.chat, storyText(1), { parse_mode: 'HTML' });
        } catch (error) {
          const retryAfter = error instanceof GrammyError ? error.parameters.retry_after : undefined;
          if (retryAfter === undefined) throw error;
          await worker.rateLimit(retryAfter * 1_000);
          throw Worker.RateLimitError();
        }
      },
      { connection, concurrency: Math.max(10, perSecond / 5), limiter: { max: perSecond, duration: 1_000 } },
    );
    worker.on('error', () => {});
    await aborted(signal);
    await worker.close(true);
    await queue.close();
    await redis.stop();
  };

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

const nashra = (name: string, stretches: readonly Stretch[], send: Course['send']): Course => ({
  name,
  sender: 'Nashra',
  stretches,
  send,
});
const peers = (name: string, stretches: readonly Stretch[], senders: Readonly<Record<string, Course['send']>>) =>
  Object.entries(senders).map(([sender, send]): Course => ({ name, sender, stretches, send }));

const perChat: Limits = { ...window(30), chat: { messages: 1, perMs: 1_000 } };
const perGroup: Limits = { ...window(30), group: { messages: 20, perMs: 60_000 } };
/** Two minutes after the settling, so that each group's minute comes round whole. */
const groupSeconds = 130;

const slow: Course[] = [
  nashra('30/s, known, strict second', [stretch(window(30), 30, 70)], ours(30)),
  nashra('30/s, known, token bucket', [stretch(bucket(30), 30, 70)], ours(30)),
  nashra('30/s, known, punishes 3 s', [stretch(punishing(30), 30, 70)], ours(30)),
  nashra('10 chats of 1/s', [stretch(perChat, 10, 50)], oursToFew(10, 60, 'people')),
  nashra('5 groups of 20/min', [stretch(perGroup, 5 / 3, groupSeconds)], oursToFew(5, 70, 'groups')),
  nashra('12/s, unknown, strict second', [stretch(window(12), 12, 190)], ours(30)),
  nashra('12/s, unknown, token bucket', [stretch(bucket(12), 12, 190)], ours(30)),
  nashra('12/s, unknown, punishes 3 s', [stretch(punishing(12), 12, 190)], ours(30)),
  nashra(
    '30 → 12 → 30/s, strict second',
    [stretch(window(30), 30, 60), stretch(window(12), 12, 90), stretch(window(30), 30, 60)],
    ours(30),
  ),
  ...peers('30/s, strict second', [stretch(window(30), 30, 40)], {
    'grammY, documented loop': loop(1),
    'grammY, three loops': loop(3),
    'grammY throttler and auto-retry': throttler(30),
    'BullMQ limiter, a job a reader': bullmqLimiter(30),
  }),
  ...peers('12/s, unknown, strict second', [stretch(window(12), 12, 70)], {
    'grammY throttler and auto-retry': throttler(30),
    'BullMQ limiter, a job a reader': bullmqLimiter(30),
  }),
  ...peers('30/s, punishes 3 s', [stretch(punishing(30), 30, 40)], {
    'grammY throttler and auto-retry': throttler(30),
    'BullMQ limiter, a job a reader': bullmqLimiter(30),
  }),
];
const fast: Course[] = [
  nashra('1,000/s, known, strict second', [stretch(window(1_000), 1_000, 30)], ours(1_000)),
  nashra('1,000/s, known, token bucket', [stretch(bucket(1_000), 1_000, 30)], ours(1_000)),
  nashra('1,000/s, known, punishes 3 s', [stretch(punishing(1_000), 1_000, 30)], ours(1_000)),
  ...peers('1,000/s, strict second', [stretch(window(1_000), 1_000, 20)], {
    'grammY, documented loop': loop(1),
    'grammY throttler and auto-retry': throttler(1_000),
    'BullMQ limiter, a job a reader': bullmqLimiter(1_000),
  }),
];

async function run(course: Course): Promise<Row> {
  const [first] = course.stretches;
  if (!first) throw new Error(`${course.name} has no stretch`);
  const api = await spawnTelegramApi({ unknownChats: 'accepted', record: 'messages', latency, limits: first.limits });
  const stop = new AbortController();
  const started = performance.now();
  const sending = course.send(api, course, stop.signal);
  // The course begins with its first message: making the audience is not part of it.
  const begin = await firstMessage(api);
  let offset = 0;
  const bounds: { from: number; to: number; allowed: number }[] = [];
  for (const [index, one] of course.stretches.entries()) {
    if (index > 0) await api.control.setLimits(one.limits);
    const now = Date.now();
    bounds.push({
      from: index === 0 ? begin + settling * quick : now,
      to: now + one.seconds * 1_000,
      allowed: one.allowed,
    });
    offset += one.seconds * 1_000;
    await new Promise((resolve) => setTimeout(resolve, begin + offset - Date.now()));
  }
  stop.abort();
  await sending.catch((error: Error) => progress(`${course.name}: ${error.message}`));
  const accepted = await api.control.accepted();
  const { refusedAccount, refusedChat, early } = await api.control.statistics();
  await api.close();
  const possible = bounds.reduce((sum, { from, to, allowed }) => sum + ((to - from) / 1_000) * allowed, 0);
  const counted = accepted.filter(({ at }) => bounds.some(({ from, to }) => at >= from && at < to)).length;
  progress(`${course.sender}: ${course.name}: done after ${Math.round((performance.now() - started) / 1_000)} s`);
  return {
    course: course.name,
    sender: course.sender,
    'of what is allowed': counted / possible,
    refused: refusedAccount + refusedChat,
    'messages a refusal': refusedAccount === 0 ? null : accepted.length / refusedAccount,
    'sent too early': early,
  };
}

function firstMessage(api: SpawnedTelegramApi): Promise<number> {
  return until(async () => (await api.control.statistics()).firstAcceptedAt, { what: 'the first message' });
}

record = await openRecord();
const chosen = (courses: readonly Course[]) => courses.filter(({ name, sender }) => `${sender} ${name}`.includes(only));
// Those of 30 a second leave the processor idle and run a few at a time; those of 1,000 one after the other.
const waiting = chosen(slow).map((course, place) => ({ course, place }));
const slowRows: Row[] = [];
const worker = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) slowRows[next.place] = await run(next.course);
};
await Promise.all(Array.from({ length: beside }, worker));
const rows: Row[] = [...slowRows];
for (const course of chosen(fast)) rows.push(await run(course));
await record.close();
report(
  `Pace: what leaves of what is allowed, 50 ± ${latency.jitterMs} ms there and back, without the first ${settling / 1_000} s`,
  rows,
);
// What others still have waiting in their queues cannot be stopped.
process.exit();
