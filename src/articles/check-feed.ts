import { readFile, stat } from 'node:fs/promises';
import { decode } from '../feeds/decode.ts';
import { discoverFeed, type FeedCandidate } from '../feeds/discover.ts';
import { displaySource, FeedError } from '../feeds/error.ts';
import { fetchFeed } from '../feeds/fetch.ts';
import type { PageFetcher } from '../feeds/fetch-page.ts';
import type { EntryProblem, FeedFormat, FeedItem, ParsedFeed } from '../feeds/item.ts';
import { parseFeed } from '../feeds/parse.ts';
import { isSiteAddress } from '../feeds/read-source.ts';
import { defaultLimits, type SafeFetcher } from '../feeds/safe-fetch.ts';
import { webSubLinks } from '../feeds/websub.ts';
import type { Article } from './article.ts';
import { bodyLength } from './body.ts';
import { type ExtractedArticle, extractArticle, needsPage } from './from-item.ts';
import { HouseLines, storyLines } from './house-lines.ts';

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
  /** What a first poll does with it: the newest few are announced, the rest only remembered. */
  readonly fate: 'announced' | 'remembered';
  /** What was wrong with it and mended. */
  readonly warnings: readonly string[];
}

/** Another source of the same site, found from its pages. */
export interface OfferedSource {
  readonly url: string;
  readonly format: FeedFormat;
  readonly count: number;
  /** Part of its entries that carry the whole text, 0 to 1. */
  readonly whole: number;
}

/** What `nashra feed check` tells of a source. */
export interface FeedReport {
  readonly source: string;
  /** Where it was read; another address than `source` when that is a site's. */
  readonly readAt: string;
  readonly format: FeedFormat | null;
  readonly encoding: string | null;
  readonly title: string | null;
  readonly link: string | null;
  readonly count: number;
  /** Entries that carry the whole text; of the others the page is read. */
  readonly whole: number;
  /** ISO dates of the newest and oldest entries that have one. */
  readonly newest: string | null;
  readonly oldest: string | null;
  /** The WebSub hub that can tell of new stories at once. */
  readonly hub: string | null;
  /** Sources of the same site that carry more, best first. Looked for when the address is a site's or the texts are teasers. */
  readonly better: readonly OfferedSource[];
  readonly warnings: readonly string[];
  readonly items: readonly CheckedItem[];
}

export interface CheckedFeed {
  readonly report: FeedReport;
  /** The stories that a first poll announces, oldest first as they would be sent. */
  readonly announced: readonly Article[];
}

