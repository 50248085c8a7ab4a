import { plainTitle } from '../feeds/plain.ts';
import type { Block } from './article.ts';
import { bodyLength } from './body.ts';
import { isProse } from './boilerplate/page.ts';
import { repeatedShare, wordTriples } from './boilerplate/repeats.ts';
import { blocksOfList, blocksOfText, FEWEST_WORDS, insideText, isTitle, NO_TEXT, TITLE } from './script-blocks.ts';
import { scriptData } from './script-data.ts';
import { wordKeys } from './text/index.ts';
import { missesTitle } from './title-container.ts';

/** Characters of running text that are an article. */
const SHORTEST = 300;
/** A page has found its article where it has so many characters of one; below that, so many times as much in a script are the whole of it. */
const WHOLE = 1_200;
const TIMES = 1.5;
/** Share (0–1) of the page's own running text that the text of a script must hold to be the same article, whole. */
const SAME = 0.7;
/** Values of a page's data that are looked at, and how far within others. */
const MOST = { values: 200_000, depth: 40 } as const;
/** How far below something its title may be told: «headlines: {basic: …}», «promo: {headlines: {headline: …}}». */
const TITLE_DEPTH = 3;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The article's text as the page's scripts hold it, where the page itself has none or only its beginning; null where they have no
 * more of it. It is the text of what has the page's title, whatever the system calls its fields.
 *
 * @param shown what was found of the article in the page.
 */
export function scriptText(html: string, title: string, shown: readonly Block[]): readonly Block[] | null {
  const isMissing = bodyLength(shown) === 0 || missesTitle(textsOf(shown), title);
  if (!isMissing && bodyLength(shown) >= WHOLE) return null;
  const texts = new Search(title).textsIn(scriptData(html));
  const [best] = texts.sort((one, other) => bodyLength(other) - bodyLength(one));
  if (best === undefined || bodyLength(best) < bodyLength(shown) * (isMissing ? 1 : TIMES)) return null;
  return isMissing || holds(best, shown) ? best : null;
}

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.map(({ text }) => text);
}

function holds(whole: readonly Block[], part: readonly Block[]): boolean {
  const held = wordTriples(wordKeys(textsOf(whole).join('\n')));
  const words = part.filter(({ text }) => isProse(text)).flatMap(({ text }) => wordKeys(text));
  return repeatedShare(words, held) >= SAME;
}

/** Looks through a page's data for texts that stand under its title. */
class Search {
  private readonly title: string;
  private readonly found: (readonly Block[])[] = [];
  private left: number = MOST.values;

  constructor(title: string) {
    this.title = title;
  }

  textsIn(data: readonly unknown[]): (readonly Block[])[] {
    for (const one of data) this.walk(one, []);
    return this.found;
  }

  private walk(value: unknown, around: readonly Fields[]): void {
    this.left -= 1;
    if (this.left < 0 || around.length > MOST.depth || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (!this.take(blocksOfList(value), around)) for (const one of value) this.walk(one, around);
      return;
    }
    const fields = value as Fields;
    const within = [fields, ...around];
    for (const [name, one] of Object.entries(fields)) {
      const inside = typeof one === 'string' ? insideText(one) : one;
      if (typeof inside === 'string') this.take(NO_TEXT.test(name) ? [] : blocksOfText(inside), within);
      else this.walk(inside, within);
    }
  }

  /** Keeps a text that stands under the page's title. Whether it is a text at all. */
  private take(blocks: readonly Block[], around: readonly Fields[]): boolean {
    if (bodyLength(blocks.filter(({ text }) => isProse(text))) < SHORTEST) return false;
    if (this.isOwn(around)) this.found.push(blocks);
    return true;
  }

  /** The title nearest to a text is its own. */
  private isOwn(around: readonly Fields[]): boolean {
    for (const fields of around) {
      const titles = titlesOf(fields, 0);
      if (titles.length > 0) return titles.some((title) => isSameTitle(plainTitle(title), this.title));
    }
    return false;
  }
}

/** The page's title may have the site's name behind it, or a system's a kicker before it. */
function isSameTitle(one: string, other: string): boolean {
  const [first, second] = [wordKeys(one), wordKeys(other)];
  const [short, long] = first.length < second.length ? [first, second] : [second, first];
  const isWithin = ` ${long.join(' ')} `.includes(` ${short.join(' ')} `);
  return isWithin && (short.length === long.length || short.length > FEWEST_WORDS);
}

/** Titles of something else: of the site, the section, a picture, or for machines alone. */
const OTHER_TITLE = /site|page|seo|meta|^og|twitter|social|section|categor|image|photo|media|parent|channel|short|sub/i;

/** What says of itself to be the title of something, in its own fields and in those of what it has one of. */
function titlesOf(fields: Fields, depth: number): string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (OTHER_TITLE.test(name)) return [];
    if (typeof value === 'string') return TITLE.test(name) && isTitle(value) ? [value] : [];
    if (typeof value !== 'object' || value === null || Array.isArray(value) || depth >= TITLE_DEPTH) return [];
    return TITLE.test(name) ? Object.values(value).filter(isTitle) : titlesOf(value as Fields, depth + 1);
  });
}
