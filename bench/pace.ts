import { randomUUID } from 'node:crypto';
import { autoRetry } from '@grammyjs/auto-retry';
import { apiThrottler } from '@grammyjs/transformer-throttler';
import { Api } from 'grammy';
import { telegramChannel } from '../src/channels/telegram/send.ts';
import { fanOutChunk } from '../src/delivery/fan-out.ts';
import { drainLane } from '../src/delivery/lane.ts';
import { Pacer } from '../src/delivery/pacer.ts';
import { type Limits, type SpawnedTelegramApi, spawnTelegramApi } from '../src/sandbox/telegram/index.ts';
import { approvedPush, type BenchRecord, laneContext, openRecord, storyText, subscribe } from './record.ts';
import { option, progress, type Row, report } from './report.ts';

/**
 * What leaves of what a far end permits, and how often it refuses: our lane with its ledger on PostgreSQL against servers
 * that count in different ways and do not tell their limit, 50 ms away; and the loops that others use, in the same table.
 *
 * `--only TEXT` runs the courses whose name has it, `--quick` a quarter of the time.
 */
const quick = process.argv.includes('--quick') ? 0.25 : 1;
const only = option('only') ?? '';
/** The way there and back, and by how much each of the two varies in all. Milliseconds. */
const latency = { ms: 50, jitterMs: Number(option('jitter') ?? 2) };
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
  /** Chats of the audience; more than can be sent when absent. */
  readonly chats?: number;
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

/** Our engine with its ceiling configured to `ceiling`. */
const ours =
  (ceiling: number): Course['send'] =>
  async (api, course, signal) => {
    const seconds = course.stretches.reduce((sum, one) => sum + one.seconds, 0);
    const most = Math.max(...course.stretches.map((one) => one.allowed));
    const count = course.chats ?? Math.ceil(most * seconds * 1.2) + 100;
    lanes += 1;
    const lane = `telegram:pace-${lanes}`;
    const laneId = await subscribe(record.db, { lane, edition: lane, count, from: lanes * 10_000_000 });
    const channel = telegramChannel({ token: api.token, apiRoot: api.url }, { connections: 256 });
    const id = await approvedPush(record.db, lane, lane);
    while ((await fanOutChunk(record.db, id)) === 'more');
    const pacer = new Pacer({ rate: ceiling });
    await drainLane(
      laneContext(record.db, storyText),
      { laneId, channel, pacer, holder: randomUUID(), linger: 0 },
      signal,
    );
    await channel.close();
  };

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

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

const slow: Course[] = [
  { name: '30/s, known, strict second', sender: 'Nashra', stretches: [stretch(window(30), 30, 60)], send: ours(30) },
  { name: '30/s, known, token bucket', sender: 'Nashra', stretches: [stretch(bucket(30), 30, 60)], send: ours(30) },
  { name: '30/s, known, punishes 3 s', sender: 'Nashra', stretches: [stretch(punishing(30), 30, 60)], send: ours(30) },
  { name: '12/s, unknown, strict second', sender: 'Nashra', stretches: [stretch(window(12), 12, 180)], send: ours(30) },
  { name: '12/s, unknown, token bucket', sender: 'Nashra', stretches: [stretch(bucket(12), 12, 180)], send: ours(30) },
  {
    name: '12/s, unknown, punishes 3 s',
    sender: 'Nashra',
    stretches: [stretch(punishing(12), 12, 180)],
    send: ours(30),
  },
  {
    name: '30 → 12 → 30/s, strict second',
    sender: 'Nashra',
    stretches: [stretch(window(30), 30, 60), stretch(window(12), 12, 90), stretch(window(30), 30, 60)],
    send: ours(30),
  },
  {
    name: '30/s, strict second',
    sender: 'grammY, documented loop',
    stretches: [stretch(window(30), 30, 40)],
    send: loop(1),
  },
  {
    name: '30/s, strict second',
    sender: 'grammY, three loops',
    stretches: [stretch(window(30), 30, 40)],
    send: loop(3),
  },
  {
    name: '30/s, strict second',
    sender: 'grammY throttler',
    stretches: [stretch(window(30), 30, 40)],
    send: throttler(30),
  },
  {
    name: '30/s, punishes 3 s',
    sender: 'grammY throttler',
    stretches: [stretch(punishing(30), 30, 40)],
    send: throttler(30),
  },
];
const fast: Course[] = [
  {
    name: '1,000/s, known, strict second',
    sender: 'Nashra',
    stretches: [stretch(window(1_000), 1_000, 30)],
    send: ours(1_000),
  },
  {
    name: '1,000/s, known, token bucket',
    sender: 'Nashra',
    stretches: [stretch(bucket(1_000), 1_000, 30)],
    send: ours(1_000),
  },
  {
    name: '1,000/s, known, punishes 3 s',
    sender: 'Nashra',
    stretches: [stretch(punishing(1_000), 1_000, 30)],
    send: ours(1_000),
  },
  {
    name: '1,000/s, strict second',
    sender: 'grammY, documented loop',
    stretches: [stretch(window(1_000), 1_000, 20)],
    send: loop(1),
  },
  {
    name: '1,000/s, strict second',
    sender: 'grammY throttler',
    stretches: [stretch(window(1_000), 1_000, 20)],
    send: throttler(1_000),
  },
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

async function firstMessage(api: SpawnedTelegramApi): Promise<number> {
  for (;;) {
    const { firstAcceptedAt } = await api.control.statistics();
    if (firstAcceptedAt !== null) return firstAcceptedAt;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

record = await openRecord();
const chosen = (courses: readonly Course[]) => courses.filter(({ name, sender }) => `${sender} ${name}`.includes(only));
// Those of 30 a second leave the processor idle and run side by side; those of 1,000 one after the other.
progress('courses of tens of messages a second, side by side');
const rows: Row[] = await Promise.all(chosen(slow).map(run));
for (const course of chosen(fast)) rows.push(await run(course));
await record.close();
report(`Pace: what leaves of what is allowed, 50 ± ${latency.jitterMs} ms there and back`, rows);
