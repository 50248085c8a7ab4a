import { remembered } from '../text/index.ts';
import { isFinished, isListed } from './kind.ts';
import { asksAndAnswers, beginnings, isProse, type Page, SHORTEST_TITLE, takenUp } from './page.ts';

/** The words of the paragraphs that stay. */
export class Rest {
  private readonly sets: readonly ReadonlySet<string>[];
  private readonly counts = new Map<string, number>();
  private readonly title: ReadonlySet<string>;
  /** Enough text that a paragraph's sharing nothing with it tells something. */
  readonly tells: boolean;
  /** Enough that a line's does which is as long as a title. */
  readonly tellsTitles: boolean;
  /** Most lines, those of pictures apart, are short: the article is a list, a recipe or verse. */
  readonly listed: boolean;
  /** Nearly every paragraph ends with a stop. */
  readonly finishes: boolean;
  /** Several short lines stand over paragraphs, so that another may be one of them. */
  readonly headed: boolean;
  /** Several lines too short for a title stand over paragraphs: sections of the article («النشأة», «الأثر الاقتصادي»). */
  readonly sectioned: boolean;
  /** Questions stand over their answers. */
  readonly interview: boolean;
  private readonly page: Page;
  /** Share (0–1) of the text that ends with each line. */
  private readonly ends: readonly number[];

  constructor(page: Page) {
    const { texts, reasons } = page;
    this.page = page;
    this.title = beginnings(page.title);
    this.sets = texts.map((text, at) => (reasons[at] === null ? toldOf(text) : NONE));
    for (const set of this.sets) for (const word of set) this.counts.set(word, (this.counts.get(word) ?? 0) + 1);
    const open = texts.filter((_, at) => reasons[at] === null);
    const prose = open.filter(isProse).length;
    this.tellsTitles = prose >= 4 && this.counts.size >= 60;
    this.tells = prose >= 8 && this.counts.size >= 120;
    this.finishes = open.filter((text) => isProse(text) && isFinished(text)).length > prose * 0.85;
    this.headed =
      open.filter(
        (text, i) => i > 0 && !isProse(text) && isProse(open[i + 1] ?? '') && takenUp(text, open[i + 1] ?? '') > 0.25,
      ).length >= 3;
    this.sectioned =
      open.filter((text, i) => i > 0 && isSectionName(text) && isProse(open[i + 1] ?? '')).length >= SECTIONS;
    this.interview = asksAndAnswers(page);
    const total = open.reduce((sum, text) => sum + text.length, 0);
    let length = 0;
    this.ends = texts.map((text, at) => {
      if (reasons[at] === null) length += text.length;
      return length / Math.max(1, total);
    });
    const captions = open.filter((text) => page.captions.has(text) && !isProse(text)).length;
    this.listed = open.length - captions - prose > prose;
  }

  words(at: number): ReadonlySet<string> {
    return this.sets[at] ?? NONE;
  }

  /** A section's name over its text, what the page puts between them looked through. */
  headsSection(at: number): boolean {
    if (!this.sectioned || !isSectionName(this.page.texts[at] ?? '')) return false;
    const below = this.page.texts.find((_, i) => i > at && this.page.reasons[i] === null);
    return below !== undefined && isProse(below);
  }

  /** Share (0–1) of the words at `at` that stand elsewhere; a title and the text under it are looked at together. */
  shared(at: number): number {
    const own = this.words(at);
    if (own.size === 0) return 0;
    const prose = isProse(this.page.texts[at] ?? '');
    const beside = prose ? at - 1 : at + 1;
    const paired = isProse(this.page.texts[beside] ?? '') !== prose ? this.words(beside) : NONE;
    let shared = 0;
    for (const word of own)
      if (this.title.has(word) || (this.counts.get(word) ?? 0) - 1 - (paired.has(word) ? 1 : 0) > 0) shared++;
    return shared / own.size;
  }

  /** Share (0–1) of the words at `at` that stand in the title or in a line above: what a site says at its end is alike, and not the article's. */
  sharedAbove(at: number): number {
    const own = [...this.words(at)];
    const above = new Set(this.sets.slice(0, at).flatMap((set) => [...set]));
    return own.filter((word) => this.title.has(word) || above.has(word)).length / Math.max(1, own.length);
  }

  /** Whether two lines have a word in common. */
  have(at: number, other: number): boolean {
    return [...this.words(at)].some((word) => this.words(other).has(word));
  }

  /** Whether little of the text stands below. */
  isLate(at: number): boolean {
    return (this.ends[at] ?? 0) > 0.6;
  }

  /** A line that stays and is no running text. */
  isShort(at: number): boolean {
    const text = this.page.texts[at];
    return text !== undefined && this.page.reasons[at] === null && !isProse(text) && !isListed(text);
  }
}

/** Fewer short lines over paragraphs may be the page's. */
const SECTIONS = 3;

function isSectionName(text: string): boolean {
  const { size } = toldOf(text);
  return size > 0 && size < SHORTEST_TITLE && !isProse(text) && !isListed(text) && !/\d/.test(text);
}

/** The beginnings of a line's meaning words, figures left out. */
const toldOf = remembered(
  (text): ReadonlySet<string> => new Set([...beginnings(text)].filter((word) => !/\d/.test(word))),
);

const NONE: ReadonlySet<string> = new Set();
