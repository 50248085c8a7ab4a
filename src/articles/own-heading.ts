import { plainTitle } from '../feeds/plain.ts';
import type { DomDocument, DomElement } from './dom.ts';
import { isHome } from './site-name.ts';
import { wordKeys } from './text/index.ts';

/** Words of a heading that its page's title must have for it to be the article's, and headings that are looked at. */
const FEWEST_WORDS = 4;
const MOST = 100;

/**
 * The heading of a page's article: the first of its `h1`. Where that is the house's name or a section's («صحيفة المرفأ», «أخبار محلية»), the
 * heading that the page's title has whole. Without a badge set high behind it: «رحيل عازف القانون <sup>مميز</sup>».
 */
export function ownHeading(document: DomDocument, url: string): string | null {
  const first = document.querySelector('h1');
  if (first !== null && wordsOf(first).length >= FEWEST_WORDS && !leadsHome(first, url)) return textOf(first);
  const title = ` ${wordKeys(plainTitle(document.querySelector('title')?.textContent ?? '')).join(' ')} `;
  const named = [...document.querySelectorAll('h1, h2, h3')].slice(0, MOST).find((heading) => {
    const words = wordsOf(heading);
    return words.length >= FEWEST_WORDS && title.includes(` ${words.join(' ')} `) && !leadsHome(heading, url);
  });
  return textOf(named ?? first);
}

function leadsHome(heading: DomElement, url: string): boolean {
  const link = heading.closest('a') ?? heading.querySelector('a');
  return link !== null && isHome(link.getAttribute('href'), url);
}

function wordsOf(heading: DomElement): readonly string[] {
  return wordKeys(plainTitle(textOf(heading) ?? ''));
}

function textOf(heading: DomElement | null): string | null {
  const text = heading?.textContent?.trim() ?? null;
  const badge = heading?.querySelector('sup')?.textContent?.trim() ?? '';
  return text !== null && /\p{L}{3}/u.test(badge) && text.endsWith(badge) ? text.slice(0, -badge.length) : text;
}
