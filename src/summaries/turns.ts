import { isFinished } from '../articles/boilerplate/kind.ts';
import { normalise, quotations, tokens } from '../articles/text/index.ts';
import { readOpening } from './rules/opening.ts';

/** Who speaks in a paragraph of an interview in which each turn opens with that. */
export interface Turn {
  /** Empty where a label names nobody: «ج: …». */
  readonly speaker: string;
  /** An interviewer's, or nobody says whose: it is not printed. */
  readonly asks: boolean;
  /** Characters of its paragraph before what is said. */
  readonly from: number;
}

/**
 * The turns of an interview that is printed as one («المدار: متى تنتهي الدراسة؟», «أيمن سليمان: خلال ستة أشهر.»), by the place of their
 * paragraph; a paragraph without a name below one may be anybody's. Empty where nobody asks twice, or nobody else answers twice.
 */
export function turnsOf(
  paragraphs: readonly { readonly kind: string; readonly text: string }[],
): ReadonlyMap<number, Turn> {
  const labels = paragraphs.map(({ text }) => LABEL.exec(text));
  const said = (name: string): string[] =>
    paragraphs.flatMap(({ text }, at) => (nameOf(labels[at]) === name ? [text] : []));
  const names = [...new Set(labels.map(nameOf).filter((name) => name !== ''))].filter((name) => said(name).length > 1);
  const askers = new Set(names.filter((name) => said(name).filter((text) => QUESTION.test(text)).length > 1));
  if (askers.size === 0 || askers.size === names.length) return new Map();
  const turns = new Map<number, Turn>();
  let last: Turn | null = null;
  paragraphs.forEach(({ kind }, at) => {
    const label = labels[at];
    const name = nameOf(label);
    if (kind === 'heading') last = null;
    else if (label && names.includes(name))
      last = {
        speaker: NO_NAME.test(name) ? '' : (label[1] ?? '').trim(),
        asks: askers.has(name),
        from: label[0].length,
      };
    else if (last !== null) last = { ...last, from: 0, asks: true };
    if (last !== null) turns.set(at, last);
  });
  return turns;
}

const LABEL = /^\s*(?:[*■•–—-]\s*)?([^:؟.!«»"“”\d،]{1,40}?)\s*:\s+(?=\S)/u;
const QUESTION = /[؟?]\s*$/;

/** «ج: …», «جواب: …»: no name of anybody. */
const NO_NAME = /^(?:س|ج|(?:ال)?سوال|(?:ال)?جواب|(?:ال)?اجابه)$/;

function nameOf(label: RegExpExecArray | null | undefined): string {
  return normalise(label?.[1] ?? '').trim();
}

/** An answer's sentence as a quotation behind who says it; null where it leans on its question, or quotes somebody itself. */
export function inTurn(sentence: string, { speaker, asks }: Turn): string | null {
  if (asks || !isFinished(sentence) || QUESTION.test(sentence) || tokens(sentence).length < FEWEST) return null;
  if (quotations(sentence).spans.length > 0 || /[()[\]«»"“”]/.test(sentence)) return null;
  if (readOpening(sentence, new Set(), 'inside').tie !== null) return null;
  if (speaker === '') return sentence;
  return `${speaker}: «${sentence.replace(/\.\s*$/, '')}».`;
}

/** Words of an answer that is understood by itself. */
const FEWEST = 8;
