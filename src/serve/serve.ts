import { serve as listen } from '@hono/node-server';
import type { Hono } from 'hono';
import {
  composeEdition,
  drainLane,
  fanOutPush,
  jobs,
  pollFeed,
  pruneOldRecords,
  refreshMostRead,
  showOffer,
  showProposal,
} from '../../jobs/index.ts';
import { Clicks } from '../articles/clicks.ts';
import type { Environment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { createHttp } from '../console/http.ts';
import { type Operating, opsOnly } from '../console/ops-only.ts';
import { whatsappRoutes } from '../console/whatsapp/routes.tsx';
import { whileLeader } from '../database/leader.ts';
import { hearNotices } from '../database/notices.ts';
import { subscribeHubs } from '../feeds/subscribe-hubs.ts';
import { readiness } from '../observability/health.ts';
import { createLog, type Logger } from '../observability/log.ts';
import { createMetrics } from '../observability/metrics.ts';
import { type Assembled, assemble } from './assemble.ts';
import { countedLinkRoutes } from './counted-links.ts';
import { hooks } from './hooks.ts';
import { everyInterval, Wake } from './loop.ts';
import { hearPace } from './pace-notices.ts';
import type { Role } from './roles.ts';
import { StartError } from './start-error.ts';
import { setAside, sweep } from './sweep.ts';
import { watch } from './watch.ts';
import { planWhatsApp, whatsappLane } from './whatsapp-plan.ts';

/** How long a stop may take before it is cut short, milliseconds: the contract says ten seconds. */
const stopDeadline = 9_000;

/**
 * Runs the desk in the given roles until SIGTERM or SIGINT. Prints one line with the address when ready. A stop takes no
 * new work, finishes what is on its way, hands over the rest, and ends within ten seconds.
 */
export async function serve(environment: Environment, roles: ReadonlySet<Role>): Promise<void> {
  const log = createLog(environment.logLevel);
  if (roles.has('whatsapp')) sayWhetherWhatsApp(environment, roles, log);
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => {
    log.info({ signal }, 'stopping');
    stopping.abort(new Error('stopping'));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  try {
    const newsroom = await loadNewsroom(environment.configFile);
    const assembled = await assemble({ environment, newsroom, log, signal: stopping.signal });
    const ended = await run(assembled, roles, log, stopping.signal).catch(async (error: unknown) => {
      // It cannot run, because its port is taken say: the embedded database must not stay behind.
      stopping.abort(error);
      await withDeadline(assembled.close(), stopDeadline, log);
      throw error;
    });
    await withDeadline(
      ended().then(() => assembled.close()),
      stopDeadline,
      log,
    );
  } finally {
    process.off('SIGTERM', stop);
    process.off('SIGINT', stop);
  }
}

/** Without WhatsApp the rest goes on, unless it is all that was asked for. */
function sayWhetherWhatsApp(environment: Environment, roles: ReadonlySet<Role>, log: Logger): void {
  const plan = planWhatsApp(environment);
  if (plan.kind === 'on') return;
  if (roles.size === 1) throw new StartError(plan.advice);
  if (environment.whatsapp === 'on') log.error(plan.advice);
  else if (environment.mode === 'sandbox') log.warn(plan.advice);
}

/** Runs until `signal` is aborted; gives how to wait for what is still on its way then. */
async function run(
  assembled: Assembled,
  roles: ReadonlySet<Role>,
  log: Logger,
  signal: AbortSignal,
): Promise<() => Promise<unknown>> {
  const { program, sandbox } = assembled;
  const { db, queues, newsroom } = program;
  const orders = {
    fanOut: (pushId: number) => queues.add(fanOutPush, { pushId }),
    drain: (lane: string) => queues.add(drainLane, { lane }),
    compose: (edition: string, instant: Date) =>
      queues.add(composeEdition, { edition, instant: instant.toISOString() }),
    showProposal: (pushId: number) => queues.add(showProposal, { pushId }),
    showOffer: (offerId: number) => queues.add(showOffer, { offerId }),
  };

  // The page is there from the first moment on, so that health can be asked for while the rest starts.
  const http = roles.has('console') ? await openHttp(assembled, log, signal) : null;
  if (http) assembled.listensAt(http.address);
  const parts: Promise<void>[] = [];
  const workers = roles.has('worker')
    ? queues.work(jobs, program, { feeds: 2, editions: 2, pushes: 2, lanes: 4, records: 1 })
    : null;
  if (roles.has('worker')) {
    const approved = new Wake();
    parts.push(everyInterval('sweep', 1_000, log, signal, () => sweep(program, orders), approved));
    // Apart from the sweep: a million who are set aside must not hold up what is approved meanwhile.
    parts.push(everyInterval('setting aside', 1_000, log, signal, () => setAside(program, signal)));
    parts.push(everyInterval('queue clocks', 3_000, log, signal, () => queues.correctTimes()));
    parts.push(hearNotices(assembled.recordUrl, 'push_approved', log, signal, () => approved.ring()));
  }
  if (roles.has('worker') || roles.has('bot')) {
    const hear = (payload: string | null) => hearPace(program.lanes, payload);
    parts.push(hearNotices(assembled.recordUrl, 'lane_pace', log, signal, hear));
  }
  if (roles.has('watcher')) {
    const context = {
      db,
      newsroom,
      log,
      sandbox: sandbox !== null,
      readersJoined: () => sandbox?.readersJoined() ?? true,
      pollFeed: (feed: string) => queues.add(pollFeed, { feed }),
      composeEdition: orders.compose,
      pruneRecords: (day: string) => queues.add(pruneOldRecords, { day }),
      refreshMostRead: () => queues.add(refreshMostRead, {}),
    };
    parts.push(watch(context, signal));
    const { publicUrl } = program.environment;
    if (publicUrl !== null) {
      const hubs = { db, log, publicUrl, fetcher: program.poll.fetcher, now: () => new Date() };
      parts.push(everyInterval('hubs', 5_000, log, signal, () => subscribeHubs(hubs, signal)));
    }
  }
  for (const channel of assembled.channels.filter(({ role }) => roles.has(role))) {
    parts.push(whileLeader(assembled.recordUrl, channel.lock, log, signal, (leading) => channel.run(leading)));
  }
  if (http) process.stdout.write(`${readyLine(assembled, http.address)}\n`);
  else process.stdout.write(`nashra is ready: ${[...roles].join(', ')} on ${assembled.where}\n`);

  await untilAborted(signal);
  return () => Promise.all([...parts, workers?.stop(), http?.close()]);
}

function readyLine({ sandbox, where }: Assembled, address: string): string {
  const page = sandbox ? `${address}/sandbox` : `${address}/console`;
  return `nashra is ready: ${page} (${sandbox ? 'sandbox, ' : ''}${where})`;
}

async function openHttp(
  assembled: Assembled,
  log: Logger,
  signal: AbortSignal,
): Promise<{ address: string; close(): Promise<void> }> {
  const { program, sandbox } = assembled;
  const { opsPassword, publicUrl } = program.environment;
  const ops = opsOnly({ db: program.db, password: opsPassword, publicUrl });
  const app: Hono = createHttp({
    queues: program.queues,
    metrics: createMetrics(program.db, program.queues, () => new Date()),
    readiness: () => readiness(program.db, program.queues, 2_000),
    ops,
    log,
  });
  if (sandbox) app.route('/', sandbox.routes);
  app.route('/', whatsappPages(program, ops));
  app.route('/', assembled.subscribePage);
  app.route('/', assembled.console);
  const incoming = hooks(
    program,
    {
      onPush: (push) => program.queues.add(push.state === 'approved' ? fanOutPush : showProposal, { pushId: push.id }),
      pollFeed: (feed) => program.queues.add(pollFeed, { feed }),
    },
    signal,
  );
  app.route('/hooks', incoming.routes);
  const clicks = new Clicks();
  let counting = Promise.resolve();
  if (program.newsroom.links.counted) {
    const { linkKey: key, newsroom } = program;
    app.route('/', countedLinkRoutes({ key, newsroom, onOpened: (id) => clicks.count(id, new Date()) }));
    counting = everyInterval('clicks', 2_000, log, signal, () => clicks.write(program.db));
  }
  for (const { webhook } of assembled.channels) if (webhook) app.route(`/hooks${webhook.path}`, webhook.routes);
  const { host, port } = program.environment;
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: app.fetch, hostname: host, port }, (info) => {
      const shown = host.includes(':') ? `[${host}]` : host;
      resolve({
        address: `http://${shown}:${info.port}`,
        close: async () => {
          await new Promise<void>((closed) => {
            server.close(() => closed());
            // Event streams never end by themselves.
            if ('closeAllConnections' in server) server.closeAllConnections();
          });
          await incoming.settled();
          await counting;
          await clicks.write(program.db);
        },
      });
    });
    server.once('error', reject);
  });
}

/** Also where another instance keeps the account, or none. */
function whatsappPages(
  { db, newsroom, environment }: Assembled['program'],
  ops: ReturnType<typeof opsOnly>,
): Hono<Operating> {
  const plan = planWhatsApp(environment);
  return whatsappRoutes({
    db,
    lane: whatsappLane(newsroom),
    timeZone: newsroom.timeZone,
    ops,
    advice: plan.kind === 'off' ? plan.advice : 'start it: nashra serve --role whatsapp',
  });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

async function withDeadline(work: Promise<unknown>, ms: number, log: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), ms);
  });
  const outcome = await Promise.race([work.then(() => 'ended' as const), late]).finally(() => clearTimeout(timer));
  if (outcome === 'late') log.warn({ ms }, 'the stop took too long and was cut short; nothing is lost by that');
}
