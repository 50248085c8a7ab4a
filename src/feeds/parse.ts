import { parseJsonFeed } from 'feedsmith';
import { decode } from './decode.ts';
import { absolute, type EntryContext, readEntry } from './entry-to-item.ts';
import { displaySource, FeedError } from './error.ts';
import type { RawEntry, RawFeed } from './formats/entry.ts';
import { fromJsonFeed } from './formats/json-feed.ts';
import { newestOfSitemap, sitemapsOfIndex } from './formats/sitemap.ts';
import { fromWordpress, isWordpressPosts } from './formats/wordpress.ts';
import { withoutHouse } from './house-title.ts';
import type { EntryProblem, FeedFormat, FeedItem, ParsedFeed } from './item.ts';
import { plainTitle } from './plain.ts';
import { readXml } from './read-xml.ts';
import { repairXml } from './repair.ts';
import { repairJson } from './repair-json.ts';
import { settleIdentity } from './settle-identity.ts';
import { xmlFormat } from './xml-format.ts';

export interface ParseContext {
  /** The Content-Type header as received. */
  readonly contentType?: string | null;
  /** Where the source came from (an address, or a file's name): names it in errors, resolves relative links. */
  readonly url?: string | null;
  /** For dates in the future; the present without. */
  readonly now?: Date;
  /** Whose clocks a date without a zone is told by; UTC without. */
  readonly timeZone?: string | undefined;
  /** Entries beyond this are left out; 20,000 without. */
  readonly maxItems?: number;
}

/**
 * Reads a source of any kind Nashra knows: RSS 0.9x to 2.0, RSS 1.0 (RDF), Atom, JSON Feed, a WordPress site's REST
 * posts, a news sitemap. What can be mended is mended and told in `warnings`.
 *
 * @throws FeedError, and nothing else, when it is none of these.
 */
export function parseFeed(input: Uint8Array | string, context: ParseContext = {}): ParsedFeed {
  const source = context.url ? displaySource(context.url) : 'the feed';
  const decoded =
    typeof input === 'string'
      ? { text: input, encoding: null, warnings: [] }
      : decode(input, context.contentType ?? null);
  let read: { readonly format: FeedFormat; readonly feed: RawFeed };
  try {
    read = readAny(decoded.text.replace(/^\ufeff+/, ''), source);
  } catch (error) {
    if (error instanceof FeedError) throw error;
    throw new FeedError({ reason: 'not-a-feed', source, what: 'cannot be read as a feed', cause: error });
  }
  const { format, feed } = read;
  const base = context.url && /^https?:/i.test(context.url) ? context.url : null;
  const link = absolute(feed.link, base);
  const maxItems = context.maxItems ?? 20_000;
  const { items, warnings } = readEntries(feed, {
    base: link ?? base,
    now: context.now ?? new Date(),
    timeZone: context.timeZone,
    maxItems,
  });
  const title = plainTitle(feed.title ?? '');
  const settled = settleIdentity(withoutHouse(items, title));
  return {
    format,
    ...(decoded.encoding === null ? {} : { encoding: decoded.encoding }),
    title: title || null,
    link,
    items: settled.items,
    warnings: [...decoded.warnings, ...feed.warnings, ...warnings, ...settled.warnings],
  };
}

function readAny(text: string, source: string): { format: FeedFormat; feed: RawFeed } {
  const start = text.trimStart();
  if (start === '') {
    throw new FeedError({ reason: 'empty', source, what: 'the source is empty; it will be asked again' });
  }
  if (start.startsWith('{') || start.startsWith('[')) return readJson(start, source);
  const head = start.replace(/^(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s)+/, '').slice(0, 200);
  if (/^<(?:!doctype\s+html|html[\s>])/i.test(head) && !holdsFeed(text)) throw webPage(source);
  const format = xmlFormat(text);
  if (format === null) {
    if (/<(?:html|body)[\s>]/i.test(text)) throw webPage(source);
    // A plugin may print its warnings before the JSON.
    if (/[\]}]\s*$/.test(text) && /\{\s*"/.test(text)) return readJson(start, source);
    throw new FeedError({
      reason: 'not-a-feed',
      source,
      what: `this is no feed (it begins «${plainTitle(start.slice(0, 60))}»); give the address of an RSS, Atom or JSON feed`,
    });
  }
  if (format === 'sitemap-index') {
    const [first] = sitemapsOfIndex(repairXml(text).text);
    throw new FeedError({
      reason: 'sitemap-index',
      source,
      what: `this is a list of sitemaps; give the address of one of them${first ? `, e.g. ${displaySource(first)}` : ''}`,
    });
  }
  const feed = readXml(text, format);
  if (
    feed.entries.length === 0 &&
    feed.title === null &&
    feed.link === null &&
    !/<\/?(?:\w+:)?(?:channel|feed|rdf|urlset)\b/i.test(text)
  ) {
    throw new FeedError({ reason: 'not-a-feed', source, what: 'it begins like a feed but nothing in it can be read' });
  }
  return { format, feed: format === 'sitemap' ? newestOfSitemap(feed) : feed };
}

