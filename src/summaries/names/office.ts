import { isSpeaking, type Token } from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { WEEKDAYS } from '../rules/lexicon.ts';
import { stripPrefix } from './token.ts';
import { NOT_GIVEN } from './words.ts';

/** Longest office that is put before a name, in UTF-16 units: a longer one is a sentence of its own. */
const LONGEST = 60;
/** Words of an office: «المتحدث باسم وزارة الخارجية الأمريكية». */
const WORDS = 7;

/**
 * The office that the author wrote right before the name whose first word is `words[at]`, as he wrote it: «وزير الخارجية الروسي سيرغي لافروف»,
 * «رئيس الوزراء، فلان». Null where none stands there, or it may be another's («المتحدث باسم الرئيس محمود عباس»).
 */
export function officeBefore(words: readonly Token[], at: number, text: string): string | null {
  for (let back = 1; back <= WORDS; back++) {
    const token = words[at - back];
    const right = words[at - back + 1];
    if (token === undefined || right === undefined) return null;
    const between = text.slice(token.end, right.start);
    if (!(back === 1 ? /^(?:،?[ \u00A0])$/ : /^[ \u00A0]$/).test(between)) return null;
    if (headLength(token) === 0) {
      if (!maySay(token)) return null;
      continue;
    }
    const before = words[at - back - 1];
    const deputy = before !== undefined && DEPUTIES.has(stripPrefix(before.key));
    if (!deputy && isAnothers(words, at - back)) return null;
    const head = deputy ? before : token;
    const start = head.end - (headLength(head) || head.text.length);
    return office(text.slice(start, words[at - 1]?.end), words.slice(at - back, at));
  }
  return null;
}

/** The office in apposition behind the name whose last word is `words[at]`: «داميان كولينز، رئيس لجنة الثقافة، …». Null where there is none. */
export function officeBehind(words: readonly Token[], at: number, text: string): string | null {
  const name = words[at];
  const head = words[at + 1];
  if (name === undefined || head === undefined || !/^\s?،\s?$/.test(text.slice(name.end, head.start))) return null;
  if (!HEADS.has(head.key)) return null;
  for (let end = at + 1; end <= at + WORDS; end++) {
    const last = words[end];
    const next = words[end + 1];
    if (last === undefined) return null;
    if (end > at + 1 && !maySay(last)) return null;
    const behind = text.slice(last.end, next?.start ?? text.length);
    if (/^\s?[،.]/.test(behind)) return office(text.slice(head.start, last.end), words.slice(at + 1, end + 1));
    if (!/^[ \u00A0]$/.test(behind)) return null;
  }
  return null;
}

/** Whether something stands behind the name that says who he is, or a comma parts it from what follows. */
export function isToldBehind(end: number, text: string): boolean {
  return /^\s?[،,(]\s?(?!(?:الذي|التي)\s)/.test(text.slice(end));
}

/** An office must be one person's: «وزير الخارجية», and not «نائب سابق». */
function office(phrase: string, words: readonly Token[]): string | null {
  // «الوزير الفرنسي الاثنين نظيره …», «مدير البرنامج في …»: more than an office, or less.
  if (words.some(({ key }) => WEEKDAYS.has(key) || /^[وب]?نظير(?:ه|ها|هم|ته|تها)$/.test(key))) return null;
  if (/^(?:في|لدي|من|باسم|عن|علي|الي|و)$/.test(words.at(-1)?.key ?? '')) return null;
  const definite = words.some(
    ({ key }) => key.startsWith('ال') || key === 'باسم' || (NOT_GIVEN.has(key) && !HEADS.has(key)),
  );
  return definite && phrase.length <= LONGEST && !/["“”«»()]/.test(phrase) ? phrase.replace(/،$/, '') : null;
}

/** Letters of a head of office without the و, ل or ب joined to it; 0 where the word is none. */
function headLength({ key, text }: Token): number {
  if (HEADS.has(key)) return text.length;
  return /^[وفبلك]/.test(key) && HEADS.has(key.slice(1)) ? text.length - 1 : 0;
}

/** «المتحدث باسم الرئيس …»: whose name follows cannot be told. */
function isAnothers(words: readonly Token[], head: number): boolean {
  return [1, 2, 3].some((back) => {
    const token = words[head - back];
    return token !== undefined && (headLength(token) > 0 || AIDES.test(token.key));
  });
}

/** Words that an office may be made of; a rare word may be a part of the name. */
function maySay({ key }: Token): boolean {
  if (isSpeaking(key) || /^(?:ان|انه|الذي|التي|قد|كان|كانت|من|الي|علي|عن|مع|هو|هي|و)$/.test(key)) return false;
  return /^(?:ال|وال|لل|بال)\p{L}{2,}$/u.test(key) || NOT_GIVEN.has(key) || isEverydayWord(key);
}

const DEPUTIES = new Set(['نايب', 'نايبه', 'النايب', 'النايبه', 'وكيل', 'وكيله', 'مساعد', 'مساعده']);

const AIDES =
  /^[وفبل]?(?:ال)?(?:متحدثه?|ناطقه?|مستشاره?|محامي|محاميه|مساعده?|زوجه|زوج|ابن|ابنه|نجل|شقيقه?|والده?|مبعوثه?|باسم|اداره|حكومه|نظام|مكتب|حزب|قوات|حمله|عهد|خطاب|قرار)$/;

const HEADS = new Set(
  `رييس رييسه الرييس الرييسه وزير وزيره الوزير الوزيره متحدث متحدثه المتحدث المتحدثه ناطق ناطقه الناطق الناطقه مبعوث مبعوثه المبعوث المبعوثه مفوض مفوضه المفوض المفوضه
  مدير مديره المدير المديره سفير سفيره السفير السفيره قايد القايد زعيم زعيمه الزعيم الزعيمه حاكم الحاكم محافظ المحافظ عمده امين الامين امينه الامينه مستشار مستشاره المستشار المستشاره
  ملك الملك ملكه الملكه امير الامير مدرب المدرب منسق منسقه المنسق المنسقه مرشح المرشح مرشحه المرشحه المدعي المدعيه عضو النايب النايبه نايب نايبه وكيل وكيله مساعد مساعده`.split(
    /\s+/,
  ),
);
