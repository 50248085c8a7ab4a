import { decode } from './decode.ts';
import { discoverFeed } from './discover.ts';
import { displaySource, FeedError } from './error.ts';
import { fetchFeed } from './fetch.ts';
import { isWordpressAddress, wordpressSiteUrl } from './formats/wordpress.ts';
import type { FeedFormat, ParsedFeed } from './item.ts';
import { parseFeed } from './parse.ts';
import type { SafeFetcher } from './safe-fetch.ts';
import { isFrontPage } from './settle-identity.ts';
import { type WebSubLinks, webSubLinks } from './websub.ts';

export type SourceKind = 'auto' | 'rss' | 'atom' | 'json' | 'wordpress' | 'sitemap';

/** A source as it is configured and as its last poll left it. */
export interface Source {
  readonly url: string;
  readonly kind: SourceKind;
  /** Where an earlier poll found it, when `url` is a site's address. */
  readonly foundUrl: string | null;
  /** Whether `url` itself was a source when it was last read: a page there is then a fault of the site, and no site's address. */
  readonly wasRead: boolean;
  readonly etag: string | null;
  /** What the source said; of a WordPress site the instant (ISO) up to which its changes are known. */
  readonly lastModified: string | null;
}

export type ReadSource =
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'read';
      readonly parsed: ParsedFeed;
      /** Where it was read: what relative links are relative to. */
      readonly url: string;
      readonly foundUrl: string | null;
      /** For the next poll, once everything is taken in. */
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly warnings: readonly string[];
      /** Where its news can be subscribed to; null when it names no hub. */
      readonly hub: WebSubLinks | null;
    };

