import { cleanText } from '../feeds/plain.ts';
import type { Block } from './article.ts';
import { keepOnlyCopies, markRepeats, markTitle } from './boilerplate/again.ts';
import { markBesides } from './boilerplate/besides.ts';
import { markBoxes } from './boilerplate/boxes.ts';
import { withoutPictures, withoutShortcodes } from './boilerplate/code.ts';
import { markCutExcerpts } from './boilerplate/cut-excerpts.ts';
import { markEdges } from './boilerplate/edges.ts';
import { markFoot } from './boilerplate/foot.ts';
import { settleHeadings } from './boilerplate/headings.ts';
import { blockKind } from './boilerplate/kind.ts';
import { type KnownLines, markKnown } from './boilerplate/known.ts';
import { lineKind } from './boilerplate/line.ts';
import { judged, linesOf, type PageLine, readable } from './boilerplate/lines.ts';
import { markNamePairs } from './boilerplate/name-pairs.ts';
import { markOtherStories } from './boilerplate/other-stories.ts';
import { markOwnLines } from './boilerplate/own-lines.ts';
import { markOwnLists } from './boilerplate/own-lists.ts';
import { isProse, type Page, type RemovalReason, type RemovedText } from './boilerplate/page.ts';
import { markSameHouse } from './boilerplate/same-house.ts';
import { markStrays } from './boilerplate/strays.ts';
import { settleTables } from './boilerplate/tables.ts';
import { markTeasers } from './boilerplate/teasers.ts';
import { markThread } from './boilerplate/thread.ts';
import { isTextBeforeCall, withoutEdgeFurniture } from './boilerplate/trim.ts';
import { markUnconfirmed } from './boilerplate/unconfirmed.ts';
import { keepOwnSubject, markPageSpeech } from './boilerplate/voice.ts';

/** A paragraph that stays; `at` is where its line begins in the given paragraphs joined by "\n\n". */
export interface KeptBlock extends Block {
  readonly at: number;
}

export interface CleaningContext {
  readonly title: string;
  /** `nothing` where the paragraphs are known to be the article's: each is then judged alone, not by its place on a page. */
  readonly around?: 'page' | 'nothing';
  /** Of the paragraphs, those that the markup calls a picture's. */
  readonly captions?: readonly string[];
  /** What other pages of the same house tell, where there are any. */
  readonly known?: KnownLines | undefined;
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
  const lines = linesOf(paragraphs, context.title);
  const read = lines.slice(0, readable(lines));
  const page = pageOf(read, context);
  if (context.known) markKnown(page, context.known);
  for (const mark of context.around === 'nothing' ? ALONE : ON_A_PAGE) mark(page);

  const kept: KeptBlock[] = [];
  const removed: RemovedText[] = [];
  read.forEach(({ text, at }, index) => {
    const why = page.reasons[index] ?? null;
    if (why !== null) {
      removed.push({ text, why });
      return;
    }
    const trimmed = withoutEdgeFurniture(tidy(text), context.title);
    removed.push(...trimmed.removed);
    if (trimmed.text === '') return;
    const block = { kind: blockKind(judged(trimmed.text)), text: trimmed.text, at };
    kept.push(page.unconfirmed.has(index) ? { ...block, unconfirmed: true } : block);
  });
  for (const { text, at } of lines.slice(read.length)) {
    const plain = tidy(text);
    if (plain !== '') kept.push({ kind: 'paragraph', text: plain, at });
  }
  return { kept: settleHeadings(kept), removed };
}

/** What is judged by its form, in this order; each sees what those before it have marked. */
const ALONE: readonly ((page: Page) => void)[] = [markForeignScript, markTitle, markRepeats, keepOwnSubject];

/** The same, and what is judged by its place among other lines. */
const ON_A_PAGE: readonly ((page: Page) => void)[] = [
  markForeignScript,
  markOwnLists,
  markBesides,
  markTitle,
  markRepeats,
  keepOwnSubject,
  markThread,
  markOtherStories,
  markSameHouse,
  markBoxes,
  markPageSpeech,
  markNamePairs,
  markCutExcerpts,
  markTeasers,
  markEdges,
  markStrays,
  markFoot,
  keepOnlyCopies,
  settleTables,
  markOwnLines,
  markUnconfirmed,
];

function pageOf(lines: readonly PageLine[], { title, captions = [] }: CleaningContext): Page {
  return {
    texts: lines.map(({ text }) => judged(tidy(text))),
    reasons: lines.map(({ text, why }) => why ?? reasonAlone(judged(text), title)),
    title,
    captions: new Set(captions.map((caption) => judged(tidy(caption)))),
    unconfirmed: new Set(lines.flatMap(({ unconfirmed }, index) => (unconfirmed ? [index] : []))),
  };
}

function reasonAlone(line: string, title: string): RemovalReason | null {
  const kind = /^\s*\p{N}{1,3}\s*[.)-]?\s*$/u.test(line) ? 'separator' : lineKind(withoutPictures(line));
  if (kind === 'text' || (kind === 'call-to-action' && isTextBeforeCall(line, title))) return null;
  return kind;
}

/** A line as it is printed. */
function tidy(text: string): string {
  return cleanText(withoutShortcodes(text));
}

/** On an Arabic page, lines without a word of Arabic are controls, signatures and other editions' text. */
function markForeignScript({ texts, reasons, title }: Page): void {
  const isArabic = (...lines: readonly string[]): boolean => {
    const letters = (script: RegExp): number => lines.reduce((sum, text) => sum + (text.match(script)?.length ?? 0), 0);
    if (!lines.some((text) => /\p{Script=Latin}/u.test(text))) return true;
    return letters(/\p{Script=Arabic}/gu) >= letters(/\p{Script=Latin}/gu);
  };
  // A brief under an Arabic title may be shorter than the same story in English below it.
  const foreign = texts.filter((text) => !isArabic(text)).length;
  const isBrief =
    isArabic(title) &&
    /\p{L}/u.test(title) &&
    (texts.some((text) => isProse(text) && isArabic(text)) || foreign * 2 < texts.length);
  if (!isBrief && !isArabic(...texts)) return;
  texts.forEach((text, index) => {
    if (!/\p{Script=Arabic}/u.test(text) && /\p{Script=Latin}/u.test(text)) reasons[index] ??= 'chrome';
  });
}
