import { isFinished } from './kind.ts';
import { isProse, type Page } from './page.ts';
import { repeatedParagraphs, repeatedShare, wordKeys, wordTriples } from './repeats.ts';

/** The title again, alone or with the site's name behind it. */
export function markTitle({ texts, reasons, title }: Page): void {
  const titleWords = wordKeys(title);
  if (titleWords.length === 0) return;
  const titleTriples = wordTriples(titleWords);
  const joined = titleWords.join(' ');
  texts.forEach((text, index) => {
    const words = wordKeys(text);
    // A title may sound like a call, a label or a notice.
    if (words.join(' ') === joined) reasons[index] = 'title';
    else if (
      reasons[index] === null &&
      !isFinished(text) &&
      words.length <= titleWords.length + 4 &&
      words.length >= 4 &&
      repeatedShare(words, titleTriples) >= 0.8
    ) {
      reasons[index] = 'title';
    }
  });
}

/** Pull quotes and other text that the page prints twice; what it prints twice in a row and ends with no stop is a picture's, once as its alternative text. */
export function markRepeats(page: Page): void {
  const { texts, reasons } = page;
  const isTwice = (at: number): boolean => {
    const text = texts[at] ?? '';
    return text === texts[at + 1] && !isFinished(text) && wordKeys(text).length >= FEWEST_WORDS && finishes(page);
  };
  texts.forEach((_, at) => {
    if (reasons[at] !== null || !isTwice(at)) return;
    reasons[at] = 'credit';
    reasons[at + 1] ??= 'credit';
  });
  const open = texts.map((text, index) => (reasons[index] === null ? text : ''));
  for (const index of repeatedParagraphs(open)) reasons[index] = 'repeat';
}

/** Words of a caption: a refrain or a heading may have fewer. */
const FEWEST_WORDS = 4;

/** Whether the article ends its paragraphs with stops. */
function finishes({ texts, reasons }: Page): boolean {
  const prose = texts.filter((text, at) => reasons[at] === null && isProse(text));
  return prose.filter(isFinished).length > prose.length * 0.7;
}
