import { singleSpaced } from '../../feeds/plain.ts';
import { isDateline } from '../dateline/index.ts';
import { goesOn, meaningWords, normalise, remembered, segmentSentences } from '../text/index.ts';
import { Cohesion } from './cohesion.ts';
import { isFinished, isHeadingLike, isTitleLike, LONG_LINE, runsOn } from './kind.ts';
import type { LineKind } from './line.ts';
import { stampedPosts } from './stamped-posts.ts';

/** Why a paragraph left: what its form says, or what its neighbours do. */
export type RemovalReason =
  | Exclude<LineKind, 'text'>
  | 'title'
  | 'repeat'
  | 'teaser'
  | 'poll'
  | 'advertisement'
  | 'comment';

export interface RemovedText {
  readonly text: string;
  readonly why: RemovalReason;
}

/** A page's paragraphs in order while they are sorted; `reasons[i]` is null for as long as paragraph i stays. */
export interface Page {
  readonly texts: readonly string[];
  readonly reasons: (RemovalReason | null)[];
  readonly title: string;
  /** Lines that the markup calls a picture's. */
  readonly captions: ReadonlySet<string>;
  /** Paragraphs that stay and may as well be another story's. */
  readonly unconfirmed: Set<number>;
}

/** The cohesion of what still stays. */
export function cohesionOf({ texts, reasons, title }: Page): Cohesion {
  return new Cohesion(
    texts.map((text, index) => (reasons[index] === null ? text : '')),
    title,
  );
}

/** A line normalised and with single blanks, as the rules about words take it. */
export const plainOf = remembered((text) => singleSpaced(normalise(text)));

/**
 * «بدأنا من السقف. كان الماء يتسرب»: a full stop within a line that none ends, and no house's address, nor behind it a picture's credit («… أمس. تصوير
 * فلان»).
 */
const isSeveral = (text: string): boolean => {
  if (text.length <= LONG_LINE || CONTACT.test(plainOf(text))) return false;
  const [first, ...behind] = segmentSentences(text);
  return first?.text.endsWith('.') === true && behind.some((one) => !PICTURES.test(plainOf(one.text)));
};

const PICTURES = /^(?:ال)?(?:صوره|تصوير|عدسه)(?= )/;
const CONTACT = /(?:هاتف|فاكس|تلفون|تليفون|بريد|ص\.ب)\S*\s*[:：]|\d{2,}(?:[ .-]\d{2,}){2}/;

/** Running text, not a heading, another story's title or a dateline alone. */
export const isProse = remembered(
  (text) =>
    !isTitleLike(text) &&
    (isFinished(text) || /[:：]\s*$/.test(text) || text.length >= 120 || runsOn(text) || isSeveral(text)) &&
    !isDateline(text),
);

/** Share (0–1) of a title's meaning words that a paragraph takes up, «لروسيا» for «روسيا» and «مقتل» for «بمقتل» too. */
export function takenUp(title: string, paragraph: string): number {
  const sought = [...beginnings(title)];
  const words = beginnings(paragraph);
  return sought.filter((word) => words.has(word)).length / Math.max(1, sought.length);
}

/** Whether short questions stand over paragraphs of what stays, as in an interview: they are no titles of other stories. */
export function asksAndAnswers({ texts, reasons }: Page): boolean {
  const open = texts.filter((_, at) => reasons[at] === null);
  const asked = open.flatMap((text, at) =>
    isQuestion(text) && isHeadingLike(text) && isProse(open[at + 1] ?? '') ? [at] : [],
  );
  return asked.length >= 2 && asked.some((at) => isProse(open[at - 1] ?? ''));
}

/** A question of an interview or an explainer: what stands over it is its article going on. */
export function isOwnQuestion(at: number, page: Page): boolean {
  return page.reasons[at] === null && isQuestion(page.texts[at] ?? '') && asksAndAnswers(page);
}

export function isQuestion(text: string): boolean {
  return /[؟?]["»”\s]*$/.test(text);
}

/** «18:40 – أعلن …»; without a mark behind it only a whole sentence, as lists of other stories have the hour before a title: «18:40 أعلن ….» */
const TIMED = /^\s*\d{1,2}[:.]\d{2}\s*(?:ص|م)?(?:\s*[-–—|]\s*\p{L}|\s+\p{L}.*[.!؟]["»”)]*\s*$)/u;

/** «18:40 – أعلن …», one of several such paragraphs, or a line under such an hour: a post of an article that is told by the hour. */
export function isTimedPost(at: number, page: Pick<Page, 'texts' | 'reasons' | 'title'>): boolean {
  const { texts, reasons } = page;
  return (
    (TIMED.test(texts[at] ?? '') &&
      texts.filter((text, i) => reasons[i] === null && TIMED.test(text)).length >= TIMED_POSTS) ||
    stampedPosts(page).has(at)
  );
}

/** What its own form says is the article: it goes on with the sentence before («وقال …»), or is a post of an article told by the hour. */
export function continuesArticle(at: number, page: Pick<Page, 'texts' | 'reasons' | 'title'>): boolean {
  const text = page.texts[at] ?? '';
  return goesOn(text) || closes(text) || isTimedPost(at, page);
}

/** How an article ends: in a line of its own («فهل من يسمع؟», «النتيجة: زائف»), or with what was before («يذكر أن …»). */
export function closes(text: string): boolean {
  return REMARKS.test(plainOf(text)) || (text.length < 100 && CLOSES.test(normalise(text)));
}

const CLOSES =
  /^(?:[فو](?:هل|من|ما|ماذا|لماذا|متي|كيف|اين|الي متي) .{3,80}؟$|(?:النتيجه|الخلاصه|الحكم|التقييم) ?: ?\S)/;

/** «يذكر أن …», «للإشارة، …»: an agency's last paragraph, which tells what was before. */
const REMARKS =
  /^(?:(?:يذكر|يشار الي|تجدر الاشاره الي|(?:ال)?جدير بالذكر|من الجدير بالذكر) [اب]?ان(?:ه|ها)? |(?:للاشاره|للتذكير)[،, ])/;

/** Fewer paragraphs with a time of day at their head are another page's. */
const TIMED_POSTS = 3;

/** A paragraph that takes up so much (0–1) of the page's title is the article's, wherever it stands. */
export const TITLE_TAKEN_UP = 0.6;

/** The first four letters of each meaning word without the preposition joined to it. */
export const beginnings = remembered(
  (text): ReadonlySet<string> =>
    new Set([...meaningWords(text)].map((stem) => (stem.length > 4 ? stem.replace(/^[بلكف]/, '') : stem).slice(0, 4))),
);

/** Those of several lines. */
export function beginningsOf(texts: readonly string[]): ReadonlySet<string> {
  return new Set(texts.flatMap((text) => [...beginnings(text)]));
}

/** Fewest meaning words of a story's title: a section heading has fewer. */
export const SHORTEST_TITLE = 4;

/**
 * Whether the paragraph at `at` is the excerpt under another story's title at `above`: it takes that title up, and far more
 * than the article's own. `shared` is the paragraph's cohesion with the article.
 */
export function isExcerptOf(
  above: number | null,
  at: number,
  { texts, title }: Pick<Page, 'texts' | 'title'>,
  shared: number | null,
): boolean {
  const over = above === null ? '' : (texts[above] ?? '');
  const text = texts[at] ?? '';
  if (meaningWords(over).size < SHORTEST_TITLE) return false;
  const taken = takenUp(over, text);
  return taken >= 0.3 && taken > takenUp(title, text) * 1.5 && takenUp(title, over) < 0.4 && (shared ?? 0) < 0.7;
}
