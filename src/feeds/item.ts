/** What was wrong with an entry and mended or left out. */
export type EntryProblem = 'no-title' | 'no-link' | 'no-guid' | 'bad-date' | 'no-date' | 'future-date' | 'bad-link';

/**
 * One entry of a source after parsing and before cleaning: the same shape for RSS, Atom, JSON Feed and the others.
 * Everything optional in the wild is optional here; `link` is absolute when present.
 */
export interface FeedItem {
  /** Null when the source gives none, or gives the same one to different stories. */
  readonly guid: string | null;
  /** Absolute link as the source gave it (resolved against the feed's address), or null. */
  readonly link: string | null;
  /** Plain text, entities decoded, nothing invisible; empty when the source gives none. */
  readonly title: string;
  /** HTML of the whole article when the source carries it (`content:encoded`, Atom `content`, `content_html`). */
  readonly contentHtml: string | null;
  /** The source vouches that `contentHtml` is the whole article, however short it is. */
  readonly content?: 'whole';
  /** What addresses in its HTML are relative to, where the source says so; its link else. */
  readonly contentBase?: string;
  /** HTML or text of the teaser (`description`, Atom `summary`). */
  readonly summaryHtml: string | null;
  readonly byline: string | null;
  readonly publishedAt: Date | null;
  readonly updatedAt: Date | null;
  readonly tags: readonly string[];
  readonly imageUrl: string | null;
  readonly imageAlt?: string | null;
  /** For whoever looks after the source; absent when there are none. */
  readonly problems?: readonly EntryProblem[];
}

/** An entry of which only the link is known: all else is for its page to say. */
export function itemOfLink(link: string): FeedItem {
  return {
    guid: null,
    link,
    title: '',
    contentHtml: null,
    summaryHtml: null,
    byline: null,
    publishedAt: null,
    updatedAt: null,
    tags: [],
    imageUrl: null,
  };
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json-feed' | 'wordpress' | 'sitemap';

/** What one poll of a source found. */
export interface ParsedFeed {
  readonly format?: FeedFormat;
  /** What its bytes were read as, in small letters; absent when it came as text. */
  readonly encoding?: string;
  readonly title: string | null;
  /** The site the source belongs to, absolute, when it says so. */
  readonly link?: string | null;
  readonly items: readonly FeedItem[];
  /** Things that were wrong with the source and repaired or skipped, in words an ops person understands. */
  readonly warnings: readonly string[];
}
