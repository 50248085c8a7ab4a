import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from '../test/setup/random.ts';
import type { Sample } from './corpus.ts';
import { type Alternatives, type Fill, filler } from './layout-fill.ts';
import { PRINTS, type Print } from './layout-prints.ts';
import { evalFolder } from './own.ts';

/**
 * What a run of words on a page is: the article's body, its title or another line of its own; its own words printed again; the
 * house's dateline, which may stand before a body and in no summary; the author's signature, which may go as a byline; points
 * that a machine made of the body; anything else of the page.
 */
export type RunKind = 'body' | 'title' | 'own' | 'again' | 'dateline' | 'signature' | 'machine' | 'page';

/** One piece of a layout in reading order. `joint` is what parts it from the piece before: a new line, a blank, or nothing. */
export interface LayoutPiece {
  readonly kind: RunKind;
  readonly joint: '\n' | ' ' | '';
  /** With its `{…}`; of the body, how much of it comes here and how it is printed. */
  readonly text: string;
}

/** How one news page arranges what it prints around an article. */
export interface Layout {
  readonly number: number;
  readonly name: string;
  readonly pieces: readonly LayoutPiece[];
}

export interface Layouts {
  readonly list: readonly Layout[];
  readonly wordings: Alternatives;
}

export interface Run {
  readonly kind: RunKind;
  readonly joint: LayoutPiece['joint'];
  readonly text: string;
}

/** A page by its lines; a line is one run or several that the page runs together. */
export interface LayoutPage {
  readonly layout: string;
  readonly lines: readonly (readonly Run[])[];
}

/** The half that a layout is in: a coin thrown on its number alone. Rules are mended on `tune`; `test` is for counting. */
export function halfOf(number: number): 'tune' | 'test' {
  const first = createHash('sha256').update(`layout ${number}`).digest()[0] ?? 0;
  return first % 2 === 0 ? 'tune' : 'test';
}

/** A half of the layouts, with the wordings that only it has. */
export async function readLayouts(part: 'tune' | 'test'): Promise<Layouts> {
  const read = (name: string): Promise<string> => readFile(join(evalFolder(), 'layouts', name), 'utf8');
  return {
    list: parseLayouts(await read(`${part}.txt`)),
    wordings: parseWordings(await read(`wordings-${part}.txt`)),
  };
}

/**
 * Reads `# number name`, then a piece a line: `kind: text`, with `_` before it after a blank, `+` glued to what precedes; ` // `
 * parts lines that stand together or not at all.
 */
export function parseLayouts(text: string): Layout[] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [head = '', ...rows] = block.split('\n');
      const [, number, name] = /^# (\d+) (.+)$/.exec(head) ?? [];
      if (number === undefined || name === undefined) throw new Error(`layouts: «${head}» is no «# number name»`);
      return { number: Number(number), name, pieces: rows.map(piece) };
    });
}

function piece(row: string): LayoutPiece {
  const [, mark, bare, kind, text] =
    /^([_+]?)(?:(title|body (?:\d+|half|rest)(?: \w+)?)|(own|again|dateline|signature|machine|page): (.+))$/.exec(
      row,
    ) ?? [];
  const joint = mark === '_' ? ' ' : mark === '+' ? '' : '\n';
  if (bare === 'title') return { kind: 'title', joint, text: '{own.title}' };
  if (bare !== undefined) {
    if (bare.split(' ')[2] !== undefined && !((bare.split(' ')[2] as string) in PRINTS))
      throw new Error(`layouts: «${row}» is printed in no known way`);
    return { kind: 'body', joint, text: bare.slice('body '.length) };
  }
  if (kind === undefined || text === undefined) throw new Error(`layouts: «${row}» is no piece of a layout`);
  return { kind: kind as RunKind, joint, text };
}

function parseWordings(text: string): Alternatives {
  return new Map(
    text
      .trim()
      .split('\n')
      .map((row) => {
        const [, name, all] = /^([\w-]+): (.+)$/.exec(row) ?? [];
        if (name === undefined || all === undefined) throw new Error(`layouts: «${row}» names no wordings`);
        return [name, all.split(' | ')];
      }),
  );
}

/** `sample` in the layout whose turn it is; `others` give the other stories. The same seed makes the same page. */
export function pageOfLayout(
  sample: Sample,
  others: readonly Sample[],
  seed: number,
  { list, wordings }: Layouts,
): LayoutPage {
  const layout = list[seed % list.length];
  if (layout === undefined) throw new Error('a page needs a layout');
  const fill = filler(sample, others, wordings, seededRandom(seed * 49_979_687 + 13));
  const lines: Run[][] = [];
  const print = (run: Run): void => {
    const line = lines.at(-1);
    if (run.joint === '\n' || line === undefined) lines.push([run]);
    else line.push(run);
  };
  let next = 0;
  for (const { kind, joint, text } of layout.pieces) {
    if (kind === 'body') {
      const taken = bodyAt(sample.paragraphs, next, text);
      next += taken.count;
      // A head whose paragraph the article has not is no line.
      if (taken.count === 0 && joint !== '\n' && lines.at(-1)?.every((run) => run.kind === 'own')) lines.pop();
      taken.texts.forEach((paragraph, index) => {
        print({ kind, joint: index === 0 ? joint : taken.joint, text: paragraph });
      });
    } else printFilled(fill, { kind, joint, text }, print);
  }
  return { layout: `${layout.number} ${layout.name}`, lines };
}

/** The part of a body that comes now: «2», «half rest» of what is left, «rest spaced» … */
function bodyAt(
  paragraphs: readonly string[],
  from: number,
  how: string,
): { texts: string[]; count: number; joint: Run['joint'] } {
  const [share = 'rest', name] = how.split(' ');
  const left = paragraphs.length - from;
  const count = share === 'rest' ? left : share === 'half' ? Math.floor(left / 2) : Math.min(Number(share), left);
  const { word, joint }: Print = PRINTS[name as keyof typeof PRINTS] ?? PRINTS.plain;
  const texts = paragraphs.slice(from, from + count);
  return { texts: texts.map((text, index) => word(text, index)), count, joint };
}

/** A piece with its words; a whole story makes several lines. What the article has no words for is left out. */
function printFilled(fill: Fill, piece: LayoutPiece, print: (run: Run) => void): void {
  const filled = fill(piece.text.replaceAll(' // ', '\n'));
  filled?.split('\n').forEach((text, index) => {
    print({ kind: piece.kind, joint: index === 0 ? piece.joint : '\n', text });
  });
}

/** The line as it stands on the page. */
export function printed(line: readonly Run[]): string {
  return line.map(({ joint, text }, index) => (index === 0 ? text : joint + text)).join('');
}
