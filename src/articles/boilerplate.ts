import type { Block } from './article.ts';
import { Cohesion } from './boilerplate/cohesion.ts';
import { blockKind, isFinished, isHeadingLike } from './boilerplate/kind.ts';
import { hasDate, type LineKind, lineKind, withoutShortcodes } from './boilerplate/line.ts';
import { repeatedParagraphs, repeatedShare, wordKeys, wordTriples } from './boilerplate/repeats.ts';
import { contentStems, normalise, segmentSentences } from './text/index.ts';

/** Why a paragraph left: what its form says, or what its neighbours do. */
export type RemovalReason = Exclude<LineKind, 'text'> | 'title' | 'repeat' | 'teaser';

export interface RemovedText {
  readonly text: string;
  readonly why: RemovalReason;
}

export interface CleanedParagraphs {
  readonly kept: Block[];
  readonly removed: RemovedText[];
}

/**
 * Parts an article's own paragraphs from the page around them, by general rules of form, place and vocabulary:
 * shortcodes, tracker leavings, calls to subscribe, buttons, labels of most-read and related lists with the titles and
 * teasers under them, bylines and dates, notices, the title again, pull quotes that repeat the body. `paragraphs` are
 * plain text in page order; a line break inside one parts it. Nothing is invented: each kept text is a paragraph as
 * given, at most without its shortcodes or a call to action at its edge.
 */
export function cleanParagraphs(paragraphs: readonly string[], context: { title: string }): CleanedParagraphs {
  const lines = paragraphs
    .flatMap((paragraph) => paragraph.split(/[\r\n\u2028\u2029]+/))
    .filter((line) => line.trim() !== '');
  const reasons: (RemovalReason | null)[] = lines.map(reasonAlone);
  const texts = lines.map((line) => tidy(withoutShortcodes(line)));

  markTitle(texts, reasons, context.title);
  markRepeats(texts, reasons);
  markTeasers(texts, reasons, context.title);

  const kept: Block[] = [];
  const removed: RemovedText[] = [];
  texts.forEach((text, index) => {
    const why = reasons[index] ?? null;
    if (why !== null) {
      removed.push({ text: lines[index] ?? text, why });
      return;
    }
    const edges = withoutEdgeFurniture(text);
    removed.push(...edges.removed);
    if (edges.text !== '') kept.push({ kind: blockKind(edges.text), text: edges.text });
  });
  return { kept: settleHeadings(kept), removed };
}

function reasonAlone(line: string): RemovalReason | null {
  const kind = /^\s*\p{N}{1,3}\s*[.)-]?\s*$/u.test(line) ? 'separator' : lineKind(line);
  return kind === 'text' ? null : kind;
}

function tidy(text: string): string {
  return text
    .replace(/[\u200B\uFEFF]/g, '')
    .replace(/[ \t\u00A0]{2,}/g, ' ')
    .trim();
}

/** The title again, alone or with the site's name behind it. */
function markTitle(texts: readonly string[], reasons: (RemovalReason | null)[], title: string): void {
  const titleWords = wordKeys(title);
  if (titleWords.length === 0) return;
  const titleTriples = wordTriples(titleWords);
  const joined = titleWords.join(' ');
  texts.forEach((text, index) => {
    if (reasons[index] !== null) return;
    const words = wordKeys(text);
    if (words.join(' ') === joined) reasons[index] = 'title';
    else if (
      !isFinished(text) &&
      words.length <= titleWords.length + 4 &&
      words.length >= 4 &&
      repeatedShare(words, titleTriples) >= 0.8
    ) {
      reasons[index] = 'title';
    }
  });
}

