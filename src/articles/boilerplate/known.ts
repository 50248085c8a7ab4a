import { wordKeys } from '../text/index.ts';
import { linesOf } from './lines.ts';
import { type Page, takenUp } from './page.ts';

/** What other pages of the same house tell of a page's lines; each by its `lineKey`. */
export interface KnownLines {
  /** Titles of other stories. */
  readonly titles: ReadonlySet<string>;
  /** What the site says on many pages. */
  readonly ofTheSite: ReadonlySet<string>;
}

/** A line by its words alone. */
export const lineKey = (text: string): string => wordKeys(text).join(' ');

/** Words of a title by which it is known again: a heading in mid-article may have fewer. */
const TITLE_WORDS = 4;

/** Whether a title, by its key, has words enough to be known again as a line of another page. */
export function isTellingTitle(key: string): boolean {
  return key.split(' ').length >= TITLE_WORDS;
}

/** The lines of a page that are short enough to be its site's, by their keys. */
export function siteLines(paragraphs: readonly string[]): Map<string, string> {
  const lines = new Map<string, string>();
  for (const { text } of linesOf(paragraphs)) {
    if (text.length > SITE_CHARACTERS) continue;
    const words = wordKeys(text);
    if (words.length > 0 && words.length <= SITE_WORDS) lines.set(words.join(' '), text.trim());
  }
  return lines;
}
/** Words of a line that a site repeats; a longer one may be the background that an agency gives under all its stories. */
const SITE_WORDS = 25;
/** Characters above which a line surely has more words than that. */
const SITE_CHARACTERS = SITE_WORDS * 15;
/** A line is the site's when so many articles have it, and this share of them: «ولم تتبنّ أي جهة الهجوم» stands in several. */
const SITE_ARTICLES = { least: 4, share: 0.01 } as const;
/** Articles whose lines are learnt, and titles that are: a site repeats itself early, and memory stays bounded. */
const LEARNT = { articles: 2_000, titles: 50_000 } as const;

/** An article's opening stands as an excerpt on many other pages. It takes up so much of its title; a site's line does not. */
const OWN = 0.3;

/** Learns from many pages of one house which lines are none of a single article's. */
export class LineLearner {
  readonly #titles = new Set<string>();
  readonly #articlesWith = new Map<string, number>();
  #articles = 0;

  /** Of pages under one title only the first counts: they are one story told again. */
  add(page: { readonly title: string; readonly paragraphs: readonly string[] }): void {
    const title = lineKey(page.title);
    if (title === '' || this.#titles.has(title) || this.#titles.size >= LEARNT.titles) return;
    this.#titles.add(title);
    if (this.#articles >= LEARNT.articles) return;
    this.#articles += 1;
    for (const line of siteLines(page.paragraphs).keys())
      this.#articlesWith.set(line, (this.#articlesWith.get(line) ?? 0) + 1);
  }

  get known(): KnownLines {
    const least = Math.max(SITE_ARTICLES.least, this.#articles * SITE_ARTICLES.share);
    return {
      titles: new Set([...this.#titles].filter(isTellingTitle)),
      ofTheSite: new Set([...this.#articlesWith].filter(([, articles]) => articles >= least).map(([line]) => line)),
    };
  }
}

/** What is known from other pages; the page's own title is judged elsewhere. */
export function markKnown({ texts, reasons, title }: Page, known: KnownLines): void {
  const own = lineKey(title);
  texts.forEach((text, index) => {
    if (reasons[index] !== null || text.length > SITE_CHARACTERS) return;
    const line = lineKey(text);
    if (line === own) return;
    if (known.titles.has(line)) reasons[index] = 'teaser';
    else if (known.ofTheSite.has(line) && takenUp(title, text) < OWN) reasons[index] = 'chrome';
  });
}
