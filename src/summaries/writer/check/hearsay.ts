import type { Token } from '../../../articles/text/index.ts';
import { bareOf } from './joined.ts';
import { meansSame } from './meanings.ts';
import { type Line, linesOf, type Told, telling } from './told.ts';

/**
 * Guilt that the text tells flatly and the article only as somebody's word, «كان عميلاً لموسكو» of «يعتقد المكتب أنه …», and a verdict for
 * what nobody was convicted of: «أدين بالتجسس» of «أدين بالتهريب» beside a charge of spying.
 */
export function flatAccusations(text: string, told: Told): string[] {
  return linesOf(text).flatMap((line) => [...flatCrimes(line, told), ...strangeVerdicts(line, told)]);
}

function flatCrimes(line: Line, told: Told): string[] {
  if (isHedged(line)) return [];
  return line.words.flatMap((word) => {
    const crime = crimeOf(word);
    if (crime === null) return [];
    const tellings = told.lines.filter(({ words }) => words.some((other) => crimeOf(other) === crime));
    return tellings.length > 0 && tellings.every(isHedged) ? [`اتهام روي كحقيقة: ${word.text}`] : [];
  });
}

/** Crimes by what all their words have in them: «تجسس», «جاسوس» and «عميل» are one. */
const CRIMES: readonly RegExp[] = [
  /^(?:جاسوس|جواسيس|[يت]?تجسس|عميل|عملاء|عماله|تخابر|[يت]تخابر)/,
  /^(?:[يت]?تامر|موامر|متامر)/,
  /^(?:خيان|خان|خاين|خون)(?:ه|ت|وا|ا|ين)?$/,
  /^(?:[يت]?اختلس|[يت]ختلس|مختلس)/,
  /^(?:رشو|رشاو|رشي|ارتش|مرتش)/,
  /^(?:[يت]?اغتصب|[يت]غتصب|اغتصاب|مغتصب)/,
  /^(?:[يت]?تحرش|متحرش)/,
  /^(?:[يت]?تزوير|زور|[يت]زور|مزور)(?:ت|وا|ه|ا)?$/,
  /^(?:احتيال|احتال|[يت]حتال|محتال)/,
  /^(?:غسل|غسيل|تبييض)$/,
];

function crimeOf({ key }: Token): number | null {
  const bare = bareOf(key).replace(/^(?:ال|لل)/, '');
  const at = CRIMES.findIndex((crime) => crime.test(bare));
  return at < 0 ? null : at;
}

function isHedged({ words }: Line): boolean {
  return words.some(({ key }) => [key, bareOf(key)].some((one) => HEDGE.test(one.replace(/^(?:ال|لل)/, ''))));
}

/** Who says, suspects, charges, denies or tries: somebody's word. */
const HEDGE =
  /^(?:[يت]?ا?تهم(?:ت|ه|ها|وا|ته|تها)?|اتهام\p{L}*|تهمه?|تهم|بتهم\p{L}*|متهم\p{L}*|[يت]?شتبه|اشتبه|اشتباه\p{L}*|مشتبه\p{L}*|شبهه|شبهات|شك|شكوك|مزعوم\p{L}*|زعم\p{L}*|[يت]زعم\p{L}*|مزاعم|[يت]عتقد\p{L}*|اعتقاد\p{L}*|حسب|وفق|وفقا|قال\p{L}*|[يت]قول\p{L}*|قول\p{L}*|ذكر\p{L}*|افاد\p{L}*|اعلن\p{L}*|اكد\p{L}*|اوضح\p{L}*|اضاف\p{L}*|اشار\p{L}*|نفي|نفت|[يت]نفي\p{L}*|انكر\p{L}*|[يت]نكر\p{L}*|لايحه|محاكم\p{L}*|قضيه|قضايا|خلفيه|دعوي|ادعاء\p{L}*|تحقيق\p{L}*|[يت]?وصف\p{L}*|[يت]صف\p{L}*|اورد\p{L}*|[يت]ورد|وثق\p{L}*|[يت]فيد|[يت]ذكر|[يت]علن|[يت]وكد|تقرير\p{L}*|تقارير|قد|ربما|حد|روي|رواي\p{L}*|شهاد\p{L}*|شكوي|شاكيات)$/u;

/** Words behind a verdict in which stands what it is for. */
const REACH = 5;
const VERDICT = /^[وف]?[لب]?(?:ال)?(?:ادين(?:ت|وا)?|ادان(?:ه|ته|تها|تهم|ت|ها|هم)?|مدان(?:ه|ا|ين)?)$/;

function strangeVerdicts({ words }: Line, told: Told): string[] {
  return words.flatMap((word, at) => {
    if (!VERDICT.test(word.key)) return [];
    const crime = words.slice(at + 1).find(({ key }) => /^ب\p{L}{4}/u.test(key));
    if (crime === undefined) return [];
    const verdicts = told.lines.flatMap((line) =>
      line.words.flatMap((other, i) =>
        VERDICT.test(other.key) ? [telling(line.words.slice(i + 1, i + 1 + REACH))] : [],
      ),
    );
    const isTold = verdicts.some((behind) => behind.length === 0 || behind.some((one) => meansSame(one, crime)));
    return verdicts.length === 0 || isTold ? [] : [`إدانة بغير ما في النص: ${word.text} ${crime.text}`];
  });
}
