import { remembered } from './remembered.ts';

/** A quotation in a text: `start` at its opening mark, `end` after its closing mark (UTF-16 offsets). */
export interface QuotationSpan {
  readonly start: number;
  readonly end: number;
}

export interface Quotations {
  /** Outermost closed quotations in order; none overlaps another. */
  readonly spans: readonly QuotationSpan[];
  /** Offsets of opening marks that nothing closes. */
  readonly unclosed: readonly number[];
  /** Offsets of closing marks that nothing opened. */
  readonly stray: readonly number[];
}

/**
 * Finds the quotations of one paragraph. Arabic newsrooms mix « » “ ” „ and straight marks, often the closing shape on
 * both sides («بـ”جمهوريات مزعومة”»), so a mark is first read by what stands around it, then by its shape, and only
 * then by whether a quotation is open.
 */
export const quotations: (text: string) => Quotations = remembered(find, { longest: 2_000 });

function find(text: string): Quotations {
  if (!MARK.test(text)) return NONE;
  const read = readMarks(text, byContext);
  if (read.unclosed.length === 0 && read.stray.length === 0) return read;
  // «التزامه" الثابت"»: where the spacing misleads and straight marks are even in number, they simply take turns.
  const straight = text.match(/"/g)?.length ?? 0;
  if (straight === 0 || straight % 2 === 1 || /[«»“”„‟]/.test(text)) return read;
  return readMarks(text, (_mark, _before, _after, inQuotation) => !inQuotation);
}

const MARK = /[«»“”„‟"]/;
const NONE: Quotations = { spans: [], unclosed: [], stray: [] };

type Reading = (mark: string, before: string, after: string, inQuotation: boolean) => boolean;

function readMarks(text: string, opens: Reading): Quotations {
  const open: number[] = [];
  const spans: QuotationSpan[] = [];
  const stray: number[] = [];
  for (const match of text.matchAll(/[«»“”„‟"]/g)) {
    const at = match.index;
    if (opens(match[0], text[at - 1] ?? '', text[at + 1] ?? '', open.length > 0)) {
      open.push(at);
      continue;
    }
    const start = open.pop();
    if (start === undefined) stray.push(at);
    else spans.push({ start, end: at + 1 });
  }
  return { spans: outermost(spans), unclosed: open, stray };
}

/** Whether `offset` stands inside one of `spans`. */
export function isInside(spans: readonly QuotationSpan[], offset: number): boolean {
  return spans.length > 0 && spans.some((span) => offset > span.start && offset < span.end - 1);
}

function byContext(mark: string, before: string, after: string, inQuotation: boolean): boolean {
  const spaceBefore = before === '' || /[\s([{\-–—/ـ«“„]/.test(before);
  const wordAfter = /[\p{L}\p{N}([{«“"]/u.test(after);
  const breakAfter = after === '' || /[\s.,،؛;:!?؟)\]}…»”-]/.test(after);
  if (mark === '«') return !(inQuotation && !spaceBefore && breakAfter);
  if (mark === '»') return !inQuotation && spaceBefore && wordAfter;
  if (spaceBefore && wordAfter) return true;
  if (!spaceBefore && breakAfter) return false;
  if (mark === '“' || mark === '„') return true;
  if (mark === '”') return !inQuotation;
  return !inQuotation;
}

function outermost(spans: readonly QuotationSpan[]): QuotationSpan[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: QuotationSpan[] = [];
  for (const span of sorted) {
    const last = kept.at(-1);
    if (last === undefined || span.start >= last.end) kept.push(span);
  }
  return kept;
}
