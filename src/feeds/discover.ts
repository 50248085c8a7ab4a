import { safeDecode } from './canonical-link.ts';
import { decode } from './decode.ts';
import { declaredSources, linkedSources, listedSitemaps, robotsSitemaps, usualPlaces } from './discover-places.ts';
import { FeedError } from './error.ts';
import { refuseStatus } from './fetch.ts';
import type { FeedFormat, ParsedFeed } from './item.ts';
import { parseFeed } from './parse.ts';
import { plainText } from './plain.ts';
import type { SafeFetcher, SafeResponse } from './safe-fetch.ts';
import { isFrontPage } from './settle-identity.ts';
import { xmlFormat } from './xml-format.ts';

/** A source that was found, fetched and read. */
export interface FeedCandidate {
  readonly url: string;
  readonly format: FeedFormat;
  readonly title: string | null;
  readonly count: number;
  readonly newest: Date | null;
  /** Part of the entries that carry the whole text, 0 to 1. */
  readonly whole: number;
  readonly score: number;
}

export interface Discovery {
  readonly best: FeedCandidate | null;
  /** Best first. */
  readonly candidates: readonly FeedCandidate[];
}

export interface DiscoverOptions {
  readonly now?: Date;
  readonly signal?: AbortSignal | undefined;
}

/** Requests made at most for one site, the first included. */
const maxRequests = 20;

interface Search {
  readonly fetcher: SafeFetcher;
  readonly now: Date;
  readonly signal: AbortSignal | undefined;
  /** The page whose source is looked for. */
  readonly page: string;
  readonly asked: Set<string>;
  /** Requests that may still be made. */
  left: number;
}

/**
 * Finds the best source of a site: what its page declares (`rel=alternate`, WordPress' REST root), else the feeds that it
 * links to, the usual places, and the sitemaps that its robots.txt names. Each is fetched and read; a WordPress site's posts
 * come first, as they are whole and free of its theme, then feeds with the whole text, then those with teasers. A front page
 * that refuses programs does not end the search: its feed is often open.
 *
 * @throws FeedError when the address itself cannot be read, and nothing is found beside it.
 */
export async function discoverFeed(
  fetcher: SafeFetcher,
  address: string,
  options: DiscoverOptions = {},
): Promise<Discovery> {
  const now = options.now ?? new Date();
  const { signal } = options;
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  const first = await fetcher.fetch({ url, signal });
  const page = first.finalUrl;
  const search: Search = { fetcher, now, signal, page, asked: new Set([page]), left: maxRequests - 1 };
  const own = readCandidate(first, page, 0, search);
  if (own !== null) return { best: own, candidates: [own] };

  const found: FeedCandidate[] = [];
  for (const look of stagesOf(first, search)) {
    found.push(...(await look()));
    // A feed without entries is kept for want of a better one.
    if (found.some(({ count }) => count > 0)) break;
  }
  if (found.length === 0) refuseStatus(first, url, now);
  return ranked(found);
}

/** Where to look, the likeliest first; each is asked only when those before it had nothing. */
function stagesOf(first: SafeResponse, search: Search): (() => Promise<FeedCandidate[]>)[] {
  const url = first.finalUrl;
  const { text } = decode(first.body, first.headers.get('content-type') ?? null);
  if (xmlFormat(text) === 'sitemap-index') return [() => tryAll(search, listedSitemaps(text))];
  // Where a page is not there or does not answer, only a site's front stands for its site.
  if (first.status !== 200 && !isFrontPage(url)) return [];
  return [
    () => tryAll(search, declaredSources(text, first)),
    () => tryAll(search, linkedSources(text, url)),
    () => tryAll(search, usualPlaces(url)),
    () => trySitemaps(search, url),
  ];
}

/** The sitemaps of a site, lists of them opened. */
async function trySitemaps(search: Search, url: string): Promise<FeedCandidate[]> {
  const robots = await ask(search, new URL('/robots.txt', url).href);
  const named = robots?.status === 200 ? robotsSitemaps(decode(robots.body).text, url) : [];
  const usual = ['/news-sitemap.xml', '/sitemap.xml'].map((path) => new URL(path, url).href);
  const found: FeedCandidate[] = [];
  for (const [index, address] of [...named, ...usual].slice(0, 4).entries()) {
    const answer = await ask(search, address);
    if (answer?.status !== 200) continue;
    const { text } = decode(answer.body, answer.headers.get('content-type') ?? null);
    const candidate = readCandidate(answer, address, index, search);
    if (candidate !== null) found.push(candidate);
    else if (xmlFormat(text) === 'sitemap-index') found.push(...(await tryAll(search, listedSitemaps(text))));
  }
  return found;
}

