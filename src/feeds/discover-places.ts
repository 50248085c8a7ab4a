import { decodeHTML } from 'entities';
import { absolute } from './entry-to-item.ts';
import { sitemapsOfIndex } from './formats/sitemap.ts';
import { wordpressPostsUrl } from './formats/wordpress.ts';
import { withoutComments } from './plain.ts';
import { repairXml } from './repair.ts';
import type { SafeResponse } from './safe-fetch.ts';

/** What a page declares as its sources: `link` elements and the header that names WordPress' REST root, in their order. */
export function declaredSources(html: string, response: SafeResponse): string[] {
  const page = withoutComments(html);
  const base = baseOf(page, response.finalUrl);
  const found: string[] = [];
  for (const [element] of page.matchAll(/<link\b[^>]*>/gi)) {
    const rel = attribute(element, 'rel').toLowerCase();
    const href = absolute(attribute(element, 'href'), base);
    if (href === null) continue;
    if (rel === 'https://api.w.org/') found.push(wordpressPostsUrl(href));
    else if (!rel.split(/\s+/).includes('alternate') || !feedType.test(attribute(element, 'type'))) continue;
    else if (!ofComments.test(attribute(element, 'title'))) found.push(href);
  }
  return [...found, ...linkHeaderSources(response)];
}

/** «خلاصة التعليقات», «Comments Feed», as WordPress calls it. */
const ofComments = /تعليقات|\bcomments? (?:feed|rss)\b|\bcommentaires\b|\bcomentarios\b/i;

const feedType = /rss|atom|feed\+json|rdf|^(?:text|application)\/xml$/i;

/** Links that a reader would press for the feed: old sites show them and declare nothing. At most three. */
export function linkedSources(html: string, url: string): string[] {
  const page = withoutComments(html);
  const base = baseOf(page, url);
  const found = [...page.matchAll(/<a\b[^>]*>/gi)].flatMap(([element]) => {
    const href = absolute(attribute(element, 'href'), base);
    return href !== null && looksLikeFeed(href) ? [href] : [];
  });
  return [...new Set(found)].slice(0, 3);
}

/** «/rss», «/rss2.aspx», «/ar/feed/», «?feed=rss2»: a part of the path, or a parameter, that is named so. */
function looksLikeFeed(address: string): boolean {
  const { pathname, search } = new URL(address);
  return (
    /(?:^|[/._-])(?:rss|atom|rdf|feeds?)(?:feeds?|news|xml|\d)*(?=$|[/._-])/i.test(pathname) ||
    /[?&](?:feed|rss|format|type)=(?:rss|atom|feed|xml)/i.test(search)
  );
}

/** WordPress names its REST root in a header too (RFC 8288). */
function linkHeaderSources(response: SafeResponse): string[] {
  const header = response.headers.get('link') ?? '';
  const root = header.match(/<([^>]+)>\s*;\s*rel="?https:\/\/api\.w\.org\/"?/)?.[1];
  const href = absolute(root ?? null, response.finalUrl);
  return href === null ? [] : [wordpressPostsUrl(href)];
}

/** Where sites have their feeds that say nothing of them: under the page that was read, then at the root. */
export function usualPlaces(url: string): string[] {
  const paths = ['/feed/', '/rss', '/rss.xml', '/feed.xml', '/atom.xml', '/index.xml', '/feed.json', '/rss/latest.xml'];
  const folder = new URL('.', url).href;
  return [
    ...(new URL(folder).pathname === '/' ? [] : [new URL('feed/', folder).href, new URL('rss', folder).href]),
    ...paths.map((path) => new URL(path, url).href),
    wordpressPostsUrl(new URL('/wp-json/', url).href),
  ];
}

/** The sitemaps that a robots.txt names (https://www.sitemaps.org/protocol.html#submit_robots), those of news first. */
export function robotsSitemaps(text: string, url: string): string[] {
  const named = [...text.matchAll(/^\s*sitemap\s*:\s*(\S+)/gim)].flatMap(([, address = '']) => {
    const href = absolute(address, url);
    return href === null ? [] : [href];
  });
  return newsFirst(named);
}

/** The sitemaps of a list that can be of use, those of news first, then the last: lists grow at their end. */
export function listedSitemaps(text: string): string[] {
  return newsFirst(sitemapsOfIndex(repairXml(text).text).reverse());
}

function newsFirst(addresses: readonly string[]): string[] {
  const stories = addresses.filter(
    (address) => !/(?:categor|tag|author|user|page-|attachment|video|image)/i.test(address),
  );
  const news = (address: string) => /news/i.test(address);
  return [...stories.filter(news), ...stories.filter((address) => !news(address))].slice(0, 4);
}

/** What a page's relative addresses are relative to. */
function baseOf(html: string, url: string): string {
  const element = html.match(/<base\b[^>]*>/i)?.[0] ?? '';
  return absolute(attribute(element, 'href'), url) ?? url;
}

function attribute(element: string, name: string): string {
  const match = element.match(new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i'));
  return decodeHTML(match?.[1] ?? match?.[2] ?? match?.[3] ?? '');
}
