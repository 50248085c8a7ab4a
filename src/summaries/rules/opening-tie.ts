import { isContinuing, isTelling, NOT_VERBS, opensWithPast, PAST_VERBS, tokens } from '../../articles/text/index.ts';
import {
  AFTER_SUBJECTLESS_VERB,
  BACKWARD_TIMES,
  BOUND_OPENING,
  IMPERSONAL_VERBS,
  PRESENT_TIMES,
  TOLD_OF_SOMEBODY,
  WEEKDAYS,
} from './lexicon.ts';
import { hasPronoun, isPointing, isPronoun, SELF_CONTAINED, type Word } from './pronouns.ts';

/** What ties the opening of a sentence to the one before it. */
export type Tie = 'connective' | 'pronoun' | 'speaker' | 'reference' | 'time';

/** «يؤدي اليمين على أن يعرض بعدها …», «ثم»: a second part begins, and what it comes after stands in the first. */
function beginsSecondPart(list: readonly Word[], at: number): boolean {
  const [before, word] = [list[at - 1]?.key ?? '', list[at]?.key ?? ''];
  return word === 'ثم' || (word === 'ان' && /^(?:علي|قبل|بعد)$/.test(before));
}

/** What ties a sentence's first words, `plain` normalised, to what stands before it; null when they can be understood without. */
export function openingTie(plain: string, bare: string, list: readonly Word[]): Tie | null {
  const [first, second, third] = list;
  if (first === undefined) return 'reference';
  if (tellsOfItself(plain)) return null;
  if (BOUND_OPENING.test(plain)) return 'connective';
  if (isPointing(first.key) && !(second !== undefined && PRESENT_TIMES.has(second.key))) return 'pronoun';
  if (isPronoun(first) || hasPronoun(first.text)) return 'pronoun';
  if (second !== undefined && isPointing(second.key) && !(third !== undefined && PRESENT_TIMES.has(third.key)))
    return 'pronoun';
  if (third !== undefined && isPointing(third.key) && !PRESENT_TIMES.has(list[3]?.key ?? '')) return 'pronoun';
  if (second !== undefined && hasPronoun(second.text) && !SELF_CONTAINED.has(second.key)) return 'pronoun';
  // «وإلياس هنا للمشاركة في …»: where the scene is that stands above.
  if (list.slice(1, 3).some(({ key }) => key === 'هنا')) return 'reference';
  if (AMONG.test(plain) || HOUSE_AND_WHOM.test(plain) || isDoneByNobody(list)) return 'pronoun';
  if (isContinuing(first.key)) return 'speaker';
  if (lacksSubject(bare, first, second, third)) return 'speaker';
  const time = list.findIndex((word) => BACKWARD_TIMES.has(word.key));
  if (time >= 0 && !list.slice(0, time).some((_, at) => at > 0 && beginsSecondPart(list, at))) return 'time';
  return null;
}

/** «من بينهم 38 امرأة», «بقي منها أقل من أربعين», «يواجه ثلاثة من هؤلاء تهمة». */
const AMONG =
  /^(?:(?:من )?(?:بين|ضمن)|بقيت? من|(?:ما )?تبقي من)(?:هم|ها|هن|هما)(?![ء-ي])|^(?:\S+ ){1,2}من (?:هولاء|اوليك) (?!ال)/;