/** Lists and teasers of other stories: what stands under a label, and what stands around a byline with a date. */
function markTeasers(texts: readonly string[], reasons: (RemovalReason | null)[], title: string): void {
  const cohesion = new Cohesion(
    texts.map((text, index) => (reasons[index] === null ? text : '')),
    title,
  );
  const total = texts.reduce((sum, text, index) => sum + (reasons[index] === null ? text.length : 0), 0);
  let seen = 0;
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? '';
    const reason = reasons[at] ?? null;
    if (reason === null) {
      seen += text.length;
      continue;
    }
    const dated = reason === 'byline' && hasDate(normalise(text));
    const listed = reason === 'label' || reason === 'empty-list';
    if (!dated && !listed) continue;
    const rest = total - seen;
    if (seen > 0 && rest < total * 0.35 && reason === 'label' && opensForeignTail(at, texts, reasons)) {
      for (let i = at + 1; i < texts.length; i++) reasons[i] ??= 'teaser';
      return;
    }
    const inTail = seen > 0 && rest < total * 0.2;
    at = consumeTeasers(at, { texts, reasons, cohesion, inTail, listed, total, title, atTop: seen === 0 });
  }
}

/** A label over nothing («No posts»), or over another story's byline and date, is where the article has ended. */
function opensForeignTail(
  label: number,
  texts: readonly string[],
  reasons: readonly (RemovalReason | null)[],
): boolean {
  for (let at = label + 1; at < texts.length; at++) {
    const reason = reasons[at] ?? null;
    if (reason === 'empty-list') return true;
    if (reason === 'byline') return hasDate(normalise(texts[at] ?? ''));
    if (reason === null) return false;
  }
  return false;
}

interface TeaserContext {
  readonly texts: readonly string[];
  readonly reasons: (RemovalReason | null)[];
  readonly cohesion: Cohesion;
  /** Little of the page's text is left, so that a teaser is likelier than the article going on. */
  readonly inTail: boolean;
  /** None of the article's own text has come yet. */
  readonly atTop: boolean;
  /** A label of a list stands above, not only a byline. */
  readonly listed: boolean;
  /** The article's own title. */
  readonly title: string;
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
  let bylineBefore = reasons[from] === 'byline';
  let items = 0;
  for (let at = from + 1; at < texts.length; at++) {
    const text = texts[at] ?? '';
    const reason = reasons[at] ?? null;
    if (reason !== null) {
      if (reason === 'byline' && hasDate(normalise(text))) bylineBefore = true;
      if (reason === 'byline' || reason === 'empty-list' || reason === 'label') last = at;
      continue;
    }
    const foreign = isForeign(at, last, context);
    if (isHeadingLike(text) || (!isFinished(text) && text.length < 200)) {
      // The last short line above the article's own text is more likely its heading than a list's last title.
      const next = nextText(texts, reasons, at);
      const headsExcerpt =
        context.atTop &&
        context.listed &&
        next !== null &&
        !isHeadingLike(texts[next] ?? '') &&
        belongsToTitle(next, at, context);
      const opensOwnText =
        !headsExcerpt && next !== null && !isHeadingLike(texts[next] ?? '') && !isForeign(next, at, context);
      if (opensOwnText && (!context.listed && !bylineBefore ? true : items > 0 || inTail === false) && !foreign) break;
      if (!headsExcerpt && !context.listed && !inTail && next !== null && !isForeign(next, at, context)) break;
      reasons[at] = 'teaser';
      titleBefore = true;
      titleAt = at;
      items++;
      last = at;
      continue;
    }
    // A teaser is a few lines: what fills the page is the article, however little else there is to compare it with.
    if (text.length > TEASER_LENGTH.characters || text.length > context.total * TEASER_LENGTH.share) break;
    // In mid-article a paragraph under linked titles is the article going on, unless a byline or another title frames it.
    const following = nextText(texts, reasons, at);
    const framed = bylineBefore || inTail || (following !== null && isHeadingLike(texts[following] ?? ''));
    const paired = context.atTop && belongsToTitle(at, titleAt, context);
    if (!(titleBefore || bylineBefore) || !((foreign && framed) || paired)) break;
    reasons[at] = 'teaser';
    titleBefore = false;
    items++;
    last = at;
  }
  if (reasons[from] === 'byline' && items > 0) markTitleAbove(from, context);
  return last;
}

