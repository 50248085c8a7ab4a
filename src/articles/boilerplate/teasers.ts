import { isDateline } from '../dateline/index.ts';
import { goesOn, normalise } from '../text/index.ts';
import { hasDate } from './byline.ts';
import type { Cohesion } from './cohesion.ts';
import { isFinished, isTitleLike, runsOn } from './kind.ts';
import { isCounted } from './numbered.ts';
import { followsTitle, hasSeveralSentences } from './openings.ts';
import {
  asksAndAnswers,
  beginnings,
  cohesionOf,
  isExcerptOf,
  isProse,
  isQuestion,
  isTimedPost,
  type Page,
  type RemovalReason,
  SHORTEST_TITLE,
  TITLE_TAKEN_UP,
  takenUp,
} from './page.ts';
import { stampedPosts } from './stamped-posts.ts';
import { opensForeignTail } from './tail.ts';

/** Lists and teasers of other stories: what stands under a label, and what stands around a byline with a date. */
export function markTeasers(page: Page): void {
  const { texts, reasons, title } = page;
  const cohesion = cohesionOf(page);
  const total = texts.reduce((sum, text, index) => sum + (reasons[index] === null ? text.length : 0), 0);
  const interview = asksAndAnswers(page);
  let seen = 0;
  let told = false;
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? '';
    const reason = reasons[at] ?? null;
    if (reason === null) {
      seen += text.length;
      told ||= isProse(text);
      continue;
    }
    const dated = reason === 'byline' && hasDate(normalise(text));
    const listed = reason === 'label' || reason === 'empty-list';
    if ((!dated && !listed) || (dated && (followsTitle(at, page) || stampedPosts(page).has(at + 1)))) continue;
    const rest = total - seen;
    if (seen > 0 && listed && opensForeignTail(at, rest / Math.max(1, total), page)) {
      for (let i = at + 1; i < texts.length; i++) reasons[i] ??= 'teaser';
      return;
    }
    const inTail = seen > 0 && rest < total * 0.2;
    const atTop = !told;
    const { unconfirmed } = page;
    const before = atTop ? [...reasons] : null;
    const from = at;
    at = consumeTeasers(from, {
      texts,
      reasons,
      unconfirmed,
      cohesion,
      inTail,
      listed,
      total,
      title,
      interview,
      atTop,
    });
    if (before !== null) keepOnlyText(from, before, page);
  }
}

/** Characters of a title; of 660 one has a few more. */
const LONGEST_TITLE = 110;

/** A page whose text would all go with the list at its top had no list that long: from the first paragraph on it is the article. */
function keepOnlyText(from: number, before: Page['reasons'], { texts, reasons }: Page): void {
  const isText = (text: string): boolean => isProse(text) || text.length > LONGEST_TITLE;
  if (texts.some((text, at) => reasons[at] === null && isText(text))) return;
  const first = texts.findIndex((text, at) => at > from && before[at] === null && isText(text));
  if (first < 0) return;
  for (let at = first; at < texts.length; at++) reasons[at] = before[at] ?? null;
}

interface TeaserContext {
  readonly texts: readonly string[];
  readonly reasons: (RemovalReason | null)[];
  /** Paragraphs that stay and may as well be another story's. */
  readonly unconfirmed: Set<number>;
  readonly cohesion: Cohesion;
  /** Little of the page's text is left, so that a teaser is likelier than the article going on. */
  readonly inTail: boolean;
  /** No running text has come yet. */
  readonly atTop: boolean;
  /** A label of a list stands above, not only a byline. */
  readonly listed: boolean;
  /** The article's own title. */
  readonly title: string;
  /** Short questions are the article's own. */
  readonly interview: boolean;
  /** Characters of text on the page, furniture left out. */
  readonly total: number;
}

/** Longest paragraph, in characters and as a share of the page's text, that may be the teaser of another story. */
const TEASER_LENGTH = { characters: 800, share: 0.4 } as const;

