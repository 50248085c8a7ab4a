import { isFinished } from './kind.ts';
import type { Page } from './page.ts';
import { repeatedParagraphs, repeatedShare, wordKeys, wordTriples } from './repeats.ts';

/** The title again, alone or with the site's name behind it. */
export function markTitle({ texts, reasons, title }: Page): void {
  const titleWords = wordKeys(title);
  if (titleWords.length === 0) return;
  const titleTriples = wordTriples(titleWords);
  const joined = titleWords.join(' ');
  texts.forEach((text, index) => {
    if (reasons[index] !== null) return;
    const words = wordKeys(text);
    if (words.join(' ') === joined) reasons[index] = 'title';
    else if (
      !isFinished(text) &&
      words.length <= titleWords.length + 4 &&
      words.length >= 4 &&
      repeatedShare(words, titleTriples) >= 0.8
    ) {
      reasons[index] = 'title';
    }
  });
}

/** Pull quotes and other text that the page prints twice. */
export function markRepeats({ texts, reasons }: Page): void {
  const open = texts.map((text, index) => (reasons[index] === null ? text : ''));
  for (const index of repeatedParagraphs(open)) reasons[index] = 'repeat';
}
