import { CEREMONY, isTrifle, STANDS_FOR_MANY } from './rules/trifles.ts';
import type { SourceSentence } from './source.ts';

/**
 * What a sentence that the page's editors set apart is worth more, in expected words of an abstract: more than the lead's next
 * sentence mostly tells.
 */
const PULLED = 15;

/** What a sentence is worth for itself, in expected words of an abstract, under a title of these stems where the news opens with sentence `opens`. */
export function ownWorth(
  sentence: SourceSentence,
  titleStems: ReadonlySet<string>,
  pulled: 'pulled' | 'plain',
  opens: number,
): number {
  let value = pulled === 'pulled' && sentence.meanwhile === null ? PULLED : 0;
  if (sentence.faults.includes('unfinished')) value -= 3;
  if (sentence.faults.includes('abridged')) value -= 3;
  if (sentence.faults.includes('paused')) value -= 1;
  if (sentence.faults.includes('address')) value -= 3;
  if (sentence.kind === 'list') value -= 4;
  const overlap = [...titleStems].filter((stem) => sentence.stems.has(stem)).length;
  const novel = [...sentence.stems].filter((stem) => !titleStems.has(stem)).length;
  // Printed under its title a sentence that only repeats it tells nothing; but what opens the article's news is its news.
  if (sentence.order !== opens && titleStems.size > 2 && overlap >= titleStems.size * 0.8 && novel < 4) value -= 5;
  const { plain } = sentence;
  if (CEREMONY.test(plain)) value -= 8;
  else if (isTrifle(plain)) value -= 3;
  if (STANDS_FOR_MANY.test(plain)) value += 8;
  if (pulled === 'plain' && sentence.order > 9 && overlap < Math.min(2, titleStems.size * 0.25)) value -= 4;
  return value;
}