/** Removes the items of other stories that follow index `from`; returns the index of the last line it looked through. */
function consumeTeasers(from: number, context: TeaserContext): number {
  const { texts, reasons, inTail } = context;
  let last = from;
  let titleBefore = false;
  let titleAt: number | null = null;
  let bylineBefore = reasons[from] === 'byline' && !(context.atTop && isArticlesOwnDate(from, context));
  let items = 0;
  let pairs = 0;
  let titles = 0;
  let dated = 0;
  for (let at = from + 1; at < texts.length; at++) {
    const text = texts[at] ?? '';
    const reason = reasons[at] ?? null;
    // The page's own title below a list is where the article begins.
    if (reason === 'title') break;
    if (reason !== null) {
      if (reason === 'byline' && hasDate(normalise(text))) {
        bylineBefore = true;
        if (titleBefore && at - 1 === titleAt) dated++;
      }
      // The date was that card's.
      else if (reason === 'teaser') bylineBefore = false;
      // A list may carry one title twice.
      if (reason === 'repeat' && isTitleLike(text)) {
        titles++;
        titleBefore = true;
        titleAt = at;
      }
      if (reason === 'byline' || reason === 'empty-list' || reason === 'label') last = at;
      continue;
    }
    if (stampedPosts(context).has(at)) break;
    const foreign = isForeign(at, last, context);
    if (context.interview && isQuestion(text) && !inTail && !bylineBefore) break;
    if (context.atTop && signsText(at, context)) break;
    if (isCounted(at, context)) break;
    if (isTitleLike(text) || (!isFinished(text) && text.length < 200 && !runsOn(text))) {
      // The last short line above the article's own text is more likely its heading than a list's last title.
      const next = nextText(texts, reasons, at);
      const headsExcerpt =
        context.atTop &&
        context.listed &&
        next !== null &&
        !isTitleLike(texts[next] ?? '') &&
        belongsToTitle(next, at, context, false);
      const opensOwnText =
        !headsExcerpt && next !== null && !isTitleLike(texts[next] ?? '') && !isForeign(next, at, context);
      if (opensOwnText && (!context.listed && !bylineBefore ? true : items > 0 || inTail === false) && !foreign) break;
      if (!headsExcerpt && !context.listed && !inTail && next !== null && !isForeign(next, at, context)) break;
      reasons[at] = 'teaser';
      titleBefore = true;
      titleAt = at;
      titles++;
      items++;
      last = at;
      continue;
    }
    // Lists carry how other stories open, and none opens with «وقال»; only a date over a title tells an excerpt from mid-text.
    if ((goesOn(text) && !(titleBefore && bylineBefore)) || isTimedPost(at, context)) break;
    // A teaser is a few lines: what fills the page is the article, however little else there is to compare it with.
    if (text.length > TEASER_LENGTH.characters || text.length > context.total * TEASER_LENGTH.share) break;
    // In mid-article a paragraph under linked titles is the article going on, unless a byline or another title frames it.
    const following = nextText(texts, reasons, at);
    // Under titles that had no excerpts comes the article, not the last one's excerpt.
    // So it does under titles that each have their date behind them: the last date is that title's, too.
    const bare =
      titles > 1 && pairs === 0 && (!bylineBefore || dated >= titles) && (!inTail || hasSeveralSentences(text));
    const framed = (bylineBefore && !bare) || inTail || (following !== null && isTitleLike(texts[following] ?? ''));
    // Nor does any open with «ثم جاءت …»: what stands right above that at the page's top is how the article opens, a scene under its own byline.
    if (context.atTop && following !== null && goesOn(texts[following] ?? '')) break;
    const own = takenUp(context.title, text);
    // Under no other story's title, less tells that it is the article's.
    if (own >= (titleBefore ? TITLE_TAKEN_UP : 0.4)) break;
    const stranger =
      context.listed &&
      titleBefore &&
      own === 0 &&
      context.cohesion.tells &&
      (context.cohesion.of(at, new Set([at])) ?? 1) < 0.2;
    const paired = context.atTop
      ? belongsToTitle(at, titleAt, context, bare)
      : context.listed && isExcerptOf(titleAt, at, context, context.cohesion.of(at, new Set([at])));
    // A date alone says nothing of what stands under it: other stories have their title beside theirs.
    if (!context.listed && !isUnderTitle(from, titleAt, context)) {
      if (foreign && !hasSeveralSentences(text)) context.unconfirmed.add(at);
      break;
    }
    if (!(titleBefore || bylineBefore) || !((foreign && framed && !bare) || paired || (stranger && !bare))) break;
    if (titleBefore) pairs++;
    reasons[at] = 'teaser';
    titleBefore = false;
    // One date, one item.
    bylineBefore = false;
    items++;
    last = at;
  }
  if (reasons[from] === 'byline' && items > 0) markTitleAbove(from, context);
  return last;
}