/**
 * A feed with entries that a proxy or a theme has put into a page, with its tags as they are; one that is shown to readers has them
 * escaped, and what a program of the page writes is a beginning alone.
 */
function holdsFeed(text: string): boolean {
  const begins = /<rss\s[^>]*>\s*<channel[\s>]|<feed\s[^>]*xmlns=["']http:\/\/www\.w3\.org\/2005\/Atom/i.test(text);
  return begins && /<(?:item|entry)[\s>]/i.test(text);
}

function webPage(source: string): FeedError {
  return new FeedError({
    reason: 'web-page',
    source,
    what: "this is a web page, not a feed; give the feed's own address (often the site's address with /feed/ at the end)",
  });
}

function readJson(text: string, source: string): { format: FeedFormat; feed: RawFeed } {
  const repaired = repairJson(text);
  if (repaired === null) {
    throw new FeedError({
      reason: 'not-a-feed',
      source,
      what: 'this is JSON that is cut off or broken; it will be asked again',
    });
  }
  const { format, feed } = readEntriesOf(repaired.value, source);
  return { format, feed: { ...feed, warnings: [...repaired.warnings, ...feed.warnings] } };
}

function readEntriesOf(json: unknown, source: string): { format: FeedFormat; feed: RawFeed } {
  if (isWordpressPosts(json)) return { format: 'wordpress', feed: fromWordpress(json) };
  const refusal = wordpressRefusal(json);
  if (refusal !== null) {
    throw new FeedError({ reason: 'not-a-feed', source, what: `WordPress answers «${refusal}»; check the address` });
  }
  try {
    return { format: 'json-feed', feed: fromJsonFeed(parseJsonFeed(json)) };
  } catch (error) {
    throw new FeedError({
      reason: 'not-a-feed',
      source,
      what: 'this is JSON, but neither a JSON Feed nor posts of WordPress',
      cause: error,
    });
  }
}

function wordpressRefusal(json: unknown): string | null {
  if (typeof json !== 'object' || json === null || !('code' in json) || !('message' in json)) return null;
  return typeof json.message === 'string' ? plainTitle(json.message).slice(0, 120) : null;
}

/** Said of how many entries of a source. */
const problemTexts: Readonly<Record<EntryProblem, string>> = {
  'no-title': 'entries without a title',
  'no-link': 'entries without a link',
  'bad-link': 'entries whose link is no web address',
  'no-guid': 'entries without an id (known by their link instead)',
  'no-date': 'entries without a date',
  'bad-date': 'entries whose date cannot be read',
  'future-date': 'entries dated more than a day ahead (date ignored)',
};

function readEntries(
  feed: RawFeed,
  options: EntryContext & { readonly maxItems: number },
): { items: FeedItem[]; warnings: string[] } {
  const items: FeedItem[] = [];
  const counts = new Map<EntryProblem, number>();
  let nameless = 0;
  let closed = 0;
  for (const entry of feed.entries.slice(0, options.maxItems)) {
    if (asksForPassword(entry)) {
      closed += 1;
      continue;
    }
    const item = readEntry(entry, options);
    if (item === null) {
      nameless += 1;
      continue;
    }
    items.push(item);
    for (const problem of item.problems ?? []) counts.set(problem, (counts.get(problem) ?? 0) + 1);
  }
  const warnings = [...counts].map(([problem, count]) => `${problemTexts[problem]}: ${count}`);
  if (closed > 0) warnings.push(`entries behind a password, skipped: ${closed}`);
  if (nameless > 0) warnings.push(`empty entries, skipped: ${nameless}`);
  if (feed.entries.length > options.maxItems) {
    warnings.push(`only the first ${options.maxItems} of ${feed.entries.length} entries were read`);
  }
  return { items, warnings };
}

/** WordPress puts its form for the password where the text of a protected post would be. */
function asksForPassword({ content, summary }: RawEntry): boolean {
  return /<form\b[^>]*(?:post-password-form|action=postpass)/i.test(content ?? summary ?? '');
}
