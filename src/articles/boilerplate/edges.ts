import { goesOn, normalise } from '../text/index.ts';
import { hasFullDate } from './byline.ts';
import type { Cohesion } from './cohesion.ts';
import { isUnderDateline, opensAnotherStory } from './datelined.ts';
import { isFinished, isListed, isTitleLike } from './kind.ts';
import { isLife } from './life.ts';
import {
  bestBelow,
  followsBareTitles,
  followsTitle,
  hasSeveralSentences,
  isInBareList,
  isOpeningScene,
  isOutdone,
  runsOn,
} from './openings.ts';
import { ownLists } from './own-lists.ts';
import {
  asksAndAnswers,
  beginnings,
  beginningsOf,
  closes,
  cohesionOf,
  isExcerptOf,
  isOwnQuestion,
  isProse,
  isQuestion,
  isTimedPost,
  type Page,
  type RemovalReason,
  SHORTEST_TITLE,
  TITLE_TAKEN_UP,
  takenUp,
} from './page.ts';
import { isField, isToldAbove, reasonInHead } from './page-head.ts';
import { stampedPosts } from './stamped-posts.ts';
import { isStoplessAlone } from './stopless.ts';
import { isTicker, isTickerOverText } from './ticker.ts';
import { isUnproven, WHOLE_TITLE } from './unproven.ts';

/** What is found outside the article may not be more than this share of the page's text: else it is the article. */
const LARGEST_EDGE = 0.5;

/**
 * What stands above an article's own opening and below its end without a label: lists of stories with their excerpts,
 * tickers, banners, authors' lives. From either edge inwards each paragraph of running text is asked whether it is
 * another's, until one is the article's own; what lies outside that one goes, its own heading excepted.
 */
export function markEdges(page: Page): void {
  const { texts, reasons } = page;
  if (isStoplessAlone(page)) return;
  const open = texts.flatMap((text, index) => (reasons[index] === null && isProse(text) ? [index] : []));
  const cohesion = cohesionOf(page);
  const size = (indexes: readonly number[]): number =>
    indexes.reduce((sum, at) => sum + (isTicker(texts[at] ?? '') ? 0 : (texts[at]?.length ?? 0)), 0);
  const total = size(open);
  const rows = ownLists(page);

  const printed = reasons.indexOf('title');
  const named = isToldAbove(printed, page, cohesion) ? -1 : printed;
  let first = open.findIndex((at) => at > named && !isAnothers(at, page, cohesion, 'above'));
  // What «وقال …» goes on with is the paragraph right above it.
  while (first > 0 && isGoneOnWith(open[first] ?? 0, texts) && open[first - 1] === (open[first] ?? 0) - 1) first--;
  if (first > 0 && (size(open.slice(0, first)) < total * LARGEST_EDGE || isUnderDateline(open[first] ?? 0, page))) {
    const from = open.findIndex((_, i) => open.slice(i, first).every((one) => isUnproven(one, page)));
    const kept = open.slice(from, first);
    for (const at of kept) page.unconfirmed.add(at);
    markOutside(0, (open[Math.min(from, first)] ?? 0) - 1, page, cohesion);
  } else if (first === 0) markTitlesAbove(whereItOpens(open[0] ?? 0, page), page, cohesion);

  const inner = open.slice(Math.max(0, first));
  const interview = asksAndAnswers(page);
  const answers = (at: number): boolean =>
    reasons[at - 1] === null && isQuestion(texts[at - 1] ?? '') && reasons[at - 2] !== 'byline';
  const last = inner.findLastIndex((at) => (interview && answers(at)) || !isAnothers(at, page, cohesion, 'below'));
  if (last >= 0 && size(inner.slice(last + 1)) < total * LARGEST_EDGE) {
    markTail((inner[last] ?? 0) + 1, page);
  }
  for (const at of rows) reasons[at] = null;
}

/** Share (0–1) of the title's words that tells the article's own text where no other title stands over it. */
const UNDER_NO_TITLE = 0.4;

