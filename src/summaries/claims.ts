import { normalise, type Token } from '../articles/text/index.ts';
import { TELLING_VERBS } from './rules/lexicon.ts';
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

/** What somebody is accused of, normalised. */
export const ACCUSES =
  /^[وفب]?(?:ال)?(?:اتهم(?:ت|ه|ها|هم|وا)?|[يت]تهم(?:ه|ها|هم|ون)?|اتهامات?|متهم(?:ا|ه|ين)?|تهم(?:ه|تي)?|مزاعم|زعمت?|[يت]زعم)$/;

/** A denial, «نفت الشركة», normalised. */
export const DENIES = /^[وفب]?(?:نفي|نفت|نفوا|[يت]نفي|ينفون|نافيا|نافيه|انكرت?|[يت]نكر|براءته|براءتها|بريء)$/;

/** «ونفت الشركة …», and who speaks for somebody: «وقال المحامي إن موكله ينفي التهمة …». */
export function isDenial(words: readonly Token[]): boolean {
  const speaks = TELLING_VERBS.has(words[0]?.key.replace(/^و(?=\p{L}{3})/u, '') ?? '');
  return words.slice(0, speaks ? 12 : 5).some(({ key }) => DENIES.test(key));
}

/** «المنشور مضلل.», «ولا صحة للصورة المتداولة …»: what a check found of a claim. */
export function isVerdict(text: string): boolean {
  return VERDICT.test(normalise(text));
}

const VERDICT =
  /^(?:و|لكن |غير ان |الا ان )?(?:هذا |هذه )?(?:ال(?:منشور|ادعاء|خبر|زعم|مقطع|فيديو|صوره?|معلومه|تصريح|وثيقه|شايعه|رساله)(?:ات)?(?: المتداوله?)? (?:هو |هي |اذن |اذا )?(?:مضلله?|زايفه?|مزيفه?|مفبركه?|مزوره?|كاذبه?|خاطيه?|خطا|قديمه?|ملفقه?|معدله?|مجتزاه?|غير (?:صحيحه?|دقيقه?))(?=[\s،.:])|لا (?:صحه|اساس) ل)/;

/** «وقال محاميه إن موكله ينفي …»: who is accused is told, so it is clear whose. */
export function speaksForAccused([verb, who]: readonly Token[]): boolean {
  return verb !== undefined && who !== undefined && /^(?:محامي|وكيل|وكلاء|موكل)(?:ه|ها|هم)$/.test(who.key);
}

/** «حقيقة أم شائعة»: a title that checks a claim. */
export const ASKS_WHETHER_TRUE = /^(?:حقيقه|شايعه|شايعات|اشاعه|مزاعم|ادعاء|مضلل|مفبرك|مفبركه)$/;
