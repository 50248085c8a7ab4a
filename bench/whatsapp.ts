import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Option } from 'commander';
import { pino } from 'pino';
import whatsapp from 'whatsapp-web.js';
import { findChromium } from '../src/channels/whatsapp/chromium.ts';
import { sendResultSchema } from '../src/channels/whatsapp/process/protocol.ts';
import { browserMemory } from '../src/channels/whatsapp/profile.ts';
import { WhatsAppChannel } from '../src/channels/whatsapp/send.ts';
import { Supervisor, type SupervisorOptions } from '../src/channels/whatsapp/supervisor.ts';
import { newsroomSchema } from '../src/config/newsroom.ts';
import { CarefulPacer, type DayClock } from '../src/delivery/pacing/careful-pacer.ts';
import { type Person, WhatsAppStandIn } from '../src/sandbox/whatsapp/index.ts';
import { benchmark, count } from './command.ts';
import { percentile, progress, type Row, report } from './report.ts';

/**
 * What our layer over whatsapp-web.js costs, how fast it is back after faults, what its browser takes, and how it spaces
 * messages. The real library in a real Chromium, with the stand-in for WhatsApp on 127.0.0.1.
 */
const { only, rounds, ...given } = benchmark(
  'bench:whatsapp',
  'What our layer over whatsapp-web.js costs, how fast it is back after faults, its memory, and its gaps.',
)
  .addOption(new Option('--only <part>', 'one of the four').choices(['overhead', 'recovery', 'memory', 'gaps']))
  .option('--rounds <n>', 'how often each fault is injected', count, 3)
  .option('--sends <n>', 'messages: 1,000 for the overhead and 5,000 for the memory without it', count)
  .parse()
  .opts<{ only?: string; rounds: number; sends?: number }>();
const people: Person[] = Array.from({ length: 50 }, (_, index) => ({
  number: `9617${1_000_000 + index}@c.us`,
  lid: `81${1_000_000 + index}@lid`,
  name: `قارئ ${index}`,
}));
const text = (index: number) =>
  `*قصة ${index}: بلدية المرسى تسيّر حافلة ليلية واحدة*\n\n${'تسيّر بلدية مدينة المرسى منذ مطلع الشهر حافلة ليلية واحدة. '.repeat(4)}\n\nhttps://example.org/${index}`;
const to = (index: number) => people[index % people.length]?.number ?? '';

const found = findChromium(process.env.CHROMIUM_PATH ?? null);
if (found.kind === 'missing') throw new Error(found.advice);
const chromium = found.path;

interface Running {
  readonly standIn: WhatsAppStandIn;
  readonly supervisor: Supervisor;
  readonly options: SupervisorOptions;
  stop(): Promise<void>;
}

async function until(condition: () => boolean, what: string, ms = 60_000): Promise<number> {
  const began = performance.now();
  while (!condition()) {
    if (performance.now() - began > ms) throw new Error(`${what}: not within ${ms} ms`);
    await delay(5);
  }
  return performance.now() - began;
}

const isReady = ({ supervisor }: Pick<Running, 'supervisor'>) => supervisor.status.state.kind === 'ready';

