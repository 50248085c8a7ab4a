import { plainTitle } from '../feeds/plain.ts';
import { namesOf } from './clutter.ts';
import { type DomDocument, type DomElement, isElement, textLength } from './dom.ts';
import { hasSameWords } from './text/index.ts';

/** Boxes of authors' lives, comments and other stories have such names inside too. */
const OTHERS = /comment|related|(?:author|writer)[_-]?(?:box|bio|avatar|img|image|photo|page)|(?<!with-)avatar/i;
/** What some themes call a life, and others the line of name and day. */
const LIFE_OR_LINE = /(?:author|writer)[_-]?info/i;

/** Elements of a page that are looked at in search of its title. */
export const MOST_ELEMENTS = 4_000;
/** Elements before and behind it. */
const MOST = { above: 6, below: 40 } as const;
/** Characters of a line of name and day; a life is longer. */
export const LONGEST_LINE = 100;

/** The elements below a page's title, then those right above it; those of other boxes left out. */
export function byTitle(document: DomDocument, title: string | null): DomElement[] {
  const all = [...document.body.querySelectorAll('*')].slice(0, MOST_ELEMENTS);
  const isNamed = (heading: string) => (one: DomElement) =>
    one.localName === heading && hasSameWords(plainTitle(one.textContent ?? ''), title ?? '');
  // The first may be the house's name.
  const marked = [isNamed('h1'), isNamed('h2'), ({ localName }: DomElement) => localName === 'h1']
    .map((isHeading) => all.findIndex(isHeading))
    .find((at) => at >= 0);
  // Old systems set the title in a cell or a span.
  const isLine = (one: DomElement): boolean =>
    one.querySelector('*') === null && plainTitle(one.textContent ?? '') === title;
  const heading = marked ?? (title === null ? -1 : all.findIndex(isLine));
  if (heading < 0) return [];
  const above = all.slice(Math.max(0, heading - MOST.above), heading).reverse();
  return [...all.slice(heading + 1, heading + MOST.below), ...above].filter((element) => !isInOthers(element));
}

function isInOthers(element: DomElement): boolean {
  const names = namesOf(element);
  // Drupal sets the line of name and day in a footer at the head of its articles.
  const isFoot = element.localName === 'footer' && !/(?:^|[\s_-])(?:meta|submitted)(?:$|[\s_-])/.test(names);
  if (isFoot || /^(?:aside|nav)$/.test(element.localName) || OTHERS.test(names)) return true;
  if (LIFE_OR_LINE.test(names) && textLength(element) > LONGEST_LINE) return true;
  const { parentNode } = element;
  return parentNode !== null && isElement(parentNode) && parentNode.localName !== 'body' && isInOthers(parentNode);
}