export interface CheckOptions {
  readonly fetcher: SafeFetcher;
  /** Reads the pages of announced stories whose text is not in the feed; null leaves their teasers. */
  readonly pages?: PageFetcher | null;
  readonly now?: Date;
  /** Whose clocks a date without a zone is told by, as a poll does; UTC without. */
  readonly timeZone?: string | undefined;
  /** Entries shown; all are counted. 20 without. */
  readonly show?: number;
  /** Stories that a first poll announces; 3 without. */
  readonly firstRun?: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads a source once, as a first poll would, and tells what it found and what would be sent.
 *
 * @param source an http(s) address of a feed or a site, or the name of a file.
 * @throws FeedError when it is no source and none is found from it.
 */
export async function checkFeed(source: string, options: CheckOptions): Promise<CheckedFeed> {
  const now = options.now ?? new Date();
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(source);
  const got = isAddress ? await fromAddress(source, options, now) : await fromFile(source, options, now);
  const { parsed } = got;
  const dates = parsed.items.flatMap((item) => (item.publishedAt ? [item.publishedAt.toISOString()] : [])).sort();
  const whole = parsed.items.filter((item) => !needsPage(item)).length;
  const newestFirst = [...parsed.items].sort((a, b) => dateOf(b, now) - dateOf(a, now));
  const announced = new Set(newestFirst.slice(0, options.firstRun ?? 3));
  const context = { feedUrl: got.url, siteLink: parsed.link ?? null, timeZone: options.timeZone };

  const unreadable: string[] = [];
  const read: ExtractedArticle[] = [];
  for (const item of [...announced].reverse()) {
    const page = await pageOf(item, options, unreadable);
    read.push(extractArticle(item, { ...context, page }));
  }
  const remembered = newestFirst.slice(announced.size, announced.size + learntFrom).reverse();
  const articles = knowingOneAnother(
    read,
    remembered.map((item) => extractArticle(item, context)),
  );
  const better = isAddress ? (got.offers ?? (await betterSources(got, whole, options))) : [];
  return {
    announced: articles,
    report: {
      source: displaySource(source),
      readAt: isAddress ? displaySource(got.url) : source,
      format: parsed.format ?? null,
      encoding: parsed.encoding ?? null,
      title: parsed.title,
      link: parsed.link ?? null,
      count: parsed.items.length,
      whole,
      newest: dates.at(-1) ?? null,
      oldest: dates[0] ?? null,
      hub: got.hub,
      better,
      warnings: [...got.warnings, ...parsed.warnings, ...unreadable],
      items: parsed.items.slice(0, options.show ?? 20).map((item) => {
        const { article } = extractArticle(item, context);
        return {
          title: article.title,
          link: item.link === null ? null : article.link,
          date: article.publishedAt?.toISOString() ?? null,
          chars: bodyLength(article.blocks),
          needsPage: needsPage(item),
          byline: article.byline,
          tags: article.tags,
          fate: announced.has(item) ? 'announced' : 'remembered',
          warnings: (item.problems ?? []).map((problem) => problemTexts[problem]),
        };
      }),
    },
  };
}

/** Entries besides the announced ones that tell what the site repeats; a poll learns from all. */
const learntFrom = 50;

/** Stories without what they and those before them show to be the site's. */
function knowingOneAnother(read: readonly ExtractedArticle[], before: readonly ExtractedArticle[]): Article[] {
  const house = new HouseLines();
  const linesOf = ({ article, lines }: ExtractedArticle) => storyLines(article.title, lines);
  for (const one of [...before, ...read]) house.add(linesOf(one));
  return read.map((one) => one.knowing(house.knownIn(linesOf(one))));
}

const problemTexts: Readonly<Record<EntryProblem, string>> = {
  'no-title': 'no title: the beginning of the text is shown instead',
  'no-link': 'no link: readers are led to the site',
  'bad-link': 'the link is no web address: readers are led to the site',
  'no-guid': 'no id: it is known by its link',
  'no-date': 'no date: it counts as of the moment it is first seen',
  'bad-date': 'a date that cannot be read: it counts as of the moment it is first seen',
  'future-date': 'dated more than a day ahead: the date is ignored',
};

interface Got {
  readonly parsed: ParsedFeed;
  readonly warnings: readonly string[];
  readonly url: string;
  readonly hub: string | null;
  /** Other sources, when they were looked for already. */
  readonly offers: readonly OfferedSource[] | null;
}

async function fromAddress(source: string, options: CheckOptions, now: Date): Promise<Got> {
  try {
    return await readAt(source, options, now);
  } catch (error) {
    if (!(error instanceof FeedError) || !isSiteAddress(error, source)) throw error;
    const { best, candidates } = await discoverFeed(options.fetcher, source, { signal: options.signal, now });
    if (best === null) {
      const what = 'this is a site’s page, and no feed was found from it; give the feed’s own address';
      throw new FeedError({ reason: error.reason, source: error.source, what, cause: error });
    }
    const got = await readAt(best.url, options, now);
    const told = `this is a site’s address; the best source there is ${displaySource(best.url)}, and polls read that`;
    return {
      ...got,
      warnings: [told, ...got.warnings],
      offers: candidates.filter((one) => one.url !== best.url).map(offered),
    };
  }
}

async function readAt(url: string, options: CheckOptions, now: Date): Promise<Got> {
  const answer = await fetchFeed(options.fetcher, { url, signal: options.signal, now });
  if (answer.kind === 'notModified') throw new Error('a request without validators was answered «not modified»');
  const { body, contentType, link, finalUrl, warnings } = answer;
  const parsed = parseFeed(body, { contentType, url: finalUrl, now, timeZone: options.timeZone });
  const links = webSubLinks(decode(body, contentType).text, { link }, finalUrl);
  return { parsed, warnings, url: finalUrl, hub: links?.hub ?? null, offers: null };
}

/** Where most entries are teasers the site may have a source with the whole texts. */
async function betterSources(got: Got, whole: number, options: CheckOptions): Promise<OfferedSource[]> {
  const { parsed } = got;
  const site = parsed.link ?? new URL('/', got.url).href;
  if (parsed.items.length === 0 || whole * 2 > parsed.items.length || got.offers !== null) return [];
  try {
    const { candidates } = await discoverFeed(options.fetcher, site, { signal: options.signal });
    const share = whole / parsed.items.length;
    return candidates.filter((one) => one.url !== got.url && one.whole > share + 0.25).map(offered);
  } catch (error) {
    // The source itself was read; that its site's front page is not is no fault of it.
    if (error instanceof FeedError && error.reason !== 'cancelled') return [];
    throw error;
  }
}

function offered({ url, format, count, whole }: FeedCandidate): OfferedSource {
  return { url: displaySource(url), format, count, whole };
}

async function pageOf(item: FeedItem, options: CheckOptions, unreadable: string[]) {
  if (!options.pages || item.link === null || !needsPage(item)) return null;
  try {
    return await options.pages.fetchPage(item.link, options.signal);
  } catch (error) {
    if (!(error instanceof FeedError) || error.reason === 'cancelled') throw error;
    unreadable.push(error.message);
    return null;
  }
}

function dateOf(item: FeedItem, now: Date): number {
  return (item.publishedAt ?? item.updatedAt ?? now).getTime();
}

async function fromFile(path: string, { timeZone }: CheckOptions, now: Date): Promise<Got> {
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
  const bytes = await readFile(path);
  const parsed = parseFeed(bytes, { url: path, now, timeZone });
  const hub = webSubLinks(decode(bytes).text, {}, parsed.link ?? 'https://feed.invalid/')?.hub ?? null;
  // A file has no address of its own to resolve links against.
  return { parsed, warnings: [], url: parsed.link ?? 'https://feed.invalid/', hub, offers: null };
}
