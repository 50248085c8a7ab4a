import { decodeXML } from 'entities';
import { XMLParser } from 'fast-xml-parser';
import { firstText, type RawEntry, type RawFeed } from './entry.ts';

const parser = new XMLParser({
  // A site may name the namespaces as it likes.
  removeNSPrefix: true,
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  isArray: (name) => name === 'url' || name === 'sitemap' || name === 'image',
});

/** A sitemap without news dates lists a whole site: only its newest are of use. */
const newestOfPlain = 100;

/** A sitemap, with what a news sitemap (Google News namespace) says of each story. */
export function fromSitemap(xml: string): RawFeed {
  const urls = children(record(record(parser.parse(xml)).urlset).url).map(record);
  const publication = urls.map((url) => record(record(url.news).publication).name).find(textOf);
  return { title: textOf(publication), link: null, entries: urls.map(entryOf), warnings: [] };
}

/** A news sitemap as it is; of a plain one, which lists a whole site, the newest addresses: their pages have the titles. */
export function newestOfSitemap(feed: RawFeed): RawFeed {
  if (feed.entries.length === 0 || feed.entries.some((entry) => entry.title !== null)) return feed;
  const newest = [...feed.entries]
    .sort((a, b) => (b.updated ?? '').localeCompare(a.updated ?? ''))
    .slice(0, newestOfPlain);
  const told = `a sitemap without news: the newest ${newest.length} of ${feed.entries.length} addresses were taken`;
  return { ...feed, entries: newest, warnings: [...feed.warnings, told] };
}

/** The sitemaps that an index lists. */
export function sitemapsOfIndex(xml: string): string[] {
  return children(record(record(parser.parse(xml)).sitemapindex).sitemap).flatMap((sitemap) => {
    const address = textOf(record(sitemap).loc);
    return address === null ? [] : [address];
  });
}

function entryOf(url: Readonly<Record<string, unknown>>): RawEntry {
  const news = record(url.news);
  const [image] = children(url.image).map(record);
  const picture = textOf(image?.loc);
  const link = textOf(url.loc);
  return {
    id: link,
    link,
    title: textOf(news.title),
    content: null,
    summary: null,
    authors: [],
    published: textOf(news.publication_date),
    updated: textOf(url.lastmod),
    tags: (textOf(news.keywords) ?? '').split(/[,،]/),
    image: picture === null ? null : { url: picture, alt: textOf(image?.caption) },
    base: null,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function children(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  const single = Array.isArray(value) ? value[0] : value;
  return typeof single === 'string' ? firstText(decodeXML(single).trim()) : null;
}
