import {
  isInside,
  isTelling,
  ofForm,
  ofSpelling,
  type QuotationSpan,
  type Token,
  unjoined,
} from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { AFTER_SUBJECTLESS_VERB } from './lexicon.ts';

/** Whether a sentence speaks as its author («التقيناها في القاعة», «لم أدخلها يوماً», «أولادنا»), quotations not counted. */
export function speaksOfItself(words: readonly Token[], spans: readonly QuotationSpan[]): boolean {
  return words.some(
    (word, index) =>
      isMineAt(words, index) && !isInside(spans, word.start) && !isAllOfUs(word) && !isGivenName(words, index),
  );
}

function isMineAt(words: readonly Token[], index: number): boolean {
  const word = words[index];
  if (word === undefined) return false;
  const { text, key } = word;
  const before = words[index - 1]?.key ?? '';
  if (text === 'لي') return isTelling(before) || BEFORE_MINE.test(before);
  if (isMine(word) || (index === 0 && isWeVerb(key, 'first'))) return true;
  return (
    isToMe(word, before) || (text.startsWith('أ') && comesBeforePresent(words[index - 1]) && /^أ\p{L}{2,}/u.test(text))
  );
}

/** A word that its author says of himself wherever it stands; asked of every word of every article. */
const isMine = ofSpelling(({ text, key }) => {
  return (
    isWeVerb(key, 'later') ||
    VOCALISED.test(text) ||
    FIRST_PERSON.has(key) ||
    FIRST_PERSON.has(unjoined(key)) ||
    isOurs(text, key) ||
    FIRST_PERSON_VERB.test(text)
  );
});

/** «الوزيرة السويدية أنا ليندال», «رئيسة الجمعية أنا ماركس»: behind an office and no verb. */
function isGivenName(words: readonly Token[], at: number): boolean {
  const [office, name] = [words[at - 1]?.text ?? '', words[at + 1]?.text ?? ''];
  return words[at]?.text === 'أنا' && /^ال\p{L}+ة$/u.test(office) && /^(?!ال|[أيتن])\p{L}{4,}$/u.test(name);
}

/** «حياة أطفالنا», «كوكبنا»: said of mankind, with the reader in it. */
export const isAllOfUs = ofSpelling(({ key }) => ALL_OF_US.has(key.replace(/^(?:[وف]?[بلك]?)(?=.{5})/, '')));

const ALL_OF_US = new Set(
  'حياتنا عالمنا عصرنا زمننا كوكبنا اطفالنا ابناءنا ابنايونا ابنايينا ابناينا اجسامنا اجسادنا مجرتنا صحتنا علينا الينا بعضنا معظمنا اغلبنا كلنا جميعنا'.split(
    ' ',
  ),
);

const FIRST_PERSON = new Set(
  'مراسلنا مراسلتنا صحيفتنا نحن انني لانني لكنني كانني عمري لنا اننا لدينا عندنا بيننا فينا معنا انفسنا كنت كنا سالته سالتها التقيت بلادنا وطننا شعبنا منطقتنا حكومتنا دولتنا ارضنا اهلنا تاريخنا ثقافتنا لغتنا حقوقنا مستقبلنا مجتمعنا شعوبنا دولنا اقتصادنا واقعنا نستطيع نريد نعتقد نحتاج نعرف نعيش نعلم نتحدث نتذكر نقول ندرك نواجه ننتظر نتساءل نلاحظ نشهد نسمع نسال نناقش نستضيف نلتقي نحاول'.split(
    ' ',
  ),
);
// Told on the author's hamza: «أعتقد» is I think, «اعتقد» he thought.
const FIRST_PERSON_VERB =
  /^(?:[وفل]?(?:أعتقد|أظن|أود|أتذكر|أقول|أريد|أشعر|أعرف|أحب|أكتب|أسأل|أجد|أدعو|أرجو|أدري|أتمنى|أتوقع|أخشى|أزعم|أجزم|أفهم|أومن|أؤمن|أتساءل|أستطيع|أخبرني|حدثني|أخبرتني|حدثتني|لديّ|عندي|بلدي|أمي|والدي|والدتي|جدتي|زوجتي|صديقي|صديقتي|أصدقائي|زميلي|زميلتي|رأيي|برأيي|نظري|أنا))$/;
/** «راجعتُ», «قارنّاها», where the author writes the vowel. */
const VOCALISED = /^(?!ال)\p{L}{3,}تُ$|^(?![وف]?[حج]نّا)\p{L}{3,}نّا(?:ه|ها|هم|هما)?$/u;

