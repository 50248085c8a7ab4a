import { isInside, isTelling, ofSpelling, PAST_VERBS, quotations, type Token } from '../../articles/text/index.ts';

/** What the article's other sentences say of spelling: how often each word stands in it, in one spelling; counted where it is asked for. */
export type Vocabulary = () => ReadonlyMap<string, number>;

/** Words that stand twice in a row outside quotations: a verb, a definite noun, a function word; a name may («جورج جورج», «بي بي سي»). */
export function doubledWords(words: readonly Token[], text: string): string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    if (next === undefined || next.text !== word.text || !isPlainly(word)) return [];
    // A cry («الحذر الحذر!», «هتفوا: الأهلي الأهلي»).
    if (/(?:^|[:!])\s*$/.test(text.slice(Math.max(0, word.start - 3), word.start))) return [];
    return text.slice(word.end, next.start).trim() === '' && !isQuoted(text, word.start)
      ? [text.slice(word.start, next.end)]
      : [];
  });
}

/** «أحمد علي علي» is a name, and «من من حضروا» two words; «60 فلسطينيا فلسطينيا» is one too many. */
function isPlainly({ key, text }: Token): boolean {
  return (
    /^(?:ال|وال|بال|لل)\p{L}{3,}$/u.test(key) ||
    /^(?:في|إلى|الى|عن|التي|الذي|مع)$/.test(text) ||
    (key.length > 3 && (isTelling(key) || PAST_VERBS.has(key))) ||
    /^\p{L}{4,}ني?يا$/u.test(key)
  );
}

/** «تقديرات في إلى أن», «مقتل أطفال في على متن»: one of two prepositions too many; «من على» is Arabic. */
export function prepositionPairs(words: readonly Token[], text: string): string[] {
  return pairs(words, text, isFirstPreposition, isSecondPreposition);
}

const isFirstPreposition = ofSpelling(({ text }) => /^(?:في|إلى|عن)$/.test(text));
const isSecondPreposition = ofSpelling(({ text }) => /^(?:في|إلى|عن|على)$/.test(text));

/** «هذا الاتفاقية»; «هذا الخليفة» is sound, and so is «اعتبر هذا الخطوة الأولى». */
export function misplacedThis(words: readonly Token[], text: string): string[] {
  return pairs(words, text, isThis, isFeminine, (at) => SAYS_WHAT_IT_IS.test(words[at - 1]?.key ?? ''));
}

const SAYS_WHAT_IT_IS = /^[وف]?(?:[ايتن]?عتبر(?:ت|وا|ون)?|[يت]عد|[يت]كون|كان|ليس|صار|اصبح|[يت]صبح|[يت]مثل)$/;

const isThis = ofSpelling(({ key }) => /^[وفبلك]?هذا$/.test(key));
const isFeminine = ofSpelling(
  ({ text }) =>
    /^ال[\u0621-\u064A]{2,}ة$/.test(text) &&
    !/^ال(?:خليفة|داعية|علامة|طاغية|رحالة|نابغة|راوية|حمزة|عباقرة|قادة|سادة|طلبة)$/.test(text),
);

/** «قال الحكومة»: a verb in the masculine right before a house, a ministry or a woman that speaks. */
export function misplacedVerb(words: readonly Token[], text: string): string[] {
  return pairs(words, text, isHisVerb, isHerOffice, (at) => {
    // «ذكّر الحكومة بوعودها», «أضاف هيئة إلى القائمة»: she is what he reminds of it, or adds.
    const told = words.slice(at + 2, at + 8).some(({ key }) => /^انه?ا?$/.test(key));
    return TAKES_OBJECT.test(words[at]?.key ?? '') && !told;
  });
}

const TAKES_OBJECT = /^[وف]?(?:ذكر|افاد|اضاف)$/;

const isHisVerb = ofSpelling(({ key }) => /^[وف]?(?:قال|ذكر|اوضح|افاد|اشار|اضاف|صرح)$/.test(key));
const isHerOffice = ofSpelling(
  ({ text }) =>
    /^(?:ال)?(?:وزارة|شركة|حكومة|منظمة|وكالة|صحيفة|هيئة|رئيسة|متحدثة|لجنة|شرطة|شبكة|محكمة)$/.test(text) ||
    text === 'النيابة',
);

/** What two words side by side, outside quotations, are written like. */
function pairs(
  words: readonly Token[],
  text: string,
  isFirst: (word: Token) => boolean,
  isSecond: (word: Token) => boolean,
  isSound: (at: number) => boolean = () => false,
): string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    if (!isFirst(word) || next === undefined || !isSecond(next) || isSound(at)) return [];
    if (text.slice(word.end, next.start).trim() !== '' || isQuoted(text, word.start)) return [];
    return [text.slice(word.start, next.end)];
  });
}

/** «أحد الخطوات», «إحدى المواقع»: of a gender that the noun has not. */
export function misplacedOne(
  words: readonly Token[],
  text: string,
  genderOf: (plural: string) => string | undefined,
): string[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    const [, one] = /^[وفبل]?(احد|احدي)$/.exec(word.key) ?? [];
    if (one === undefined || next === undefined || !next.key.startsWith('ال') || isQuoted(text, word.start)) return [];
    const wanted = one === 'احد' ? 'masculine' : 'feminine';
    const gender = genderOf(next.key.slice(2));
    return gender !== undefined && gender !== wanted ? [text.slice(word.start, next.end)] : [];
  });
}

