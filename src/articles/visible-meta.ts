import { parseDate } from '../feeds/date.ts';
import { cleanByline } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import type { Image } from './article.ts';
import { hasFullDate, isDateAlone } from './boilerplate/byline.ts';
import { isProse } from './boilerplate/page.ts';
import { byTitle, LONGEST_LINE, MOST_ELEMENTS } from './by-title.ts';
import { isClutter, namesOf } from './clutter.ts';
import { isTownName } from './dateline/index.ts';
import { type DomDocument, type DomElement, type DomNode, isElement, lineText, textLength } from './dom.ts';
import { imageSource, ownPicture } from './image-element.ts';
import { normalise, tokens } from './text/index.ts';
import { NAME, nameBeside } from './writers-name.ts';

/** What themes call the line that says who wrote an article: «writer», «writeBy», «story_reporter», «jeg_meta_author», «article-author-name-item». */
const AUTHOR =
  /(?:^|[\s_-])(?:writer|write-?by|user-?name|reporter|muhabir|by-?lines?|(?:article|news|story|post)?author|(?:article|news|story|post)by|authors)(?:[_-](?:name|item|link|names))*(?:$|\s)/i;
/** What they call the line that says when. */
const DATED =
  /(?:^|[\s_-])(?:dates?|(?:news|post|entry|publish|story)-?date|newsDate|published|publish|timestamp|time|meta|dt)(?:$|[\s_-])|[a-z]Date(?:$|[A-Z\s])/;
/** «تاريخ النشر : 08-02-2026 09:14 مساءً»: a line that says itself when. Takes normalised text. */
const SAYS_WHEN = /^(?:(?:تاريخ(?: النشر| ?:?(?= ?\d))|نشرت? (?:في|بتاريخ|يوم)|تم النشر)(?: |:|$)|نشرت? ?:)/;
/** «نشر بواسطة سلمى الحاج في 26 نوفمبر، 2026», «2026-11-26 09:15 بقلم: سلمى الحاج»: the name between what says so and the day. */
const PUBLISHED_BY =
  /^(?:(?:ن?شرت?|مرسلة|[أا]رسلت?|[أا]ضيفت?|كتبت?)\s+(?:بواسطة|من قبل)\s*:?\s*|[أا]رسل(?:ه|ها|ت)\s+(?=.*\sفي\s.*\d))/;
const DAY_BEFORE = /^(?=\d)[\d\s:/.\-|،,]+(?=بقلم|كتب)/;
const DAY_BEHIND = /\s+(?:في|بتاريخ|يوم)\s+(?=.*\d).*$/;

/** «نص: إيناس المهذبي», «حاورها: عبدالله الزيود», «Author, نهى المصري»: a line that says itself who wrote. */
const SAYS =
  /^(?:(?:نص|كتابة|كتبت?|بقلم|حاور(?:ها|ه|ته|تها)|أجرى الحوار|(?:ال)?كاتبة?|إعداد|Author)\s*[:：/,،–-]\s*(?=\S)|بقلم\s+(?=[ء-ي]{2})|by:?\s+(?=[ء-ي]{2}))/iu;

const LABEL = /^(?:(?:ال)?نص|كتابة|كتبت?|بقلم|(?:ال)?كاتبة?|إعداد|Author)\s*[:：,،]?$/i;

/** Words of a byline, and elements of a page that are looked at in search of its title. */
const MOST = { words: 12, elements: MOST_ELEMENTS } as const;

/** Who wrote an article, as its readers see it by its title; null where no line there says so. */
export function visibleByline(document: DomDocument, title: string | null): string | null {
  for (const element of byTitle(document, title)) {
    const line = shownText(element).replace(DAY_BEFORE, '');
    const isSaid = PUBLISHED_BY.test(line) && line.length <= LONGEST_LINE;
    const text = isSaid
      ? line.replace(PUBLISHED_BY, '').replace(DAY_BEHIND, '')
      : line.replace(/^(?:(?:بواسطة|من قبل)\s*:?|المصدر\s*:)\s*/u, '');
    const isLine = element.localName === 'li' || isOneLine(element);
    if (!isSaid && !AUTHOR.test(calledOf(element)) && !(isLine && SAYS.test(text))) continue;
    const name = cleanByline(withoutPlace(withoutDay(text.replace(SAYS, '')), element));
    const words = tokens(name).length;
    if (words > 0 && words <= MOST.words && !/[\d٠-٩]|[.؟!:]$/.test(name)) return name;
  }
  return nameOfLife(document, title) ?? nameAbove(document, title) ?? nameBeside(byTitle(document, title), document);
}

/** What an element is called, also where a site does so for its own programs («data-hook="user-name"», «data-testid="authorName"»). */
function calledOf(element: DomElement): string {
  const hooks = ['data-hook', 'data-testid'].map((name) => element.getAttribute(name) ?? '').join(' ');
  return `${namesOf(element)} ${hooks.replace(/([a-z])([A-Z])/g, '$1-$2')}`;
}

