import { decode } from './decode.ts';
import { absolute } from './entry-to-item.ts';
import { FeedError } from './error.ts';
import { refuseStatus } from './fetch.ts';
import { sitemapsOfIndex } from './formats/sitemap.ts';
import { wordpressPostsUrl } from './formats/wordpress.ts';
import type { FeedFormat, ParsedFeed } from './item.ts';
import { parseFeed } from './parse.ts';
import { plainText } from './plain.ts';
import { repairXml } from './repair.ts';
import type { SafeFetcher, SafeResponse } from './safe-fetch.ts';
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
const maxRequests = 14;

/**
 * Finds the best source of a site: what its page declares (`rel=alternate`, WordPress' REST root), else the usual
 * places. Each is fetched and read; a WordPress site's posts come first, as they are whole and free of its theme, then
 * feeds with the whole text, then those with teasers.
 *
 * @throws FeedError when the address itself cannot be read.
 */
export async function discoverFeed(
  fetcher: SafeFetcher,
  address: string,
  options: DiscoverOptions = {},
): Promise<Discovery> {
  const now = options.now ?? new Date();
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  const first = await fetcher.fetch({ url, signal: options.signal });
  refuseStatus(first, url, now);
  const own = readCandidate(first, first.finalUrl, 0, now);
  if (own !== null) return { best: own, candidates: [own] };

  const { text } = decode(first.body, first.headers.get('content-type') ?? null);
  const declared =
    xmlFormat(text) === 'sitemap-index'
      ? listedSitemaps(text)
      : [...declaredSources(text, first.finalUrl), ...linkHeaderSources(first)];
  const candidates = await tryAll(fetcher, unique(declared), { now, signal: options.signal, limit: maxRequests - 1 });
  if (candidates.length > 0) return ranked(candidates);
  const left = maxRequests - 1 - unique(declared).length;
  return ranked(await tryAll(fetcher, usualPlaces(first.finalUrl), { now, signal: options.signal, limit: left }));
}

function ranked(candidates: readonly FeedCandidate[]): Discovery {
  const sorted = [...candidates].sort((a, b) => b.score - a.score);
  return { best: sorted[0] ?? null, candidates: sorted };
}

/** The sitemaps of a list that can be of use, those of news first, then the last: lists grow at their end. */
function listedSitemaps(text: string): string[] {
  const stories = sitemapsOfIndex(repairXml(text).text)
    .filter((address) => !/(?:categor|tag|author|user|page-|attachment|video|image)/i.test(address))
    .reverse();
  const news = (address: string) => /news/i.test(address);
  return [...stories.filter(news), ...stories.filter((address) => !news(address))].slice(0, 4);
}

/** What a page's `link` elements declare, in their order. */
function declaredSources(html: string, url: string): string[] {
  const found: string[] = [];
  for (const [element] of html.matchAll(/<link\b[^>]*>/gi)) {
    const rel = attribute(element, 'rel').toLowerCase();
    const href = absolute(plainText(attribute(element, 'href')), url);
    if (href === null) continue;
    if (rel === 'https://api.w.org/') found.push(wordpressPostsUrl(href));
    else if (rel.split(/\s+/).includes('alternate') && /rss|atom|feed\+json|rdf/i.test(attribute(element, 'type'))) {
      found.push(href);
    }
  }
  return found;
}

function attribute(element: string, name: string): string {
  const match = element.match(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i'));
  return match?.[1] ?? match?.[2] ?? match?.[3] ?? '';
}

/** WordPress names its REST root in a header too (RFC 8288). */
function linkHeaderSources(response: SafeResponse): string[] {
  const header = response.headers.get('link') ?? '';
  const root = header.match(/<([^>]+)>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/)?.[1];
  const href = absolute(root ?? null, response.finalUrl);
  return href === null ? [] : [wordpressPostsUrl(href)];
}

function usualPlaces(url: string): string[] {
  const paths = ['/feed/', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feed.json', '/rss/latest.xml'];
  const places = paths.map((path) => new URL(path, url).href);
  return unique([...places, wordpressPostsUrl(new URL('/wp-json/', url).href), new URL('/news-sitemap.xml', url).href]);
}

function unique(addresses: readonly string[]): string[] {
  // Feeds of comments belong to no newsroom.
  return [...new Set(addresses)].filter((address) => !/\/comments\/(?:feed|default)|[?&]feed=comments/i.test(address));
}

async function tryAll(
  fetcher: SafeFetcher,
  addresses: readonly string[],
  options: { readonly now: Date; readonly signal: AbortSignal | undefined; readonly limit: number },
): Promise<FeedCandidate[]> {
  const found: FeedCandidate[] = [];
  for (const [index, url] of addresses.slice(0, Math.max(0, options.limit)).entries()) {
    try {
      const response = await fetcher.fetch({ url, limits: { timeoutMs: 10_000 }, signal: options.signal });
      const candidate = readCandidate(response, url, index, options.now);
      if (candidate !== null) found.push(candidate);
    } catch (error) {
      // One place of many that has nothing; being told to stop is another matter.
      if (!(error instanceof FeedError) || error.reason === 'cancelled') throw error;
    }
  }
  return found;
}

function readCandidate(response: SafeResponse, url: string, position: number, now: Date): FeedCandidate | null {
  if (response.status !== 200) return null;
  try {
    const contentType = response.headers.get('content-type') ?? null;
    const parsed = parseFeed(response.body, { contentType, url: response.finalUrl, now });
    return { url, ...measured(parsed, position, now) };
  } catch (error) {
    if (error instanceof FeedError) return null;
    throw error;
  }
}

const longEnough = 600;

function measured(parsed: ParsedFeed, position: number, now: Date): Omit<FeedCandidate, 'url'> {
  const { items } = parsed;
  const format = parsed.format ?? 'rss';
  const times = items.flatMap((item) => (item.publishedAt ? [item.publishedAt.getTime()] : []));
  const newest = times.length === 0 ? null : new Date(Math.max(...times));
  const wholeItems = items.filter((item) => plainText(item.contentHtml ?? item.summaryHtml ?? '').length >= longEnough);
  const whole = items.length === 0 ? 0 : wholeItems.length / items.length;
  const days = newest === null ? 400 : (now.getTime() - newest.getTime()) / 86_400_000;
  const isComments = /^(?:comments on|تعليقات على|comentarios)/i.test(parsed.title ?? '');
  const score =
    (items.length > 0 ? 40 : 0) +
    40 * whole +
    (format === 'wordpress' ? 15 : format === 'sitemap' ? -15 : 0) -
    (days > 365 ? 30 : days > 30 ? 10 : 0) -
    (isComments ? 60 : 0) -
    // Sites declare the feed of all their stories before those of a section.
    Math.min(position, 10);
  return { format, title: parsed.title, count: items.length, newest, whole, score: Math.round(score) };
}
