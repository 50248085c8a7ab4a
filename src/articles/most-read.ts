import { z } from 'zod';
import { canonicalLink } from '../feeds/canonical-link.ts';
import { parseDate } from '../feeds/date.ts';
import { absolute } from '../feeds/entry-to-item.ts';
import { displaySource, FeedError } from '../feeds/error.ts';
import { refuseStatus } from '../feeds/fetch.ts';
import { parseFeed } from '../feeds/parse.ts';
import { plainTitle } from '../feeds/plain.ts';
import type { SafeFetcher, SafeResponse } from '../feeds/safe-fetch.ts';

/** One line of «الأكثر قراءة». */
export interface MostReadStory {
  /** At most 200 characters, ending between two words. */
  readonly title: string;
  readonly link: string;
  readonly publishedAt: Date | null;
  readonly visits: number | null;
}

/**
 * Where a site's most read stories come from: the REST route of the plugin WebberZone Top 10, that of WordPress Popular
 * Posts, or an address that answers with any feed or with JSON of titles and links.
 */
export type MostReadSource =
  | { readonly kind: 'top-10'; readonly site: string }
  | { readonly kind: 'popular-posts'; readonly site: string }
  | { readonly kind: 'address'; readonly url: string };

export interface MostReadOptions {
  /** Stories wanted; five without. */
  readonly limit?: number;
  /** Days that are counted; seven without. */
  readonly days?: number;
  readonly now?: Date;
  readonly signal?: AbortSignal;
}

const defaultLimit = 5;
const defaultDays = 7;
const longestTitle = 200;

/**
 * The most read stories, the most read first.
 *
 * @throws FeedError when the source cannot be read or is none.
 */
export async function fetchMostRead(
  fetcher: SafeFetcher,
  source: MostReadSource,
  options: MostReadOptions = {},
): Promise<MostReadStory[]> {
  const now = options.now ?? new Date();
  const url = addressOf(source, options);
  const response = await fetcher.fetch({ url, limits: { maxBytes: 2 * 1024 * 1024 }, signal: options.signal });
  refuseStatus(response, displaySource(url), now);
  const stories = readStories(response, url, now);
  const seen = new Set<string>();
  return stories
    .filter((story) => !seen.has(story.link) && seen.add(story.link))
    .slice(0, options.limit ?? defaultLimit);
}

/**
 * The list of whichever of the two plugins a WordPress site has.
 *
 * @returns null when it has neither, or hides it: then count the own links.
 */
export async function findMostRead(
  fetcher: SafeFetcher,
  site: string,
  options: MostReadOptions = {},
): Promise<{ readonly source: MostReadSource; readonly stories: MostReadStory[] } | null> {
  for (const kind of ['top-10', 'popular-posts'] as const) {
    try {
      const source = { kind, site };
      const stories = await fetchMostRead(fetcher, source, options);
      if (stories.length > 0) return { source, stories };
    } catch (error) {
      if (!(error instanceof FeedError) || error.reason === 'cancelled') throw error;
    }
  }
  return null;
}

function addressOf(source: MostReadSource, options: MostReadOptions): string {
  const limit = String(options.limit ?? defaultLimit);
  const days = options.days ?? defaultDays;
  switch (source.kind) {
    case 'address':
      return source.url;
    case 'top-10': {
      const url = restRoute(source.site, 'top-10/v1/popular-posts');
      // The route hands every parameter to the plugin's query: `daily` counts the last `daily_range` days only.
      url.search = new URLSearchParams({ limit, daily: '1', daily_range: String(days) }).toString();
      return url.href;
    }
    case 'popular-posts': {
      const url = restRoute(source.site, 'wordpress-popular-posts/v1/popular-posts');
      url.search = new URLSearchParams({
        limit,
        range: 'custom',
        time_unit: 'day',
        time_quantity: String(days),
      }).toString();
      return url.href;
    }
  }
}

/** A WordPress site may live in a folder of its host. */
function restRoute(site: string, route: string): URL {
  return new URL(`wp-json/${route}`, site.endsWith('/') ? site : `${site}/`);
}

const textual = z.union([z.string(), z.object({ rendered: z.string() }).transform((value) => value.rendered)]);
const count = z.union([
  z.number(),
  z
    .string()
    .regex(/^[\d,]+$/)
    .transform((text) => Number(text.replace(/,/g, ''))),
]);
const storySchema = z
  .object({
    title: textual,
    link: z.string().nullish(),
    url: z.string().nullish(),
    date_gmt: z.string().nullish(),
    date: z.string().nullish(),
    published: z.string().nullish(),
    visits: count.nullish().catch(null),
    pageviews: count.nullish().catch(null),
  })
  .transform((story) => ({
    title: story.title,
    link: story.link ?? story.url ?? null,
    // WordPress writes GMT without a zone.
    date: story.date_gmt ? `${story.date_gmt}Z` : (story.date ?? story.published ?? null),
    visits: story.visits ?? story.pageviews ?? null,
  }));
const listSchema = z.union([
  z.array(z.unknown()),
  z.object({ items: z.array(z.unknown()) }).transform((list) => list.items),
  z.object({ posts: z.array(z.unknown()) }).transform((list) => list.posts),
]);

function readStories(response: SafeResponse, url: string, now: Date): MostReadStory[] {
  const list = jsonList(response);
  if (list === null) {
    const contentType = response.headers.get('content-type') ?? null;
    return parseFeed(response.body, { contentType, url: response.finalUrl, now }).items.flatMap((item) =>
      item.link === null || item.title === ''
        ? []
        : [{ title: shorten(item.title), link: canonicalLink(item.link), publishedAt: item.publishedAt, visits: null }],
    );
  }
  const stories = list.flatMap((value) => {
    const parsed = storySchema.safeParse(value);
    if (!parsed.success) return [];
    const link = absolute(parsed.data.link, response.finalUrl);
    const title = shorten(plainTitle(parsed.data.title));
    if (link === null || title === '') return [];
    const publishedAt = parsed.data.date === null ? null : parseDate(parsed.data.date);
    return [{ title, link: canonicalLink(link), publishedAt, visits: parsed.data.visits }];
  });
  if (stories.length === 0 && list.length > 0) {
    throw new FeedError({
      reason: 'not-a-feed',
      source: displaySource(url),
      what: 'this list has no titles with links; each entry needs `title` and `link`',
    });
  }
  return stories;
}

/** The list in a JSON answer, or null when the answer is a feed. */
function jsonList(response: SafeResponse): readonly unknown[] | null {
  const text = new TextDecoder('utf-8').decode(response.body).trimStart();
  if (!/^[[{]/.test(text)) return null;
  try {
    const parsed = listSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    // Not JSON after all: the reader of feeds says what it is.
    return null;
  }
}

function shorten(title: string): string {
  if ([...title].length <= longestTitle) return title;
  const cut = [...title].slice(0, longestTitle - 1).join('');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), longestTitle / 2)).replace(/[\s،؛:,.\-–]+$/, '')}…`;
}
