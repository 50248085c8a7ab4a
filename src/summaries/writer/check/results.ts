import type { Token } from '../../../articles/text/index.ts';
import { countsOf } from './numbers.ts';
import type { Line, Told } from './told.ts';

/** A result in digits, with where it stands in its text. */
interface Result {
  readonly won: number;
  readonly lost: number;
  readonly start: number;
  readonly end: number;
}

/** Where `line` gives a result in digits («3-1») that the article tells in words («بثلاثة أهداف مقابل هدف واحد»). */
export function toldResults(line: Line, told: Told): readonly Result[] {
  const results = resultsIn(line.text);
  return results.filter(({ won, lost }) => told.lines.some(({ words }) => tellsResult(words, won, lost)));
}

const RESULT = /(?<![\d.,/-])(\d{1,2})\s?[-–:]\s?(\d{1,2})(?![\d.,/-])/g;

function resultsIn(text: string): Result[] {
  return [...text.matchAll(RESULT)].map((found) => ({
    won: Number(found[1]),
    lost: Number(found[2]),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** Words between the goals of the one side and those of the other. */
const APART = 3;

function tellsResult(words: readonly Token[], won: number, lost: number): boolean {
  return scoresIn(words).some(({ value, end }) => {
    if (value !== won) return false;
    const against = words
      .slice(end, end + APART + 1)
      .findIndex(({ key }) => /^مقابل$|^ل(?:واحد|هدف|اثنين|ثلاثه|لاشيء)/.test(key));
    if (against < 0) return lost === 0 && words.slice(end - 1, end + APART).some(({ key }) => NONE.test(key));
    const rest = words.slice(end + against, end + against + APART);
    return lost === 0 ? rest.some(({ key }) => NONE.test(key)) : scoresIn(rest).some((score) => score.value === lost);
  });
}

const NONE = /^(?:لاشيء|شيء|نظيفه?|نظيفين|رد|صفر)$/;

/** Numbers, «هدفين» and «هدف». */
function scoresIn(words: readonly Token[]): { value: number; end: number }[] {
  const single = words.flatMap(({ key }, at) => {
    const value = /^[بل]?(?:هدفين|هدفان)$/.test(key) ? 2 : /^[بل]?(?:هدف|واحد)$/.test(key) ? 1 : 0;
    return value > 0 ? [{ value, end: at + 1 }] : [];
  });
  return [...countsOf(words), ...single];
}
