import { safeDecode } from '../feeds/canonical-link.ts';
import { plainTitle } from '../feeds/plain.ts';
import { namesOf } from './clutter.ts';
import { type DomDocument, type DomElement, type DomNode, isElement, linkDensity } from './dom.ts';
import type { Json } from './page-node.ts';

/** What themes call the line of an article's own tags. */
const TAG_LINE =
  /(?:^|[\s_-])(?:tags?[_-]?links|(?:post|entry|article|story)[_-]?(?:tags|terms|labels)|taxonomy[_-]post[_-]tag|field[_-]+(?:name[_-]+)?field[_-]tags|td-tags)(?:$|[\s_-])|(?:^|\s)tags(?:$|\s)/i;
/** A link to all that carries a tag. */
const TAG_LINK = /\/(?:tags?|topics?|keywords?|search\/label|وسم|الوسوم)\/|[?&]tag=/;

/** What themes call boxes of tags that are the site's: what is much read, clouds of all there are, menus. */
const OF_SITE =
  /(?:^|[\s_-])(?:trend(?:s|ing)?|popular|most[_-]?\w+|hot(?:[_-]?\w+)?|tag[_-]?cloud|sidebar|menu|navbar|navigation|related(?![_-]?(?:tags|topics|keywords))|recommended|ticker|breaking)(?:$|[\s_-])/i;
/** What stands over them, or before them. */
const SAYS_OF_SITE = /(?:شائعة?|رائجة?)(?:\s|$)|تداولا?ً?(?:\s|$)|ترند|الأكثر|الاكثر|trending|popular/i;
/** Elements between such a label and the tags, characters of a label, and lines and rows of tags that are looked at. */
const MOST = { above: 3, label: 60, lines: 200, rows: 40 } as const;

/** Whether a row of links is of a box of the site's. What holds the page's title is the page itself, whatever it is called. */
function isOfSite(row: DomElement, heading: DomElement | null): boolean {
  let above: DomNode | null = row;
  for (let depth = 0; above !== null && isElement(above) && above.localName !== 'body'; depth += 1) {
    if (heading !== null && above.contains(heading)) return false;
    if (/^(?:nav|aside)$/.test(above.localName) || OF_SITE.test(namesOf(above))) return true;
    if (/^(?:header|footer)$/.test(above.localName) && isOfPage(above)) return true;
    if (depth < MOST.above && SAYS_OF_SITE.test(labelOf(above))) return true;
    above = above.parentNode;
  }
  return false;
}

/** Whether a head or foot is the whole page's: an article's stands in it. */
function isOfPage(element: DomElement): boolean {
  return element.closest('article, main, section') === null;
}

/** The short lines without links that an element opens with, and that stand right before it. */
function labelOf(element: DomElement): string {
  const first = [...element.childNodes].find((child) => (child.textContent ?? '').trim() !== '');
  return [element.previousElementSibling, first]
    .filter((one) => one && !(isElement(one) && (one.localName === 'a' || one.querySelector('a') !== null)))
    .map((one) => (one?.textContent ?? '').trim())
    .filter((text) => text.length <= MOST.label)
    .join(' ');
}

/** The links of the line of an article's tags, for a page that declares none. */
function shownTags(document: DomDocument): string[] {
  const lines = [...document.querySelectorAll('[class]')].filter((element) =>
    TAG_LINE.test(element.getAttribute('class') ?? ''),
  );
  const heading = document.querySelector('h1');
  const rows = lines.slice(0, MOST.lines).filter((element) => tagLinks(element).length > 0);
  const [line, ...others] = rows.slice(0, MOST.rows).filter((element) => !isOfSite(element, heading));
  if (line === undefined) return unnamedTags(document);
  if (others.some((other) => !line.contains(other) && !other.contains(line))) return [];
  return tagLinks(line).map(nameOfTag);
}

/** The only row of links to tags below a page's title, whatever its theme calls it; what stands above is a menu's. */
function unnamedTags(document: DomDocument): string[] {
  const rows = new Map<DomNode, DomElement[]>();
  const all = [...document.body.querySelectorAll('h1, a[href]')];
  for (const link of all.slice(all.findIndex(({ localName }) => localName === 'h1') + 1)) {
    const around = link.parentNode;
    if (
      link.localName !== 'a' ||
      !TAG_LINK.test(safeDecode(link.getAttribute('href') ?? '')) ||
      around === null ||
      !isElement(around)
    )
      continue;
    const row = around.localName === 'li' ? (around.parentNode ?? around) : around;
    const links = rows.get(row);
    if (links === undefined) rows.set(row, [link]);
    else links.push(link);
  }
  const heading = document.querySelector('h1');
  const [own, ...others] = [...rows].slice(0, MOST.rows).filter(([row]) => isElement(row) && !isOfSite(row, heading));
  if (own === undefined || others.length > 0) return [];
  const [row, links] = own;
  // In running text such links stand between words.
  if (!isElement(row) || row.localName === 'p' || linkDensity(row) <= IN_TEXT) return [];
  return links.length > 1 ? links.map(nameOfTag) : [];
}

/** Share of a row's letters that links have at most where they stand in a text. */
const IN_TEXT = 0.5;

function nameOfTag(link: DomElement): string {
  return (link.textContent ?? '').trim().replace(/^#/, '').replaceAll('_', ' ');
}

function tagLinks(line: DomElement): DomElement[] {
  const links = [...line.querySelectorAll('a')];
  const said = links.filter((link) => (link.getAttribute('rel') ?? '').split(/\s+/).includes('tag'));
  return said.length > 0 ? said : links.filter((link) => TAG_LINK.test(safeDecode(link.getAttribute('href') ?? '')));
}

/** The topics of an article as its page declares them, else as its line of tags shows them. */
export function tagsOf(document: DomDocument, story: Json | null): string[] {
  const keywords = [story?.keywords].flat().flatMap((value) => (typeof value === 'string' ? value.split(/[,،]/) : []));
  const sections = [story?.articleSection].flat().filter((value) => typeof value === 'string');
  const tags = [...document.querySelectorAll('meta[property="article:tag"], meta[property="article:section"]')].map(
    (element) => element.getAttribute('content') ?? '',
  );
  const declared = [...sections, ...keywords, ...tags];
  const all = declared.length > 0 ? declared : shownTags(document);
  return [...new Set(all.map(plainTitle).filter((tag) => tag !== ''))].slice(0, 30);
}
