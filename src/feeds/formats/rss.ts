import type { DcNs, RdfFeed, RssFeed } from 'feedsmith';
import { firstText, joinBases, type RawEntry, type RawFeed } from './entry.ts';
import { entryImage } from './media.ts';

/** RSS 0.9x and 2.0, with the namespaces newsrooms use: content, dc, dcterms, media, atom. */
export function fromRss(feed: RssFeed.Feed<string>): RawFeed {
  return {
    title: firstText(feed.title),
    link: firstText(feed.link),
    entries: (feed.items ?? []).map((item) => rssEntry(item, firstText(feed.xml?.base))),
    warnings: [],
  };
}

/** RSS 1.0. */
export function fromRdf(feed: RdfFeed.Feed<string>): RawFeed {
  return {
    title: firstText(feed.title),
    link: firstText(feed.link),
    entries: (feed.items ?? []).map((item) =>
      rssEntry({ ...item, aboutId: item.rdf?.about }, firstText(feed.xml?.base)),
    ),
    warnings: [],
  };
}

type RssLike = RssFeed.Item<string> & { readonly aboutId?: string | undefined };

function rssEntry(item: RssLike, feedBase: string | null): RawEntry {
  const guid = firstText(item.guid?.value, item.aboutId, item.atom?.id);
  const permalink = item.guid?.isPermaLink === false ? null : addressOf(item.guid?.value);
  const { content, summary } = contentAndTeaser(
    firstText(item.content?.encoded, item.atom?.content?.value),
    firstText(item.description, item.atom?.summary?.value, item.dc?.descriptions?.[0]),
  );
  return {
    id: guid,
    link: firstText(item.link, permalink, atomLink(item.atom?.links), addressOf(item.aboutId)),
    title: firstText(item.title, item.dc?.titles?.[0], item.media?.title?.value),
    content,
    summary,
    authors: authorsOf(item),
    published: firstText(
      item.pubDate,
      firstDate(item.dc?.dates),
      firstDate(item.dcterms?.issued),
      item.atom?.published,
    ),
    updated: firstText(item.atom?.updated, firstDate(item.dcterms?.modified)),
    tags: [...(item.categories ?? []).map((category) => category.name ?? ''), ...subjects(item.dc)],
    image: entryImage(item.media, item.enclosures),
    base: joinBases(feedBase, firstText(item.xml?.base)),
  };
}

/** Some systems put the teaser into `content:encoded` and the article into `description`: the longer is the content. */
function contentAndTeaser(encoded: string | null, description: string | null) {
  if (
    encoded !== null &&
    description !== null &&
    description.length > encoded.length * 2 &&
    description.length > 1_000
  ) {
    return { content: description, summary: encoded };
  }
  return { content: encoded, summary: description };
}

function authorsOf(item: RssLike): string[] {
  if (item.dc?.creators?.length) return item.dc.creators;
  const authors = item.authors?.length ? item.authors : (item.atom?.authors ?? []);
  return authors.map((author) => author.name ?? '');
}

function subjects(dc: DcNs.ItemOrFeed<string> | undefined): readonly string[] {
  return dc?.subjects ?? [];
}

function firstDate(dates: readonly string[] | undefined): string | null {
  return firstText(dates?.[0]);
}

function atomLink(links: readonly { readonly href?: string; readonly rel?: string }[] | undefined): string | null {
  return firstText(links?.find((link) => link.rel === undefined || link.rel === 'alternate')?.href);
}

function addressOf(text: string | undefined): string | null {
  return text !== undefined && /^https?:\/\/\S+$/i.test(text.trim()) ? text.trim() : null;
}