/** A letter apart from its word: «أكبر لاعب ي تاريخ المسابقة», «لم تحظ ب إعجاب»; «فيتامين د» and «18:00 ت غ» are written so. */
export function loneLetters(words: readonly Token[], text: string): string[] {
  return words.flatMap((word, at) => {
    const [before, next] = [words[at - 1], words[at + 1]];
    if (before === undefined || next === undefined || !/^[ابةتيىلكف]$/.test(word.text)) return [];
    if (
      isNumbering(before) ||
      (word.text === 'ب' && isNamed(before)) ||
      next.text.length < 3 ||
      isQuoted(text, word.start)
    )
      return [];
    return text.slice(before.end, next.start) === ` ${word.text} ` ? [text.slice(before.start, next.end)] : [];
  });
}

/** «المنطقة ب», «إنفلونزا ب», «درجة ب»: the second of its kind. */
function isNamed({ key }: Token): boolean {
  return /^(?:[وفبك]?ال|لل)|^(?:انفلونزا|درجه|نوع|منطقه|فصيله|فريق|منتخب|صاله|عينه)$/.test(key);
}

/** What a letter names one of: «فيتامين د», «المجموعة ب», or another letter («أ ف ب»). */
function isNumbering({ key }: Token): boolean {
  return (
    key.length < 2 ||
    /\d|^(?:ال)?(?:فيتامين|حرف|فيه|مجموعه|وبايي|كبدي|خط|باب|بند|نموذج|قسم|الف|جيل|عموديا?|بلوك|قطاع)/.test(key)
  );
}

/**
 * Two words in one, of which the article has the first apart: «الرحبانيالمعروفين», «غيتسالمستشار»; and what is joined to a word with ال that the
 * article has apart: «عندالهرم». Each by the place, in its text, where the second begins.
 */
function runTogether(words: readonly Token[], known: Vocabulary): number[] {
  return words.filter(mayBeTwo).flatMap(({ key, start }) => {
    if ((known().get(key) ?? 0) > 1) return [];
    for (let at = key.indexOf('ال', 4); at > 0; at = key.indexOf('ال', at + 1))
      if (key.length - at >= 6 && known().has(key.slice(0, at))) return [start + at];
    const [, joined] = JOINED_TO.exec(key) ?? [];
    return joined !== undefined && known().has(joined) ? [start + key.length - joined.length] : [];
  });
}

const JOINED_TO = /^(?:في|من|عن|او|عند|بعد|قبل|بين|مع|ان|ثم)(ال\p{L}{3,})$/u;
const mayBeTwo = ofSpelling(
  ({ key, text }) => key.length >= 8 && text.length === key.length && (/^.{4,}ال.{4}/.test(key) || JOINED_TO.test(key)),
);

/** The sentence with a blank between two words that were run together, told by the article's other words. */
export function withWordsParted(text: string, words: readonly Token[], known: Vocabulary): string {
  return runTogether(words, known).reduceRight((parted, at) => `${parted.slice(0, at)} ${parted.slice(at)}`, text);
}

/** How often each word stands in texts. */
export function vocabularyOf(texts: readonly (readonly Token[])[]): Vocabulary {
  let counts: Map<string, number> | null = null;
  return () => {
    if (counts !== null) return counts;
    counts = new Map();
    for (const words of texts) for (const { key } of words) counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
  };
}

/** «الفلسطينين» where the article has «الفلسطينيين»: one ي too few; «الحزبين» are two where it has «الحزب». */
export function shortPlurals(words: readonly Token[], known: Vocabulary): { written: string; meant: string }[] {
  return words.filter(mayBeShort).flatMap(({ key, text }) => {
    const stem = key.slice(0, -2);
    if (known().has(stem) && !stem.endsWith('ين')) return [];
    // «المدانين» may be sound where the article has «المدانيين»; of «المصرين» it has «المصري», too.
    if (/^(?:ال|لل)?م/.test(stem) && !known().has(`${stem}ي`) && !known().has(`${stem}يه`)) return [];
    const meant = [`${stem}يين`, `${stem}يون`].find((one) => known().has(one));
    return meant === undefined ? [] : [{ written: text, meant: `${text.slice(0, -2)}ي${text.slice(-2)}` }];
  });
}

const mayBeShort = ofSpelling(({ key }) => /^[وفبلك]?(?:ال|لل)?\p{L}{4,}(?<!ي)[وي]ن$/u.test(key));

/** Letters of another script within an Arabic word: «الحكoمة»; «الـDNAالوراثية» lacks a blank. */
export function foreignLetters(text: string): string[] {
  if (!/[A-Za-z\u0400-\u04FF][\u0621-\u064A]/.test(text)) return [];
  return [...text.matchAll(/[\u0621-\u064A]{1,40}(?<!ـ)[A-Za-z\u0400-\u04FF]{1,2}[\u0621-\u064A]+/gu)].map(
    ([word]) => word,
  );
}

/** The sentence asked last, which every rule asks for; longer ones are not remembered elsewhere. */
let last = { text: '', spans: quotations('').spans };

function isQuoted(text: string, at: number): boolean {
  if (last.text !== text) last = { text, spans: quotations(text).spans };
  return isInside(last.spans, at);
}
