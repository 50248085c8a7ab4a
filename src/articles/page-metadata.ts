import { decodeHTML } from 'entities';
import { linkKey } from '../feeds/canonical-link.ts';
import { parseDate } from '../feeds/date.ts';
import { absolute, cleanByline, isAccount } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import type { Image } from './article.ts';
import type { DomDocument } from './dom.ts';
import { fullTitle } from './full-title.ts';
import { imageSource } from './image-element.ts';
import { ownHeading } from './own-heading.ts';
import { type Json, storyNode } from './page-node.ts';
import { tagsOf } from './page-tags.ts';
import { behindSite, isHeading, siteSigns, withoutSite } from './site-name.ts';
import { headlineAbove, isUnnamed } from './unnamed-page.ts';
import { visibleByline, visibleDate } from './visible-meta.ts';

/** What a page says of itself in JSON-LD, Open Graph and `meta`. */
export interface PageMetadata {
  readonly title: string | null;
  readonly description: string | null;
  readonly byline: string | null;
  readonly publishedAt: Date | null;
  readonly image: Image | null;
  readonly tags: readonly string[];
  readonly canonical: string | null;
  readonly siteName: string | null;
  /** The text of the article as JSON-LD has it, without paragraphs more often than not. */
  readonly articleBody: string | null;
}

/** @param timeZone whose clocks a date without a zone is told by; UTC without. */
export function pageMetadata(document: DomDocument, url: string, timeZone?: string): PageMetadata {
  const heading = ownHeading(document, url);
  const canonical = canonicalOf(document, url);
  const graph = jsonLd(document);
  const story = storyNode(graph, {
    url,
    canonical,
    titles: [heading, meta(document, 'og:title'), document.querySelector('title')?.textContent ?? null],
  });
  const siteName = first(meta(document, 'og:site_name'), nameOf(story?.publisher, graph));
  const signs = siteSigns(document, url, [
    siteName,
    meta(document, 'application-name'),
    meta(document, 'apple-mobile-web-app-title'),
    ...graph.filter(isSiteNode).map((node) => textOf(node.name)),
  ]);
  const behind = behindSite(heading, document.querySelector('title')?.textContent ?? '');
  const isHeadline = (text: string | null): boolean =>
    text !== null && (isHeading(text, signs) || fullTitle(document, text, url) !== null);
  const named = first(
    textOf(story?.headline),
    withoutSite(meta(document, 'og:title'), signs),
    isHeadline(behind) ? behind : heading,
    withoutSite(document.querySelector('title')?.textContent ?? null, signs),
  );
  const own = (isUnnamed(named, signs) ? headlineAbove(document, url) : null) ?? named;
  const title = fullTitle(document, own, url) ?? own;
  const byline = first(
    ...[
      namesOf(story?.author, graph).join('، '),
      meta(document, 'author'),
      meta(document, 'article:author'),
      document.querySelector('[rel="author"], [itemprop="author"]')?.textContent,
    ].filter((name) => !isAccount(plainTitle(name ?? ''))),
  );
  const isName = (name: string | null): boolean => name !== null && !ADDRESS.test(name) && name !== siteName;
  const signed = isName(byline) ? cleanByline(byline ?? '') : '';
  const shown = signed === '' ? visibleByline(document, title) : null;
  const date = first(
    textOf(story?.datePublished),
    meta(document, 'article:published_time'),
    ...DATE_NAMES.map((name) => meta(document, name)),
    document.querySelector('time[datetime]')?.getAttribute('datetime'),
  );
  const author = signed || (isName(shown) ? shown : null);
  return {
    title: withoutAuthor(title, author),
    description: first(textOf(story?.description), meta(document, 'og:description'), meta(document, 'description')),
    byline: author,
    publishedAt: (date === null ? null : parseDate(date, timeZone)) ?? visibleDate(document, title, timeZone),
    image: imageOf(document, story, graph, url),
    tags: tagsOf(document, story),
    canonical,
    siteName,
    articleBody: declaredText(story),
  };
}

/** An address, or a site's: «www.madinanews.example». */
const ADDRESS = /^(?:https?:|(?:[a-z\d-]+\.)+[a-z]{2,}$)/i;

/** «من يسمع أنين المعلّم؟» of «من يسمع أنين المعلّم؟ / د. عبد الكريم الطائي». */
function withoutAuthor(title: string | null, author: string | null): string | null {
  if (title === null || !author || !title.endsWith(author)) return title;
  return /^(.{8,}?)\s*(?:\/|\||\s[-–—])\s*(?:بقلم\s*[:：]?\s*)?$/u.exec(title.slice(0, -author.length))?.[1] ?? title;
}

/** Names under which older systems give the day of publication in `meta`. */
const DATE_NAMES = [
  'date',
  'pubdate',
  'publishdate',
  'publish_date',
  'publish-date',
  'datePublished',
  'DC.date.issued',
  'DC.date',
];

function first(...candidates: readonly (string | null | undefined)[]): string | null {
  for (const candidate of candidates) {
    const text = plainTitle(candidate ?? '');
    if (text !== '') return text;
  }
  return null;
}