const endsInMe = ofForm(/[^اوي]ني$/);

/** «يسألني», «كان قد سبقني»: a verb with me for its object, and no adjective («وطني», «تعاوني»). */
function isToMe(word: Token, before: string): boolean {
  if (!endsInMe(word)) return false;
  const { key } = word;
  if (/^[وف]?س?[يت](?!ست)\p{L}{5,}$/u.test(key)) return !/^[وف]?ت(?:شي|\p{L}ا)/u.test(key);
  return /^\p{L}{5,}$/u.test(key) && /^(?:قد|لقد)$/.test(before);
}

/**
 * Whether a sentence of an article told in the first person opens with a verb that may be its author's: «وصلت إلى مكتب المختار»,
 * «سألت المختار عنه» may be hers only where a woman or a thing is named behind it.
 */
export function mayBeMine([verb, next]: readonly Token[]): boolean {
  if (verb === undefined || next === undefined || !/^[وف]?(?!ال)\p{L}{2,}ت$/u.test(verb.key)) return false;
  return AFTER_SUBJECTLESS_VERB.has(next.key) || /^ال\p{L}+[^هتيا]$/u.test(next.key);
}

/** «قال لي» is mine; «سبايك لي» is a name. */
const BEFORE_MINE = /^(?:بالنسبه|كان|كانت|يكون|سيكون|ليس|بدا|يبدو|سمح|يسمح|تسمح|حدث|يحدث|جري|يحلو|طاب|تبين|اتضح)$/;

/** Only a present verb follows, so «أ…» is I: «لم أدخلها», «كي أحصل». */
const comesBeforePresent = ofForm(/^[وف]?(?:لم|لن|كي|لكي)$/);

/** A word with our «نا» or my «ني» on its end: «مدينتنا», «أولادنا», «تدفعنا», «التقيناها», «وصلتني». */
function isOurs(text: string, key: string): boolean {
  if (!/نا(?:ه|ها|هم|هما)?$|تني$/.test(key)) return false;
  if (text.endsWith('ناً') || text.endsWith('نًا')) return false;
  // «مدننا», «شؤوننا», «يمكننا»: no other word ends so.
  if (/^[^ا]\p{L}+ننا$/u.test(key)) return true;
  if (/(?:ات|ي|و)تنا$|[^ا]تنا$/.test(key) && key.length >= 6 && !/^(?:بوتنا|فيتنا)/.test(key)) return true;
  if (/^[وف]?\p{L}{3,}تني$/u.test(key)) return true;
  const bare = key.replace(/^[وف](?=\p{L}{5})/u, '');
  const met = text.endsWith('ة') ? undefined : /^(\p{L}{3,})نا(?:ه|ها|هم|هما)$/u.exec(bare)?.[1];
  if (met !== undefined && !/^(?:[يتن]?(?:تب|تم|قت|ستث)|اقت|است?ث?|بمع|بمب|لمع)$/.test(met)) return true;
  const owned = /^(\p{L}{2,}[^اوين])نا$/u.exec(bare)?.[1];
  if (owned === undefined || owned.startsWith('ال')) return false;
  if (/^[يت]\p{L}{2,3}$/u.test(owned)) return !ENDS_IN_NUN.has(owned);
  // «اطلعنا», «انبهارنا»: verbs and their nouns, which the list of everyday words need not have.
  return isEverydayWord(owned) || /^ا\p{L}{3}$|^ا\p{L}{2,3}ا\p{L}$/u.test(owned);
}

/** «تعاونا», «تحسنا»: the ن is the word's own. */
const ENDS_IN_NUN = new Set('تحس تضم تمك تعاو تواز تضام تكه تمد تيق توط تلق تخز تزام تباي تهاو'.split(' '));

/** «فنقلنا», «وبدأنا», or «بدأنا» as the first word: a verb of ours, not an adverb («ممكناً») or an accusative («ثمناً»). */
function isWeVerb(key: string, place: 'first' | 'later'): boolean {
  const bare = /^[وف]/.test(key) && key.length > 5 ? key.slice(1) : key;
  if (bare === key && place === 'later') return false;
  return /^[\u0621-\u0649][\u0621-\u064A][^اي]نا$/.test(bare) && !NOT_WE.has(bare.slice(0, -2));
}

const NOT_WE = new Set('معل ممك مبط موم حس وز لب قط وط ثم سك فر قر رك شح بط قي لس معي مدي'.split(' '));
