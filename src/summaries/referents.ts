import {
  isInside,
  isStopWord,
  isTelling,
  ofForm,
  type QuotationSpan,
  type Token,
  unjoined,
} from '../articles/text/index.ts';
import { isEverydayWord } from './everyday-words.ts';
import { AFTER_SUBJECTLESS_VERB, PRESENT_TIMES } from './rules/lexicon.ts';
import { tellsOfItself } from './rules/opening-tie.ts';

/** «رواية من الصنف الثاني»: of which two, where the sentence does not say so before `words[at]`. */
export function isOneOfKinds(words: readonly Token[], at: number): boolean {
  const kind = words[at - 1];
  if (kind === undefined || !isWhich(words[at]) || !isKind(kind)) return false;
  return !words.slice(0, at - 1).some(({ stem }) => stem.startsWith(kind.stem));
}

const isKind = ofForm(/^ال(?:صنف|نوع|قسم|فريق|فيه|ضرب|طراز|راي|احتمال|سيناريو)$/);
const isWhich = ofForm(/^ال(?:اول|اولي|ثاني|ثانيه|ثالث|ثالثه|اخير|اخيره)$/);

const isDemonstrative = ofForm(/^[وفبكل]?(?:هذا|هذه|ذلك|تلك|هذين|هاتين|هولاء)$/);

const isOther = ofForm(/^اخر(?:ي|ون|ين)?$/);

const isSame = ofForm(/^(?:نفسه|نفسها|ذاته|ذاتها|عينه|عينها|المماثله?|المماثلين|المشابهه?)$/);

/** «في الوقت نفسه» is an adverb; «الرئيس نفسه» is the president in person. */
const NOT_THE_SAME = /^[وبل]?ال(?:وقت|حين|ان|حال|قدر|رييس|وزير|ملك|امير|زعيم|كاتب|مدير|قايد)$/;

const MORE = /^(?:اكثر|ابعد|اقل|اسوا|اهم|اخطر)$/;

const NO_OTHER =
  /^[وبلف]?(?:ال)?(?:مره|جهه|ناحيه|عباره|بعباره|بكلمات|كلمات|شخص|شخصا|اشخاص|مرات|احيان|اماكن|دول|جانب|حين|وقت|يوم|هم|او|اي)$/;

/** Stem of a noun that a demonstrative, «آخر» or «نفسه» points back to, without its standing earlier in the sentence. */
export function pointedAt(words: readonly Token[], quoted: readonly QuotationSpan[]): string | null {
  for (const [at, word] of words.entries()) {
    const other = words[at - 1];
    // «مواد أخرى»: others than which?
    if (other !== undefined && isOther(word) && !isInside(quoted, word.start)) {
      const known = words.slice(0, at - 1).some((one) => one.stem === other.stem);
      if (!known && /^\p{L}{3,}$/u.test(other.key) && !NO_OTHER.test(other.key)) return other.stem;
    }
    // «على الملعب نفسه»: the same as which?
    if (other !== undefined && isSame(word) && /^[وبل]?ال/.test(other.key) && !NOT_THE_SAME.test(other.key)) {
      if (!isInside(quoted, word.start) && !words.slice(0, at - 1).some((one) => one.stem === other.stem))
        return other.stem;
    }
    if (isOneOfKinds(words, at) && !isInside(quoted, word.start)) return other?.stem ?? null;
    const noun = words[at + 1];
    // «إمكانية ذهابه أبعد من ذلك»: further than what?
    if (noun !== undefined && word.key === 'من' && noun.key === 'ذلك' && MORE.test(other?.key ?? '')) return noun.stem;
    if (noun === undefined || !isDemonstrative(word) || isInside(quoted, word.start)) continue;
    if (!noun.key.startsWith('ال') || PRESENT_TIMES.has(noun.key)) continue;
    if (at === 1 && tellsOfItself(`${words[0]?.key} ${word.key} ${noun.key} `)) continue;
    const earlier = words.slice(0, at).some((one) => one.stem === noun.stem);
    if (!earlier) return noun.stem;
  }
  return null;
}

/** Whether it goes on with a ranking or a round: «وجاء في المركز الرابع», «وربح الخضر من جهتهم». */
export function goesOnRanking(words: readonly Token[]): boolean {
  const plain = words.map(({ key }) => key).join(' ');
  if (/^و?(?!من )\S+ (?:\S+ ){1,4}من (?:جهته|جهتها|جهتهم|جانبه|جانبها|جانبهم)(?= |$)/.test(plain)) return true;
  return /^و?(?:جاء|جاءت|حل|حلت|احتل|احتلت|يحتل|تحتل|ياتي|تاتي|تظل|يظل) .{0,60}?(?:المركز|المرتبه) (?:الثاني|الثالث|الرابع|الخامس|السادس|الاخير)ه?(?= |$)/.test(
    plain,
  );
}