/**
 * Whether another story's title stands under a date at `from`, at `below`, or right over it.
 */
function isUnderTitle(from: number, below: number | null, { texts, reasons }: TeaserContext): boolean {
  const at = below ?? from - 1;
  const text = texts[at] ?? '';
  const isLine = reasons[at] === 'teaser' || (reasons[at] === null && !isProse(text));
  return isLine && beginnings(text).size >= SHORTEST_TITLE;
}

/** Above the article, a date with no title over it and running text right under it is no list's. */
function isArticlesOwnDate(at: number, { texts, reasons }: TeaserContext): boolean {
  const next = nextText(texts, reasons, at);
  const over = texts.slice(0, at).some((_, i) => reasons[i] === null || reasons[i] === 'teaser');
  return !over && next !== null && !isTitleLike(texts[next] ?? '');
}

/** Above the article, an excerpt is told by the linked title over it: it takes that one up more than the article's own. */
function belongsToTitle(
  at: number,
  titleAt: number | null,
  { texts, cohesion, title }: TeaserContext,
  bare: boolean,
): boolean {
  if (titleAt === null) return false;
  const text = texts[at] ?? '';
  const taken = takenUp(texts[titleAt] ?? '', text);
  const own = takenUp(title, text);
  const shared = cohesion.of(at, new Set([at, titleAt])) ?? 1;
  if (shared < 0.1 && !bare) return true;
  if (taken < 0.25 || taken <= own) return false;
  if (shared < 0.5) return true;
  // Two stories of one kind share many words; but then the article's own opening takes up its title far more.
  const best = Math.max(...texts.slice(at + 1, at + 8).map((text) => takenUp(title, text)));
  return own < best * 0.6;
}

/** A teaser's title may stand above its byline. */
function markTitleAbove(byline: number, { texts, reasons, cohesion }: TeaserContext): void {
  const above = byline - 1;
  const text = texts[above];
  if (text === undefined || reasons[above] !== null || !isTitleLike(text)) return;
  const shared = cohesion.of(above, new Set([above]));
  if (shared !== null && shared < 0.3) reasons[above] = 'teaser';
}

/** Whether a line over running text is a dateline, or too short for a title and not taken up by that text: by whom the article was written. */
function signsText(at: number, { texts, reasons }: TeaserContext): boolean {
  const text = texts[at] ?? '';
  const next = texts[at + 1];
  if (next === undefined || reasons[at + 1] !== null || !isProse(next) || isProse(text)) return false;
  return isDateline(text) || (beginnings(text).size < SHORTEST_TITLE && takenUp(text, next) === 0);
}

/** Whether a paragraph speaks of something else than the article; `since` is the first index of its possible company. */
function isForeign(at: number, since: number, { texts, reasons, cohesion, inTail }: TeaserContext): boolean {
  const group = new Set<number>();
  for (let i = since; i < texts.length && i <= at + 1; i++)
    if (reasons[i] === null || reasons[i] === 'teaser') group.add(i);
  group.add(at);
  const shared = cohesion.of(at, group);
  if (shared === null) return inTail;
  // The longer the article, the more words any text shares with it: half of what is usual in it is foreign.
  return shared < Math.max(0.2, cohesion.usual * (inTail ? 0.6 : 0.5));
}

function nextText(texts: readonly string[], reasons: readonly (RemovalReason | null)[], at: number): number | null {
  for (let i = at + 1; i < texts.length; i++) if (reasons[i] === null) return i;
  return null;
}
