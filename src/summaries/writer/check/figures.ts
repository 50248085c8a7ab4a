import { segmentSentences, type Token, tokens } from '../../../articles/text/index.ts';
import { bareOf, ungrouped } from './joined.ts';

/**
 * Figures that stand in the article and are told otherwise: a result the other way round («1-2»), «من 12.4 إلى 13.1» of «إلى 12.4 من 13.1», and «50
 * مليار يورو» where the article counts dollars.
 */
export function turnedFigures(text: string, body: readonly string[]): string[] {
  const told = sentencesOf([text]);
  const article = sentencesOf(body);
  return [
    ...turnedResults(text, body.join('\n')),
    ...told.flatMap((words) => turnedSteps(words, article)),
    ...told.flatMap((words) => otherMoney(words, article)),
  ];
}

type Words = readonly Token[];

function sentencesOf(paragraphs: readonly string[]): Words[] {
  return paragraphs.flatMap((paragraph) => segmentSentences(paragraph).map(({ text }) => tokens(text)));
}

const RESULT = /(?<![\d.,/-])(\d{1,3})\s?[-–:]\s?(\d{1,3})(?![\d.,/-])/g;

function turnedResults(text: string, source: string): string[] {
  const pairs = (one: string): string[][] => [...one.matchAll(RESULT)].map(([, a = '', b = '']) => [a, b]);
  const stands = pairs(source);
  const has = ([a, b]: readonly string[]): boolean => stands.some((pair) => pair[0] === a && pair[1] === b);
  return pairs(text).flatMap(([a = '', b = '']) => (!has([a, b]) && has([b, a]) ? [`نتيجة مقلوبة: ${a}-${b}`] : []));
}

/** From and to: what stands right before a number. */
const STEP = /^[وف]?(?:الي|من)$/;

function stepOf(words: Words, at: number): string | null {
  const before = words[at - 1]?.key ?? '';
  return STEP.test(before) ? before.replace(/^[وف]/, '') : null;
}

function turnedSteps(words: Words, article: readonly Words[]): string[] {
  return words.flatMap((word, at) => {
    const step = stepOf(words, at);
    if (step === null || !/^\d/.test(word.key)) return [];
    const steps = article.flatMap((one) =>
      one.flatMap((other, i) => (ungrouped(other.key) === ungrouped(word.key) ? [stepOf(one, i)] : [])),
    );
    const turned = steps.length > 0 && steps.every((other) => other !== null && other !== step);
    return turned ? [`رقم في غير موضعه: ${words[at - 1]?.text ?? ''} ${word.text}`] : [];
  });
}

const SCALE = /^(?:الف|الاف|مليون|ملايين|مليار|مليارات|تريليون|تريليونات|ترليون)$/;
const MONEY = /^(?:ال)?(?:دولار|يورو|دينار|درهم|ريال|لير|جنيه|شيكل|روبل|يوان|فرنك)/;

function otherMoney(words: Words, article: readonly Words[]): string[] {
  return words.flatMap((word, at) => {
    const [scale, money] = [words[at + 1], words[at + 2]];
    if (!/^\d/.test(word.key) || scale === undefined || money === undefined) return [];
    if (!SCALE.test(scale.key) || !MONEY.test(money.key)) return [];
    const counted = article.flatMap((one) =>
      one.flatMap((other, i) =>
        ungrouped(bareOf(other.key)) === ungrouped(bareOf(word.key)) && one[i + 1]?.key === scale.key
          ? [one[i + 2]?.key ?? '']
          : [],
      ),
    );
    const isOther = counted.length > 0 && counted.every((key) => MONEY.test(key) && stemOf(key) !== stemOf(money.key));
    return isOther ? [`عملة أخرى: ${word.text} ${scale.text} ${money.text}`] : [];
  });
}

function stemOf(money: string): string {
  return MONEY.exec(money)?.[0].replace(/^ال/, '') ?? '';
}
