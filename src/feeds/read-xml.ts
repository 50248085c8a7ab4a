import { parseFeed as readWithFeedsmith } from 'feedsmith';
import { fromAtom } from './formats/atom.ts';
import { joinBases, type RawFeed } from './formats/entry.ts';
import { fromRdf, fromRss } from './formats/rss.ts';
import { fromSitemap } from './formats/sitemap.ts';
import { closeLeaves, isolateEntries } from './isolate.ts';
import { repairXml } from './repair.ts';
import type { XmlFormat } from './xml-format.ts';

const entryTags = { rss: 'item', rdf: 'item', atom: 'entry', sitemap: 'url' } as const;
const endings = {
  rss: '</channel></rss>',
  rdf: '</rdf:RDF>',
  atom: '</feed>',
  sitemap: '</urlset>',
} as const;

/**
 * Reads an XML source. A document that is whole is parsed at once; from one that is cut or broken every entry that is
 * whole is saved by itself.
 */
export function readXml(source: string, format: XmlFormat): RawFeed {
  const repaired = repairXml(source);
  const { warnings } = repaired;
  const text = withOriginals(
    withPictures(withChannelBase(withoutPrefix(repaired.text.replace(LONG_NAME, '$1'), entryTags[format]))),
  );
  const isolated = isolateEntries(text, entryTags[format]);
  const whole = isolated.unfinished === 0 ? attempt(text, format) : null;
  if (whole !== null && whole.entries.length >= nonEmpty(isolated.entries)) {
    return { ...whole, warnings: [...warnings, ...whole.warnings] };
  }
  const saved = readApart(isolated.head, isolated.entries, format);
  if (whole !== null && saved.feed.entries.length <= whole.entries.length) {
    return { ...whole, warnings: [...warnings, ...whole.warnings] };
  }
  return {
    ...saved.feed,
    warnings: [
      ...warnings,
      ...saved.feed.warnings,
      ...(isolated.unfinished > 0 ? ['the source is cut off; the last, unfinished entry was left out'] : []),
      ...(saved.lost > 0 ? [`broken entries, skipped: ${saved.lost} of ${isolated.entries.length}`] : []),
    ],
  };
}

/** What follows the first thousand characters of a writer's name: the parser takes the square of its length, looking for brackets. */
const LONG_NAME =
  /(<(?:\w+:)?(?:author|creator|contributor|managingEditor|webMaster)(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?[^<\]]{1000})[^<\]]+/gi;

/** A feed whose own tags carry a prefix (`<rss:item>`), without it. */
function withoutPrefix(text: string, tag: string): string {
  if (new RegExp(`<${tag}[\\s>]`, 'i').test(text)) return text;
  const prefix = new RegExp(`<(\\w+):${tag}[\\s>]`, 'i').exec(text)?.[1];
  return prefix === undefined ? text : text.replace(new RegExp(`(</?)${prefix}:(?!RDF\\b)`, 'g'), '$1');
}