/** Above the article, an excerpt is told by the linked title over it: it takes that one up more than the article's own. */
function belongsToTitle(at: number, titleAt: number | null, { texts, cohesion, title }: TeaserContext): boolean {
  if (titleAt === null) return false;
  const words = new Set(contentStems(texts[at] ?? ''));
  const taken = takenUp(texts[titleAt] ?? '', words);
  const own = takenUp(title, words);
  const shared = cohesion.of(at, new Set([at, titleAt])) ?? 1;
  if (shared < 0.1) return true;
  if (taken < 0.25 || taken <= own) return false;
  if (shared < 0.5) return true;
  // Two stories of one kind share many words; but then the article's own opening takes up its title far more.
  const best = Math.max(...texts.slice(at + 1, at + 8).map((text) => takenUp(title, new Set(contentStems(text)))));
  return own < best * 0.6;
}

/** Share (0–1) of a title's meaning words that a paragraph has too. */
function takenUp(title: string, words: ReadonlySet<string>): number {
  const stems = contentStems(title);
  return stems.filter((stem) => words.has(stem)).length / Math.max(1, stems.length);
}

/** A teaser's title may stand above its byline. */
function markTitleAbove(byline: number, { texts, reasons, cohesion }: TeaserContext): void {
  const above = byline - 1;
  const text = texts[above];
  if (text === undefined || reasons[above] !== null || !isHeadingLike(text)) return;
  const shared = cohesion.of(above, new Set([above]));
  if (shared !== null && shared < 0.3) reasons[above] = 'teaser';
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

function markRepeats(texts: readonly string[], reasons: (RemovalReason | null)[]): void {
  const open = texts.map((text, index) => (reasons[index] === null ? text : ''));
  for (const index of repeatedParagraphs(open)) reasons[index] = 'repeat';
}

const EDGE_FURNITURE: ReadonlySet<LineKind> = new Set([
  'call-to-action',
  'inline-related',
  'notice',
  'label',
  'shortcode',
  'link',
]);

/** Takes whole sentences that are furniture off the end of a paragraph: «… عام 2008. اشتركوا في نشرتنا هنا!». */
function withoutEdgeFurniture(text: string): { text: string; removed: RemovedText[] } {
  const removed: RemovedText[] = [];
  const sentences = segmentSentences(text);
  let from = 0;
  let to = sentences.length;
  while (to - from > 1) {
    const last = sentences[to - 1];
    const kind = last === undefined ? 'text' : lineKind(last.text);
    if (last === undefined || kind === 'text' || !EDGE_FURNITURE.has(kind)) break;
    removed.push({ text: last.text, why: kind });
    to--;
  }
  while (to - from > 1) {
    const first = sentences[from];
    const kind = first === undefined ? 'text' : lineKind(first.text);
    if (first === undefined || kind !== 'call-to-action') break;
    removed.push({ text: first.text, why: kind });
    from++;
  }
  if (removed.length === 0) return { text, removed };
  return { text: text.slice(sentences[from]?.start ?? 0, sentences[to - 1]?.end ?? text.length), removed };
}

/** Where a newsroom never writes the final stop, short paragraphs are not headings; several short lines are a list. */
function settleHeadings(blocks: readonly Block[]): Block[] {
  const long = blocks.filter((block) => block.kind === 'paragraph' && block.text.length > 110);
  const unfinished = long.filter((block) => !isFinished(block.text)).length;
  const stopless = long.length > 2 && unfinished > long.length / 2;
  return blocks.map((block, index) => {
    if (block.kind !== 'heading') return block;
    if (stopless && block.text.length > 60) return { ...block, kind: 'paragraph' };
    const before = blocks[index - 1]?.kind === 'heading';
    const after = blocks[index + 1]?.kind === 'heading';
    const run =
      (before && after) ||
      (before && blocks[index - 2]?.kind === 'heading') ||
      (after && blocks[index + 2]?.kind === 'heading');
    return run ? { ...block, kind: 'list' } : block;
  });
}
