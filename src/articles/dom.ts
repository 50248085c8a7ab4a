import { parseJSON } from 'linkedom';
import { htmlTree } from './html/tree.ts';
import type { TreeElement, TreeNode } from './html/tree-element.ts';

/** The few parts of the DOM used here; the compiler's own DOM library is for browsers and stays out. */
export interface DomNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: Iterable<DomNode>;
}

export interface DomElement extends DomNode {
  readonly localName: string;
  readonly parentNode: DomNode | null;
  readonly previousElementSibling: DomElement | null;
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

/** A page as a document of its own, as browsers read it: nothing in it runs or is loaded. It has a body, whatever the page is. */
export function parseDocument(html: string): DomDocument {
  return parseJSON(listed(htmlTree(html))) as unknown as DomDocument;
}

/** The kinds of nodes in linkedom's list of a document's, where a last one ends each element: https://github.com/WebReflection/jsdon. */
const KIND = { element: 1, attribute: 2, text: 3, document: 9, end: -1 } as const;

function listed(root: TreeElement): (string | number)[] {
  const list: (string | number)[] = [KIND.document];
  const add = (node: TreeNode): void => {
    if (typeof node === 'string') {
      list.push(KIND.text, node);
      return;
    }
    for (const one of node.before ?? []) add(one);
    list.push(KIND.element, node.name);
    for (const [name, value] of node.attributes) list.push(KIND.attribute, name, value);
    for (const child of node.children) add(child);
    list.push(KIND.end);
  };
  add(root);
  list.push(KIND.end);
  return list;
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

/** Characters of a text as it is shown: space between two words is one, at the edges none. */
export function textLength(node: DomNode): number {
  const text = node.textContent ?? '';
  let length = 0;
  let isApart = false;
  for (let at = 0; at < text.length; at += 1) {
    if (isSpace(text.charCodeAt(at))) isApart = length > 0;
    else {
      length += isApart ? 2 : 1;
      isApart = false;
    }
  }
  return length;
}

/** What `\s` takes, told without an expression: the texts of a page are measured again and again. */
function isSpace(code: number): boolean {
  if (code < 0x1680) return code === 0x20 || (code >= 9 && code <= 13) || code === 0xa0;
  return (
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

/** The beginning of an element's text: of what stands in a line by itself the whole. */
export function lineText(element: DomElement): string {
  return (element.textContent ?? '').slice(0, LONGEST_LINE);
}

/** Characters of a line with the space that its markup has; a box of a page's holds all of it. */
const LONGEST_LINE = 4_000;

/** Share of an element's text that stands in links, 0 to 1. */
export function linkDensity(element: DomElement): number {
  const all = textLength(element);
  if (all === 0) return 0;
  let linked = 0;
  for (const link of element.querySelectorAll('a')) linked += textLength(link);
  return Math.min(1, linked / all);
}