/** What systems call an entry's picture without a namespace: an address in a tag, or in the `url` of one. */
const picture =
  /<(image|img|thumb|thumbnail|image_?url|photo)>\s*(?:<url>\s*)?(?:<!\[CDATA\[\s*)?(https?:\/\/[^\s<>"\]]+)\s*(?:\]\]>)?\s*(?=<)(?:(?!<\1>)[\s\S])*?<\/\1>/gi;

/** The picture of an RSS entry as an enclosure, which is what RSS has for it. */
function withPictures(text: string): string {
  if (text.search(picture) < 0) return text;
  return text.replace(/<item[\s>][\s\S]*?<\/item\s*>/gi, (entry) =>
    entry.replace(picture, (_, __, url: string) => `<enclosure url="${url}" type="image/*"/>`),
  );
}

/** `xml:base` of the channel as that of the document, where the parser reads it; it holds more than the document's own. */
function withChannelBase(text: string): string {
  return text.replace(
    /<rss(\s[^>]*)?>(\s*<channel\s[^>]*?xml:base=(["'])([^"'<>]*)\3)/i,
    (_, attributes: string | undefined, channel: string, quote: string, base: string) => {
      const own = attributes ?? '';
      const outer = /xml:base=(["'])([^"']*)\1/i.exec(own)?.[2] ?? null;
      const others = own.replace(/\s*xml:base=(["'])[^"']*\1/i, '');
      return `<rss${others} xml:base=${quote}${joinBases(outer, base) ?? base}${quote}>${channel}`;
    },
  );
}

/** The address behind a counting one (`<feedburner:origLink>`) as the entry's link. */
function withOriginals(text: string): string {
  if (!/<\w+:origLink[\s>]/.test(text)) return text;
  return text.replace(/<(item|entry)[\s>][\s\S]*?<\/\1\s*>/gi, (entry) => {
    const original = /<\w+:origLink(?:\s[^>]*)?>\s*(?:<!\[CDATA\[\s*)?(https?:\/\/[^\s<>\]]+)/i.exec(entry)?.[1];
    if (original === undefined) return entry;
    return entry
      .replace(/<link>[\s\S]*?<\/link>/i, () => `<link>${original}</link>`)
      .replace(
        /(<link\s[^>]*rel=["']alternate["'][^>]*href=)(["'])[^"']*\2/i,
        (_, before: string) => `${before}"${original}"`,
      );
  });
}

function nonEmpty(entries: readonly string[]): number {
  return entries.filter((entry) => /<[a-z][^>]*>[^<]*\S/i.test(entry.replace(/^<[^>]*>/, ''))).length;
}

function readApart(head: string, entries: readonly string[], format: XmlFormat): { feed: RawFeed; lost: number } {
  const wrapper = attempt(`${head}${endings[format]}`, format);
  const read = readHalves({ root: bareHead(head, format), format, left: MOST_ATTEMPTS }, entries);
  return {
    feed: {
      title: wrapper?.title ?? null,
      link: wrapper?.link ?? null,
      warnings: wrapper?.warnings ?? [],
      entries: read,
    },
    lost: entries.length - read.length,
  };
}

/** Attempts at the halves of a feed: those that find some hundred broken entries, each by itself. */
const MOST_ATTEMPTS = 2_000;

interface Attempts {
  readonly root: string;
  readonly format: XmlFormat;
  /** How many may still be made: a feed of nothing but broken entries would take as many as it has. */
  left: number;
}

/** Reads all entries at once, or each half by itself, down to the one that is broken. */
function readHalves(attempts: Attempts, entries: readonly string[]): RawFeed['entries'] {
  const { root, format } = attempts;
  if (entries.length === 0 || attempts.left <= 0) return [];
  attempts.left -= 1;
  const all = attempt(`${root}${entries.join('')}${endings[format]}`, format);
  if (all !== null && all.entries.length === entries.length) return all.entries;
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    return attempt(`${root}${closeLeaves(only)}${endings[format]}`, format)?.entries.slice(0, 1) ?? [];
  }
  const middle = Math.ceil(entries.length / 2);
  return [...readHalves(attempts, entries.slice(0, middle)), ...readHalves(attempts, entries.slice(middle))];
}

/** The root element with its namespaces, without what may be broken in the channel's own fields. */
function bareHead(head: string, format: XmlFormat): string {
  const root = head.match(/<(?:\w+:)?(?:rss|feed|rdf|urlset)(?:\s[^>]*)?>/i)?.[0] ?? '';
  return format === 'rss' ? `${root}<channel>` : root;
}

function attempt(text: string, format: XmlFormat): RawFeed | null {
  try {
    if (format === 'sitemap') return fromSitemap(text);
    const parsed = readWithFeedsmith(text);
    switch (parsed.format) {
      case 'rss':
        return fromRss(parsed.feed);
      case 'rdf':
        return fromRdf(parsed.feed);
      case 'atom':
        return fromAtom(parsed.feed);
      case 'json':
        return null;
    }
  } catch {
    // Not readable in this form: the caller tries the next one and tells what was lost.
    return null;
  }
}
