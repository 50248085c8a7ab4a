import { tokens, uniform } from '../text/index.ts';
import { rejoined } from './broken-lines.ts';
import { isScript, withoutTags } from './code.ts';
import { unglued } from './glued.ts';
import { lineKind } from './line.ts';
import type { RemovalReason } from './page.ts';
import { partedFromOpening } from './twice.ts';

/** A line of a page; `at` is where it begins in the paragraphs joined by "\n\n". */
export interface PageLine {
  readonly text: string;
  readonly at: number;
  /** Why it leaves, where it stood in one line with something else and its form says that a machine put it there. */
  readonly why?: RemovalReason | undefined;
  /** It may begin with words of another story's title. */
  readonly unconfirmed?: true | undefined;
}

/**
 * How much of a page is judged: far more than a news article has. Neighbours are compared with one another, so that a
 * page made to be long would hold everything up. What lies beyond is kept as it stands.
 */
const READ = { lines: 400, characters: 60_000 } as const;

/** How many of a page's lines are judged. */
export function readable(lines: readonly PageLine[]): number {
  let characters = 0;
  const end = lines.findIndex(({ text }, index) => {
    characters += Math.min(text.length, JUDGED);
    return index >= READ.lines || characters > READ.characters;
  });
  return end < 0 ? lines.length : end;
}

/** Characters of one line by which it is judged: a longer one is judged by its two ends. */
const JUDGED = 4_000;

/** What a line is judged by. */
export function judged(text: string): string {
  return uniform(text.length <= JUDGED ? text : `${text.slice(0, JUDGED / 2)} ${text.slice(-JUDGED / 2)}`);
}

/** The paragraphs' lines that have text, without tags, and parted from what the page ran together with them and joined where it broke them. */
export function linesOf(paragraphs: readonly string[], title = ''): PageLine[] {
  const lines: PageLine[] = [];
  let start = 0;
  for (const paragraph of paragraphs) {
    let from = 0;
    const take = (to: number): void => {
      const raw = paragraph.slice(from, to);
      const text = isScript(judged(raw)) ? raw : withoutTags(raw);
      if (text.trim() === '') return;
      const pieces = text === raw ? unglued(uniform(text), uniform(title)) : [];
      if (pieces.length < 2) lines.push({ text, at: start + from });
      else
        for (const piece of pieces)
          lines.push({
            text: text.slice(piece.from, piece.to),
            at: start + from + piece.from,
            why: piece.why,
            unconfirmed: piece.unconfirmed,
          });
    };
    for (const { index, 0: mark } of paragraph.matchAll(/[\r\n\u2028\u2029]+|<br\s*\/?>|<\/p>/gi)) {
      take(index);
      from = index + mark.length;
    }
    take(paragraph.length);
    start += paragraph.length + 2;
  }
  const whole = partedFromOpening(rejoined(lines, title));
  return whole.flatMap((line, i) => partedFromLineAbove(line, whole[i - 1]?.text.trim() ?? ''));
}

/** «استمع للمقال» or «المرسى - أمل الحداد» on a line of its own, and again before the first words of the next: there too it is the page's. */
function partedFromLineAbove(line: PageLine, above: string): PageLine[] {
  const { text, at, why } = line;
  const from = text.length - text.trimStart().length;
  const behind = from + above.length;
  if (why !== undefined || above === '' || above.length > REPEATED.characters || !text.startsWith(`${above} `, from))
    return [line];
  if (lineKind(above) === 'text' && !/\S\s*[-–—ـ]\s+\S/.test(above)) return [line];
  if (tokens(text.slice(behind)).length < REPEATED.words) return [line];
  return [
    { text: text.slice(0, behind), at, why: 'chrome' },
    { ...line, text: text.slice(behind), at: at + behind },
  ];
}

/** Characters of such a line, and words of the text behind it. */
const REPEATED = { characters: 60, words: 5 } as const;
