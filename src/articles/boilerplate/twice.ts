import { wordKeys } from '../text/index.ts';
import { isFinished } from './kind.ts';
import type { PageLine } from './lines.ts';
import { isProse, type Page } from './page.ts';
import { repeatedShare, wordTriples } from './repeats.ts';

/** Characters of an opening that stands nowhere else by chance, paragraphs of a text that is printed again, and share (0–1) of a paragraph in it. */
const TWICE = { opening: 80, paragraphs: 3, share: 0.85 } as const;

/** Parts a line at whose end the page's opening stands again: a text printed twice goes on from its last paragraph to its first without a break. */
export function partedFromOpening(lines: readonly PageLine[]): PageLine[] {
  const first = lines.findIndex(({ text, why }) => why === undefined && isOpening(text));
  const opening = lines[first]?.text.trim();
  if (opening === undefined) return [...lines];
  return lines.flatMap((line, at) => {
    const from = at > first && line.why === undefined ? line.text.indexOf(opening) : -1;
    if (from < 1 || line.text.slice(0, from).trim() === '') return [line];
    return [
      { ...line, text: line.text.slice(0, from) },
      { ...line, text: line.text.slice(from), at: line.at + from, unconfirmed: undefined },
    ];
  });
}

/** A text that stands on the page twice, whole: of its second printing what the first one has goes, so that it keeps its order and its opening. */
export function markSecondPrinting({ texts, reasons }: Page): void {
  const first = texts.findIndex((text, at) => reasons[at] === null && isOpening(text));
  const opening = texts[first];
  if (opening === undefined) return;
  const again = texts.findIndex((text, at) => at > first + 1 && reasons[at] === null && text.startsWith(opening));
  if (again < 0) return;
  const told = texts.slice(first, again).filter((_, at) => reasons[first + at] === null);
  if (told.filter(isProse).length < TWICE.paragraphs) return;
  const triples = wordTriples(wordKeys(told.join(' ')));
  const isTold = (at: number): boolean => repeatedShare(wordKeys(texts[at] ?? ''), triples) >= TWICE.share;
  const lines = [...texts.keys()].slice(again).filter((at) => reasons[at] === null && isProse(texts[at] ?? ''));
  if (lines.length < TWICE.paragraphs - 1 || !lines.slice(0, TWICE.paragraphs).every(isTold)) return;
  for (const at of lines) if (isTold(at)) reasons[at] = 'repeat';
}

function isOpening(text: string): boolean {
  return text.length >= TWICE.opening && isProse(text) && isFinished(text);
}