export interface ReadOptions {
  readonly now: Date;
  /** Whose clocks a date without a zone is told by; UTC without. */
  readonly timeZone?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Clocks differ, and a change may be saved while the answer is made. */
const wordpressOverlap = 3_600_000;

/**
 * Reads a source as far as it is new. When its address is that of a site or of a list of sitemaps, the best source there
 * is looked for, and kept as `foundUrl`.
 *
 * @throws FeedError, and nothing else, when it cannot be read.
 */
export async function readSource(fetcher: SafeFetcher, source: Source, options: ReadOptions): Promise<ReadSource> {
  const address = source.foundUrl ?? configuredAddress(source);
  try {
    return await readAt(fetcher, address, source, options);
  } catch (error) {
    if (!(error instanceof FeedError)) throw error;
    if (source.wasRead && error.reason === 'web-page') throw pageInstead(error);
    if (!mayBeSite(error, source)) throw error;
    const foundUrl = await findSource(fetcher, source, error, options);
    const read = await readAt(fetcher, foundUrl, { ...source, foundUrl, etag: null, lastModified: null }, options);
    if (read.kind === 'unchanged') return read;
    const told = `${displaySource(source.url)} is a site's address; its source was found at ${displaySource(foundUrl)}`;
    return { ...read, foundUrl, warnings: [told, ...read.warnings] };
  }
}

/** Whether an error says that what was found earlier is no source any more, and must be looked for again. */
export function isLostSource(error: FeedError): boolean {
  return ['not-found', 'gone', 'web-page', 'sitemap-index', 'not-a-feed', 'bad-address'].includes(error.reason);
}

function configuredAddress({ url, kind }: Source): string {
  return kind === 'wordpress' ? wordpressSiteUrl(url) : url;
}

/** A site that is being mended, or asks whether one is a person, says so where its feed stands. */
function pageInstead(error: FeedError): FeedError {
  const what = 'a web page stands where this feed was; it is asked again. If the feed has moved, give its new address';
  return new FeedError({ reason: error.reason, source: error.source, what, cause: error });
}

function mayBeSite(error: FeedError, source: Source): boolean {
  if (source.foundUrl !== null) return false;
  return error.reason === 'sitemap-index' || (source.kind === 'auto' && isSiteAddress(error, source.url));
}

/** Whether what an address answers says that it is a site's; a front page that refuses programs may have a feed that does not. */
export function isSiteAddress({ reason }: FeedError, url: string): boolean {
  return reason === 'web-page' || reason === 'sitemap-index' || (reason === 'refused' && isFrontPage(url));
}

async function findSource(
  fetcher: SafeFetcher,
  source: Source,
  error: FeedError,
  options: ReadOptions,
): Promise<string> {
  const { best } = await discoverFeed(fetcher, source.url, { now: options.now, signal: options.signal });
  if (best !== null) return best.url;
  throw new FeedError({
    reason: error.reason,
    source: error.source,
    what: "this is a site's page, and no feed was found from it; give the feed's own address",
    cause: error,
  });
}

async function readAt(
  fetcher: SafeFetcher,
  address: string,
  source: Source,
  { now, timeZone, signal }: ReadOptions,
): Promise<ReadSource> {
  const ofWordpress = isWordpressAddress(address);
  const since = ofWordpress ? sinceOf(source) : null;
  const answer = await fetchFeed(fetcher, {
    ...(ofWordpress
      ? { url: since === null ? address : changedSince(address, since, 1) }
      : { url: address, etag: source.etag, lastModified: source.lastModified }),
    signal,
    now,
  });
  if (answer.kind === 'notModified') return { kind: 'unchanged' };
  const first = parseFeed(answer.body, { contentType: answer.contentType, url: answer.finalUrl, now, timeZone });
  const parsed =
    since === null || answer.pages === null || answer.pages < 2
      ? first
      : await withLaterPages(fetcher, first, { address, since, pages: answer.pages }, { now, timeZone, signal });
  return {
    kind: 'read',
    parsed,
    url: answer.finalUrl,
    foundUrl: source.foundUrl,
    etag: ofWordpress ? null : answer.etag,
    lastModified: ofWordpress ? now.toISOString() : answer.lastModified,
    warnings: [...answer.warnings, ...otherKind(source, parsed)],
    hub: ofWordpress ? null : hubOf(answer.body, answer.contentType, answer.link, answer.finalUrl),
  };
}

/** From when on changes are asked for; null before the first poll. */
function sinceOf({ lastModified }: Source): Date | null {
  const known = Date.parse(lastModified ?? '');
  return Number.isNaN(known) ? null : new Date(known - wordpressOverlap);
}

const postsAPage = 50;
/** Pages of what changed that are read at once: after a long silence, or a change of many old posts. */
const mostPages = 10;

/** Only what changed, as WordPress 5.7 and newer can tell, the newest posts first. */
function changedSince(address: string, since: Date, page: number): string {
  const url = new URL(address);
  url.searchParams.set('modified_after', since.toISOString());
  url.searchParams.set('per_page', String(postsAPage));
  if (page > 1) url.searchParams.set('page', String(page));
  return url.href;
}

/**
 * What changed beyond the first page, so that a morning of more posts than a page holds loses none. An older WordPress tells of
 * everything, whenever it changed: of that the first page is enough.
 */
async function withLaterPages(
  fetcher: SafeFetcher,
  first: ParsedFeed,
  { address, since, pages }: { readonly address: string; readonly since: Date; readonly pages: number },
  { now, timeZone, signal }: ReadOptions,
): Promise<ParsedFeed> {
  const items = [...first.items];
  const warnings = [...first.warnings];
  const changedSinceThen = () => items.every(({ updatedAt }) => updatedAt !== null && updatedAt >= since);
  for (let page = 2; page <= Math.min(pages, mostPages) && changedSinceThen(); page += 1) {
    const answer = await fetchFeed(fetcher, { url: changedSince(address, since, page), signal, now });
    if (answer.kind === 'notModified') break;
    const parsed = parseFeed(answer.body, { contentType: answer.contentType, url: answer.finalUrl, now, timeZone });
    items.push(...parsed.items);
    warnings.push(...parsed.warnings);
  }
  if (pages > mostPages && changedSinceThen())
    warnings.push(`more than ${mostPages * postsAPage} posts have changed; the newest of them were read`);
  return { ...first, items, warnings };
}

/** A hub stands in the beginning of a source. */
const headBytes = 64 * 1024;

function hubOf(body: Uint8Array, contentType: string | null, link: string | null, url: string): WebSubLinks | null {
  return webSubLinks(decode(body.subarray(0, headBytes), contentType).text, { link }, url);
}

const formatsOf: Readonly<Record<Exclude<SourceKind, 'auto'>, readonly FeedFormat[]>> = {
  rss: ['rss', 'rdf'],
  atom: ['atom'],
  json: ['json-feed'],
  wordpress: ['wordpress'],
  sitemap: ['sitemap'],
};

/** It is read all the same: what it is counts, not what it was thought to be. */
function otherKind({ kind }: Source, { format }: ParsedFeed): string[] {
  if (kind === 'auto' || format === undefined || formatsOf[kind].includes(format)) return [];
  return [`the configuration calls this source «${kind}», but it is «${format}»; it was read as what it is`];
}
