import { extractArticle, needsPage } from '../articles/from-item.ts';
import { isSubstantiveChange } from '../articles/identity.ts';
import { isSandboxFeed, type Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import type { PollContext } from '../editions/poll-context.ts';
import { readAlsoOf } from '../editions/read-also.ts';
import { SeenEntries } from '../editions/seen-entries.ts';
import type { Summarise } from '../editions/summary-of.ts';
import { hostAndPort } from '../feeds/addresses.ts';
import { FeedError, type FeedErrorReason } from '../feeds/error.ts';
import { createPageFetcher, type Page, type PageFetcher } from '../feeds/fetch-page.ts';
import type { FeedItem } from '../feeds/item.ts';
import { createSafeFetcher, type SafeFetcher } from '../feeds/safe-fetch.ts';
import { recordHub } from '../feeds/websub-store.ts';
import type { Logger } from '../observability/log.ts';
import { summarise } from '../summaries/index.ts';
import { createWriter } from '../summaries/writer/index.ts';

/** How Nashra names itself to the sites it reads: whose robot it is. */
const userAgent = (newsroom: Newsroom) => `Nashra/0.1 (+${newsroom.site})`;

/** What reading feeds and pages needs, bound to this newsroom. Its fetcher is to be closed at the end. */
export function pollContext(parts: {
  readonly db: Db;
  readonly newsroom: Newsroom;
  readonly log: Logger;
  readonly site: { readonly address: string | null };
  /** Key of the optional writer's endpoint. */
  readonly writerKey?: string | null;
  /** Whether hubs can reach this program. */
  readonly hubs?: 'reachable' | 'unreachable';
  /** Between two pages of one host, in milliseconds; a second without. */
  readonly pageDelayMs?: number;
}): PollContext {
  const { newsroom, site, log } = parts;
  const fetcher = lazyFetcher(userAgent(newsroom), () => allowedHosts(newsroom, site.address));
  const pages = createPageFetcher({
    fetcher,
    robotName: 'Nashra',
    ...(parts.pageDelayMs === undefined ? {} : { delayMs: parts.pageDelayMs }),
  });
  const writer = newsroom.writer
    ? createWriter({
        ...newsroom.writer,
        db: parts.db,
        apiKey: parts.writerKey ?? null,
        maxChars: newsroom.summary.maxChars,
        timeZone: newsroom.timeZone,
        now: () => new Date(),
        onUse: (use) => {
          if (use.outcome === 'written') log.info(use, 'the writer wrote a summary');
          else log.warn(use, 'a summary is an extract, not the writer’s');
        },
      })
    : null;
  const bound: Summarise = (article) =>
    writer ? writer.summarise(article) : summarise(article, { maxChars: newsroom.summary.maxChars });
  return {
    ...parts,
    fetcher,
    now: () => new Date(),
    addressOf: (feed) => {
      if (!isSandboxFeed(feed)) return feed.url;
      if (site.address === null) throw new Error('the sample feed is not served yet');
      return `${site.address}/sandbox/site/${feed.url.endsWith('/review') ? 'review.xml' : 'feed.xml'}`;
    },
    toArticle: async (item, feed, signal) => {
      const page = feed.pages === 'whenNeeded' ? await pageOf(item, { pages, log }, signal) : null;
      return extractArticle(item, { feedUrl: feed.url, page, timeZone: newsroom.timeZone });
    },
    prepare: writer ? (article, signal) => writer.prepare(article, signal) : null,
    onHub: parts.hubs === 'reachable' ? (feedId, hub, now) => recordHub(parts.db, feedId, hub, now) : null,
    seen: new SeenEntries(),
    readAlso: readAlsoOf(parts.db, newsroom.readAlso),
    intake: { newsroom, summarise: bound, isSubstantive: isSubstantiveChange },
  };
}

/** Why a page stays closed however often it is asked for. */
const closed: readonly FeedErrorReason[] = ['robots', 'refused', 'too-large', 'not-a-feed'];

/** The page of a story whose text is not in the feed; null for one that is closed to us: what the feed says is told then. */
async function pageOf(
  item: FeedItem,
  { pages, log }: { readonly pages: PageFetcher; readonly log: Logger },
  signal: AbortSignal,
): Promise<Page | null> {
  if (item.link === null || !needsPage(item)) return null;
  try {
    return await pages.fetchPage(item.link, signal);
  } catch (error) {
    if (!(error instanceof FeedError) || !closed.includes(error.reason) || item.title === '') throw error;
    log.warn({ error: error.message }, 'a story is told by what its feed says');
    return null;
  }
}

/** A feed that the newsroom itself configured may be inside its own network; links that come from feeds may not. */
function allowedHosts(newsroom: Newsroom, site: string | null): string[] {
  const addresses = newsroom.feeds.filter((feed) => !isSandboxFeed(feed)).map((feed) => feed.url);
  return [...addresses, ...(site === null ? [] : [site])].map(hostAndPort);
}

/** The sandbox's own address is known only when its pages are served, which is before the first poll. */
function lazyFetcher(userAgent: string, allowHosts: () => readonly string[]): SafeFetcher {
  let fetcher: SafeFetcher | null = null;
  return {
    fetch: (request) => {
      fetcher ??= createSafeFetcher({ userAgent, allowHosts: allowHosts() });
      return fetcher.fetch(request);
    },
    close: async () => fetcher?.close(),
  };
}