/** The box of a column's writer: «writer-box», «author-info». */
const WRITER_BOX = /(?:^|[\s_-])(?:writer|author|columnist)[_-]?(?:box|info|card|bio)(?:$|[\s_-])/i;
/** Elements between such a box's beginning and the title below it. */
const LONGEST_BOX = 12;

/** The name that the box of a column's writer opens with, right above the title of what is his. */
function nameAbove(document: DomDocument, title: string | null): string | null {
  const all = [...document.body.querySelectorAll('*')].slice(0, MOST.elements);
  const heading = all.findIndex(
    ({ localName, textContent }) => /^h[12]$/.test(localName) && plainTitle(textContent ?? '') === title,
  );
  const box = all
    .slice(Math.max(0, heading - LONGEST_BOX), Math.max(0, heading))
    .find((one) => WRITER_BOX.test(namesOf(one)));
  const { parentNode } = box ?? {};
  const below = all[heading];
  if (box === undefined || below === undefined || !parentNode || !isElement(parentNode) || !parentNode.contains(below))
    return null;
  const line = [...box.querySelectorAll('*')].find((one) => plainTitle(one.textContent ?? '') !== '');
  const name = cleanByline(plainTitle(line?.textContent ?? ''));
  return NAME.test(name) ? name : null;
}

/** Of one piece, or of what it says itself to be and a name: «<span>Author,</span><span>نهى المصري</span>». */
function isOneLine(element: DomElement): boolean {
  const first = element.querySelector('*');
  if (first === null) return true;
  return LABEL.test(plainTitle(lineText(first))) && textLength(element) <= LONGEST_LINE;
}

/** Characters beyond which a text is no line, so that no more of it is read. */
const LONGEST_SHOWN = 4_000;

/** The text of an element without what is there for machines alone, or for those who listen to the page. */
function shownText(element: DomElement): string {
  const pieces: string[] = [];
  let length = 0;
  const walk = (node: DomNode): void => {
    if (length > LONGEST_SHOWN) return;
    if (!isElement(node)) {
      pieces.push(node.textContent ?? '');
      length += pieces.at(-1)?.length ?? 0;
    } else if (node === element || !isClutter(node, 0) || LABEL.test((node.textContent ?? '').trim()))
      for (const child of node.childNodes) walk(child);
  };
  walk(element);
  return plainTitle(pieces.join(' '));
}

/** What themes call the box of an author's life below an article. */
const LIFE = '[class*="author-card"], [class*="author-box"], [class*="author-bio"], [class*="about-author"]';

/** A name by the title that opens the box of an author's life too: the line itself may be named anything. */
function nameOfLife(document: DomDocument, title: string | null): string | null {
  const firstLine = (box: DomElement): string =>
    plainTitle([...box.querySelectorAll('*')].find(saysItself)?.textContent ?? '');
  const lives = new Set([...document.body.querySelectorAll(LIFE)].map(firstLine).filter((name) => NAME.test(name)));
  if (lives.size === 0) return null;
  const line = byTitle(document, title).find((element) => lives.has(plainTitle(lineText(element))));
  return line === undefined ? null : plainTitle(line.textContent ?? '');
}

/** Whether an element has text that is in none of its elements. */
function saysItself(element: DomElement): boolean {
  return [...element.childNodes].some((child) => !isElement(child) && (child.textContent ?? '').trim() !== '');
}

/** «سلمى خوري» of «سلمى خوري | 23 تشرين الثاني 2026 | 10:00 ص», and of «سلمى خوري 4-11-2026 | 15:12». */
function withoutDay(line: string): string {
  const text = line.replace(/(?<=\p{L})\s+\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{4}.*$/u, '');
  const [name = text, ...others] = text.split(/\s+[|•·]\s+/);
  return others.some((other) => /[\d٠-٩]/.test(other)) ? name : text;
}

/** «جاد الخوري» of «بيروت - جاد الخوري», where only the name is a link or the place is a known town. */
function withoutPlace(text: string, element: DomElement): string {
  const [first = '', second, ...more] = text.split(/\s*[-–—/]\s+|\s+[-–—/]\s*/);
  if (second !== undefined && more.length === 0) {
    if (isTownName(first)) return second;
    if (isTownName(second)) return first;
  }
  const name = plainTitle(element.querySelector('a[href]')?.textContent ?? '');
  const place = name !== '' && text.endsWith(name) ? text.slice(0, -name.length) : '';
  return /^\p{L}+(?: \p{L}+)?\s*[-–—:،]\s*$/u.test(place) ? name : text;
}

/**
 * When an article was published, as its readers see it by its title; null where no line there says so.
 *
 * @param timeZone whose clocks a date without a zone is told by; UTC without.
 */