/** How a program's excerpt ends, and many an author's paragraph. */
const CUT_SHORT = /(?:…|\.{2,})["»”\])]*$/;

/** Whether the running text at `at`, with nothing of the article outside it, is another story's or the page's. */
function isAnothers(at: number, page: Page, cohesion: Cohesion, side: 'above' | 'below'): boolean {
  const { texts, reasons, title } = page;
  const text = texts[at] ?? '';
  const outside = new Set<number>();
  if (side === 'above') for (let i = 0; i <= at; i++) outside.add(i);
  else for (let i = at; i < texts.length; i++) outside.add(i);
  if (isTimedPost(at, page) || (side === 'above' && (introducesList(at, page) || isUnderDateline(at, page))))
    return false;
  // «أعلنت البلدية خفض الرسوم» without a stop, in the title's words: what goes on right below it goes on with the article.
  if (goesOn(text) && reasons[at - 1] === null && takenUp(title, texts[at - 1] ?? '') >= TITLE_TAKEN_UP) return false;
  const own = takenUp(title, text);
  if (side === 'above' && isTickerOverText(at, page, cohesion.of(at, outside) ?? 1)) return true;
  const over = titleOver(at, page);
  if (side === 'below' && over !== null && isListItem(at, over, page)) return true;
  if (own >= (over === null ? UNDER_NO_TITLE : TITLE_TAKEN_UP)) return false;
  if (side === 'below' && opensAnotherStory(at, page)) return true;
  const shared = cohesion.of(at, outside);
  const framed = isFramed(at, page, side);
  const opens = side === 'above' && followsTitle(at, page);
  // Many newsrooms end their own paragraphs in dots: only with a title over it, or a date or a list beside it, are they a program's.
  if (CUT_SHORT.test(text) && framed && !opens && (over !== null || (shared ?? 0) < 0.3)) return true;
  if (side === 'above' && framed && own < 0.2 && (shared ?? 1) < 0.35 && !isOpeningScene(at, page)) {
    if (isOutdone(own, bestBelow(at, page))) return true;
  }
  if (side === 'above' && isTicker(text) && isOutdone(own, bestBelow(at, page))) return true;
  // A scene is no item of a list, and an article's own points take up its title.
  if (side === 'above' && isListed(text) && (shared ?? 0) < 0.35 && isOutdone(own, bestBelow(at, page))) return true;
  // Excerpts are how stories open: «وقال …» goes on with the article, however few its words.
  if (goesOn(text) && !isUnderByline(at, page)) return false;
  if (side === 'below' && followsBareTitles(at, page)) return false;
  const apart = side === 'above' || (over !== null && (reasons[over] ?? reasons[over - 1] ?? null) !== null);
  if (apart && !isSecondTitle(over, page) && isExcerptOf(over, at, page, shared)) return true;
  if (side === 'below' && isLife(text) && (shared ?? 0) < 0.5) return true;
  // Right under its title printed again an article opens, however little its few other words share with it.
  if (opens) return false;
  // Excerpts stand one by one, each under its title.
  if (side === 'above' && (over === null || isInBareList(over, page)) && runsOn(at, page)) return false;
  if (shared === null || !framed || shared >= 0.2 || own >= 0.2) return false;
  return side === 'above' || isUnderForeign(at, over, page);
}

/** Right under the printed title, with words of it: the article's second one, which its opening may take up better. */
function isSecondTitle(at: number | null, { texts, reasons, title }: Page): boolean {
  return at !== null && reasons[at] === null && reasons[at - 1] === 'title' && takenUp(title, texts[at] ?? '') >= OWN;
}

/** Share (0–1) of the title's words that a heading of the article's own has. */
const OWN = 0.25;

/** Below an article: under a list's end, or under a title that it takes up; a label may stand between any two paragraphs. */
function isUnderForeign(at: number, over: number | null, { texts, reasons }: Page): boolean {
  if (over === null) return reasons[at - 1] !== 'label';
  return takenUp(texts[over] ?? '', texts[at] ?? '') > 0;
}

/** Running text right above an article's own list: «اخترنا سبعاً منها» over the seven. */
function introducesList(at: number, { texts, reasons }: Page): boolean {
  const items = [1, 2, 3].map((by) => at + by);
  return items.every((i) => reasons[i] === null && isListed(texts[i] ?? '') && isFinished(texts[i] ?? ''));
}

/** A title, a date or a control stands between this paragraph and the article. */
function isFramed(at: number, page: Page, side: 'above' | 'below'): boolean {
  const { texts, reasons } = page;
  const next = side === 'above' ? at + 1 : at - 1;
  const text = texts[next];
  if (text === undefined || (side === 'above' && isOwnQuestion(next, page))) return false;
  const reason = reasons[next] ?? null;
  // Below, a short line right under the article's own text is a section heading.
  if (reason === null)
    return !isProse(text) && !hasSeveralSentences(text) && (side === 'above' || (reasons[next - 1] ?? null) !== null);
  return (side === 'above' ? FRAMES_ABOVE : FRAMES_BELOW).has(reason);
}

const FRAMES_BELOW: ReadonlySet<RemovalReason> = new Set(['label', 'byline', 'teaser', 'empty-list']);
const FRAMES_ABOVE: ReadonlySet<RemovalReason> = new Set([...FRAMES_BELOW, 'chrome', 'notice', 'separator']);

/** The other story's title above a paragraph, a date or a byline between them looked through. */
function titleOver(at: number, { texts, reasons }: Page): number | null {
  for (let i = at - 1; i >= 0 && i >= at - 3; i--) {
    const reason = reasons[i] ?? null;
    if (reason === 'byline' || reason === 'separator') continue;
    if (reason === 'teaser') return isProse(texts[i] ?? '') ? null : i;
    return reason === null && !isProse(texts[i] ?? '') && !hasSeveralSentences(texts[i] ?? '') ? i : null;
  }
  return null;
}

/**
 * An item of a list below an article that speaks of the same things: its title is known for another story's, or stands by a full
 * date, and its excerpt takes that title up as well as it does the article's.
 */
function isListItem(at: number, over: number, { texts, reasons, title }: Page): boolean {
  const text = texts[at] ?? '';
  const head = texts[over] ?? '';
  if (goesOn(text) || beginnings(head).size < 4) return false;
  const isDate = (i: number): boolean => reasons[i] === 'byline' && hasFullDate(normalise(texts[i] ?? ''));
  if (reasons[over] !== 'teaser' && !isDate(over - 1) && !isDate(over + 1)) return false;
  const taken = takenUp(head, text);
  return taken >= 0.3 && taken >= takenUp(title, text) * 0.8;
}

/** Where an article without stops opens whose first line that is surely running text goes on («ويقول …»): the topmost line over it in the title's words. */
function whereItOpens(at: number, { texts, reasons, title }: Page): number {
  if (!goesOn(texts[at] ?? '')) return at;
  let opening = at;
  for (let i = at - 1; i >= 0 && reasons[i] === null; i--)
    if (takenUp(title, texts[i] ?? '') >= UNDER_NO_TITLE) opening = i;
  return opening;
}

function isGoneOnWith(at: number, texts: readonly string[]): boolean {
  return goesOn(texts[at] ?? '') && !/…["»”\])]*$/.test(texts[at - 1] ?? '');
}

/** A byline stands by the other story's title above. */
function isUnderByline(at: number, page: Page): boolean {
  const over = titleOver(at, page);
  return over !== null && (page.reasons[over - 1] === 'byline' || page.reasons[over + 1] === 'byline');
}

/** Everything up to `end` but a heading of the article's own right above its opening. */
function markOutside(from: number, end: number, page: Page, cohesion: Cohesion): void {
  const { texts, reasons } = page;
  for (let i = from; i <= end; i++) {
    if (reasons[i] !== null) continue;
    if (i === end && !isProse(texts[i] ?? '') && isOwnHeading(i, page, cohesion)) continue;
    reasons[i] = 'teaser';
  }
}

/** Titles of other stories right above an article that opens the page's running text. */
function markTitlesAbove(opening: number, page: Page, cohesion: Cohesion): void {
  const { reasons } = page;
  const posts = stampedPosts(page);
  const short = Array.from({ length: opening }, (_, i) => i).filter((i) => reasons[i] === null && !posts.has(i));
  // Where a list of many lines opens the page and its words return in the text, the list is the article's: what a dish takes.
  const isBreak = (reason: RemovalReason | null): boolean => reason !== null && reason !== 'inline-related';
  const below = short.filter((i) => i > reasons.slice(0, opening).findLastIndex(isBreak));
  const text = beginningsOf(page.texts.filter((_, i) => reasons[i] === null && !below.includes(i)));
  const returning = below.filter((i) => [...beginnings(page.texts[i] ?? '')].some((word) => text.has(word)));
  // What stands right over the first of them is the list's heading.
  const list = below.slice(Math.max(0, below.indexOf(returning[0] ?? -1) - 1));
  const own = new Set(list.length >= 4 && returning.length * 2 > list.length ? list : []);
  // Over the printed title stands the menu, whatever list is under it.
  if (own.size > 0 && !reasons.slice(0, list[0]).includes('title')) return;
  const named = reasons.lastIndexOf('title', opening);
  // Over the printed title, and where none is printed, no other stories stand between the article's own heading and its text.
  let apart = false;
  for (let i = opening - 1; i >= 0; i--) {
    const isTitle = i > named && named >= 0 ? false : beginnings(page.texts[i] ?? '').size >= SHORTEST_TITLE;
    const goes = (apart && isTitle) || isOverTitle(i, named, page) || !isOwnHeading(i, page, cohesion);
    if (own.has(i) || (i === opening - 1 && (isOwnQuestion(i, page) || isField(i, page)))) continue;
    if (reasons[i] === null && !posts.has(i)) reasons[i] = goes ? 'teaser' : reasonInHead(i, page);
    apart ||= reasons[i] === 'teaser' || reasons[i] === 'label';
  }
}

/** A whole title over the printed one, which it does not repeat. */
function isOverTitle(at: number, named: number, { texts, title }: Page): boolean {
  const text = texts[at] ?? '';
  return at < named && beginnings(text).size >= WHOLE_TITLE && takenUp(title, text) < TITLE_TAKEN_UP;
}

/** A short line above the opening is the article's own when it speaks of the same: a kicker, a second title. */
function isOwnHeading(at: number, { texts, title }: Page, cohesion: Cohesion): boolean {
  if (takenUp(title, texts[at] ?? '') >= OWN) return true;
  const shared = cohesion.of(at, new Set([at]));
  return shared === null ? takenUp(texts[at] ?? '', title) > 0 : shared >= 0.4;
}

/** Below the article's last own text: everything that is not its own unfinished line. */
function markTail(from: number, { texts, reasons }: Page): void {
  const prose = texts.slice(from).some((text, i) => reasons[from + i] === null && isProse(text));
  for (let i = from; i < texts.length; i++) {
    // «وسبق لبعض الدول أن دعت إلى الانسحاب»: no title goes on with the sentence before, though no stop ends it.
    if (reasons[i] !== null || (i === from && (closes(texts[i] ?? '') || goesOn(texts[i] ?? '')))) continue;
    if (prose || isTitleLike(texts[i] ?? '')) reasons[i] = 'teaser';
  }
}
