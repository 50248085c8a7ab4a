import { readFile, stat } from 'node:fs/promises';
import { discoverFeed } from '../feeds/discover.ts';
import { displaySource, FeedError } from '../feeds/error.ts';
import { fetchFeed } from '../feeds/fetch.ts';
import type { FeedFormat } from '../feeds/item.ts';
import { parseFeed } from '../feeds/parse.ts';
import { defaultLimits, type SafeFetcher } from '../feeds/safe-fetch.ts';
import { bodyLength } from './body.ts';
import { extractArticle, needsPage } from './from-item.ts';

export interface CheckedItem {
  readonly title: string;
  readonly link: string | null;
  readonly date: string | null;
  /** Characters of the cleaned body that the feed itself carries. */
  readonly chars: number;
  /** Whether the feed carries only a teaser, so that the page will be read too. */
  readonly needsPage: boolean;
  readonly byline: string | null;
  readonly tags: readonly string[];
}

/** What `nashra feed check` tells of a source. */
export interface FeedReport {
  readonly source: string;
  readonly format: FeedFormat | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly count: number;
  /** ISO dates of the newest and oldest entries that have one. */
  readonly newest: string | null;
  readonly oldest: string | null;
  readonly warnings: readonly string[];
  readonly items: readonly CheckedItem[];
}

export interface CheckOptions {
  readonly fetcher: SafeFetcher;
  readonly now?: Date;
  /** Entries shown; all are counted. 20 without. */
  readonly show?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads a source once, as a poll would, and tells what it found.
 *
 * @param source an http(s) address, or the name of a file.
 * @throws FeedError when it is no source; for a web page the message names the feeds that page offers.
 */
export async function checkFeed(source: string, options: CheckOptions): Promise<FeedReport> {
  const now = options.now ?? new Date();
  const got = /^[a-z][a-z0-9+.-]*:\/\//i.test(source)
    ? await fromAddress(source, options, now)
    : await fromFile(source, now);
  const { parsed } = got;
  const dates = parsed.items.flatMap((item) => (item.publishedAt ? [item.publishedAt.toISOString()] : [])).sort();
  return {
    source: displaySource(source),
    format: parsed.format ?? null,
    title: parsed.title,
    link: parsed.link ?? null,
    count: parsed.items.length,
    newest: dates.at(-1) ?? null,
    oldest: dates[0] ?? null,
    warnings: [...got.warnings, ...parsed.warnings],
    items: parsed.items.slice(0, options.show ?? 20).map((item) => {
      const { article } = extractArticle(item, { feedUrl: got.url, siteLink: parsed.link ?? null });
      return {
        title: article.title,
        link: item.link === null ? null : article.link,
        date: article.publishedAt?.toISOString() ?? null,
        chars: bodyLength(article.blocks),
        needsPage: needsPage(item),
        byline: article.byline,
        tags: article.tags,
      };
    }),
  };
}

async function fromAddress(source: string, options: CheckOptions, now: Date) {
  const answer = await fetchFeed(options.fetcher, { url: source, signal: options.signal, now });
  if (answer.kind === 'notModified') throw new Error('a request without validators was answered «not modified»');
  try {
    const parsed = parseFeed(answer.body, { contentType: answer.contentType, url: answer.finalUrl, now });
    return { parsed, warnings: answer.warnings, url: answer.finalUrl };
  } catch (error) {
    if (!(error instanceof FeedError) || !['web-page', 'sitemap-index'].includes(error.reason)) throw error;
    throw await withOffers(error, source, options);
  }
}

/** A web page's error, with the feeds that can be found from it. */
async function withOffers(error: FeedError, source: string, options: CheckOptions): Promise<FeedError> {
  const { candidates } = await discoverFeed(options.fetcher, source, { signal: options.signal });
  if (candidates.length === 0) return error;
  return new FeedError({
    reason: 'web-page',
    source: error.source,
    what: `this is not a feed itself; it offers ${candidates.map((candidate) => candidate.url).join(' , ')}`,
    cause: error,
  });
}

async function fromFile(path: string, now: Date) {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : null),
    () => null,
  );
  if (size === null) {
    throw new FeedError({
      reason: 'not-found',
      source: path,
      what: 'there is no such file; give a file or an address with https://',
    });
  }
  if (size > defaultLimits.maxBytes) {
    throw new FeedError({
      reason: 'too-large',
      source: path,
      what: `larger than ${defaultLimits.maxBytes / 1_048_576} MB`,
    });
  }
  return { parsed: parseFeed(await readFile(path), { url: path, now }), warnings: [], url: 'https://feed.invalid/' };
}
