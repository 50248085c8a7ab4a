import type { Token } from '../../articles/text/index.ts';
import { rootOf } from '../root.ts';

/** Figures that say nothing as they stand: more among them than there are, a share without its unit. */
export function senselessFigures(text: string): string[] {
  if (!/\d/.test(text) || !/بينهم|بنسبة/.test(text)) return [];
  const more = [...text.matchAll(AMONG)].filter(([, all = '', some = '']) => Number(some) > Number(all));
  return [...more, ...text.matchAll(SHARE_OF_WHAT)].map(([found]) => found.trim());
}

const AMONG =
  /(?<![\d.,])(\d{1,4})\s[\u0621-\u064A]+(?:\s[\u0621-\u064A]+){0,3}،? (?:من )?بينهم (\d{1,4})(?=\s[\u0621-\u064A])(?!\s(?:في المئة|بالمئة|في المائة|بالمائة))/gu;

/** «ارتفع بنسبة 15.», «بنسبة 7 مقارنة …»: of a hundred, a thousand? «بنسبة 52، و48 في المئة لغيره» tells. */
const SHARE_OF_WHAT =
  /بنسبة\s\d+(?:[.,٫]\d+)?(?=[.،؛]?$|[.،؛]\s|\s(?:مقارنة|خلال|عن|منذ|هذا|العام|في عام|في شهر|بسبب|بعد)(?!\p{L}))(?![^.]{0,40}(?:في المئة|بالمئة|في المائة|بالمائة|[%٪]))/gu;

/** «كأس العالم المقبل في العام.»: which? «مترين في العام» is of each. */
export function missingYear(text: string): string | null {
  return /ال(?:مقبل|قادم|ماضي|جاري|سابق)ة? في العام(?=[.،])/u.exec(text)?.[0] ?? null;
}

/**
 * «العاصفة الثلجية عبارة عن عاصفة …», «الحيتان من الحيتان»: a definition whose predicate opens with the very thing that it defines. «الهجوم هو هجوم
 * إرهابي» and «المدرب الجديد هو المدرب السابق» tell something, and so does «اللاعب من اللاعبين القلائل».
 */
export function tautology(words: readonly Token[], text: string): string | null {
  const [subject, next] = words;
  if (subject === undefined || next === undefined || subject.key.length < 4) return null;
  const copula = /^(?:نوع|من)$/.test(next.key)
    ? 1
    : words.slice(0, LONGEST_SUBJECT).findIndex(({ key }) => COPULA.test(key));
  if (copula < 1) return null;
  const behind = words.slice(copula + 1, copula + 5);
  const head = behind.find(({ key }) => !LEADS_ON.test(key));
  if (head === undefined || head.key.length < 4) return null;
  if (next.key === 'من' && head.key !== subject.key) return null;
  // «تعد هذه السياسة»: the verb may take the very word as what it says it of, with «هذه» alone.
  if (/^[يت]/.test(words[copula]?.key ?? '') && !/^هذ[اه]$/.test(behind[0]?.key ?? '')) return null;
  const [one, other] = [subject.key.replace(/^ال/, ''), head.key.replace(/^ال/, '')];
  return one.slice(0, 2) === other.slice(0, 2) && rootOf(subject.key) === rootOf(head.key)
    ? text.slice(subject.start, head.end)
    : null;
}

const LONGEST_SUBJECT = 5;
const COPULA = /^(?:عباره|[يت]عد|[يت]عتبر)$/;
const LEADS_ON = /^(?:عن|من|نوع|انواع|احد|احدي|كل|هذا|هذه)$/;
