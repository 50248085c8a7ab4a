import { isStopWord, isTelling, ofForm, screened, type Token, unjoined } from '../articles/text/index.ts';
import { rootOf } from './root.ts';
import { DENYING, REFUSING_CLAIMS } from './rules/lexicon.ts';
import type { SourceSentence } from './source.ts';

/** Whether a denial takes up what the chosen sentences claim, though nobody calls it an accusation: «تقول إنها …». */
export function isAbout({ stems, words }: SourceSentence, chosen: readonly SourceSentence[]): boolean {
  const common = [...stems].filter((stem) => chosen.some((one) => one.stems.has(stem))).length;
  if (common >= 2 && common >= stems.size * TAKEN_UP) return true;
  const matter = new Set(
    words.filter((word) => !isStopWord(word.key) && !isOfDenials(word)).map(({ key }) => rootOf(key)),
  );
  const told = new Set(chosen.flatMap((one) => one.words.map(({ key }) => rootOf(key))));
  return matter.size <= FEW && [...matter].filter((root) => told.has(root)).length >= 2;
}

const FEW = 5;

/** By what a denial denies, whatever it is of: «نفت بشدة لعب أي دور», «أي صلة أو ضلوع». */
const isOfDenials = ofForm(
  /^(?:و|ف)?(?:[يت]?نف(?:ت|ي|يا|وا)|[يت]?نكر(?:ت)?|انكر(?:ت|وا)?|بشده|قاطعه?|بشكل|لعب|دور|صله|ضلوع|تورط|علاقه|مسووليه|جمله|تفصيلا)$/,
);

/** Share of a denial's meaning words. */
const TAKEN_UP = 0.4;

/** Whether a normalised sentence turns what it says, or tells what it was in truth: «ظن أنه يتواصل مع التنظيم، في حين أنه كان في الحقيقة …». */
export function turns(plain: string): boolean {
  return TURNS.test(plain);
}

const TURNS = screened(
  /\sو?(?:لكن(?:ه|ها|هم)?|غير ان(?:ه|ها|هم)?|الا ان(?:ه|ها|هم)?|بيد ان(?:ه|ها|هم)?|في (?:الحقيقه|الواقع))\s/,
);

/** What somebody is accused of, normalised. */
export const isChargeWord = ofForm(
  /^[وفب]?(?:ال)?(?:اتهم(?:ت|ه|ها|هم|وا)?|[يت]تهم(?:ه|ها|هم|ون)?|اتهامات?|متهم(?:ا|ه|ين)?|تهم(?:ه|تي)?|مزاعم|زعمت?|[يت]زعم)$/,
);

/** A denial, «نفت الشركة», normalised. */
export const isDenialWord = ofForm(new RegExp(`^[وفب]?(?:${DENYING}|براءته(?:ا|م|ما)?|بريء)$`));

/** «ونفت الشركة …», and who speaks for somebody: «وقال المحامي إن موكله ينفي التهمة …», «إلا أن محاميه قال إن موكله ليس …». */
export function isDenial(words: readonly Token[]): boolean {
  const told = behindTurn(words);
  const first = told[0]?.key ?? '';
  const tells = isTelling(first);
  const front = told.slice(0, tells || COUNSEL.test(unjoined(first)) ? 16 : 5);
  const opening = told
    .slice(0, 16)
    .map(({ key }) => key)
    .join(' ');
  if (REFUSES.test(opening) || (tells && NO_PROOF.test(opening))) return true;
  return front.some((word, at) => isDenialWord(word) || (isClient(word) && isNot(front[at + 1])));
}

const REFUSES = screened(new RegExp(`(?:^| )[وف]?${REFUSING_CLAIMS}(?: |$)`));

/** «لا يوجد دليل على علاقة اللقاح بالوفيات», normalised. */
const NO_PROOF = screened(/(?:^| )(?:لا|ليس(?:ت)?) (?:(?:يوجد|توجد|هناك|ثمه) )?(?:حاليا )?(?:اي )?(?:دليل|ادله) /);

const isDespite = ofForm(/^[وف]?(?:مع|رغم|برغم)$/);
/** «لكن» */
export const isBut = ofForm(/^و?لكن$/);
/** «إلا أن», «غير أن» */
export const isExcept = ofForm(/^و?(?:الا|غير|بيد)$/);

/** The words behind «لكن», «إلا أن». */
function behindTurn(words: readonly Token[]): readonly Token[] {
  const [first, second] = words;
  if (isDespite(first) && second?.key === 'ذلك') return words.slice(2);
  if (isBut(first)) return words.slice(1);
  return isExcept(first) && second?.key === 'ان' ? words.slice(2) : words;
}

/** Who speaks for one accused, normalised. */
const COUNSEL = /^(?:محامي|وكيل|وكلاء|موكل)(?:ه|ها|هم)$/;
const isCounsel = ofForm(COUNSEL);
const isClient = ofForm(/^موكل(?:ه|ته|ها|تها|هم)$/);
const isNot = ofForm(/^(?:ليس|ليست|ليسوا|لم|لا|بريي?ه?|بريء)$/);

/** «المنشور مضلل.», «ولا صحة للصورة المتداولة …», normalised: what a check found of a claim. */
export function isVerdict(plain: string): boolean {
  return VERDICT.test(plain);
}

const VERDICT =
  /^(?:و|لكن |غير ان |الا ان )?(?:هذا |هذه )?(?:ال(?:منشور|ادعاء|خبر|زعم|مقطع|فيديو|صوره?|معلومه|تصريح|وثيقه|شايعه|رساله)(?:ات)?(?: المتداوله?)? (?:هو |هي |اذن |اذا )?(?:مضلله?|زايفه?|مزيفه?|مفبركه?|مزوره?|كاذبه?|خاطيه?|خطا|قديمه?|ملفقه?|معدله?|مجتزاه?|غير (?:صحيحه?|دقيقه?))(?=[\s،.:])|لا (?:صحه|اساس) ل)/;

/** «وقال محاميه إن موكله ينفي …», «إلا أن محاميه قال …»: who is accused is told, so it is clear whose. */
export function speaksForAccused(words: readonly Token[]): boolean {
  return behindTurn(words).slice(0, 2).some(isCounsel);
}

/** «حقيقة أم شائعة»: a title that checks a claim. */
export const asksWhetherTrue = ofForm(/^(?:حقيقه|شايعه|شايعات|اشاعه|مزاعم|ادعاء|مضلل|مفبرك|مفبركه)$/);
