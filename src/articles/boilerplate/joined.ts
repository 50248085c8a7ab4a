import { goesOn, opensWithPast, opensWithVerb, opensWithWaw, tokens } from '../text/index.ts';
import { withoutPictures } from './code.ts';
import type { Piece } from './glued.ts';
import { isFinished, LONG_LINE } from './kind.ts';
import { INLINE_RELATED } from './labels.ts';
import { type LineKind, lineKind } from './line.ts';
import { plainOf } from './page.ts';
import { opensWithCall } from './speech.ts';

/**
 * Where the page's own words end that stand before a paragraph on one line with it: «اضغط هنا للانضمام إلى القناة ولم يصدر …», «تشغيل الصوت 00:00 قال …»;
 * 0 where there are none. Judged as a whole such a line would be the page's, and the paragraph lost. What is behind them opens as paragraphs do: with a
 * verb, or with what goes on.
 */
export function pagesEnd(line: string): number {
  if (line.length < LONG_LINE || !mayOpen(plainOf(line.slice(0, FRONT)))) return 0;
  const starts = [...line.slice(0, REACH).matchAll(/\s+(?=["«“(]?[\u0621-\u064A])/g)].map(
    ({ index, 0: gap }) => index + gap.length,
  );
  for (const [i, start] of starts.entries()) {
    const rest = line.slice(start);
    if (!opensParagraph(rest) || tokens(rest).length < FEWEST) continue;
    const head = line.slice(0, start);
    const kind = lineKind(withoutPictures(head));
    // «عُرض عليّ …», «في 2002 حقق …»: words that controls are made of, and no control.
    if (kind === 'chrome' && !/\p{L}.*\d:\d/u.test(head) && !opensWithCall(plainOf(head))) continue;
    if (kind === 'inline-related' && (i < TITLE || !opensWithWaw(rest) || !isFinished(rest))) continue;
    if (kind === 'call-to-action' && /[.!؟]/.test(head)) return 0;
    // «اختار محررونا عشرة كتب صدرت …»: what is no call as a whole has none before a verb that may be a noun.
    if (kind === 'call-to-action' && !opensWithWaw(rest) && lineKind(line) === 'text') continue;
    if (PAGES.has(kind) && !PAGES.has(lineKind(rest))) return start;
    if (kind === 'text' && i > MOST) return 0;
  }
  return 0;
}

/** Characters in which it is sought, words of the paragraph, of a label with the title behind it, and of a call. */
const REACH = 200;
const FEWEST = 7;
const TITLE = 5;
const MOST = 16;

const PAGES: ReadonlySet<LineKind> = new Set(['call-to-action', 'chrome', 'notice', 'inline-related']);

/** Characters in which a line's first words stand. */
const FRONT = 90;

/** Whether a line's first words may be the page's at all: most lines are not looked at further. */
function mayOpen(front: string): boolean {
  return opensWithCall(front) || /^\P{L}*\p{L}.{2,40}\d:\d/u.test(front) || INLINE_RELATED.test(front);
}

/** A second call («واستمع إلى …») is the first one's, and what is joined to its last noun («والموقع الإلكتروني») its object. */
function opensParagraph(text: string): boolean {
  const front = text.slice(0, FRONT);
  const joined = goesOn(front) && (opensWithVerb(front) || JOINS.test(plainOf(front)));
  if (!opensWithPast(front) && !joined) return false;
  return !opensWithCall(plainOf(front).replace(/^و/, ''));
}

const JOINS = /^(?:كما|لكن|غير ان|الا ان|و(?:منذ|بعد|قبل|في|خلال|قد|من|بحسب|علي|عن)) /;

/** «أخبار ذات صلة | … | …», «منذ ساعة • …»: a list that the page prints on one line; its pieces are read as lines, where one of them is surely the page's. */
export function rowOf(line: string): Piece[] {
  if (!MARK.test(line) || lineKind(line) !== 'text') return [];
  const pieces: Piece[] = [];
  let from = 0;
  for (const { index, 0: mark } of line.matchAll(MARKS)) {
    pieces.push({ from, to: index });
    from = index + mark.length;
  }
  pieces.push({ from, to: line.length });
  const texts = pieces.map((piece) => line.slice(piece.from, piece.to));
  const isList =
    texts.some((text) => LISTS.has(lineKind(withoutPictures(text)))) && texts.some((text) => tokens(text).length >= 4);
  return isList ? pieces : [];
}

const MARK = /\S\s[|•·]\s+\S/;
const MARKS = /\s[|•·]\s+(?=\S)/g;

const LISTS: ReadonlySet<LineKind> = new Set(['label', 'byline', 'empty-list', 'call-to-action', 'inline-related']);
