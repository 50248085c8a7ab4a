import { join } from 'node:path';
import { serve as listen } from '@hono/node-server';
import { Hono } from 'hono';
import { sql } from 'kysely';
import { pino } from 'pino';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import type { Db } from '../../src/database/database.ts';
import { inTransaction } from '../../src/database/transaction.ts';
import { fanOutChunk } from '../../src/delivery/fan-out.ts';
import { type DrainResult, drainLane } from '../../src/delivery/lane/lane.ts';
import type { LaneContext } from '../../src/delivery/lane/lane-context.ts';
import { deliveryReferences } from '../../src/delivery/receipts/reference.ts';
import { createPush } from '../../src/editions/create.ts';
import type { PushItem } from '../../src/editions/push.ts';
import { pushRenderer } from '../../src/serve/render.ts';
import { storyLists } from '../../src/serve/story-lists.ts';
import { type ServedWhatsAppCloud, serveWhatsAppCloud } from '../../src/serve/whatsapp-cloud.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { markGone } from '../../src/subscribers/store.ts';
import { atEnd } from '../setup/cleanup.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { waitFor } from '../setup/wait.ts';
import {
  GraphServer,
  type GraphServerOptions,
  type Person,
  type Taken,
} from '../standins/whatsapp-cloud/graph-server.ts';
import { storyItem } from './pushes.ts';

const secretKey = Buffer.alloc(32, 7);
export const addresses = addressBook(secretKey);
export const references = deliveryReferences(secretKey);
const log = pino({ level: process.env.TEST_LOG ?? 'silent' });

export const salma: Person = { number: '96170123456', userId: 'LB.13491208655302741918' };
export const karim: Person = { number: '963933123456', userId: 'SY.23491208655302741918' };
export const template = { name: 'nashra_story', language: 'ar', variables: 3 };

export interface CloudNewsroom {
  readonly graph: GraphServer;
  readonly served: ServedWhatsAppCloud;
  readonly webhookUrl: string;
  /** What the editors were told. */
  readonly told: readonly string[];
  /** Lets the account's desk work until `stop`. */
  start(): void;
  stop(): Promise<void>;
  /** What a person wrote, and the answer to it. */
  ask(person: Person, write: () => string): Promise<Taken>;
  drain(): Promise<DrainResult>;
}

export interface CloudOptions {
  readonly server?: GraphServerOptions;
  readonly templates?: 'configured' | 'missing';
  readonly deadlineMs?: number;
  readonly rate?: number;
  readonly peoplePerDay?: number;
}

const open: (() => Promise<void>)[] = [];
/** Stops the desks of a test: each would work off the events of the next one. */
export async function stopDesks(): Promise<void> {
  for (const stop of open.splice(0)) await stop();
}

/** The official WhatsApp lane of a newsroom: everything real but Meta. */
export async function openCloud(
  { db, prepared }: Pick<LaneContext, 'db' | 'prepared'>,
  options: CloudOptions = {},
): Promise<CloudNewsroom> {
  const graph = await new GraphServer({ templates: [template], ...options.server }).start();
  atEnd(() => graph.close());
  const templates = options.templates === 'missing' ? [] : [{ edition: 'any', language: 'ar', name: template.name }];
  const newsroom = testNewsroom({
    channels: { whatsappCloud: { templates, rate: options.rate ?? 500, peoplePerDay: options.peoplePerDay ?? 1_000 } },
  });
  const texts = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
  const told: string[] = [];
  const served = await serveWhatsAppCloud({
    db,
    newsroom,
    texts,
    addresses,
    references,
    stories: storyLists(db, newsroom, ({ link }) => link),
    log,
    tellEditors: async (words) => void told.push(words),
    settings: {
      token: graph.token,
      phoneId: graph.phoneId,
      appSecret: graph.appSecret,
      verifyToken: 'we chose this one',
      apiRoot: graph.url,
    },
    ...(options.deadlineMs === undefined ? {} : { deadlineMs: options.deadlineMs }),
  });
  atEnd(() => served.close());
  const app = new Hono().route('/hooks/whatsapp-cloud', served.webhook.routes);
  const webhookUrl = await new Promise<string>((resolve) => {
    const server = listen({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}/hooks/whatsapp-cloud`),
    );
    atEnd(async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((closed) => server.close(() => closed()));
    });
  });
  graph.webhookUrl = webhookUrl;
  const context: LaneContext = {
    db,
    prepared,
    log,
    addresses,
    references,
    render: pushRenderer({ db, newsroom, texts }),
    onGone: async (id) => void (await markGone(db, id)),
    onMoved: async () => {},
  };
  let stopping = new AbortController();
  let running = Promise.resolve();
  const stop = async () => {
    stopping.abort();
    await running;
  };
  atEnd(stop);
  open.push(stop);
  return {
    graph,
    told,
    served,
    webhookUrl,
    start() {
      stopping = new AbortController();
      running = served.run(stopping.signal);
    },
    stop,
    async ask(person, write) {
      const before = graph.to(person).length;
      write();
      await waitFor(() => graph.to(person).length > before, { message: 'no answer' });
      const answer = graph.to(person).at(-1);
      if (!answer) throw new Error('no answer');
      return answer;
    },
    drain: () => drainLane(context, { ...served.lane, linger: 0 }, AbortSignal.timeout(30_000)),
  };
}

/** A reader who joined, as the record has them. `wroteAt`: when they last wrote to this account. */
export async function subscribe(db: Db, laneId: number, person: Person, wroteAt: Date | null): Promise<number> {
  const address = `${person.number}@c.us`;
  const { rows } = await sql<{ id: number }>`
    with reader as (
      insert into subscriber (lane_id, channel, address_hash, address_sealed, language, consented_at, wrote_at)
      values (${laneId}, 'whatsapp', ${addresses.hash('whatsapp', address)}, ${addresses.seal('whatsapp', address)},
              'ar', now(), ${wroteAt})
      returning id
    ), edition as (
      insert into subscription (edition, subscriber_id) select 'breaking', id from reader
    ) select id from reader`.execute(db);
  return rows[0]?.id ?? 0;
}

export async function push(db: Db, articleId: number, item: Partial<PushItem> & { key: string }): Promise<number> {
  const id = await made(db, articleId, 'approved', item);
  while ((await fanOutChunk(db, id)) === 'more');
  return id;
}

/** A push that nobody has decided on. */
export function proposal(db: Db, articleId: number, key: string): Promise<number> {
  return made(db, articleId, 'proposed', { key });
}

async function made(
  db: Db,
  articleId: number,
  state: 'proposed' | 'approved',
  { key, ...more }: Partial<PushItem> & { key: string },
): Promise<number> {
  const { id } = await inTransaction(db, (trx) =>
    createPush(trx, {
      key,
      edition: 'breaking',
      kind: 'breaking',
      state,
      topics: [],
      content: { type: 'story', label: 'story', item: { ...storyItem(articleId, key), ...more } },
      createdBy: 'test',
    }),
  );
  return id;
}

/** How a delivery stands. */
export async function deliveryOf(db: Db, pushId: number, subscriberId: number) {
  return db
    .selectFrom('delivery')
    .select(['state', 'reason', 'message_id', 'attempts'])
    .where('push_id', '=', pushId)
    .where('subscriber_id', '=', subscriberId)
    .executeTakeFirstOrThrow();
}

export const receiptsOf = async (db: Db, pushId: number): Promise<string[]> =>
  (await db.selectFrom('receipt').select('kind').where('push_id', '=', pushId).orderBy('kind').execute()).map(
    ({ kind }) => kind,
  );
