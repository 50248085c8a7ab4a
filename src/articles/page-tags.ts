import { safeDecode } from '../feeds/canonical-link.ts';
import { plainTitle } from '../feeds/plain.ts';
import { type DomDocument, type DomElement, type DomNode, isElement } from './dom.ts';
import type { Json } from './page-node.ts';

/** What themes call the line of an article's own tags. */
const TAG_LINE =
  /(?:^|[\s_-])(?:tags?[_-]?links|(?:post|entry|article|story)[_-]?(?:tags|terms|labels)|taxonomy[_-]post[_-]tag|field[_-]+(?:name[_-]+)?field[_-]tags|td-tags)(?:$|[\s_-])|(?:^|\s)tags(?:$|\s)/i;
/** A link to all that carries a tag. */
const TAG_LINK = /\/(?:tags?|topics?|keywords?|search\/label|وسم|الوسوم)\/|[?&]tag=/;

/** The links of the line of an article's tags, for a page that declares none. */
function shownTags(document: DomDocument): string[] {
  const lines = [...document.querySelectorAll('[class]')].filter((element) =>
    TAG_LINE.test(element.getAttribute('class') ?? ''),
  );
  const [line, ...others] = lines.filter((element) => tagLinks(element).length > 0);
  if (line === undefined) return unnamedTags(document);
  if (others.some((other) => !line.contains(other) && !other.contains(line))) return [];
  return tagLinks(line).map(nameOfTag);
}

/** The only row of links to tags on a page, whatever its theme calls it. */
function unnamedTags(document: DomDocument): string[] {
  const rows = new Map<DomNode, DomElement[]>();
  for (const link of document.body.querySelectorAll('a[href]')) {
    const around = link.parentNode;
    if (!TAG_LINK.test(safeDecode(link.getAttribute('href') ?? '')) || around === null || !isElement(around)) continue;
    const row = around.localName === 'li' ? (around.parentNode ?? around) : around;
    rows.set(row, [...(rows.get(row) ?? []), link]);
  }
  const [row, ...others] = rows;
  if (row === undefined || others.length > 0 || (isElement(row[0]) && row[0].localName === 'p')) return [];
  return row[1].length > 1 ? row[1].map(nameOfTag) : [];
}

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
