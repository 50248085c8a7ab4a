import type { Block } from './article.ts';
import { markBesides } from './boilerplate/besides.ts';
import { markBoxes } from './boilerplate/boxes.ts';
import { isScript, withoutShortcodes, withoutTags } from './boilerplate/code.ts';
import { markEdges } from './boilerplate/edges.ts';
import { blockKind, isFinished } from './boilerplate/kind.ts';
import { type LineKind, lineKind } from './boilerplate/line.ts';
import { unconfirmedOpenings } from './boilerplate/openings.ts';
import type { Page, RemovalReason } from './boilerplate/page.ts';
import { repeatedParagraphs, repeatedShare, wordKeys, wordTriples } from './boilerplate/repeats.ts';
import { markStrays } from './boilerplate/strays.ts';
import { markTeasers } from './boilerplate/teasers.ts';
import { keepOwnSubject, markPageSpeech } from './boilerplate/voice.ts';
import { segmentSentences } from './text/index.ts';

export interface RemovedText {
  readonly text: string;
  readonly why: RemovalReason;
}

/** A paragraph that stays; `at` is where its line begins in the given paragraphs joined by "\n\n". */
export interface KeptBlock extends Block {
  readonly at: number;
}

export interface CleaningContext {
  readonly title: string;
  /** `nothing` where the paragraphs are known to be the article's: each is then judged alone, not by its place on a page. */
  readonly around?: 'page' | 'nothing';
}

export interface CleanedParagraphs {
  readonly kept: KeptBlock[];
  readonly removed: RemovedText[];
}

/**
 * Parts an article's own paragraphs from the page around them, by general rules of form, place and vocabulary:
 * shortcodes, tracker leavings, calls to subscribe, buttons, labels of most-read and related lists with the titles and
 * teasers under them, bylines and dates, notices, the title again, pull quotes that repeat the body. `paragraphs` are
 * plain text in page order; a line break inside one parts it. Nothing is invented: each kept text is a paragraph as
 * given, at most without its shortcodes or a call to action at its edge.
 */
export function cleanParagraphs(paragraphs: readonly string[], context: CleaningContext): CleanedParagraphs {
  const all = linesOf(paragraphs);
  const read = all.slice(0, readable(all));
  const lines = read.map(({ text }) => text);
  const cleaned = lines.map((line) => tidy(withoutShortcodes(line)));
  const reasons: (RemovalReason | null)[] = lines.map((line) => reasonAlone(judged(line)));
  const texts = cleaned.map(judged);

  const page: Page = { texts, reasons, title: context.title, stems: new Map() };
  markForeignScript(page);
  if (context.around !== 'nothing') markBesides(page);
  markTitle(texts, reasons, context.title);
  markRepeats(texts, reasons);
  keepOwnSubject(page);
  if (context.around !== 'nothing') {
    markBoxes(page);
    markPageSpeech(page);
    markTeasers(page);
    markEdges(page);
    markStrays(page);
  }

  const unconfirmed = context.around === 'nothing' ? new Set<number>() : unconfirmedOpenings(page);
  const kept: KeptBlock[] = [];
  const removed: RemovedText[] = [];
  cleaned.forEach((text, index) => {
    const at = read[index]?.at ?? 0;
    const why = reasons[index] ?? null;
    if (why !== null) {
      removed.push({ text: lines[index] ?? text, why });
      return;
    }
    const edges = withoutEdgeFurniture(text);
    removed.push(...edges.removed);
    if (edges.text === '') return;
    const block = { kind: blockKind(judged(edges.text)), text: edges.text, at };
    kept.push(unconfirmed.has(index) ? { ...block, unconfirmed: true } : block);
  });
  for (const { text, at } of all.slice(read.length)) {
    const plain = tidy(withoutShortcodes(text));
    if (plain !== '') kept.push({ kind: 'paragraph', text: plain, at });
  }
  return { kept: settleHeadings(kept), removed };
}

/**
 * How much of a page is judged: far more than a news article has. Neighbours are compared with one another, so that a
 * page made to be long would hold everything up. What lies beyond is kept as it stands.
 */
const READ = { lines: 400, characters: 60_000 } as const;

function readable(lines: readonly Line[]): number {
  let characters = 0;
  const end = lines.findIndex(({ text }, index) => {
    characters += Math.min(text.length, JUDGED);
    return index >= READ.lines || characters > READ.characters;
  });
  return end < 0 ? lines.length : end;
}

/** Characters of one line by which it is judged: a longer one is judged by its two ends. */
const JUDGED = 4_000;

function judged(text: string): string {
  return text.length <= JUDGED ? text : `${text.slice(0, JUDGED / 2)} ${text.slice(-JUDGED / 2)}`;
}

interface Line {
  readonly text: string;
  readonly at: number;
}

/** The paragraphs' lines that have text, without tags. */
function linesOf(paragraphs: readonly string[]): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const paragraph of paragraphs) {
    let from = 0;
    const take = (to: number): void => {
      const raw = paragraph.slice(from, to);
      const text = isScript(judged(raw)) ? raw : withoutTags(raw);
      if (text.trim() !== '') lines.push({ text, at: start + from });
    };
    for (const { index, 0: mark } of paragraph.matchAll(/[\r\n\u2028\u2029]+|<br\s*\/?>|<\/p>/gi)) {
      take(index);
      from = index + mark.length;
    }
    take(paragraph.length);
    start += paragraph.length + 2;
  }
  return lines;
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

/** On an Arabic page, lines without a word of Arabic are controls, signatures and other editions' text. */
function markForeignScript({ texts, reasons }: Page): void {
  const letters = (script: RegExp): number => texts.reduce((sum, text) => sum + (text.match(script)?.length ?? 0), 0);
  if (letters(/\p{Script=Arabic}/gu) < letters(/\p{Script=Latin}/gu)) return;
  texts.forEach((text, index) => {
    if (!/\p{Script=Arabic}/u.test(text) && /\p{Script=Latin}/u.test(text)) reasons[index] ??= 'chrome';
  });
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
  if (text.length > READ.characters / 4) return { text, removed };
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
function settleHeadings(blocks: readonly KeptBlock[]): KeptBlock[] {
  // A flash of one line has no text that it could head.
  const [only] = blocks;
  if (only !== undefined && blocks.length === 1)
    return [{ ...only, kind: only.kind === 'heading' ? 'paragraph' : only.kind }];
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
