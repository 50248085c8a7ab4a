import { isLife } from './edges.ts';
import { isFinished, isListed } from './kind.ts';
import { isOpeningScene } from './openings.ts';
import {
  asksAndAnswers,
  beginnings,
  continuesArticle,
  isExcerptOf,
  isProse,
  isQuestion,
  type Page,
  plainOf,
  type RemovalReason,
  takenUp,
} from './page.ts';
import { pageSpeech } from './speech.ts';
import { NARRATING, TELLING } from './speech-words.ts';

/**
 * Marks what stays between the page's own lines in mid-article and has nothing to do with the article: titles of other stories
 * with their excerpts, what a box says under its heading, tables of rates and results. A paragraph is compared with all others,
 * by the first letters of its meaning words. In 7,600 paragraphs of news articles of some length, apart from those that go on with the
 * sentence before, 4 share nothing with the rest of their own, and 30 % of those of other articles; under 15 % share 3 and 77 %.
 */
export function markStrays(page: Page): void {
  for (let pass = 0; pass < PASSES; pass++) if (!markOnce(page)) return;
}

/** What has gone tells of its neighbours; further than this it does not reach. */
const PASSES = 6;

function markOnce(page: Page): boolean {
  const { texts, reasons } = page;
  const rest = new Rest(page);
  const strays = texts.flatMap((_, at) => (reasons[at] === null && isStray(at, page, rest) ? [at] : []));
  for (const at of strays) reasons[at] = 'teaser';
  return strays.length > 0;
}

function isStray(at: number, page: Page, rest: Rest): boolean {
  const { texts } = page;
  const text = texts[at] ?? '';
  const words = rest.words(at).size;
  // What stands under a link to another story is the article going on.
  const above = isPages(at - 1, page) && !(isProse(text) && page.reasons[at - 1] === 'inline-related');
  const below = isPages(at + 1, page);
  const shared = rest.shared(at);
  if (continuesArticle(at, page)) return false;
  if (!isProse(text)) {
    if (rest.interview && isQuestion(text) && page.reasons[at - 1] !== 'byline') return false;
    if (isOddLine(at, page, rest)) return true;
    if (above && below) return shared === 0 || (rest.tells && words >= TITLE && shared < LITTLE);
    const beside = above || below;
    if (isListed(text)) return false;
    const company = rest.isShort(at - 1) || rest.isShort(at + 1);
    if (company && !rest.listed && (words >= TITLE ? rest.tells && shared < 0.3 : shared === 0 && /\d/.test(text)))
      return true;
    if (rest.tellsTitles && words >= TITLE) {
      if (shared === 0 && (beside || !isQuestion(text))) return true;
      return beside && shared < LITTLE;
    }
    // A heading of the article's own stands right above its text.
    const heads =
      page.reasons[at + 1] === null && isProse(texts[at + 1] ?? '') && (words < TITLE || rest.have(at, at + 1));
    return beside && shared === 0 && !heads && !rest.listed && words > 0;
  }
  if (words < FEWEST || isListed(text) || SPOKEN.test(text)) return false;
  if (isOpeningScene(at, page)) return false;
  if (rest.isLate(at) && shared < 0.2 && isLife(text)) return true;
  if (above && below && shared < 0.25 && text.length < 160 && rest.tells && !tellsStory(text)) return true;
  if (above && isExcerptOf(at - 1, at, page, shared) && shared < 0.3) return true;
  if (above && below && shared === 0 && text.length < 300)
    return rest.tells || (!tellsStory(text) && (text.length < 100 || pageSpeech(plainOf(text)) > 0));
  if (!rest.tells) return false;
  if (shared === 0) return above || below || words >= ENOUGH;
  return shared < LITTLE && above && (below || page.reasons[at - 1] === 'teaser');
}

/**
 * A line as long as a title and ended by no stop, in an article that ends its paragraphs, which nothing below takes up: another
 * story's title, or what is written under a picture, however many words it shares with the article. In 600 articles 54 of 336
 * lines between two paragraphs are so; all but six were their source's links to other stories.
 */