function meta(document: DomDocument, name: string): string | null {
  const told = metas.get(document) ?? metasOf(document);
  metas.set(document, told);
  for (const attribute of ['property', 'name']) {
    const content = told.get(`${attribute} ${name}`);
    if (content?.trim()) return content;
  }
  return null;
}

/** What pages say in their `meta`: each is asked for some twenty names, and has few of them. */
const metas = new WeakMap<DomDocument, ReadonlyMap<string, string>>();

/** The first content of each name. */
function metasOf(document: DomDocument): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (const element of document.querySelectorAll('meta')) {
    for (const attribute of ['property', 'name']) {
      const key = `${attribute} ${element.getAttribute(attribute)}`;
      if (!told.has(key)) told.set(key, element.getAttribute('content') ?? '');
    }
  }
  return told;
}

function jsonLd(document: DomDocument): readonly Json[] {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json"]')];
  return scripts.flatMap((script) => nodesOf(parseJson(script.textContent ?? ''), 0));
}

function isSiteNode(node: Json): boolean {
  return [node['@type']].flat().some((type) => /^(?:WebSite|Organization|NewsMediaOrganization)$/.test(String(type)));
}

/** What is written around and into JSON-LD: comments, CDATA behind `//`, lines inside of strings, a comma before a bracket. */
function parseJson(text: string): unknown {
  const bare = text
    .trim()
    .replace(/^(?:\/\/\s*)?(?:<!--|\/\*.*?\*\/|<!\[CDATA\[)/, '')
    .replace(/(?:-->|\]\]>)$/, '')
    .trim()
    .replace(/\/\/$/, '')
    .replace(/[\n\r\t]+/g, ' ');
  for (const attempt of [bare, bare.replace(/,\s*(?=[\]}])/g, ''), decodeHTML(bare)]) {
    try {
      return JSON.parse(attempt);
    } catch {
      // Broken JSON-LD is common and the other metadata say the same.
    }
  }
  return null;
}

function nodesOf(value: unknown, depth: number): Json[] {
  if (depth > 4) return [];
  if (Array.isArray(value)) return value.slice(0, 200).flatMap((one) => nodesOf(one, depth + 1));
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Json;
  return [node, ...nodesOf(node['@graph'], depth + 1), ...nodesOf(node.mainEntity, depth + 1)];
}

function rawText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

/** An article's text, or that of a live page's posts. */
function declaredText(story: Json | null): string | null {
  const posts = [story?.liveBlogUpdate].flat().filter((post) => typeof post === 'object' && post !== null);
  const texts = [story, ...(posts as Json[])].flatMap((one) => rawText(one?.articleBody) ?? []);
  return texts.length === 0 ? null : texts.join('\n');
}

function textOf(value: unknown): string | null {
  return rawText(Array.isArray(value) ? value[0] : value);
}

/** Names of people or organisations, given by themselves or by `@id` in the same graph. */
function namesOf(value: unknown, graph: readonly Json[]): string[] {
  return [value].flat().flatMap((one) => {
    if (typeof one === 'string') return /^https?:/.test(one) ? [] : [plainTitle(one)];
    if (typeof one !== 'object' || one === null) return [];
    const node = one as Json;
    const name = textOf(node.name) ?? textOf(graph.find((other) => other['@id'] === node['@id'] && other.name)?.name);
    return name === null ? [] : [plainTitle(name)];
  });
}

function nameOf(value: unknown, graph: readonly Json[]): string | null {
  return namesOf(value, graph)[0] ?? null;
}

function imageOf(document: DomDocument, story: Json | null, graph: readonly Json[], url: string): Image | null {
  const openGraph = absolute(meta(document, 'og:image') ?? meta(document, 'twitter:image'), url);
  if (openGraph !== null) {
    const said = first(meta(document, 'og:image:alt'), meta(document, 'twitter:image:alt'));
    return { url: openGraph, alt: said ?? shownAlt(document, openGraph, url) };
  }
  const [image] = [story?.image].flat();
  const node = typeof image === 'object' && image !== null ? (image as Json) : null;
  const referred = graph.find((other) => node !== null && other['@id'] === node['@id'] && other !== node);
  const said = [node, referred ?? null];
  const own =
    typeof image === 'string' ? image : said.map((one) => textOf(one?.url) ?? textOf(one?.contentUrl)).find(Boolean);
  const address = absolute(own ?? null, url);
  return address === null ? null : { url: address, alt: first(...said.map((one) => textOf(one?.caption))) };
}

/** What the page says of a picture where it shows it. */
function shownAlt(document: DomDocument, picture: string, url: string): string | null {
  const shown = [...document.querySelectorAll('img[alt], amp-img[alt]')].find(
    (element) => absolute(element.getAttribute('src'), url) === picture || imageSource(element, url) === picture,
  );
  return first(shown?.getAttribute('alt'));
}

/** `rel=canonical` when it is of this site and no mistake (many themes name the front page). */
function canonicalOf(document: DomDocument, url: string): string | null {
  const canonical = absolute(document.querySelector('link[rel="canonical"]')?.getAttribute('href') ?? null, url);
  if (canonical === null) return null;
  const [there, here] = [new URL(canonical), new URL(url)];
  const sameSite = linkKey(there.origin) === linkKey(here.origin);
  return sameSite && (there.pathname !== '/' || here.pathname === '/') ? canonical : null;
}
