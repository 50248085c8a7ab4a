import { absolute } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import type { DomDocument } from './dom.ts';
import { tokens, wordKeys } from './text/tokens.ts';

/** What tells on a page where its title ends and the site's name begins. */
export interface SiteSigns {
  /** Names that the page gives its site, in one spelling. */
  readonly names: ReadonlySet<string>;
  /** Words of the page's host, as «daraj» of `www.daraj.media`. */
  readonly host: ReadonlySet<string>;
  /** The headings that readers see, in one spelling. */
  readonly headings: ReadonlySet<string>;
  /** The same, and every other line by itself that is as long as a title: old systems mark no headings. */
  readonly lines: ReadonlySet<string>;
}

/** @param declared names of the site that its metadata give. */
export function siteSigns(document: DomDocument, url: string, declared: readonly (string | null)[]): SiteSigns {
  const home = [...document.querySelectorAll('a[href]')]
    .filter((link) => isHome(link.getAttribute('href'), url))
    .slice(0, most);
  const names = [
    ...declared,
    ...home.map((link) => link.textContent),
    ...home.map((link) => link.querySelector('img[alt]')?.getAttribute('alt')),
    // «صحيفة الأمس » الخلاصة»
    ...[...document.querySelectorAll('link[rel="alternate"][type="application/rss+xml"]')].map(
      (link) => link.getAttribute('title')?.split('»')[0],
    ),
  ];
  const headings = [...document.querySelectorAll('h1, h2, h3')].slice(0, most).map((heading) => heading.textContent);
  return { names: spellings(names), host: hostWords(url), headings: spellings(headings), lines: linesOf(document) };
}

function linesOf(document: DomDocument): Set<string> {
  const all = [...document.querySelectorAll('body h1, body b, body strong, body span, body td, body font, body div')];
  const alone = all.slice(0, mostLines).filter((element) => element.querySelector('*') === null);
  return spellings(alone.map(({ textContent }) => textContent));
}
const mostLines = 1_000;

/** UTF-16 units of a title, a heading or a name that are looked at, and how many of each kind; pages hold what they like. */
const longest = 500;
const most = 100;

/**
 * A page's title without the site's name behind or before it. A headline may have a dash of its own, so a part comes off
 * only where the page shows that it is the site's name, or shows the rest alone as its heading.
 */
export function withoutSite(title: string | null, signs: SiteSigns): string | null {
  if (title === null || title.length > longest || signs.headings.has(spelling(title))) return title;
  const joints = [...title.matchAll(SEPARATOR)].map(({ index, 0: { length } }) => ({
    before: title.slice(0, index).trim(),
    after: title.slice(index + length).trim(),
  }));
  const told = joints.filter(({ before, after }) => before !== '' && after !== '');
  const behind = told.find(({ after }) => isSite(after, signs));
  if (behind !== undefined) return behind.before;
  const shown = told.find(({ before, after }) => isHeadingOf(before, after, signs));
  if (shown !== undefined) return shown.before;
  const opened = told.find(({ before, after }) => isSiteBefore(before, after, signs));
  if (opened !== undefined) return opened.after;
  return told.findLast(({ before }) => signs.names.has(spelling(before)))?.after ?? title;
}

/** Whether a text is no more than a name that the page gives its site. */
export function hasName(text: string, { names }: SiteSigns): boolean {
  return names.has(spelling(text));
}

/** Whether the page shows a text as one of its headings. */
export function isHeading(text: string, { headings }: SiteSigns): boolean {
  return headings.has(spelling(text));
}

/**
 * «بدء حملة التطعيم …» of «النيل اليوم: بدء حملة التطعيم …», where the page's first heading is «النيل اليوم» alone: its site's name, as on old
 * blogs, if the page shows what stands behind it as a heading too.
 */
export function behindSite(heading: string | null, title: string): string | null {
  const name = plainTitle(heading ?? '');
  const whole = plainTitle(title);
  if (name === '' || tokens(name).length > mostWords || whole.length > longest || !whole.startsWith(name)) return null;
  const rest = /^\s*[:|\-–—•»·]+\s+(.+)$/u.exec(whole.slice(name.length))?.[1] ?? '';
  return tokens(rest).length >= leastOfHeading ? rest : null;
}

const SEPARATOR = /\s+[|\-–—•»·:]+\s+|\s*\|\s*/g;

function isSite(part: string, { names, host }: SiteSigns): boolean {
  if (names.has(spelling(part))) return true;
  const words = wordKeys(part);
  if (words.length > mostWords || part.search(SEPARATOR) >= 0) return false;
  return host.has(words.join('')) || words.some((word) => host.has(word));
}

/** A name is short, and what stands over an article says something; one word over a list does not. */
const mostWords = 5;
const leastOfHeading = 4;

function isHeadingOf(before: string, after: string, { headings }: SiteSigns): boolean {
  const enough = tokens(before).length >= leastOfHeading && tokens(after).length <= mostWords;
  return enough && headings.has(spelling(before));
}

/** «شبكة النيلين :: قصف مدفعي على …», where the page shows the rest as a line of its own. */
function isSiteBefore(before: string, after: string, { lines }: SiteSigns): boolean {
  const enough = tokens(after).length >= leastOfHeading && tokens(before).length <= mostWords;
  return enough && lines.has(spelling(after));
}

/** Ends and kinds of addresses that name no site. */
const common = new Set(['www', 'com', 'net', 'org', 'info', 'amp', 'mobile', 'news']);

function hostWords(url: string): Set<string> {
  const labels = new URL(url).hostname.toLowerCase().split('.');
  const named = labels.filter((label) => label !== 'www');
  const words = named.slice(0, -1).filter((label) => /^\p{L}[\p{L}\p{N}-]{2,}$/u.test(label) && !common.has(label));
  return words.length === 0
    ? new Set()
    : new Set([...words.flatMap((word) => [word, word.replaceAll('-', '')]), named.join('')]);
}

/** Whether an address is the front page of the site that `url` is of. */
export function isHome(href: string | null, url: string): boolean {
  const address = absolute(href, url);
  if (address === null) return false;
  const { origin, pathname, search } = new URL(address);
  return origin === new URL(url).origin && /^\/(?:ar\/?)?$/.test(pathname) && search === '';
}

function spelling(text: string): string {
  return wordKeys(plainTitle(text)).join(' ');
}

function spellings(texts: readonly (string | null | undefined)[]): Set<string> {
  const found = new Set(texts.map((text) => (text && text.length <= longest ? spelling(text) : '')));
  found.delete('');
  return found;
}
