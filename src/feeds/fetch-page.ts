import { setTimeout as delay } from 'node:timers/promises';
import robotsParser, { type Robot } from 'robots-parser';
import { keepNewest } from '../keep-newest.ts';
import { decode } from './decode.ts';
import { displaySource, FeedError } from './error.ts';
import { refuseStatus } from './fetch.ts';
import type { SafeFetcher } from './safe-fetch.ts';

export interface Page {
  readonly html: string;
  readonly url: string;
}

export interface PageFetcher {
  /** @throws FeedError */
  fetchPage(url: string, signal?: AbortSignal): Promise<Page>;
}

export interface PageFetcherOptions {
  readonly fetcher: SafeFetcher;
  /** The name that robots.txt may single out; the first word of the user agent. */
  readonly robotName: string;
  /** Between two requests to one host, in milliseconds; 1,000 without. A `Crawl-delay` up to 30 s is honoured. */
  readonly delayMs?: number;
  readonly now?: () => number;
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

/** Its types describe an ES module; what is installed exports the function itself. */
const parseRobots = robotsParser as unknown as (url: string, text: string) => Robot;

const robotsFreshMs = 24 * 3_600_000;
const robotsRetryMs = 10 * 60_000;
const longestCrawlDelayMs = 30_000;
/** What RFC 9309, 2.5 wants read of a robots.txt, at least. */
const robotsBytes = 512 * 1024;
const maxPageBytes = 5 * 1024 * 1024;
/** Hosts that are remembered; links lead to any number of them. */
const mostHosts = 1_000;

interface Rules {
  /** `closed`: why its pages are left alone, as a sentence. */
  readonly robot: Robot | 'allow-all' | { readonly closed: string };
  readonly until: number;
}

/**
 * Fetches pages the way a polite reader does: robots.txt is followed (RFC 9309: 4xx and redirects without end
 * allow all, 5xx and no answer forbid for the time being), one request at a time to a host, with a pause between two.
 */
export function createPageFetcher(options: PageFetcherOptions): PageFetcher {
  const now = options.now ?? Date.now;
  const sleep = options.sleep ?? ((ms, signal) => delay(ms, undefined, signal ? { signal } : {}));
  const rules = new Map<string, Rules>();
  const turns = new Map<string, Promise<unknown>>();
  const lastAt = new Map<string, number>();

  async function rulesFor(origin: string, signal: AbortSignal | undefined): Promise<Rules> {
    const known = rules.get(origin);
    if (known && known.until > now()) return known;
    const fresh = await readRules(options.fetcher, origin, now(), signal);
    remember(rules, origin, fresh);
    return fresh;
  }

  async function inTurn(url: URL, signal: AbortSignal | undefined): Promise<Page> {
    const source = displaySource(url.href);
    const { robot } = await rulesFor(url.origin, signal);
    if (robot !== 'allow-all' && 'closed' in robot) {
      throw new FeedError({ reason: 'robots-unread', source, what: robot.closed });
    }
    let pause = options.delayMs ?? 1_000;
    if (robot !== 'allow-all') {
      if (robot.isAllowed(url.href, options.robotName) === false) {
        throw new FeedError({ reason: 'robots', source, what: "the site's robots.txt does not allow this page" });
      }
      pause = Math.max(pause, Math.min((robot.getCrawlDelay(options.robotName) ?? 0) * 1_000, longestCrawlDelayMs));
    }
    const wait = (lastAt.get(url.origin) ?? Number.NEGATIVE_INFINITY) + pause - now();
    if (wait > 0) await sleep(wait, signal);
    try {
      return await readPage(options.fetcher, url.href, now(), signal);
    } finally {
      remember(lastAt, url.origin, now());
    }
  }

  return {
    fetchPage(address, signal) {
      if (!URL.canParse(address)) {
        return Promise.reject(
          new FeedError({ reason: 'bad-address', source: address.slice(0, 200), what: 'this is no web address' }),
        );
      }
      const url = new URL(address);
      const previous = turns.get(url.origin) ?? Promise.resolve();
      const turn = previous.then(
        () => inTurn(url, signal),
        () => inTurn(url, signal),
      );
      turns.set(url.origin, turn);
      const forget = () => {
        if (turns.get(url.origin) === turn) turns.delete(url.origin);
      };
      turn.then(forget, forget);
      return turn;
    },
  };
}

function remember<Value>(map: Map<string, Value>, origin: string, value: Value): void {
  map.delete(origin);
  map.set(origin, value);
  keepNewest(map, mostHosts);
}

async function readRules(
  fetcher: SafeFetcher,
  origin: string,
  now: number,
  signal: AbortSignal | undefined,
): Promise<Rules> {
  const url = `${origin}/robots.txt`;
  const closed = (why: string): Rules => ({ robot: { closed: why }, until: now + robotsRetryMs });
  try {
    const response = await fetcher.fetch({ url, limits: { maxBytes: maxPageBytes, timeoutMs: 10_000 }, signal });
    if (response.status >= 500)
      return closed(`the site's robots.txt cannot be read (${response.status}), so its pages are left alone for now`);
    if (response.status !== 200) return { robot: 'allow-all', until: now + robotsFreshMs };
    const { text } = decode(response.body.subarray(0, robotsBytes));
    return { robot: parseRobots(url, text), until: now + robotsFreshMs };
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    if (['network', 'timeout'].includes(error.reason)) return closed(`the site cannot be reached: ${error.what}`);
    if (['too-many-redirects', 'bad-address', 'too-large'].includes(error.reason)) {
      return { robot: 'allow-all', until: now + robotsFreshMs };
    }
    throw error;
  }
}

async function readPage(
  fetcher: SafeFetcher,
  url: string,
  now: number,
  signal: AbortSignal | undefined,
): Promise<Page> {
  const source = displaySource(url);
  const response = await fetcher.fetch({
    url,
    headers: { accept: 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1' },
    limits: { maxBytes: maxPageBytes },
    signal,
  });
  refuseStatus(response, source, new Date(now));
  const contentType = response.headers.get('content-type') ?? null;
  if (contentType !== null && !/html|xml|text\/plain/i.test(contentType)) {
    throw new FeedError({ reason: 'not-a-feed', source, what: `this is ${contentType}, not a page` });
  }
  if (!response.complete) {
    throw new FeedError({ reason: 'incomplete', source, what: 'the page came only in part; it will be tried again' });
  }
  return { html: decode(response.body, contentType).text, url: response.finalUrl };
}