function isOddLine(at: number, page: Page, rest: Rest): boolean {
  const { texts, reasons, title } = page;
  const text = texts[at] ?? '';
  if (!rest.tellsTitles || !rest.finishes || rest.interview || rest.listed || isListed(text)) return false;
  if (beginnings(text).size < ODD.words || takenUp(title, text) >= ODD.title) return false;
  const above = reasons[at - 1] === null ? isProse(texts[at - 1] ?? '') : isPages(at - 1, page);
  const below = reasons[at + 1] === null ? isProse(texts[at + 1] ?? '') : isPages(at + 1, page);
  if (!above || !below) return false;
  const next = texts.slice(at + 1, at + 6).filter((_, i) => reasons[at + 1 + i] === null);
  const taken = Math.max(...next.slice(0, 3).map((one) => takenUp(text, one)));
  return taken < (rest.headed ? ODD.takenWhereHeaded : ODD.taken);
}

/** «كنا نزرع الدخان»، يقول أبو حسن: somebody of the story speaks. */
const SPOKEN =
  /^\s*[«"“][^»"”]{10,}[»"”]\s*[،,]?\s*(?:[يت]قول|قالت?|[يت]ضيف|[يت]روي|[يت]تذكر|[يت]شرح|[يت]ردد)(?!\p{L})/u;

/** Meaning words, and shares (0–1) of them: that the page's title has, and that a paragraph below takes up; where an article has headings, less. */
const ODD = { words: 6, title: 0.6, taken: 0.25, takenWhereHeaded: 0.15 } as const;

/** Meaning words of another story's title, of a paragraph that can be compared, and of one that can be without a neighbour's help. */
const TITLE = 4;
const FEWEST = 4;
const ENOUGH = 8;
/** Less than this share (0–1) of its words with the rest is next to nothing. */
const LITTLE = 0.15;

/** What stands at `at` was the page's own or another story's; a title or a pull quote is the article's. */
function isPages(at: number, { reasons }: Page): boolean {
  const reason = reasons[at] ?? null;
  return reason !== null && !THE_ARTICLES.has(reason);
}
const THE_ARTICLES: ReadonlySet<RemovalReason> = new Set(['title', 'repeat', 'separator', 'credit']);

function tellsStory(text: string): boolean {
  const plain = plainOf(text);
  return TELLING.test(plain) || NARRATING.test(plain);
}

/** The words of the paragraphs that stay. */
class Rest {
  private readonly sets: readonly ReadonlySet<string>[];
  private readonly counts = new Map<string, number>();
  private readonly title: ReadonlySet<string>;
  /** Enough text that a paragraph's sharing nothing with it tells something. */
  readonly tells: boolean;
  /** Enough that a line's does which is as long as a title. */
  readonly tellsTitles: boolean;
  /** Most lines are short: the article is a list, a recipe or verse. */
  readonly listed: boolean;
  /** Nearly every paragraph ends with a stop. */
  readonly finishes: boolean;
  /** Several short lines stand over paragraphs, so that another may be one of them. */
  readonly headed: boolean;
  /** Questions stand over their answers. */
  readonly interview: boolean;
  private readonly page: Page;
  /** Share (0–1) of the text that ends with each line. */
  private readonly ends: readonly number[];

  constructor(page: Page) {
    const { texts, reasons } = page;
    this.page = page;
    this.title = beginnings(page.title);
    this.sets = texts.map((text, at) => (reasons[at] === null ? meaningWords(text) : NONE));
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
    this.interview = asksAndAnswers(page);
    const total = open.reduce((sum, text) => sum + text.length, 0);
    let length = 0;
    this.ends = texts.map((text, at) => {
      if (reasons[at] === null) length += text.length;
      return length / Math.max(1, total);
    });
    this.listed = open.length - prose > prose;
  }

  words(at: number): ReadonlySet<string> {
    return this.sets[at] ?? NONE;
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

function meaningWords(text: string): ReadonlySet<string> {
  return new Set([...beginnings(text)].filter((word) => !/\d/.test(word)));
}

const NONE: ReadonlySet<string> = new Set();
