import { plainTitle } from '../feeds/plain.ts';
import { isProse } from './boilerplate/page.ts';
import { type DomDocument, type DomElement, isElement, linkDensity, textLength } from './dom.ts';
import { leadsElsewhere } from './inline-text.ts';
import { hasSameWords, meaningWords, wordKeys } from './text/index.ts';

/** Fewer characters are a page's head, not an article. */
const SHORTEST = 400;
/** Cards side by side that are a list of other stories, and the characters of one. */
const CARDS = { fewest: 2, longest: 700 } as const;
const BOXES = new Set(['div', 'article', 'li', 'section']);
const HEADINGS = 'h1, h2, h3, h4, h5, h6';

/**
 * Takes off the page what it prints of other stories and of its readers, whatever its boxes are called: the articles that an endless
 * page goes on with, cards side by side, and what stands under a heading that says comments.
 *
 * @param own the element that says of itself that it holds the article; cards in it may be the article's.
 */
export function removeOtherBoxes(document: DomDocument, title: string, own: DomElement | null): void {
  const heading = titleHeading(document, title);
  removeOtherArticles(document, heading, own);
  removeComments(document, heading, own);
  removeCards(document, heading, own);
}

function titleHeading(document: DomDocument, title: string): DomElement | null {
  if (wordKeys(title).length === 0) return null;
  const headings = [...document.body.querySelectorAll(HEADINGS)];
  return headings.find((one) => hasSameWords(plainTitle(one.textContent ?? ''), title)) ?? null;
}

/** Where the page's own article is an `article` element, those beside it are others, but for one that it goes on in. */
function removeOtherArticles(document: DomDocument, heading: DomElement | null, named: DomElement | null): void {
  const own = heading?.closest('article') ?? null;
  if (own === null || textLength(own) < SHORTEST) return;
  for (const part of partsBehind(document, own, heading)) {
    for (const node of [...part.childNodes]) (named !== null && own.contains(named) ? named : own).appendChild(node);
  }
  for (const other of [...document.body.querySelectorAll('article')])
    if (!own.contains(other) && !other.contains(own)) other.remove();
}

/** The `article` elements behind a page's own that it goes on in, up to the next heading or the first that is another's. */
function partsBehind(document: DomDocument, own: DomElement, heading: DomElement | null): DomElement[] {
  const marks = [...document.body.querySelectorAll(`article, ${HEADINGS}`)];
  const behind = marks.slice(marks.indexOf(own)).filter((mark) => !own.contains(mark));
  const told = meaningWords(plainTitle(own.textContent ?? ''));
  const isOther = (part: DomElement): boolean =>
    [...part.querySelectorAll(HEADINGS)].some(({ localName }) => localName <= (heading?.localName ?? '')) ||
    sharedWords(part, told) < PART.shared;
  const parts: DomElement[] = [];
  for (const mark of behind) {
    if (parts.some((part) => part.contains(mark))) continue;
    if (mark.localName !== 'article' || !goesOnIn(mark) || isOther(mark)) break;
    parts.push(mark);
  }
  return parts;
}

/**
 * Characters of running text in an article's second element, and the shares (0–1) of it in links and of its meaning words that the first has
 * too: of 1,196 ends of news articles 94 % have more, of as many openings of others 20 %.
 */
const PART = { shortest: 150, linked: 0.3, shared: 0.08 } as const;

function sharedWords(part: DomElement, told: ReadonlySet<string>): number {
  const stems = meaningWords(plainTitle(part.textContent ?? ''));
  return [...stems].filter((stem) => told.has(stem)).length / Math.max(1, stems.size);
}

