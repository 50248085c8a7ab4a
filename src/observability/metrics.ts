import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { readBoards } from '../channels/whatsapp/board.ts';
import type { Db } from '../database/database.ts';
import { listLanes } from '../delivery/lane-report.ts';
import type { Queues } from '../queue/queues.ts';
import { writerTotals } from '../summaries/writer/index.ts';

/** Every figure is read from the record or the queue when it is asked for, so all instances tell the same. */
export function createMetrics(db: Db, queues: Queues, now: () => Date): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'nashra_' });
  const lanes = oncePerScrape(() => listLanes(db));
  const feeds = oncePerScrape(() => liveFeeds(db));
  const boards = oncePerScrape(() => readBoards(db));
  const writer = oncePerScrape(() => writerTotals(db));

  gauge(registry, 'nashra_queue_jobs', 'Jobs in each queue by state', ['queue', 'state'], async (set) => {
    for (const [name, queue] of queues.all) {
      const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'failed');
      for (const [state, count] of Object.entries(counts)) set({ queue: name, state }, count);
    }
  });
  gauge(registry, 'nashra_deliveries', 'Deliveries of the last 24 hours by outcome', ['state'], async (set) => {
    const rows = await db
      .selectFrom('delivery')
      .innerJoin('push', 'push.id', 'delivery.push_id')
      .select(({ fn }) => ['delivery.state', fn.countAll<number>().as('count')])
      .where('push.created_at', '>', new Date(now().getTime() - 24 * 3_600_000))
      .groupBy('delivery.state')
      .execute();
    for (const row of rows) set({ state: row.state }, row.count);
  });
  gauge(
    registry,
    'nashra_lane_rate',
    'Messages accepted a second by lane, over the last minute',
    ['lane'],
    async (set) => {
      for (const { name, lastMinute } of await lanes()) set({ lane: name }, lastMinute / 60);
    },
  );
  gauge(registry, 'nashra_lane_pending', 'Messages that wait, by lane', ['lane'], async (set) => {
    for (const { name, pending } of await lanes()) set({ lane: name }, pending);
  });
  gauge(
    registry,
    'nashra_lane_held',
    '1 for a lane that ops paused, whose far end asked to wait, or cannot be used (trouble)',
    ['lane', 'by'],
    async (set) => {
      for (const { name, state, blockedUntil, trouble } of await lanes()) {
        set({ lane: name, by: 'ops' }, state === 'paused' ? 1 : 0);
        set({ lane: name, by: 'far end' }, blockedUntil === null || trouble !== null ? 0 : 1);
        set({ lane: name, by: 'trouble' }, trouble === null ? 0 : 1);
      }
    },
  );
  gauge(registry, 'nashra_pushes_stopped', 'Pushes that are paused', [], async (set) => {
    const { count } = await db
      .selectFrom('push')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', '=', 'paused')
      .executeTakeFirstOrThrow();
    set({}, count);
  });
  gauge(registry, 'nashra_feed_age_seconds', 'Seconds since a feed was last read well', ['feed'], async (set) => {
    for (const feed of await feeds()) {
      if (feed.succeeded_at) set({ feed: feed.name }, (now().getTime() - feed.succeeded_at.getTime()) / 1_000);
    }
  });
  gauge(registry, 'nashra_feed_failures', 'Failures in a row of a feed', ['feed'], async (set) => {
    for (const feed of await feeds()) set({ feed: feed.name }, feed.failures);
  });
  gauge(registry, 'nashra_subscribers', 'Subscribers by channel and state', ['channel', 'state'], async (set) => {
    const rows = await db
      .selectFrom('subscriber')
      .select(({ fn }) => ['channel', 'state', fn.countAll<number>().as('count')])
      .groupBy(['channel', 'state'])
      .execute();
    for (const row of rows) set({ channel: row.channel, state: row.state }, row.count);
  });
  gauge(
    registry,
    'nashra_whatsapp_state',
    '1 for the state of each WhatsApp account',
    ['lane', 'state'],
    async (set) => {
      // `away`: no running instance keeps it.
      for (const { lane, board } of await boards()) set({ lane, state: board?.state ?? 'away' }, 1);
    },
  );
  gauge(registry, 'nashra_whatsapp_sent', 'Messages of a WhatsApp account so far', ['lane', 'span'], async (set) => {
    for (const { lane, board } of await boards()) {
      for (const span of ['today', 'hour'] as const) if (board) set({ lane, span }, board[span].sent);
    }
  });
  gauge(registry, 'nashra_whatsapp_cap', 'Most messages of a WhatsApp account', ['lane', 'span'], async (set) => {
    for (const { lane, board } of await boards()) {
      for (const span of ['today', 'hour'] as const) if (board) set({ lane, span }, board[span].cap);
    }
  });
  counter(registry, 'nashra_writer_tokens_total', 'Tokens that the writer billed', ['direction'], async (set) => {
    const { tokens } = await writer();
    for (const [direction, count] of Object.entries(tokens)) set({ direction }, count);
  });
  counter(registry, 'nashra_writer_requests_total', 'Requests to the writer by outcome', ['outcome'], async (set) => {
    const { requests } = await writer();
    for (const [outcome, count] of Object.entries(requests)) set({ outcome }, count);
  });
  return registry;
}

function liveFeeds(db: Db) {
  return db.selectFrom('feed').select(['name', 'succeeded_at', 'failures']).where('retired_at', 'is', null).execute();
}

/** A scrape asks for all figures at once: those that come of the same rows wait for one reading of them. */
function oncePerScrape<Rows>(read: () => Promise<Rows>): () => Promise<Rows> {
  let reading: Promise<Rows> | null = null;
  return () => {
    reading ??= read().finally(() => {
      reading = null;
    });
    return reading;
  };
}

type Set = (labels: Record<string, string>, value: number) => void;

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly registers: Registry[];
  collect(this: Gauge | Counter): Promise<void>;
}

/** What a figure of the record is at the moment it is asked for. */
function figure(
  registry: Registry,
  name: string,
  help: string,
  labelNames: string[],
  collect: (set: Set) => Promise<void>,
): Figure {
  return {
    name,
    help,
    labelNames,
    registers: [registry],
    async collect() {
      this.reset();
      await collect((labels, value) => this.inc(labels, value));
    },
  };
}

function gauge(...of: Parameters<typeof figure>): void {
  new Gauge(figure(...of));
}

/** A figure that only grows, also over restarts: it is counted in the record. */
function counter(...of: Parameters<typeof figure>): void {
  new Counter(figure(...of));
}