/** ««الغد الأردني» حاورته في منزله», normalised: whom? */
const HOUSE_AND_WHOM = /^["«“]?[^"«»”]{2,40}["»”] \p{L}{3,}ت(?:ه|ها|هم)(?=\s)/u;

/** «لا أحد يراقبه», «لم يعد أحد يزورها», «لا يسمح لمعظمهم بالتحدث»: nobody is named before the pronoun. */
function isDoneByNobody(list: readonly Word[]): boolean {
  const first = list.findIndex(({ key }) => !NOBODY.has(key));
  const verb = /^(?:لا|لم|لن)$/.test(list[first - 1]?.key ?? '') && /^[يت]/.test(list[first]?.key ?? '');
  return (
    first > 0 && [first, ...(verb ? [first + 1] : [])].some((at) => list[at] !== undefined && isOfSomebody(list[at]))
  );
}

function isOfSomebody({ text, key }: Word): boolean {
  return hasPronoun(text) && !SELF_CONTAINED.has(key);
}

const NOBODY = new Set('لا لم لن ليس ما من يعد يكن احد احدا شيء هناك ثمه'.split(' '));

/** «يكشف هذا التحقيق …», normalised: what the reader has before him, and nothing that stood there before. */
export function tellsOfItself(plain: string): boolean {
  return /^و?[يت](?:كشف|تناول|رصد|تتبع|ستعرض|عرض|وثق|روي) هذ[اه] (?:التحقيق|المقال|المقاله|الملف|الحوار|المقابله|القصه)(?=[\s،])/.test(
    plain,
  );
}

/** «وقال إن», «وأشار إلى», «قال: “…”», «ويعمل في»: a verb, and what follows is not its subject. */
function lacksSubject(bare: string, first: Word, second: Word | undefined, third: Word | undefined): boolean {
  if (second === undefined) return true;
  if (/^كان(?:ت|وا)?$/.test(first.key) && second.key === 'قد') return !whoHad(bare);
  // «وتحدثوا عن», «وخضعت للعلاج»
  const plural = first.key.endsWith('وا') ? first.key.slice(0, -2) : '';
  if (PAST_VERBS.has(plural) || isTelling(plural)) return true;
  if (/^(?!ال)\p{L}{3,}ت$/u.test(first.key) && opensWithPast(first.text) && TO_OR_BY.test(second.key)) return true;
  const telling = isTelling(first.key);
  if (!telling && !looksLikePresentVerb(first.key) && !TOLD_OF_SOMEBODY.has(first.key)) return false;
  if (IMPERSONAL_VERBS.has(first.key) && /^(?:ان|انه|انها|الي|من|ان)$/.test(second.key)) return false;
  // «ويتعين على المصانع أن …»: it is they who must.
  if (MUST.test(first.key) && second.key === 'علي') return false;
  if (telling) {
    const after = bare.slice(bare.indexOf(first.text) + first.text.length);
    if (QUOTED_NAME.test(after)) return false;
    if (/^\s*(?:[:،,]\s*)?["“”«]/.test(after) || /^\s*[:،]/.test(after)) return true;
    if (TOLD_TO.test(after)) return true;
  }
  // «ووصف اللقاء الذي عقد صباحا بأنه …»: what is described does not speak.
  if (/^و?وصفت?$/.test(first.key) && DESCRIBED.test(second.key)) return true;
  // «واعتبرت السفير شخصا …»: he is not who did it.
  if (telling && first.key.endsWith('ت') && first.key.length > 3 && MAN.test(second.key)) return true;
  const next = WEEKDAYS.has(second.key) ? (third ?? second) : second;
  if (AFTER_SUBJECTLESS_VERB.has(next.key)) return true;
  // «ولعب للسويد», «وفاز بالكأس».
  if (TOLD_OF_SOMEBODY.has(first.key) && /^(?:لل|بال)\p{L}{3,}/u.test(second.key)) return true;
  return telling && /^ب(?:ال|ان|شان|شكل|حق|ضرور)/.test(second.key);
}

const MUST = /^(?:يتعين|يجب|ينبغي|يتوجب)$/;

/** «وقالت "بي إن" في بيان إن …»: a name in quotation marks, and what it said behind «إن». */
const QUOTED_NAME = /^\s+["“«][^"”»،.:؛]{2,30}["”»]،?\s(?:في\s[^"“«:؛.]{3,60}\s)?[إأ]ن(?:ه|ها)?\s/u;

/** «كان قد أعلن الوزير أن …», «كان قد انتشر تسجيل …»: who or what had done it comes behind the verb; «كانت قد خضعت للعلاج»: who? */
function whoHad(bare: string): boolean {
  const [verb, noun, ...rest] = tokens(bare).slice(2, 14);
  if (verb === undefined || noun === undefined || AFTER_SUBJECTLESS_VERB.has(noun.key)) return false;
  if (isTelling(verb.key))
    return !/^لل?\p{L}{3,}/u.test(noun.key) && rest.some(({ key }) => /^ب?ان(?:ه|ها|هم)?$/.test(key));
  return HAPPENS.test(verb.key) && !/^[بل]ال?\p{L}{3,}/u.test(noun.key);
}

const TO_OR_BY = /^(?:لل|بال)(?!فعل$|تالي$|تاكيد$|طبع$|مقابل$|تزامن$|اضافه$|رغم$)\p{L}{3,}/u;

const HAPPENS = /^(?:انتشر|اندلع|وقع|صدر|جري|جر|تم|نشب|سقط|اعتقل|قتل|اصيب)ت?$/;

/** «وقال لبي بي سي: …», «وقالت للصحافيين إن …»: to whom, and not who. */
const TOLD_TO =
  /^\s+(?:لل[صم]\p{L}+ين|ل(?:وكالة|صحيفة|قناة|موقع|إذاعة|شبكة|تلفزيون|بي بي سي|رويترز|فرانس برس))(?:\s[^\s:"«“]+){0,2}?\s*(?:[:"«“]|(?:إن|أن|إنه|إنها|أنه|أنها|إنهم)\s)/u;

const DESCRIBED =
  /^ال(?:لقاء|اجتماع|قمه|موتمر|قرار|اتفاق|اتفاقيه|زياره|محادثات|مباحثات|مفاوضات|وضع|اوضاع|هجوم|حادث|حادثه|خطوه|علاقات|تقرير|اتهام|اتهامات|مزاعم|تصريحات|انتخابات|عمليه|عقوبات|حكم|احداث|تطورات|مشهد)$/;

const MAN = /^ال(?:سفير|وزير|رييس|امير|قاضي|مدير|نايب|زعيم|قايد|ملك|متحدث|جنرال|كاتب|لاعب|مدرب|مخرج|محامي|طبيب|رجل)$/;

/** A present verb by its shape; nouns that begin with ي or ت are few where a sentence begins. */
function looksLikePresentVerb(key: string): boolean {
  return /^س?ي\p{L}{3,}$/u.test(key) && !NOT_VERBS.test(key);
}