export function visibleDate(document: DomDocument, title: string | null, timeZone?: string): Date | null {
  let isAboveText = true;
  for (const element of byTitle(document, title)) {
    const { parentNode } = element;
    isAboveText &&= !isParagraph(element) || isLeadIn(element);
    const names = `${calledOf(element)} ${parentNode !== null && isElement(parentNode) ? namesOf(parentNode) : ''}`;
    const text = plainTitle(lineText(element));
    const isDate =
      DAY_BEFORE.test(text) || element.localName === 'time' || DATED.test(names) || SAYS_WHEN.test(normalise(text));
    const part = partThatSays(text) ?? (isAboveText ? dayBehindName(text) : null);
    const told = [part ?? text, isDate ? (element.getAttribute('title') ?? '') : ''].find((one) =>
      hasFullDate(normalise(one)),
    );
    const isSaid = isDate || part !== null;
    if (told === undefined || told.length > 80 || !(isSaid || (isAboveText && isDateAlone(normalise(told))))) continue;
    const date = parseDate(told, timeZone);
    if (date !== null) return date;
  }
  return null;
}

function isParagraph(element: DomElement): boolean {
  return element.localName === 'p' && isProse(plainTitle(lineText(element)));
}

/** The only paragraph in a box without headings below it is a lead-in, under which the line of name and day often stands. */
function isLeadIn({ parentNode }: DomElement): boolean {
  if (parentNode === null || !isElement(parentNode)) return false;
  const beside = [...parentNode.childNodes].filter(isElement);
  return beside.filter(isParagraph).length === 1 && !beside.some(({ localName }) => /^h[2-6]$/.test(localName));
}

/** «نُشر: 16-06-2026 09:36 ص» of «سلمى خوري | نُشر: 16-06-2026 09:36 ص | آخر تحديث: 17-06-2026 10:00 م»; null where no part says when. */
function partThatSays(line: string): string | null {
  const parts = partsOf(line);
  return parts.length < 2 ? null : (parts.find((part) => SAYS_WHEN.test(normalise(part))) ?? null);
}

/** «16 حزيران 2026» of «سلمى خوري | 16 حزيران 2026», which below a text's beginning is another's. */
function dayBehindName(line: string): string | null {
  const [name = '', day = '', ...more] = partsOf(line);
  return more.length === 0 && NAME.test(name) && isDateAlone(normalise(day)) ? day : null;
}

function partsOf(line: string): readonly string[] {
  return line.length <= LONGEST_LINE * 2 ? line.split(/\s+[|•·]\s+/) : [];
}

/** The picture that stands by an article's title, for a page that declares none; null where there is none. */
export function visibleImage(
  document: DomDocument,
  { title, byline }: { readonly title: string | null; readonly byline: string | null },
  url: string,
): Image | null {
  for (const element of byTitle(document, title)) {
    const source = element.localName === 'img' ? imageSource(element, url) : null;
    const picture = source === null ? null : ownPicture(element, source, url);
    // A writer's portrait by the title says whose it is.
    if (picture !== null && (picture.alt === null || picture.alt !== byline)) return picture;
  }
  return null;
}

/** What themes call an article's lead-in: «lf-chapo», «article-excerpt», «standfirst», «teaser-text». */
const LEAD_IN =
  /(?:^|[\s_-])(?:chapo|chapeau|stand-?first|lead|lede|deck|sapo|intro|(?:article|post|story|entry|single|field)[_-]{0,2}(?:excerpt|summary|lead|intro)|(?:[a-z]+[_-]{0,2})?sub-?title|(?:teaser|announce)[_-]?text|sub-?head(?:line)?)(?:$|[\s_-])|(?:^|\s)summary(?:$|\s)/i;
/** Characters of a lead-in. */
const LEAD_IN_LENGTH = { least: 30, most: 500 } as const;

/** An article's lead-in, as its readers see it under its title; null where no line there is named so. */
export function visibleStandfirst(document: DomDocument, title: string | null): string | null {
  for (const element of byTitle(document, title)) {
    if (!/^(?:p|h[2-4]|div|strong)$/.test(element.localName) || !LEAD_IN.test(namesOf(element))) continue;
    if (element.querySelector('a[href], time, h1, figure, p + p, li') !== null) continue;
    const label = plainTitle(
      element.querySelector('[class*="field-label"], [class*="field__label"]')?.textContent ?? '',
    );
    const whole = plainTitle(element.textContent ?? '');
    const text = whole.startsWith(label) ? whole.slice(label.length).trim() : whole;
    const heading = element.querySelector('h2, h3');
    if (heading !== null && plainTitle(heading.textContent ?? '') !== text) continue;
    if (text.length >= LEAD_IN_LENGTH.least && text.length <= LEAD_IN_LENGTH.most) return text;
  }
  return null;
}
