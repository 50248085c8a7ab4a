import { parseHTML } from 'linkedom';

/** The few parts of the DOM used here; the compiler's own DOM library is for browsers and stays out. */
export interface DomNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<DomNode>;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  readonly parentNode: DomNode | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
  /** Itself or the nearest element around it that the selector names. */
  closest(selector: string): DomElement | null;
  /** Whether it is `node` or holds it at any depth. */
  contains(node: DomNode): boolean;
  appendChild(node: DomNode): void;
  remove(): void;
}

export interface DomDocument extends DomElement {
  readonly documentElement: DomElement | null;
  readonly body: DomElement;
}

/** A page as a document of its own: nothing in it runs or is loaded. */
export function parseDocument(html: string): DomDocument {
  return parseHTML(withinCount(withinDepth(html))).document as unknown as DomDocument;
}

/** Four times the elements of the longest live pages; a page made of a hundred thousand holds the whole desk up for seconds. */
const MOST_ELEMENTS = 20_000;

/** The page up to its {@link MOST_ELEMENTS}th element. */
function withinCount(html: string): string {
  const opening = /<[a-z]/gi;
  for (let count = 0; count < MOST_ELEMENTS; count += 1) if (opening.exec(html) === null) return html;
  return html.slice(0, opening.lastIndex - 2);
}

/** Deeper than any page lays its boxes, and less than where browsers stop; each level costs every walk of the tree anew. */
const DEEPEST = 80;
const BOX =
  /<(\/?)(div|span|section|article|main|blockquote|ul|ol|table|b|i|u|em|strong|font|small|big|center|h[1-6])(?=[\s/>])[^<>]*>/gi;

/**
 * The page without the boxes that stand within {@link DEEPEST} others; what they hold stays. A heading ends where the next one opens, and
 * by the closing tag of any, as in browsers: the parser would set each within the one before.
 */
function withinDepth(html: string): string {
  /** The names of the boxes that are open. */
  const open: string[] = [];
  return html.replace(BOX, (tag, closing: string, name: string) => {
    const box = name.toLowerCase();
    const heading = isHeadingName(box) ? open.findLastIndex(isHeadingName) : -1;
    const isInOne = heading >= 0 && (closing !== '' || heading === open.length - 1);
    const end = isInOne && open[heading] !== (closing === '' ? '' : box) ? `</${open[heading]}>` : '';
    if (closing === '') {
      if (isInOne) open.pop();
      return open.push(box) > DEEPEST ? end : end + tag;
    }
    const kept = open.length <= DEEPEST || isHeadingName(box);
    if (isInOne) open.length = heading;
    else if (!isHeadingName(box)) open.pop();
    return kept ? end + tag : '';
  });
}

function isHeadingName(name: string): boolean {
  return /^h[1-6]$/.test(name);
}

/** A piece of HTML, such as a feed carries, as the body of a document. */
export function parseFragment(html: string): DomElement {
  return parseDocument(`<!doctype html><html><head></head><body>${html}</body></html>`).body;
}

export function isElement(node: DomNode): node is DomElement {
  return node.nodeType === 1;
}

export function isText(node: DomNode): boolean {
  return node.nodeType === 3;
}

export function textLength(node: DomNode): number {
  return (node.textContent ?? '').replace(/\s+/g, ' ').trim().length;
}

/** Share of an element's text that stands in links, 0 to 1. */
export function linkDensity(element: DomElement): number {
  const all = textLength(element);
  if (all === 0) return 0;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textLength(link);
  return Math.min(1, linked / all);
}
