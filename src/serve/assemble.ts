import { Hono } from 'hono';
import type { Environment } from '../config/environment.ts';
import { ConfigError } from '../config/error.ts';
import { isSandboxFeed, type Newsroom } from '../config/newsroom.ts';
import { loadTexts, type TextsByLanguage } from '../config/texts.ts';
import { subscribeRoutes } from '../console/subscribe/routes.tsx';
import type { Db } from '../database/database.ts';
import type { LaneContext } from '../delivery/lane/lane-context.ts';
import { deliveryReferences, type References } from '../delivery/receipts/reference.ts';
import { syncFeeds } from '../feeds/store.ts';
import { type OutgoingLink, outgoingLinks } from '../messages/outgoing-link.ts';
import type { Logger } from '../observability/log.ts';
import { postgresBackend, redisBackend } from '../queue/backend.ts';
import { openQueues } from '../queue/queues.ts';
import { type Sandbox, sandboxRoutes, startSandbox } from '../sandbox/index.ts';
import { sampleSite } from '../sandbox/sample/site.ts';
import { addressBook } from '../subscribers/addresses.ts';
import { markLost } from '../subscribers/destinations.ts';
import { moveAddress } from '../subscribers/move-address.ts';
import { markGone } from '../subscribers/store.ts';
import { consoleHere } from './console.ts';
import { linkKeyOf } from './counted-links.ts';
import { beOnlySandbox } from './only-sandbox.ts';
import { type OpenRecord, openRecord } from './open-record.ts';
import { pollContext } from './poll-context.ts';
import type { Program } from './program.ts';
import { pushRenderer } from './render.ts';
import { secretKey } from './secret-key.ts';
import type { ServedChannel } from './served-channel.ts';
import { storyLists } from './story-lists.ts';
import { serveTelegram } from './telegram-channel.ts';
import { templateReachHere } from './template-reach.ts';
import { sandboxWay, waysIn } from './ways-in.ts';
import { serveWhatsApp } from './whatsapp-channel.ts';
import { serveWhatsAppCloud } from './whatsapp-cloud.ts';
import { newsroomHere, planWhatsApp } from './whatsapp-plan.ts';

export interface Assembled {
  readonly program: Program;
  readonly recordUrl: string;
  /** Where the record and the queue are, without secrets, for the start line. */
  readonly where: string;
  readonly sandbox: { readonly routes: Hono; readonly readersJoined: () => boolean } | null;
  /** The address of this instance's pages, once it listens: the sandbox's sample feed is there. */
  listensAt(address: string): void;
  /** `/subscribe`, for readers. */
  readonly subscribePage: Hono;
  /** `/console`, for editors and ops. */
  readonly console: Hono;
  /** The accounts that this installation has, each to be run by one instance at a time. */
  readonly channels: readonly ServedChannel[];
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
    const secret = await secretKey(environment);
    const addresses = addressBook(secret);
    const references = deliveryReferences(secret);
    const texts = await loadTexts(environment.configFile, (warning) => log.warn(warning));
    const record = await openRecord(environment, log, { supervise: 'restart', signal });
    closers.push(record.close);
    if (environment.mode === 'sandbox') closers.push(await beOnlySandbox(record.url));
    const backend = environment.redisUrl
      ? redisBackend(environment.redisUrl)
      : await postgresBackend(record.url, (error) => log.warn({ error: error.message }, 'a queue connection broke'));
    const queues = openQueues(backend, log);
    closers.push(queues.close);

    const plan = planWhatsApp(environment);
    const sandbox =
      environment.mode === 'sandbox'
        ? await startSandbox(configured.name.ar, plan.kind === 'on' ? { whatsapp: 'shown' } : {})
        : null;
    if (sandbox) closers.push(sandbox.close);
    const here = newsroomHere(environment, configured);
    const newsroom = sandbox ? withSampleEditors(here, sandbox) : here;

    await syncFeeds(record.db, newsroom.feeds);
    await syncTopics(record.db, newsroom);
    const site: { address: string | null } = { address: null };
    const linkKey = linkKeyOf(secret);
    const outgoing = outgoingLinks(newsroom.links, countedBase(environment, newsroom, linkKey, site));
    const poll = pollContext({
      db: record.db,
      newsroom,
      log,
      site,
      writerKey: environment.writerKey,
      hubs: environment.publicUrl === null ? 'unreachable' : 'reachable',
    });
    closers.push(poll.fetcher.close);

