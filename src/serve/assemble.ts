import { Hono } from 'hono';
import { type TelegramChannel, telegramChannel } from '../channels/telegram/send.ts';
import type { Environment } from '../config/environment.ts';
import type { Newsroom } from '../config/newsroom.ts';
import { loadTexts, type TextsByLanguage } from '../config/texts.ts';
import type { Db } from '../database/database.ts';
import type { LaneContext, LaneOptions } from '../delivery/lane.ts';
import { ensureLane, learntPace } from '../delivery/lease.ts';
import { Pacer } from '../delivery/pacer.ts';
import { syncFeeds } from '../feeds/store.ts';
import type { Logger } from '../observability/log.ts';
import { postgresBackend, redisBackend } from '../queue/backend.ts';
import { openQueues } from '../queue/queues.ts';
import { type Sandbox, sandboxRoutes, startSandbox } from '../sandbox/index.ts';
import { sampleSite } from '../sandbox/sample/site.ts';
import { addressBook } from '../subscribers/addresses.ts';
import { type Destination, syncDestinations } from '../subscribers/destinations.ts';
import { markGone, moveAddress } from '../subscribers/store.ts';
import { botRunner } from './bot.ts';
import { holderName } from './holder.ts';
import { openRecord } from './open-record.ts';
import { pollContext } from './poll-context.ts';
import type { Program } from './program.ts';
import { pushRenderer } from './render.ts';
import { secretKey } from './secret-key.ts';

export interface Assembled {
  readonly program: Program;
  readonly recordUrl: string;
  /** Where the record and the queue are, without secrets, for the start line. */
  readonly where: string;
  readonly sandbox: { readonly routes: Hono } | null;
  /** The address of this instance's pages, once it listens: the sandbox's sample feed is there. */
  listensAt(address: string): void;
  /** Talks to subscribers and editors until `signal` is aborted. */
  runBot(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface Parts {
  readonly environment: Environment;
  readonly newsroom: Newsroom;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Puts an instance together. What was opened is closed again when a later part cannot be. */
export async function assemble({ environment, newsroom: configured, log, signal }: Parts): Promise<Assembled> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const end of closers.splice(0).reverse()) {
      await end().catch((error: Error) => log.warn({ error: error.message }, 'something did not close well'));
    }
  };
  try {
    const addresses = addressBook(await secretKey(environment));
    const texts = await loadTexts(environment.configFile);
    const record = await openRecord(environment, log, { supervise: 'restart', signal });
    closers.push(record.close);
    const backend = environment.redisUrl
      ? redisBackend(environment.redisUrl)
      : await postgresBackend(record.url, (error) => log.warn({ error: error.message }, 'a queue connection broke'));
    const queues = openQueues(backend, log);
    closers.push(queues.close);

    const sandbox = environment.telegram === null ? await startSandbox(configured.name.ar) : null;
    if (sandbox) closers.push(sandbox.close);
    const newsroom = sandbox ? withSampleEditors(configured, sandbox) : configured;
    const account = environment.telegram ?? sandbox?.telegram;
    if (!account) throw new Error('neither a bot token nor a sandbox');
    const channel = telegramChannel(account);
    closers.push(channel.close);

    await syncFeeds(record.db, newsroom.feeds);
    await syncTopics(record.db, newsroom);
    const lane = await laneOf(record.db, channel, newsroom);
    await syncDestinations(record.db, addresses, { id: lane.laneId, channel: channel.name }, destinationsOf(newsroom));
    const site: { address: string | null } = { address: null };
    const poll = pollContext({
      db: record.db,
      newsroom,
      log,
      site,
      writerKey: environment.writerKey,
      hubs: environment.publicUrl === null ? 'unreachable' : 'reachable',
    });
    closers.push(poll.fetcher.close);

    const laneContext = laneContextOf({ db: record.db, log, addresses, newsroom, texts });
    const bot = botRunner({
      db: record.db,
      account,
      channel,
      lane,
      addresses,
      newsroom,
      texts,
      log,
      poll,
    });
    const program: Program = {
      environment,
      newsroom,
      log,
      db: record.db,
      queues,
      addresses,
      summarise: poll.intake.summarise,
      poll,
      lanes: new Map([[channel.lane, lane]]),
      laneContext,
      showProposal: bot.showProposal,
    };
    return {
      program,
      recordUrl: record.url,
      where: `${record.where}, queue on ${backend.kind === 'redis' ? 'Redis' : 'PostgreSQL'}`,
      sandbox: sandbox ? { routes: sandboxPages(sandbox, newsroom, site, signal) } : null,
      listensAt: (address) => {
        site.address = address;
      },
      runBot: bot.run,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function withSampleEditors(newsroom: Newsroom, sandbox: Sandbox): Newsroom {
  const { telegram } = newsroom.channels;
  return {
    ...newsroom,
    channels: {
      ...newsroom.channels,
      telegram: { ...telegram, editorsChat: sandbox.editorsChat, editors: [...sandbox.editors] },
    },
  };
}

function destinationsOf(newsroom: Newsroom): Destination[] {
  return newsroom.channels.telegram.destinations.map(({ chat, ...rest }) => ({ chat: String(chat), ...rest }));
}

async function syncTopics(db: Db, newsroom: Newsroom): Promise<void> {
  for (const [key, { names }] of Object.entries(newsroom.topics)) {
    await db
      .insertInto('topic')
      .values({ key, names: JSON.stringify(names) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ names: JSON.stringify(names) }))
      .execute();
  }
}

async function laneOf(db: Db, channel: TelegramChannel, newsroom: Newsroom): Promise<LaneOptions> {
  const laneId = await ensureLane(db, channel.lane, channel.name);
  const learnt = await learntPace(db, laneId);
  return {
    laneId,
    channel,
    pacer: new Pacer({ rate: newsroom.channels.telegram.rate, ...(learnt ? { learnt } : {}) }),
    holder: holderName(),
  };
}

function laneContextOf(parts: {
  readonly db: Db;
  readonly log: Logger;
  readonly addresses: ReturnType<typeof addressBook>;
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
}): LaneContext {
  const { db, log, addresses } = parts;
  return {
    db,
    log,
    addresses,
    render: pushRenderer(parts),
    onGone: (subscriberId) => markGone(db, subscriberId),
    onMoved: async (subscriberId, channel, address) => {
      await moveAddress(db, addresses, subscriberId, { channel: channel.name, address });
    },
  };
}

function sandboxPages(
  sandbox: Sandbox,
  newsroom: Newsroom,
  site: { readonly address: string | null },
  stopping: AbortSignal,
): Hono {
  const pages = new Hono();
  pages.route('/', sandboxRoutes(sandbox.phones, { timeZone: newsroom.timeZone, stopping }));
  pages.route(
    '/sandbox/site',
    sampleSite(() => `${site.address ?? ''}/sandbox/site`),
  );
  return pages;
}
