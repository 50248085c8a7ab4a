import type { JsonFeed } from 'feedsmith';
import { firstText, type RawEntry, type RawFeed } from './entry.ts';

/** JSON Feed 1.0 and 1.1. */
export function fromJsonFeed(feed: JsonFeed.Feed<string>): RawFeed {
  const authors = (feed.authors ?? []).map((author) => author.name ?? '');
  return {
    title: firstText(feed.title),
    link: firstText(feed.home_page_url),
    entries: (feed.items ?? []).map((item) => jsonEntry(item, authors)),
    warnings: [],
  };
}

function jsonEntry(item: JsonFeed.Item<string>, feedAuthors: readonly string[]): RawEntry {
  const authors = (item.authors ?? []).map((author) => author.name ?? '');
  const id = firstText(item.id);
  return {
    id,
    link: firstText(item.url, item.external_url) ?? (id !== null && /^https?:\/\//i.test(id) ? id : null),
    title: firstText(item.title),
    content: firstText(item.content_html) ?? textAsHtml(firstText(item.content_text)),
    summary: textAsHtml(firstText(item.summary)),
    authors: authors.length > 0 ? authors : feedAuthors,
    published: firstText(item.date_published),
    updated: firstText(item.date_modified),
    tags: item.tags ?? [],
    image: imageOf(item),
    base: null,
  };
}

function imageOf(item: JsonFeed.Item<string>): RawEntry['image'] {
  const attached = item.attachments?.find(({ mime_type }) => mime_type?.startsWith('image/'))?.url;
  const url = firstText(item.image, item.banner_image, attached);
  return url === null ? null : { url, alt: null };
}

function textAsHtml(text: string | null): string | null {
  if (text === null) return null;
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('');
}