    const laneContext = laneContextOf({ record, log, addresses, references, newsroom, texts, outgoing });
    const stories = storyLists(record.db, newsroom, outgoing);
    const shared = { db: record.db, addresses, newsroom, texts, log, stories };
    const account = environment.telegram ?? sandbox?.telegram ?? null;
    const telegram =
      account &&
      (await serveTelegram(account, {
        ...shared,
        poll,
        templateReach: (pushId) => templateReachHere(record.db, environment, newsroom, pushId),
      }));
    if (telegram) closers.push(telegram.close);
    const whatsapp =
      plan.kind === 'on'
        ? serveWhatsApp(environment, plan.chromium, sandbox?.whatsapp ?? null, {
            ...shared,
            laneContext,
            tellEditors: telegram ? telegram.tellEditors : async () => 'nobody',
          })
        : null;
    const cloud = environment.whatsappCloud
      ? await serveWhatsAppCloud({
          ...shared,
          settings: environment.whatsappCloud,
          references,
          tellEditors: async (words) => telegram?.tellEditors(words),
        })
      : null;
    if (cloud) closers.push(cloud.close);
    const channels: ServedChannel[] = [telegram, whatsapp, cloud].filter((channel) => channel !== null);
    const program: Program = {
      environment,
      newsroom,
      log,
      db: record.db,
      queues,
      addresses,
      summarise: poll.intake.summarise,
      poll,
      siteOf: () => siteOf(newsroom, site.address),
      linkKey,
      lanes: new Map(channels.flatMap(({ lane }) => (lane ? [[lane.channel.lane, lane] as const] : []))),
      laneContext,
      showProposal: async (pushId) => telegram?.showProposal(pushId),
      showOffer: async (offerId) => telegram?.showOffer(offerId),
    };
    return {
      program,
      recordUrl: record.url,
      where: `${record.where}, queue on ${backend.kind === 'redis' ? 'Redis' : 'PostgreSQL'}`,
      sandbox: sandbox
        ? {
            routes: sandboxPages(sandbox, newsroom, site, {
              stopping: signal,
              notes: sandbox.whatsapp || environment.whatsapp === 'off' ? [] : [noWhatsApp],
            }),
            readersJoined: () => sandbox.whatsapp?.readersJoined() ?? true,
          }
        : null,
      channels,
      subscribePage: subscribeRoutes({
        newsroom: newsroom.name,
        site: program.siteOf,
        languages: newsroom.languages,
        editions: Object.values(newsroom.editions).map(({ names }) => names),
        texts: (language) => texts[language],
        ways: sandbox ? async () => [sandboxWay] : waysIn(program, telegram),
      }),
      console: consoleHere(program, { texts: texts[newsroom.languages[0] ?? 'ar'], outgoing }, signal),
      listensAt: (address) => {
        site.address = address;
      },
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

async function syncTopics(db: Db, newsroom: Newsroom): Promise<void> {
  for (const [key, { names }] of Object.entries(newsroom.topics)) {
    await db
      .insertInto('topic')
      .values({ key, names: JSON.stringify(names) })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ names: JSON.stringify(names) }))
      .execute();
  }
}

function laneContextOf(parts: {
  readonly record: OpenRecord;
  readonly log: Logger;
  readonly addresses: ReturnType<typeof addressBook>;
  readonly references: References;
  readonly newsroom: Newsroom;
  readonly texts: TextsByLanguage;
  readonly outgoing: OutgoingLink;
}): LaneContext {
  const { log, addresses, references } = parts;
  const { db, prepared } = parts.record;
  return {
    db,
    prepared,
    log,
    addresses,
    references,
    render: pushRenderer({ ...parts, db }),
    onGone: async (subscriberId, reason) => {
      if ((await markGone(db, subscriberId)) === 'gone') return;
      log.error({ reason }, 'a channel or group of the newsroom could not be posted to: nashra doctor says which');
      await markLost(db, subscriberId, reason);
    },
    onMoved: async (subscriberId, channel, address) => {
      const moved = await moveAddress(db, addresses, subscriberId, { channel: channel.name, address });
      if (moved !== 'lost') return;
      const reason = 'it moved to another chat, which is a destination of its own in newsroom.yaml: take this one out';
      log.error({ reason }, 'a channel or group of the newsroom could not be posted to: nashra doctor says which');
      await markLost(db, subscriberId, reason);
    },
  };
}

/** Where counted links lead through, or null where links are not counted. */
function countedBase(
  { mode, publicUrl }: Environment,
  { links }: Newsroom,
  key: Buffer,
  site: { readonly address: string | null },
): { readonly key: Buffer; readonly base: () => string | null } | null {
  if (!links.counted) return null;
  if (mode === 'sandbox') return { key, base: () => publicUrl ?? site.address };
  // Without TLS everybody on the way would read what a reader opens.
  if (publicUrl === null || !/^https:|^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::|$)/.test(publicUrl)) {
    const got = publicUrl === null ? 'is missing' : `got "${publicUrl}"`;
    throw new ConfigError([
      `environment: NASHRA_PUBLIC_URL: ${got}; links.counted in newsroom.yaml needs an https address that readers reach`,
    ]);
  }
  return { key, base: () => publicUrl };
}

function siteOf(newsroom: Newsroom, sampleAddress: string | null): string {
  const sample = newsroom.feeds.every(isSandboxFeed) && sampleAddress !== null;
  return sample ? `${sampleAddress}/sandbox/site` : newsroom.site;
}

const noWhatsApp = 'لا هاتف واتساب هنا: يلزمه متصفّح Chromium، ولم نجده على هذا الجهاز (apt-get install chromium).';

function sandboxPages(
  sandbox: Sandbox,
  newsroom: Newsroom,
  site: { readonly address: string | null },
  page: { readonly stopping: AbortSignal; readonly notes: readonly string[] },
): Hono {
  const pages = new Hono();
  pages.route('/', sandboxRoutes(sandbox.phones, { timeZone: newsroom.timeZone, ...page }));
  pages.route(
    '/sandbox/site',
    sampleSite(() => `${site.address ?? ''}/sandbox/site`),
  );
  return pages;
}
