import { safeDecode } from '../feeds/canonical-link.ts';
import { cleanByline } from '../feeds/entry-to-item.ts';
import { plainTitle } from '../feeds/plain.ts';
import { isProse } from './boilerplate/page.ts';
import { namesOf } from './clutter.ts';
import { type DomDocument, type DomElement, isElement, lineText } from './dom.ts';
import { tokens } from './text/index.ts';

/** Two to four words of letters. */
export const NAME = /^\p{L}[\p{L}.]*(?:[ -]\p{L}[\p{L}.]*){1,3}$/u;
/** Words of what stands beside a name. */
const MOST_BESIDE = 4;

/**
 * «المزيد للكاتب», «جميع المقالات», "More from this author": a link to what somebody wrote that does not name him; «كتاب الرأي»,
 * «اختيارات المحررين», «تسجيل الدخول»: one to what many wrote, or a reader's account.
 */
const CALLS =
  /(?:^|\s)(?:ل?ل|ال)?(?:كاتبة?|كتاب|مؤلفة?|محررين|مقالات?|مزيد|مواضيع|أرشيف|صفحة|ملف|تابع|اختيارات|تسجيل|دخول|حساب(?:ي|ك)?|اشتراك|أهلا|أهلاً|مرحبا|مرحباً)(?:\s|$)|\b(?:more|author|articles?|posts|view|all|follow|profile)\b/i;

/** What themes call a writer's picture, and the address of what he wrote. */
const PORTRAIT =
  /(?:author|writer|user|columnist)[_-]?(?:image|img|photo|pic|picture|avatar)|avatar|صورة (?:ال)?(?:كاتبة?|مؤلفة?|محررة?|مستخدم)(?:\s|$)/i;
const WRITERS_PAGE = /\/(?:authors?|writers?|columnists?|reporters?|editors?|كاتب|الكاتب|كتاب|الكتاب)\//;

/** The names beside a writer's picture on one of the `lines` by a title, or of the links there to what they wrote, with hardly a word more on their line. */
export function nameBeside(lines: readonly DomElement[], document: DomDocument): string | null {
  let told: readonly string[] | undefined;
  /** Whether a text tells of somebody within a paragraph: «وقالت رئيسة البلدية نهاد الصراف …». Whom a life tells of opens it. */
  const isToldOf = (name: string): boolean => {
    told ??= [...document.body.querySelectorAll('p')].map((one) => plainTitle(one.textContent ?? '')).filter(isProse);
    return told.some((text) => text.indexOf(name) > 0);
  };
  const headline = plainTitle(document.body.querySelector('h1')?.textContent ?? '');
  /** Whom a picture by the title says that it shows: its writer, or, with a caption or in the title, whom it is about. */
  const pictured = new Set(
    lines.flatMap((one) => (one.localName === 'img' ? (one.getAttribute('alt') ?? '').trim() : [])),
  );
  for (const element of lines) {
    const { parentNode } = element;
    if (parentNode === null || !isElement(parentNode) || !isWritersName(element)) continue;
    const links = [...parentNode.querySelectorAll('a')].filter((link) => isWritersLink(link) && isWritersName(link));
    const names = [...new Set((links.length > 0 ? links : [element]).map(nameIn))];
    const rest = names.reduce((line, name) => line.replaceAll(name, ' '), nameIn(parentNode));
    if (tokens(rest).filter(({ key }) => !/^\d/.test(key)).length > MOST_BESIDE) continue;
    const isPictured = (): boolean =>
      [...parentNode.querySelectorAll('img')].some(isPortrait) ||
      (names.some((name) => pictured.has(name) && !headline.includes(name)) && element.closest('figure') === null);
    if (links.length > 0 || (isPictured() && !isToldOf(nameIn(element)))) return names.map(cleanByline).join('، ');
  }
  return null;
}

function nameIn(element: DomElement): string {
  return plainTitle(lineText(element));
}

function isWritersName(element: DomElement): boolean {
  const name = nameIn(element);
  return NAME.test(name) && !CALLS.test(name);
}

function isPortrait(image: DomElement): boolean {
  return PORTRAIT.test(`${namesOf(image)} ${image.getAttribute('alt') ?? ''}`);
}

function isWritersLink(element: DomElement): boolean {
  return element.localName === 'a' && WRITERS_PAGE.test(safeDecode(element.getAttribute('href') ?? ''));
}