function ranked(candidates: readonly FeedCandidate[]): Discovery {
  const sorted = [...candidates].sort((a, b) => b.score - a.score);
  return { best: sorted[0] ?? null, candidates: sorted };
}

async function tryAll(search: Search, addresses: readonly string[]): Promise<FeedCandidate[]> {
  const found: FeedCandidate[] = [];
  // Feeds of comments belong to no newsroom.
  const places = addresses.filter((address) => !/\/comments?[/.-]|[/-]comments\b|[?&]feed=comments/i.test(address));
  for (const [index, url] of places.entries()) {
    const response = await ask(search, url);
    const candidate = response === null ? null : readCandidate(response, url, index, search);
    if (candidate !== null) found.push(candidate);
  }
  return found;
}

/** The answer of one place of many; null where there is none, it was asked before, or enough was asked. */
async function ask(search: Search, url: string): Promise<SafeResponse | null> {
  if (search.asked.has(url) || search.left <= 0) return null;
  search.asked.add(url);
  search.left -= 1;
  try {
    return await search.fetcher.fetch({ url, limits: { timeoutMs: 10_000 }, signal: search.signal });
  } catch (error) {
    if (error instanceof FeedError && error.reason !== 'cancelled') return null;
    throw error;
  }
}

function readCandidate(response: SafeResponse, url: string, position: number, search: Search): FeedCandidate | null {
  if (response.status !== 200) return null;
  try {
    const contentType = response.headers.get('content-type') ?? null;
    const parsed = parseFeed(response.body, { contentType, url: response.finalUrl, now: search.now });
    return { url, ...measured(parsed, url, position, search) };
  } catch (error) {
    if (error instanceof FeedError) return null;
    throw error;
  }
}

const longEnough = 600;

/** A part of an address under which sites have the stories of one section, tag or writer. */
const ofSection =
  /\/(?:categor(?:y|ies)|cat|tags?|sections?|topics?|labels?|authors?|writers?|تصنيف|قسم|اقسام|أقسام|وسم|وسوم|كاتب)\//i;

function measured(
  parsed: ParsedFeed,
  url: string,
  position: number,
  { now, page }: Search,
): Omit<FeedCandidate, 'url'> {
  const { items } = parsed;
  const format = parsed.format ?? 'rss';
  const times = items.flatMap((item) => (item.publishedAt ? [item.publishedAt.getTime()] : []));
  const newest = times.length === 0 ? null : new Date(Math.max(...times));
  const wholeItems = items.filter((item) => plainText(item.contentHtml ?? item.summaryHtml ?? '').length >= longEnough);
  const whole = items.length === 0 ? 0 : wholeItems.length / items.length;
  const days = newest === null ? 400 : (now.getTime() - newest.getTime()) / 86_400_000;
  const isComments = /^(?:comments? (?:on|for)\b|(?:ال)?تعليقات|commentaires|comentarios)/i.test(parsed.title ?? '');
  const isOwn = isBelow(url, page);
  const score =
    (items.length > 0 ? 40 : 0) +
    40 * whole +
    (format === 'wordpress' ? 15 : format === 'sitemap' ? -15 : 0) -
    (days > 365 ? 30 : days > 30 ? 10 : 0) -
    (isComments ? 60 : 0) +
    // Of a section's page, or a language's, what is below it; of a site, not a section's.
    (isOwn ? 30 : ofSection.test(safeDecode(new URL(url).pathname)) ? -45 : 0) -
    // Sites declare the feed of all their stories before those of a section.
    Math.min(position, 10);
  return { format, title: parsed.title, count: items.length, newest, whole, score: Math.round(score) };
}

/** Whether an address is below that of a page which is no front page. */
function isBelow(url: string, page: string): boolean {
  const [own, of] = [new URL(url), new URL(page)];
  return own.host === of.host && of.pathname !== '/' && own.pathname.startsWith(of.pathname.replace(/\/?$/, '/'));
}
