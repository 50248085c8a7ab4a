import { isFinished } from './kind.ts';
import { isProse, type Page, plainOf, takenUp } from './page.ts';

/**
 * Readers' remarks below an article without a label: a reader's name, and under it a remark that no stop ends, below an article that ends its paragraphs.
 * From the name on nothing speaks of the title any more.
 */
export function markThread({ texts, reasons, title }: Page): void {
  const prose = texts.flatMap((text, at) => (reasons[at] === null && isProse(text) ? [at] : []));
  if (prose.length < 2 || prose.filter((at) => isFinished(texts[at] ?? '')).length < prose.length * 0.7) return;
  const total = prose.reduce((sum, at) => sum + (texts[at] ?? '').length, 0);
  const from = texts.findIndex((text, at) => {
    const remark = texts[at + 1] ?? '';
    if (at === 0 || !READER.test(plainOf(text)) || isFinished(remark)) return false;
    const below = prose.filter((i) => i >= at).reduce((sum, i) => sum + (texts[i] ?? '').length, 0);
    return below < total * LARGEST && texts.slice(at).every((one) => takenUp(title, one) < 0.4);
  });
  if (from < 0) return;
  for (let at = from; at < texts.length; at++) reasons[at] ??= 'comment';
}

/** Most of the running text (0–1) that a thread has. */
const LARGEST = 0.4;

/** How readers sign: by a child's name, or by none. */
const READER =
  /^(?:(?:ابو|ام|بنت|ابن|اخو) \p{L}+(?: \p{L}+)?|زاير[هة]?|مجهول|قاري|متابع|مواطن|guest|anonymous)(?: \d+)?\s*[:：]?$/iu;
