import { plainTitle } from '../feeds/plain.ts';
import { hasFullDate } from './boilerplate/byline.ts';
import { namesOf } from './clutter.ts';
import { type DomDocument, type DomElement, type DomNode, isElement, isText } from './dom.ts';
import { leadsAway } from './full-title.ts';
import { hasName, type SiteSigns } from './site-name.ts';
import { contentStems, normalise, wordKeys } from './text/index.ts';

/** What programs call every page of a kind: «تفاصيل الخبر», «مقالة», "News details", "Untitled Document". */
const KIND =
  /^(?:(?:تفاصيل|عرض|صفحة|نص|قراءة)\s+)?(?:ال)?(?:خبر|مقالة?|موضوع|تفاصيل|مدونة|تدوينة)$|^صفحة جديدة(?: \d+)?$|^(?:(?:news|article|post|story|untitled|new|single)[\s_-]*)?(?:news|article|post|story|details?|page|document|view|single)(?: \d+)?$/i;
const JOINT = /\s*\|\s*|\s+[-–—:•·»]+\s+|\s*::+\s*/;
/** Words of a page's title in which one part says its kind, the others the house: «المنصة الاخبارية - تفاصيل الخبر». */
const MOST_WORDS = 8;

/** Whether a page's title says no more than what kind of page it is, or whose. */
export function isUnnamed(title: string | null, signs: SiteSigns): boolean {
  if (title === null || hasName(title, signs)) return true;
  const parts = title.split(JOINT).filter((part) => part !== '');
  return parts.some((part) => KIND.test(part.trim())) && wordKeys(title).length <= MOST_WORDS;
}

/** Elements that are looked at, words of a headline, and paragraphs that it is measured by; UTF-16 units of a paragraph, and of one without a full stop; share (0–1) of the longest text. */
const MOST = { elements: 4_000, words: 30, paragraphs: 4 } as const;
const LEAST = { words: 4, paragraph: 80, unstopped: 160, ofLongest: 0.3 } as const;

/** What systems that mark no headings call a title: «news-title», «lblTitle», «NewsTitle», «headline». */
const TITLE = /(?:^|[\s_-])(?:title|head-?line)(?:$|[\s_-])|[a-z](?:Title|Headline)(?:$|[\s_])/;

/**
 * The headline above the text of a page that names itself nowhere: the line that has most words of that text, of its headings and what is
 * named a title, else of those that stand alone in heavy type or a cell with half of their words in it; else its only heading. Null without.
 */
export function headlineAbove(document: DomDocument, url: string): string | null {
  const all = [...document.body.querySelectorAll('*')].slice(0, MOST.elements);
  const paragraphs = all.filter((one) => isParagraph(ownText(one)) && !isElsewhere(one));
  const [opening] = ofLength(paragraphs, LEAST.ofLongest);
  const [longest] = ofLength(paragraphs, 1);
  if (opening === undefined || longest === undefined) return null;
  const text = ofLength(paragraphs, LEAST.ofLongest).slice(0, MOST.paragraphs);
  const told = new Set(text.flatMap((paragraph) => contentStems(ownText(paragraph))));
  const lines = all.slice(0, all.indexOf(longest)).flatMap((one, at) => {
    const line = lineOf(one);
    if (line === null || isElsewhere(one) || leadsAway(one, url)) return [];
    const stems = contentStems(line);
    return [{ at, line, isMarked: isMarked(one), of: stems.length, shared: shared(stems, told) }];
  });
  const above = lines.filter(({ at }) => at < all.indexOf(opening));
  const marked = above.filter(({ isMarked }) => isMarked);
  return (likeliest(above) ?? likeliest(lines) ?? (marked.length === 1 ? marked[0] : null))?.line ?? null;
}

/** Paragraphs whose element has at least a share of the words in paragraphs that the longest has: the text, not what a menu says of the house. */
function ofLength(paragraphs: readonly DomElement[], share: number): DomElement[] {
  const together = new Map<DomNode | null, number>();
  for (const one of paragraphs) together.set(one.parentNode, (together.get(one.parentNode) ?? 0) + ownText(one).length);
  const most = Math.max(...together.values());
  return paragraphs.filter((one) => (together.get(one.parentNode) ?? 0) >= most * share);
}

/** What an element says, where that is as long as a headline, and no sentence, label or date. */
function lineOf(element: DomElement): string | null {
  if (!isHeading(element) && !isAlone(element)) return null;
  const line = plainTitle(element.textContent ?? '');
  const words = wordKeys(line).length;
  const isLong = words >= LEAST.words && words <= MOST.words;
  const isOther = /[:،]$/.test(line) || (!isHeading(element) && line.endsWith('.')) || hasFullDate(normalise(line));
  return isLong && !isOther ? line : null;
}

interface Line {
  readonly line: string;
  readonly isMarked: boolean;
  /** Words with a meaning, and those of them that the text has. */
  readonly of: number;
  readonly shared: number;
}

function likeliest(lines: readonly Line[]): Line | null {
  const marked = lines.filter(({ isMarked, shared }) => isMarked && shared > 0);
  const likely = marked.length > 0 ? marked : lines.filter(({ shared, of }) => shared * 2 >= of);
  return likely.reduce<Line | null>((most, one) => (most === null || one.shared > most.shared ? one : most), null);
}

function isParagraph(text: string): boolean {
  return text.length >= LEAST.unstopped || (text.length >= LEAST.paragraph && /[.؟!]["»”)]*$/.test(text));
}

function shared(stems: readonly string[], told: ReadonlySet<string>): number {
  return stems.filter((stem) => told.has(stem)).length;
}

function isMarked(element: DomElement): boolean {
  return isHeading(element) || TITLE.test(namesOf(element));
}

function isHeading({ localName }: DomElement): boolean {
  return /^h[1-4]$/.test(localName);
}

/** What only changes the type of a line, and how many such elements stand one in the other: «<td><font><b>…</b></font></td>». */
const TYPE = /^(?:a|b|strong|em|i|u|big|span|font|br)$/;
const DEEPEST = 4;

/** A line by itself, without an element in it but such as change its type. */
function isAlone(element: DomElement): boolean {
  return /^(?:td|div|span|p|b|strong|font|center)$/.test(element.localName) && isLine(element, DEEPEST);
}

function isLine(element: DomElement, deepest: number): boolean {
  return [...element.childNodes].every(
    (child) => !isElement(child) || (deepest > 0 && TYPE.test(child.localName) && isLine(child, deepest - 1)),
  );
}

function isElsewhere(element: DomElement): boolean {
  return element.closest('a, aside, nav, footer, form, marquee, li, figure, button, script, style') !== null;
}

/** What stands in an element itself, or in what only changes its type. */
function ownText(element: DomElement): string {
  const pieces: string[] = [];
  const walk = (node: DomElement, deepest: number): void => {
    for (const child of node.childNodes) {
      if (isText(child)) pieces.push(child.textContent ?? '');
      else if (deepest > 0 && isElement(child) && TYPE.test(child.localName)) walk(child, deepest - 1);
    }
  };
  walk(element, DEEPEST);
  return plainTitle(pieces.join(' '));
}
