import { plainTitle } from '../feeds/plain.ts';
import { type DomDocument, type DomElement, type DomNode, isElement, textLength } from './dom.ts';
import { hasSameWords } from './text/index.ts';

/** schema.org's name for the element that holds an article's text, and the one test attributes use. */
const DECLARED = '[itemprop~="articleBody"], [property~="articleBody"], [data-testid="ArticleBody"]';

/**
 * What themes and editors call that element: «entry-content», «td-post-content», «article__body», «theme-post-content», «wysiwyg»; not
 * «top-story-content» or «related-post-text».
 */
const NAMED =
  /(?:^|[\s_-])(?<!(?:top|related|latest|recent|other|more|popular|trending|similar|next|prev)[_-]{1,2})(?:(?:article|post|entry|story|news|single)[_-]{0,2}(?:body|content|text)|article[_-]{1,2}entry|content[_-]{1,2}body|longtext|articlebody|post[_-]single[_-]content|field[_-]name[_-]body|wysiwyg|bodytext|body[_-]?text|gh-content|post-full-content)(?:$|[\s_-])/i;

/** Fewer characters are a standfirst or a card, not an article. */
const SHORTEST = 150;
/** Of two such elements one in the other, the inner is the text unless it has less than this share (0–1) of the outer. */
const LEAST_OF_OUTER = 0.3;

/**
 * The element that says of itself that it holds the page's article; null where none does, or where several do and none
 * encloses the others, as in a list of cards. Of several articles in a row it is that under `title`.
 */
export function bodyElement(document: DomDocument, title: string): DomElement | null {
  const declared = single([...document.body.querySelectorAll(DECLARED)]);
  // Some pages carry their text once more for programs, without its paragraphs.
  const isFlat = declared?.querySelector('*') === null;
  if (declared !== null && !isFlat) return declared;
  const named = [...document.body.querySelectorAll('div, section, article, td, main')].filter(
    (element) => NAMED.test(element.getAttribute('class') ?? '') || NAMED.test(element.getAttribute('id') ?? ''),
  );
  return single(named) ?? single(named.filter((one) => isUnder(title, one, named))) ?? longest(named) ?? declared;
}

/** How many times the text of any other an element has beside which they are cards. */
const AMONG_CARDS = 3;

/** The element beside which all others of such a name are cards, «theme-post-content» among «elementor-post__text»; null where two are alike. */
function longest(elements: readonly DomElement[]): DomElement | null {
  const [first] = [...elements].sort((one, other) => textLength(other) - textLength(one));
  if (first === undefined) return null;
  const isOfIt = (one: DomElement): boolean => first.contains(one) || one.contains(first);
  const hasCardsBeside = elements.every((one) => isOfIt(one) || textLength(one) * AMONG_CARDS <= textLength(first));
  return hasCardsBeside ? single(elements.filter(isOfIt)) : null;
}

/** Whether the nearest box with a heading around an element has the title as that, and none of the other elements. */
function isUnder(title: string, element: DomElement, others: readonly DomElement[]): boolean {
  for (let box = element.parentNode; box !== null && isElement(box); box = box.parentNode) {
    const around = box;
    if (others.some((other) => around.contains(other) && !element.contains(other) && !other.contains(element)))
      return false;
    const [heading] = [...around.querySelectorAll('h1, h2, h3')].filter((one) => !element.contains(one));
    if (heading !== undefined) return hasSameWords(plainTitle(heading.textContent ?? ''), title);
  }
  return false;
}

function single(elements: readonly DomElement[]): DomElement | null {
  const [outer, ...rest] = elements.filter((element) => textLength(element) >= SHORTEST);
  if (outer === undefined) return null;
  let chosen = outer;
  for (const element of rest) {
    if (!outer.contains(element)) return null;
    // Pieces of one article, side by side: the whole is what holds them.
    if (!chosen.contains(element)) return outer;
    if (textLength(element) >= textLength(chosen) * LEAST_OF_OUTER) chosen = element;
  }
  return chosen;
}

/** What page builders call the pieces that a text is set into: Elementor, WPBakery, Divi, Beaver, Avada, SiteOrigin, Drupal's paragraphs, Squarespace. */
const PIECE =
  /(?:^|\s)(?:elementor-widget-text-editor|wpb_text_column|et_pb_text|fl-module-rich-text|fusion-text|so-widget-sow-editor|paragraph--type--text|sqs-block-html)(?:$|\s)/;

/**
 * The pieces of one column that a page builder set the article's text into, with what stands between them, a picture or a list; none
 * where it is in one piece. Of several such columns the one with most text in its pieces.
 */
export function builtBody(document: DomDocument): readonly DomElement[] {
  const columns = new Map<DomNode, DomElement[]>();
  for (const piece of document.body.querySelectorAll('div, section')) {
    if (piece.parentNode === null || !PIECE.test(piece.getAttribute('class') ?? '')) continue;
    columns.set(piece.parentNode, [...(columns.get(piece.parentNode) ?? []), piece]);
  }
  const length = (pieces: readonly DomElement[]): number => pieces.reduce((sum, piece) => sum + textLength(piece), 0);
  const [column] = [...columns].sort(([, one], [, other]) => length(other) - length(one));
  if (column === undefined || column[1].length < 2 || length(column[1]) < SHORTEST) return [];
  const pieces = new Set(column[1]);
  const boxes = [...column[0].childNodes].filter(isElement);
  return boxes.slice(
    boxes.findIndex((box) => pieces.has(box)),
    boxes.findLastIndex((box) => pieces.has(box)) + 1,
  );
}
