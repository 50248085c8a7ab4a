import type { AtomFeed } from 'feedsmith';
import { firstText, joinBases, type RawEntry, type RawFeed } from './entry.ts';
import { entryImage } from './media.ts';

/** Atom 1.0 and 0.3. */
export function fromAtom(feed: AtomFeed.Feed<string>): RawFeed {
  const base = firstText(feed.xml?.base);
  const authors = names(feed.authors);
  return {
    title: firstText(feed.title?.value),
    link: alternate(feed.links, feed.xml?.lang ?? 'ar') ?? base,
    entries: (feed.entries ?? []).map((entry) => atomEntry(entry, { base, authors, language: feed.xml?.lang ?? 'ar' })),
    warnings: [],
  };
}

function atomEntry(
  entry: AtomFeed.Entry<string>,
  feed: { readonly base: string | null; readonly authors: readonly string[]; readonly language: string },
): RawEntry {
  const own = names(entry.authors);
  const base = joinBases(feed.base, firstText(entry.xml?.base));
  return {
    id: firstText(entry.id),
    link:
      alternate(entry.links, feed.language) ??
      firstText(entry.content?.src, /^https?:\/\//i.test(entry.id ?? '') ? entry.id : null),
    title: firstText(entry.title?.value, entry.dc?.titles?.[0]),
    content: markup(entry.content),
    summary: markup(entry.summary) ?? firstText(entry.media?.groups?.[0]?.description?.value),
    authors: own.length > 0 ? own : (entry.dc?.creators ?? feed.authors),
    published: firstText(entry.published, entry.dcterms?.issued?.[0], entry.updated),
    updated: firstText(entry.updated),
    tags: (entry.categories ?? []).map((category) => category.label ?? category.term ?? ''),
    image: entryImage(
      entry.media,
      (entry.links ?? [])
        .filter((link) => link.rel === 'enclosure')
        .flatMap((link) =>
          link.href === undefined ? [] : [{ url: link.href, ...(link.type ? { type: link.type } : {}) }],
        ),
    ),
    base,
    contentBase: joinBases(base, firstText(entry.content?.xml?.base)),
  };
}

/** `type="text"` is text: what looks like a tag in it is not one. */
function markup(text: AtomFeed.Text | AtomFeed.Content | undefined): string | null {
  const value = firstText(text?.value);
  if (value === null) return null;
  const isText = text?.type === 'text' || text?.type === 'text/plain';
  return isText
    ? value
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/\n{2,}/g, '<br><br>')
    : value;
}

/** The page of an entry: in the language of its feed where there are several, and no other form of it, such as data. */
function alternate(links: readonly AtomFeed.Link<string>[] | undefined, language: string): string | null {
  const pages = (links ?? []).filter(
    (link) => firstText(link.href) !== null && (link.rel === undefined || link.rel === 'alternate'),
  );
  const shown = pages.filter((link) => !/xml|json/.test(link.type ?? ''));
  const isOwn = ({ hreflang }: AtomFeed.Link<string>): boolean =>
    hreflang === undefined || hreflang.slice(0, 2) === language.slice(0, 2);
  return firstText((shown.find(isOwn) ?? shown[0] ?? pages[0])?.href);
}

function names(people: readonly AtomFeed.Person[] | undefined): string[] {
  return (people ?? []).map((person) => person.name ?? '');
}