/** Stem of a little-used noun further on that an earlier sentence brought in without its article: `bare` are the nouns met so. */
export function nounBroughtIn(
  words: readonly Token[],
  bare: ReadonlySet<string>,
  quoted: readonly QuotationSpan[],
): string | null {
  const noun = words.find(({ key, start, stem }, at) => {
    const form = /^ال(\p{L}{3,})$/u.exec(key)?.[1];
    if (
      at < 3 ||
      form === undefined ||
      !((form.length > 3 && bare.has(form)) || isObject(form, bare)) ||
      isInside(quoted, start) ||
      isEverydayWord(form)
    )
      return false;
    return !words.slice(0, at).some((one) => one.stem === stem);
  });
  return noun?.stem ?? null;
}

/** A source or its author with neither name nor adjective behind it; quotations are not looked into. */
export function roleStandingAlone(
  text: string,
  words: readonly Token[],
  quoted: readonly QuotationSpan[],
): string | null {
  const role = words.find((word, at) => {
    if (at === 0 || isInside(quoted, word.start) || !isSource(word)) return false;
    const next = words[at + 1];
    if (next === undefined) return true;
    const between = text.slice(word.end, next.start);
    return /[،.؛"“”«»:]/.test(between) || AFTER_SUBJECTLESS_VERB.has(next.key) || isTelling(next.key);
  });
  return role === undefined ? null : role.stem;
}

const isSource = ofForm(/^[وفبك]?(?:ال|ل)(?:كاتب|كاتبه|صحيفه|مجله|وكاله|بيان|تقرير|دراسه|مصدر|متحدث|متحدثه)$/);

/** Stem of a name that few know, right behind the verb, that an earlier sentence brought in. */
export function nameBehindVerb(text: string, opening: readonly Token[], mentioned: ReadonlySet<string>): string | null {
  const [first, second] = opening;
  if (first === undefined || second === undefined) return null;
  if (second.key.length < 4 || isStopWord(second.key) || isEverydayWord(second.key)) return null;
  if (!mentioned.has(second.stem) || /^\s*[،,(]/.test(text.slice(second.end))) return null;
  const leads =
    isTelling(first.key) || /^(?:كان|كانت|يقع|تقع|يعد|تعد|يعتبر|تعتبر|تولي|تولت|ولد|ولدت)$/.test(unjoined(first.key));
  return leads ? second.stem : null;
}

const isDefinite = ofForm(/^[وفبك]?ال\p{L}{3,}|^لل\p{L}{3,}/u);

/** Stem of a definite noun near the front that an earlier sentence brought in as something new. */
export function definiteNoun(opening: readonly Token[], brought: ReadonlySet<string>): string | null {
  const noun = opening.find(isDefinite);
  return noun !== undefined && noun.stem.length > 2 && !isStopWord(noun.key) && brought.has(noun.stem)
    ? noun.stem
    : null;
}

/** «جسماً», of which «الجسم» is told later; not «دولياً», «رسمياً», which say how something is done. */
const isObject = (form: string, bare: ReadonlySet<string>): boolean => !form.endsWith('ي') && bare.has(`${form}ا`);

/** Whether two are called by their kind alone near the front: «وسيتنافس المنتخبان …», «وقال الطرفان …». */
export function callsBoth(words: readonly Token[]): boolean {
  return words.slice(0, BOTH_WITHIN).some(({ key }) => BOTH.test(key));
}

const BOTH_WITHIN = 5;
/** Not «البرلمان», «الإنسان»: nouns of whom and what there may be two. */
const BOTH =
  /^[وف]?ال(?:رجل|منتخب|فريق|طرف|جانب|بلد|زعيم|رييس|وزير|حزب|شقيق|زوج|شخص|شاب|مرشح|لاعب|نادي|قايد|متهم|جندي|هجوم|انفجار|دولت|شركت|مدينت|حكومت|امرات)ان$/;

/** Stem of what went on while something else happened: «وكان الطيران يحلق في الأجواء»; null where the sentence tells no such thing. */
export function wentOn([was, who, does]: readonly Token[]): string | null {
  if (!/^و?كانت?$/.test(was?.key ?? '') || !/^ال\p{L}{3,}/u.test(who?.key ?? '')) return null;
  return /^[يت]\p{L}{2,}$/u.test(does?.key ?? '') ? (who?.stem ?? null) : null;
}
