import { isTimeStamp } from './boilerplate/byline.ts';
import { type DomDocument, type DomElement, type DomNode, isElement, isText, linkDensity, textLength } from './dom.ts';
import { normalise } from './text/index.ts';

/**
 * Fewer boxes with a time of day are no live page; posts have at least this share (0–1) of its text, cards of other stories
 * apart, and beside them stands no more running text than this share of theirs: else they are a list of times in an article.
 */
const LIVE = { posts: 3, share: 0.25, beside: 0.5 } as const;
/** Characters of the line that says when a post was written and by whom. */
const LONGEST_HEAD = 80;
/** A post's time is among its first pieces of text: its author's name or a flag may stand before it. */
const FIRST_PIECES = 3;

const BOXES = new Set(['article', 'div', 'li', 'section']);

export interface LivePosts {
  /** What stands above the first post. */
  readonly intro: readonly DomElement[];
  /** In page order, without the lines that say when. */
  readonly posts: readonly DomElement[];
}

/**
 * The posts of a live page: boxes side by side, each with a time of day at its head, and none a card that links to another story.
 * Null where there are none, or where they stand in `own`, the element that says of itself that it holds the article.
 */
export function livePosts(document: DomDocument, own: DomElement | null): LivePosts | null {
  const whole = textLength(document.body) - textInCards(document);
  for (const parent of [document.body, ...document.body.querySelectorAll('*')]) {
    const children = [...parent.childNodes].filter(isElement);
    if (children.length < LIVE.posts || own?.contains(parent)) continue;
    const heads = new Map(children.flatMap((child) => (isPost(child) ? [[child, headOf(child)] as const] : [])));
    const posts = [...heads.keys()].filter((post) => heads.get(post) !== null);
    const length = posts.reduce((sum, post) => sum + textLength(post), 0);
    if (posts.length < LIVE.posts || length < whole * LIVE.share) continue;
    const intro = aboveIn(parent, posts[0]);
    if (textBeside(document, [...posts, ...intro]) > length * LIVE.beside) continue;
    for (const post of posts) heads.get(post)?.remove();
    return { intro, posts };
  }
  return null;
}

/** What stands above the first post, up to what holds the page's title. */
function aboveIn(parent: DomElement, first: DomElement | undefined): DomElement[] {
  const above: DomElement[] = [];
  let below = first ?? parent;
  for (let level: DomNode | null = parent; level !== null && isElement(level); level = level.parentNode) {
    const siblings = [...level.childNodes].filter(isElement);
    const before = siblings.slice(0, siblings.indexOf(below));
    above.unshift(...before);
    if (level.localName === 'body' || before.some((one) => one.localName === 'h1' || one.querySelector('h1') !== null))
      break;
    below = level;
  }
  return above;
}

function isPost(element: DomElement): boolean {
  return BOXES.has(element.localName) && linkDensity(element) <= 0.5 && !isCard(element);
}

/** A heading in it links to another page. */
function isCard(element: DomElement): boolean {
  const links = [...element.querySelectorAll('a[href]')].filter((link) => !link.getAttribute('href')?.includes('#'));
  return links.some(
    (link) => link.querySelector('h2, h3, h4, h5, h6') !== null || /^h[2-6]$/.test(parentName(link) ?? ''),
  );
}

/** Characters of paragraphs that stand neither in `known` nor in a card. */
function textBeside(document: DomDocument, known: readonly DomElement[]): number {
  const inside = new Set<DomNode>(known);
  const isKnown = (node: DomNode | null): boolean =>
    node !== null && (inside.has(node) || (isElement(node) && isKnown(node.parentNode)));
  let length = 0;
  for (const paragraph of document.body.querySelectorAll('p')) {
    const { parentNode } = paragraph;
    if (isKnown(paragraph) || parentNode === null || !isElement(parentNode) || isCard(parentNode)) continue;
    length += textLength(paragraph);
  }
  return length;
}

/** Characters of the paragraphs in cards: a heading that links to another page, and right under it no more than an excerpt. */
function textInCards(document: DomDocument): number {
  let length = 0;
  for (const box of document.body.querySelectorAll('*')) {
    const children = [...box.childNodes].filter(isElement);
    const excerpts = children.filter((child) => child.localName === 'p');
    const heads = children.some((child) => /^h[2-6]$/.test(child.localName) && child.querySelector('a[href]') !== null);
    if (heads && excerpts.length <= MOST_EXCERPTS) length += excerpts.reduce((sum, one) => sum + textLength(one), 0);
  }
  return length;
}

/** Paragraphs of a card. */
const MOST_EXCERPTS = 2;

function parentName({ parentNode }: DomElement): string | undefined {
  return parentNode !== null && isElement(parentNode) ? parentNode.localName : undefined;
}

/** The largest short element of a box around the time that it opens with. */
function headOf(post: DomElement): DomElement | null {
  const time = firstTexts(post, FIRST_PIECES).find(({ text }) => isTimeStamp(normalise(text.trim())));
  let head = time?.parent ?? null;
  if (head === null || head === post) return null;
  while (head.parentNode !== null && head.parentNode !== post && textLength(head.parentNode) < LONGEST_HEAD)
    head = head.parentNode as DomElement;
  return head;
}

function firstTexts(root: DomElement, count: number): { text: string; parent: DomElement }[] {
  const found: { text: string; parent: DomElement }[] = [];
  const walk = (node: DomNode, parent: DomElement): void => {
    if (found.length >= count) return;
    const text = isText(node) ? (node.textContent ?? '') : '';
    if (text.trim() !== '') found.push({ text, parent });
    else if (isElement(node)) for (const child of node.childNodes) walk(child, node);
  };
  for (const child of root.childNodes) walk(child, root);
  return found;
}