/** Whether an `article` is the going on of the one before it: running text that opens it, under no heading, name or day. */
function goesOnIn(element: DomElement): boolean {
  const lines = [...element.querySelectorAll('*')].filter(
    (one) => one.querySelector('p, div, section, h1, h2, h3, h4, h5, h6, li') === null && textLength(one) > 0,
  );
  const isText = (one: DomElement): boolean => one.localName === 'p' && isProse(plainTitle(one.textContent ?? ''));
  const [first] = lines;
  if (first === undefined || !isText(first) || linkDensity(element) > PART.linked) return false;
  return lines.filter(isText).reduce((sum, one) => sum + textLength(one), 0) >= PART.shortest;
}

/** «التعليقات (3)», «آراء القراء», «تعليقات الزوار»: over what readers wrote. Takes words in one spelling. */
const COMMENTS =
  /^(?:\d+ )?(?:(?:ال)?تعليقات(?: ال(?:قراء|زوار|متابعين|مستخدمين))?|(?:اراء|مشاركات|ردود) ال(?:قراء|زوار|متابعين)|(?:اضف|اضافه|اترك|اكتب) (?:تعليق|تعليقا|تعليقك|ردا))(?: \d+)?$/;

function removeComments(document: DomDocument, title: DomElement | null, own: DomElement | null): void {
  for (const heading of [...document.body.querySelectorAll(HEADINGS)]) {
    const { parentNode } = heading;
    if (parentNode === null || !isElement(parentNode) || own?.contains(heading)) continue;
    if (!COMMENTS.test(wordKeys(plainTitle(heading.textContent ?? '')).join(' '))) continue;
    const siblings = [...parentNode.childNodes].filter(isElement);
    const at = siblings.indexOf(heading);
    const above = siblings.slice(0, at).reduce((sum, one) => sum + textLength(one), 0);
    const holdsMore =
      parentNode.localName === 'body' || above >= SHORTEST || (title !== null && parentNode.contains(title));
    if (holdsMore) for (const one of siblings.slice(at)) one.remove();
    else parentNode.remove();
  }
}

/** Cards are found by their headings; boxes within boxes hold the same one, and those that stand side by side are the cards. */
function removeCards(document: DomDocument, title: DomElement | null, own: DomElement | null): void {
  const beside = new Map<DomElement, Set<DomElement>>();
  const known = new Map<DomElement, boolean>();
  const isCardOnce = (box: DomElement): boolean => {
    const verdict = known.get(box) ?? isCard(box, [title, own]);
    known.set(box, verdict);
    return verdict;
  };
  for (const heading of document.body.querySelectorAll(HEADINGS)) {
    if (!isLink(heading) || own?.contains(heading)) continue;
    for (
      let box = heading.parentNode;
      box !== null && isElement(box) && box.localName !== 'body';
      box = box.parentNode
    ) {
      const { parentNode } = box;
      if (!isCardOnce(box) || parentNode === null || !isElement(parentNode)) break;
      if (BOXES.has(box.localName)) beside.set(parentNode, (beside.get(parentNode) ?? new Set()).add(box));
    }
  }
  for (const [around, cards] of beside)
    if (cards.size >= CARDS.fewest && !areArticle(cards, around, title)) for (const card of cards) card.remove();
}

/** Where most of what stands with the page's title is cards, they are a round-up's own parts. */
function areArticle(cards: ReadonlySet<DomElement>, around: DomElement, title: DomElement | null): boolean {
  if (title === null || !around.contains(title)) return false;
  return [...cards].reduce((sum, card) => sum + textLength(card), 0) > textLength(around) / 2;
}

/** Whether a heading is a link to another page. */
function isLink(heading: DomElement): boolean {
  const link = heading.closest('a') ?? heading.querySelector('a');
  return link !== null && leadsElsewhere(link) && textLength(link) >= textLength(heading) * 0.8;
}

/** Short, with one heading, and nothing of the article in it. */
function isCard(box: DomElement, article: readonly (DomElement | null)[]): boolean {
  if (textLength(box) > CARDS.longest || article.some((part) => part !== null && box.contains(part))) return false;
  return [...box.querySelectorAll(HEADINGS)].length === 1;
}
