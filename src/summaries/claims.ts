import { normalise } from '../articles/text/index.ts';
import type { SourceSentence } from './source.ts';

/** Whether a denial takes up what the chosen sentences claim, though nobody calls it an accusation: «تقول إنها …». */
export function isAbout({ stems }: SourceSentence, chosen: readonly SourceSentence[]): boolean {
  const common = [...stems].filter((stem) => chosen.some((one) => one.stems.has(stem))).length;
  return common >= 2 && common >= stems.size * TAKEN_UP;
}

/** Share of a denial's meaning words. */
const TAKEN_UP = 0.4;

/** Whether a sentence turns what it says, or tells what it was in truth: «ظن أنه يتواصل مع التنظيم، في حين أنه كان في الحقيقة …». */
export function turns(text: string): boolean {
  return TURNS.test(normalise(text));
}

const TURNS =
  /\sو?(?:لكن(?:ه|ها|هم)?|غير ان(?:ه|ها|هم)?|الا ان(?:ه|ها|هم)?|بيد ان(?:ه|ها|هم)?|في (?:الحقيقه|الواقع))\s/;
