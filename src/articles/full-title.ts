import { absolute } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import { hasFullDate } from './boilerplate/byline.ts';
import type { DomDocument, DomElement } from './dom.ts';
import { normalise, wordKeys } from './text/index.ts';

/** Words of a short title, and of a headline; elements that are looked at in search of one. */
const MOST = { title: 16, headline: 30, elements: 4_000 } as const;
/** Words of a title of which a line may be the full form: in the page's own heading fewer tell. */
const FEWEST = { h1: 3, other: 4 } as const;
/** UTF-16 units of a line that is as long as a headline. */
const LONGEST = 250;

/**
 * The headline that readers see, where `title` is a short form of it: programs cut `headline` and `title` to a length, and editors
 * shorten them for search pages («حريق في سوق الخضار» of «حريق في سوق الخضار بالبصرة والدفاع المدني يخلي المكان»). It begins as the title
 * does, and has all its words in their order, or all of what stands before a bar or dash of it. Null where no line of the page is one.
 */
export function fullTitle(document: DomDocument, title: string | null, url: string): string | null {
  const forms = title === null ? [] : shortForms(title);
  const [own] = forms;
  if (own === undefined) return null;
  const headings = [...document.body.querySelectorAll('h1, h2, h3')].filter(
    (one) => isWhole(one) && !leadsAway(one, url),
  );
  const told = headings.map((heading) => ({
    text: plainTitle(heading.textContent ?? ''),
    fewest: heading.localName === 'h1' ? FEWEST.h1 : FEWEST.other,
  }));
  if (told.some(({ text }) => wordKeys(text).join(' ') === own.join(' '))) return null;
  const full = told.find(({ text, fewest }) => isFullForm(text, forms, fewest));
  return (full ?? told.find(({ text }) => isNamed(text, title ?? '')))?.text ?? visibleLine(document, own, url);
}

/** Old systems mark no headings: a line by itself, before any that is the title. */
function visibleLine(document: DomDocument, own: readonly string[], url: string): string | null {
  const all = [...document.body.querySelectorAll('div, span, td, strong, b, font')].slice(0, MOST.elements);
  for (const line of all) {
    if (line.querySelector('*') !== null || (line.textContent ?? '').length > LONGEST) continue;
    const text = plainTitle(line.textContent ?? '');
    const words = wordKeys(text);
    if (words[0] !== own[0]) continue;
    if (words.join(' ') === own.join(' ')) return null;
    if (!/[.…]$/.test(text) && words.length <= own.length * 3 && isFullForm(text, [own], FEWEST.other))
      if (!leadsAway(line, url)) return text;
  }
  return null;
}

function shortForms(title: string): string[][] {
  const joints = [...title.matchAll(/\s+[|\-–—•»·]+\s+|\s*\|\s*/g)];
  return [title, ...joints.map(({ index }) => title.slice(0, index))]
    .map(wordKeys)
    .filter(({ length }) => length >= FEWEST.h1 && length <= MOST.title);
}

/** «بيان صحفي رقم 12» only counts a document; the heading that begins as it does says what it is about: «بيان صحفي بشأن …». */
function isNamed(text: string, title: string): boolean {
  const kind = /^(\p{L}+ \p{L}+) رقم [(«]?\d/u.exec(title)?.[1];
  return kind !== undefined && text.startsWith(`${kind} `) && wordKeys(text).length > FEWEST.other * 2 - 2;
}

function isFullForm(text: string, forms: readonly (readonly string[])[], fewest: number): boolean {
  const words = wordKeys(text);
  if (words.length > MOST.headline || hasFullDate(normalise(text))) return false;
  return forms.some((form) => form.length >= fewest && form.length < words.length && opensAndHolds(form, words));
}

function opensAndHolds(form: readonly string[], words: readonly string[]): boolean {
  let at = 0;
  for (const word of words) if (word === form[at]) at++;
  return words[0] === form[0] && at === form.length;
}

/** A heading without a date, a badge or a count in an element of its own. */
function isWhole(heading: DomElement): boolean {
  const text = (heading.textContent ?? '').trim();
  return [...heading.querySelectorAll('*')].every(
    (one) => /^(?:br|wbr|em|i|b|strong|bdi|mark|q)$/.test(one.localName) || (one.textContent ?? '').trim() === text,
  );
}

/** Whether a line stands in a link, or around one, to another page: another story's title. The page's own heading may lead nowhere. */
export function leadsAway(element: DomElement, url: string): boolean {
  const link = element.closest('a') ?? element.querySelector('a');
  if (link === null) return false;
  const address = absolute(link.getAttribute('href'), url);
  return address === null ? element.localName !== 'h1' : address !== url;
}
