import { plainTitle } from '../feeds/plain.ts';
import type { Block } from './article.ts';
import { bodyLength } from './body.ts';
import { isProse } from './boilerplate/page.ts';
import { repeatedShare, wordTriples } from './boilerplate/repeats.ts';
import {
  blocksOfList,
  blocksOfText,
  FEWEST_WORDS,
  insideText,
  isTitle,
  NO_TEXT,
  OTHERS,
  TITLE,
} from './script-blocks.ts';
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
 * more of it. It is the text of what has the page's title, whatever the system calls its fields; of the same text for readers and for
 * searches («body», «plainText») the one in paragraphs.
 *
 * @param shown what was found of the article in the page.
 */
export function scriptText(html: string, title: string, shown: readonly Block[]): readonly Block[] | null {
  const isMissing = bodyLength(shown) === 0 || missesTitle(textsOf(shown), title);
  if (!isMissing && bodyLength(shown) >= WHOLE) return null;
  const texts = new Search(title).textsIn(scriptData(html));
  const [first, ...others] = texts
    .filter(({ blocks, misses, isDirect }) => (isMissing ? isDirect || !misses : holds(blocks, shown)))
    .sort((one, other) => rankOf(one) - rankOf(other) || bodyLength(other.blocks) - bodyLength(one.blocks))
    .map(({ blocks }) => blocks);
  if (first === undefined || bodyLength(first) < bodyLength(shown) * (isMissing ? 1 : TIMES)) return null;
  const whole = others.filter((one) => bodyLength(one) >= bodyLength(first) * SAME && holds(first, one));
  return whole.reduce((best, one) => (one.length > best.length ? one : best), first);
}

/** A text that stands under the page's title. */
interface TitledText {
  readonly blocks: readonly Block[];
  /** Whether its title is the page's word by word, not longer or shorter. */
  readonly isExact: boolean;
  /** Whether what holds it tells that title itself, not something around that. */
  readonly isDirect: boolean;
  /** Whether it takes up nothing of the title. */
  readonly misses: boolean;
}

/** Of several texts the one that takes the title up goes first, then one whose title is just the page's. */
function rankOf({ misses, isExact }: TitledText): number {
  return (misses ? 2 : 0) + (isExact ? 0 : 1);
}

function textsOf(blocks: readonly Block[]): string[] {
  return blocks.map(({ text }) => text);
}

function holds(whole: readonly Block[], part: readonly Block[]): boolean {
  const held = wordTriples(wordKeys(textsOf(whole).join('\n')));
  const words = part.filter(({ text }) => isProse(text)).flatMap(({ text }) => wordKeys(text));
  return repeatedShare(words, held) >= SAME;
}

/** Something in a page's data, and the name of the field that holds it. */
interface Held {
  readonly fields: Fields;
  readonly name: string;
}

/** Looks through a page's data for texts that stand under its title. */
class Search {
  private readonly title: string;
  private readonly words: readonly string[];
  private readonly found: TitledText[] = [];
  private readonly titles = new WeakMap<Fields, readonly string[]>();
  private left: number = MOST.values;

  constructor(title: string) {
    this.title = title;
    this.words = wordKeys(title);
  }

  textsIn(data: readonly unknown[]): TitledText[] {
    for (const one of data) this.walk(one, '', [], 0);
    return this.found;
  }

  private walk(value: unknown, name: string, around: readonly Held[], depth: number): void {
    this.left -= 1;
    if (this.left < 0 || depth > MOST.depth || typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      if (!this.take(name, around, () => blocksOfList(value)))
        for (const one of value) this.walk(one, name, around, depth + 1);
      return;
    }
    const within = [{ fields: value as Fields, name }, ...around];
    for (const [field, one] of Object.entries(value)) {
      const inside = typeof one === 'string' ? insideText(one) : one;
      if (typeof inside !== 'string') this.walk(inside, field, within, depth + 1);
      else if (!NO_TEXT.test(field)) this.take(field, within, () => blocksOfText(inside));
    }
  }

  /** Keeps a text that stands under the page's title. Whether there is one. */
  private take(name: string, around: readonly Held[], read: () => readonly Block[]): boolean {
    const at = OTHERS.test(name) ? -1 : this.titledAt(around);
    const titles = around[at] === undefined ? [] : this.titlesOf(around[at].fields);
    const sames = titles.map((title) => sameness(wordKeys(plainTitle(title)), this.words));
    if (!sames.some((same) => same !== null)) return false;
    const blocks = read();
    if (bodyLength(blocks.filter(({ text }) => isProse(text))) < SHORTEST) return false;
    const misses = missesTitle(textsOf(blocks), this.title);
    this.found.push({ blocks, misses, isDirect: at === 0, isExact: sames.includes('whole') });
    return true;
  }

  /** The place of the nearest around a text that has a title, which is the text's own; -1 where it is in what is another's. */
  private titledAt(around: readonly Held[]): number {
    const at = around.findIndex(({ fields, name }) => OTHERS.test(name) || this.titlesOf(fields).length > 0);
    return at >= 0 && this.titlesOf(around[at]?.fields ?? {}).length > 0 ? at : -1;
  }

  private titlesOf(fields: Fields): readonly string[] {
    const titles = this.titles.get(fields) ?? titlesOf(fields, 0);
    this.titles.set(fields, titles);
    return titles;
  }
}

/** How a title is the page's, which may have the site's name behind it, or a system's a kicker before it; null where it is another. */
function sameness(one: readonly string[], other: readonly string[]): 'whole' | 'part' | null {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (!` ${long.join(' ')} `.includes(` ${short.join(' ')} `)) return null;
  if (short.length === long.length) return 'whole';
  return short.length > FEWEST_WORDS ? 'part' : null;
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
