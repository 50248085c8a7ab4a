import type { FeedFormat } from './item.ts';

export type XmlFormat = Extract<FeedFormat, 'rss' | 'rdf' | 'atom' | 'sitemap'>;

/** Which kind of XML source this is by its root, or null. */
export function xmlFormat(text: string): XmlFormat | 'sitemap-index' | null {
  const root = text.match(/<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]/i)?.[1]?.toLowerCase();
  switch (root) {
    case 'rss':
    case 'rdf':
      return root;
    case 'feed':
      return 'atom';
    case 'urlset':
      return 'sitemap';
    case 'sitemapindex':
      return 'sitemap-index';
    default:
      return null;
  }
}
