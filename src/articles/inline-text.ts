import { type DomElement, textLength } from './dom.ts';

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

/** The paragraphs of a block: an empty line inside it ends one, and so does a line's end behind a full stop. */
export function paragraphsOf(runs: readonly Run[]): Run[][] {
  const paragraphs: Run[][] = [];
  let paragraph: Run[] = [];
  let breaks = 0;
  for (const run of runs) {
    if (run.text === '\n') {
      breaks += 1;
      if (breaks === 2 || endsWhole(paragraph)) {
        paragraphs.push(paragraph);
        paragraph = [];
      } else paragraph.push({ ...run, text: ' ' });
    } else {
      if (run.text.trim() !== '') breaks = 0;
      paragraph.push(run);
    }
  }
  return [...paragraphs, paragraph];
}

function endsWhole(line: readonly Run[]): boolean {
  const text = line
    .map((run) => run.text)
    .join('')
    .trim();
  return text.length >= WHOLE_LINE && /[.؟?!…]["»”)\]]*$/.test(text);
}

/** A link to another page; one to a place on this page stands on headings of the article's own. */
export function leadsElsewhere(element: DomElement): boolean {
  return element.localName === 'a' && !/^#/.test(element.getAttribute('href') ?? '#');
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
