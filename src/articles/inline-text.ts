import type { BlockKind } from './article.ts';
import { type DomElement, textLength } from './dom.ts';
import { opensWithPast } from './text/index.ts';

/** A run of text with what matters of its markup. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly linked: boolean;
}

export interface Style {
  readonly bold: boolean;
  readonly linked: boolean;
}

/** Text without markup that matters. */
export const plain: Style = { bold: false, linked: false };
/** Elements that run on with the text around them. */
export const inline: ReadonlySet<string> = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'data',
  'del',
  'dfn',
  'em',
  'font',
  'i',
  'ins',
  'kbd',
  'label',
  'mark',
  'q',
  's',
  'samp',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'tt',
  'u',
  'var',
  'wbr',
  'big',
  'strike',
  'center',
]);
/** Characters of a line that is a paragraph where the next line begins, and not a line of a poem or an address. */
const WHOLE_LINE = 60;

/**
 * The paragraphs of a block: an empty line inside it ends one, and so does a line's end behind a full stop, or
 * behind a heading by hand. The lines of a verse stay lines.
 */
export function paragraphsOf(runs: readonly Run[], kind: BlockKind): Run[][] {
  const paragraphs: Run[][] = [];
  let lines: Run[][] = [[]];
  const end = (): void => {
    if (isVerse(lines)) paragraphs.push(...lines);
    else paragraphs.push(joined(lines));
    lines = [[]];
  };
  let breaks = 0;
  for (const [at, run] of runs.entries()) {
    const line = lines.at(-1) ?? [];
    if (run.text === '\n') {
      breaks += 1;
      if (breaks === 2 || endsWhole(lines) || (kind === 'paragraph' && isHeadingOver(lines, runs[at + 1]))) end();
      else lines.push([]);
    } else {
      if (run.text.trim() !== '') breaks = 0;
      line.push(run);
    }
  }
  end();
  return paragraphs;
}

/** Lines as one text, with a space where each ends. */
function joined(lines: readonly (readonly Run[])[]): Run[] {
  return lines.flatMap((line, at) =>
    at === 0 ? line : [{ ...(line[0] ?? { bold: false, linked: false }), text: ' ' }, ...line],
  );
}

/** Lines of a poem: short ones, with nothing at their ends but that of the last. */
const VERSE = { fewest: 3, longest: 45 } as const;

function isVerse(lines: readonly (readonly Run[])[]): boolean {
  const texts = lines.map(textOf).filter((text) => text !== '');
  const isOpen = (text: string): boolean => text.length <= VERSE.longest && /[\p{L}\p{M}]$/u.test(text);
  return (
    texts.length >= VERSE.fewest && texts.slice(0, -1).every(isOpen) && (texts.at(-1) ?? '').length <= VERSE.longest
  );
}

function textOf(line: readonly Run[]): string {
  return line
    .map((run) => run.text)
    .join('')
    .trim();
}

function endsWhole(lines: readonly (readonly Run[])[]): boolean {
  let end = '';
  // Of a paragraph of a thousand lines no more is put together again for each than its end.
  for (let at = lines.length - 1; at >= 0 && end.length < WHOLE_LINE; at -= 1)
    end = `${textOf(lines[at] ?? [])} ${end}`.trim();
  return end.length >= WHOLE_LINE && /[.؟?!…]["»”)\]]{0,9}$/.test(end);
}

/** A first line all in bold over text that is not: «<b>أول التفاصيل</b><br>قال …». One that opens with what happened is a sentence's first half. */
function isHeadingOver(lines: readonly (readonly Run[])[], next: Run | undefined): boolean {
  const [line = [], ...others] = lines;
  const text = textOf(line);
  return (
    others.length === 0 &&
    text.includes(' ') &&
    share(line, 'bold') === 1 &&
    next?.bold === false &&
    readsAsHeading(text) &&
    !opensWithPast(text)
  );
}

/** A link to another page, or a control made of one («#», «javascript:»); one to a place on this page stands on headings of the article's own. */
export function leadsElsewhere(element: DomElement): boolean {
  return element.localName === 'a' && !/^#./.test(element.getAttribute('href') ?? '#top');
}

/** Share (0–1) of a text that a link never holds, unless nobody closed it. */
const UNCLOSED = 0.4;

/** A link around the heading of another story, with its picture, section and excerpt. */
export function isLinkedCard(element: DomElement, rootLength: number): boolean {
  return (
    leadsElsewhere(element) &&
    element.querySelector('h2, h3, h4, h5, h6') !== null &&
    textLength(element) < rootLength * UNCLOSED
  );
}

/** Part of the visible characters that carry a mark, 0 to 1. */
export function share(runs: readonly Run[], mark: 'bold' | 'linked'): number {
  let all = 0;
  let marked = 0;
  for (const run of runs) {
    const length = run.text.replace(/\s/g, '').length;
    all += length;
    if (run[mark]) marked += length;
  }
  return all === 0 ? 0 : marked / all;
}

/** A short line in bold with no full stop: a heading by hand. */
export function readsAsHeading(text: string): boolean {
  return text.length < 110 && !/[.؟?!…:،؛»”]$/.test(text);
}

const readAlso =
  /^(?:[•*»«\-–—>]+\s*)?(?:إ?[اأ]?قر[أا]وا?|[اإ]قر[أا]ي?|للمزيد|المزيد|لقراءة|لمتابعة|شاهد(?:وا)?|طالع(?:وا)?|تابع(?:وا|ونا)?|اضغط(?:وا)?|إضغط|read (?:also|more)|see also|related)(?=[\s:(]|$)/i;

/** A paragraph that is a link to another story, or a label and such a link. */
export function isTeaserLink(text: string, linked: number): boolean {
  if (linked > 0.6 && readAlso.test(text)) return true;
  return linked > 0.95 && text.length < 200 && !/[.؟!]$/.test(text);
}