/** A supervised account, paired and ready. */
async function supervised(changes: Partial<SupervisorOptions> = {}): Promise<Running> {
  const standIn = await new WhatsAppStandIn({ people }).start();
  const folder = await mkdtemp(join(tmpdir(), 'nashra-bench-'));
  const options: SupervisorOptions = {
    chromium,
    chromiumArguments: standIn.chromiumArguments,
    sessionFolder: folder,
    log: pino({ level: 'silent' }),
    ...changes,
  };
  const supervisor = new Supervisor(options);
  const over = new AbortController();
  const running = supervisor.run(over.signal);
  await until(() => supervisor.status.state.kind === 'pairing', 'pairing');
  standIn.scan();
  await until(() => isReady({ supervisor }), 'ready');
  // A pairing is on the disk some seconds after it was made.
  await delay(5_500);
  return {
    standIn,
    supervisor,
    options,
    async stop() {
      over.abort();
      await running;
      await standIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The library as its documentation starts it, with the same browser. */
async function bare(): Promise<{ client: whatsapp.Client; stop(): Promise<void> }> {
  const standIn = await new WhatsAppStandIn({ people }).start();
  const folder = await mkdtemp(join(tmpdir(), 'nashra-bench-'));
  const client = new whatsapp.Client({
    authStrategy: new whatsapp.LocalAuth({ dataPath: folder }),
    webVersionCache: { type: 'none' },
    puppeteer: {
      headless: true,
      executablePath: chromium,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', ...standIn.chromiumArguments],
    },
  });
  client.once('qr', () => standIn.scan());
  const ready = once(client, 'ready');
  await client.initialize();
  await ready;
  return {
    client,
    async stop() {
      await client.destroy();
      await standIn.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Alternating, one message at a time, so that whatever else the machine does meets both. */
async function overhead(): Promise<void> {
  const sends = given.sends ?? 1_000;
  const ours = await supervised();
  const channel = new WhatsAppChannel({
    supervisor: ours.supervisor,
    log: pino({ level: 'silent' }),
    account: 'bench',
  });
  const theirs = await bare();
  const acked = new Map<string, () => void>();
  theirs.client.on('message_ack', (message: whatsapp.Message, ack: number) => {
    if (ack >= 1) acked.get(message.body)?.();
  });
  const times = { resolved: [] as number[], acked: [] as number[], ours: [] as number[] };
  for (let index = 0; index < sends + 50; index += 1) {
    const body = text(index);
    const server = new Promise<void>((resolve) => acked.set(body, resolve));
    let began = performance.now();
    await theirs.client.sendMessage(to(index), body, { linkPreview: true, sendSeen: false });
    const resolved = performance.now() - began;
    await server;
    const bareTime = performance.now() - began;
    acked.delete(body);
    // What the phone still says of one message does not meet the next.
    await delay(12);
    began = performance.now();
    const outcome = await channel.send(to(index), { text: body, markup: 'whatsapp', linkPreview: true });
    if (outcome.kind !== 'sent') throw new Error(`not sent: ${outcome.kind}`);
    const ourTime = performance.now() - began;
    await delay(12);
    // The first ones find everybody’s feet.
    if (index < 50) continue;
    times.resolved.push(resolved);
    times.acked.push(bareTime);
    times.ours.push(ourTime);
  }
  const floor = percentile(times.acked, 0.5);
  const row = (what: string, values: number[]): Row => ({
    what,
    'median, ms': percentile(values, 0.5),
    'p95, ms': percentile(values, 0.95),
    'of the floor': percentile(values, 0.5) / floor,
  });
  report(`What our layer costs a send (${sends} messages each, alternating)`, [
    row('the library’s call resolves (proves nothing)', times.resolved),
    row('the library until the server’s acknowledgement (floor)', times.acked),
    row('Nashra’s channel until its outcome', times.ours),
  ]);
  await theirs.stop();
  await ours.stop();
}

function kill(pid: number | null, signal: NodeJS.Signals): void {
  if (pid === null) throw new Error('nothing runs');
  process.kill(pid, signal);
}

const faults: readonly { readonly name: string; readonly breaks: (open: Running) => void | Promise<void> }[] = [
  { name: 'browser killed (SIGKILL)', breaks: ({ supervisor }) => kill(supervisor.pids.browser, 'SIGKILL') },
  { name: 'process of the library killed', breaks: ({ supervisor }) => kill(supervisor.pids.process, 'SIGKILL') },
  { name: 'conflict: opened elsewhere', breaks: ({ standIn }) => standIn.setState('CONFLICT') },
  { name: 'page reloads', breaks: ({ standIn }) => standIn.disturb('reload') },
  {
    name: 'five reloads in 300 ms',
    async breaks({ standIn }) {
      for (let index = 0; index < 5; index += 1) {
        standIn.disturb('reload');
        await delay(60);
      }
    },
  },
  { name: 'network cut', breaks: ({ standIn }) => standIn.cutNetwork() },
  { name: 'browser frozen (SIGSTOP)', breaks: ({ supervisor }) => kill(-(supervisor.pids.browser ?? 0), 'SIGSTOP') },
  { name: 'process of the library frozen', breaks: ({ supervisor }) => kill(supervisor.pids.process, 'SIGSTOP') },
];

/** With the settings of the product: asked every three seconds, four to answer. */
async function recovery(): Promise<void> {
  const open = await supervised({ goodLife: 1_000 });
  const channel = new WhatsAppChannel({
    supervisor: open.supervisor,
    log: pino({ level: 'silent' }),
    account: 'bench',
  });
  const rows: Row[] = [];
  for (const { name, breaks } of faults) {
    const ready: number[] = [];
    const sent: number[] = [];
    let copies = 0;
    for (let round = 0; round < rounds; round += 1) {
      await until(() => isReady(open), `ready before: ${name}`);
      await delay(1_200);
      let noticed = false;
      const forget = open.supervisor.listen({
        state: ({ state }) => {
          if (state.kind !== 'ready') noticed = true;
          else if (noticed) ready.push(performance.now() - began);
        },
      });
      const began = performance.now();
      await breaks(open);
      const body = text(100_000 + rows.length * 100 + round);
      // What is uncertain is looked for again, never sent again.
      for (let kind = ''; kind !== 'sent' && kind !== 'uncertain'; await delay(10)) {
        kind = (await channel.send(to(0), { text: body, markup: 'whatsapp' })).kind;
      }
      sent.push(performance.now() - began);
      await until(() => isReady(open), `ready after: ${name}`);
      await delay(300);
      forget();
      copies += open.standIn.history.of(to(0)).filter((message) => message.body === body).length;
    }
    const seconds = (values: number[]) => (values.length === 0 ? null : percentile(values, 0.5) / 1_000);
    rows.push({
      fault: name,
      'ready again, s': seconds(ready),
      'longest, s': ready.length === 0 ? null : Math.max(...ready) / 1_000,
      'next message sent after, s': seconds(sent),
      'messages lost or doubled': Math.abs(copies - rounds),
    });
    progress(`${name}: done`);
  }
  report(`Time until it works again (medians of ${rounds}; –: it was never away)`, rows);
  await open.stop();
}

async function memory(): Promise<void> {
  const sends = given.sends ?? 5_000;
  const open = await supervised();
  const rows: Row[] = [];
  const began = performance.now();
  const measure = (count: number) =>
    rows.push({
      messages: count,
      'Chromium, MB': open.supervisor.pids.browser === null ? null : browserMemory(open.supervisor.pids.browser),
      'messages/s so far': count === 0 ? null : count / ((performance.now() - began) / 1_000),
    });
  measure(0);
  for (let index = 0; index < sends; index += 1) {
    const question = {
      op: 'send',
      to: to(index),
      text: text(index),
      preview: 'shown',
      typingMs: 0,
      callMs: 20_000,
      ackMs: 20_000,
    } as const;
    const result = sendResultSchema.parse(await open.supervisor.ask(question, 45_000));
    if (result.kind !== 'acked') throw new Error(`message ${index}: ${result.kind}`);
    if ((index + 1) % 1_000 === 0) measure(index + 1);
  }
  report('Memory of Chromium and all its processes (proportional set size)', rows);
  await open.stop();

  const small = await supervised({ largestBrowser: 1, quietBefore: 3_000, memoryEvery: 1_000 });
  const { browser } = small.supervisor.pids;
  const waited = await until(() => small.supervisor.pids.browser !== browser && isReady(small), 'renewed');
  const after = small.supervisor.pids.browser === null ? null : browserMemory(small.supervisor.pids.browser);
  report('A browser past its limit (set to 1 MB) is renewed when nothing was asked of it for 3 s', [
    {
      'after, MB': after,
      'new and ready after, s': waited / 1_000,
      'counted as a failure': small.supervisor.status.restarts,
    },
  ]);
  await small.stop();
}

/** A clock that jumps to whatever is waited for. */
class JumpingClock implements DayClock {
  time = Date.parse('2026-10-05T04:00:00Z');
  #timers: { at: number; wake: () => void }[] = [];
  now = () => this.time;

  after(ms: number, wake: () => void): () => void {
    const timer = { at: this.time + ms, wake };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  jump(): void {
    const next = this.#timers.sort((a, b) => a.at - b.at).shift();
    if (!next) return;
    this.time = Math.max(this.time, next.at);
    next.wake();
  }
}

/** Thirty days of more work than is allowed, with the defaults of the configuration, over the change of the clocks. */
async function gaps(): Promise<void> {
  const zone = 'Asia/Beirut';
  const { whatsapp: settings } = newsroomSchema.shape.channels.parse({});
  const { gap, changeGap, perHour, perDay, warmUp, hours } = settings;
  const clock = new JumpingClock();
  const pacer = new CarefulPacer({
    pace: {
      gap,
      changeGap,
      perHour,
      perDay,
      warmUp,
      hours: { ...hours, timeZone: zone },
      replyGap: { min: 1_000, max: 3_000 },
    },
    firstSentAt: null,
    sentAt: [],
    clock,
  });
  const end = clock.time + 30 * 86_400_000;
  const times: number[] = [];
  while (clock.time < end) {
    const slot = pacer.take({ urgency: 'broadcast' });
    let granted = false;
    void slot.then((one) => {
      one.left();
      one.answered({ kind: 'counted' });
      times.push(clock.time);
      granted = true;
    });
    while (!granted) {
      await new Promise((resolve) => setImmediate(resolve));
      if (!granted) clock.jump();
    }
  }
  const local = (at: number) => {
    const shown = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    }).format(at);
    const [date = '', hour = ''] = shown.split(', ');
    return { date, hour: Number(hour.split(':')[0]) };
  };
  const all = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const short = all.filter((one) => one <= gap.max).map((one) => one / 1_000);
  const mean = short.reduce((sum, one) => sum + one, 0) / short.length;
  const variance = short.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const lagged = short.slice(1).reduce((sum, one, index) => sum + (one - mean) * ((short[index] ?? mean) - mean), 0);
  const perDate = new Map<string, number>();
  for (const time of times) perDate.set(local(time).date, (perDate.get(local(time).date) ?? 0) + 1);
  const inAnyHour = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 3_600_000).length));
  report(`Gaps between messages of a push (${times.length} messages in 30 days from a new number, defaults)`, [
    { figure: 'shortest, s', value: Math.min(...short), allowed: `${gap.min / 1_000} or more` },
    { figure: 'median, s', value: percentile(short, 0.5), allowed: null },
    { figure: '95th percentile, s', value: percentile(short, 0.95), allowed: null },
    {
      figure: 'longest, s (longer ones are caps and nights)',
      value: Math.max(...short),
      allowed: `${gap.max / 1_000}`,
    },
    { figure: 'autocorrelation at lag 1', value: lagged / variance, allowed: 'near 0' },
    { figure: 'most in any hour', value: inAnyHour, allowed: `${perHour}` },
    { figure: 'most in a day', value: Math.max(...perDate.values()), allowed: `${perDay}` },
    { figure: 'on the first five days', value: [...perDate.values()].slice(0, 5).join(', '), allowed: null },
    {
      figure: 'outside the hours',
      value: times.filter((at) => local(at).hour < hours.from || local(at).hour >= hours.until).length,
      allowed: '0',
    },
  ]);
}

const parts = { overhead, recovery, memory, gaps };
for (const [name, part] of Object.entries(parts)) {
  if (only === undefined || only === name) await part();
}
