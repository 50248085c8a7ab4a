import { tokens } from '../../articles/text/index.ts';
import { CITIES } from './cities.ts';
import { foldSameLength } from './dateline.ts';
import { CONTINUING_VERBS, TELLING_VERBS } from './lexicon.ts';

/** Where a sentence stands: a house writes its line before an article's first words, and at the head of a paragraph. */
export type SentencePlace = 'opens-article' | 'opens-paragraph' | 'inside';

/**
 * Length of a house's line before the sentence itself, told by its parts and not by a known agency: «القاهرة – بادية – », «أخبار الوادي _ تونس - »,
 * «الرباط ـــ النخيل برس », «القاهرة في 16 أوت 2019 /وكالة النخيل للأنباء/ ». A part is a town, a house (a word for one: «صحيفة …», «… نيوز»), a date, a
 * section of the paper, or a name of up to three words. 0 where nothing tells.
 */
export function houseLineLength(sentence: string, place: SentencePlace): number {
  const head = foldSameLength(sentence.slice(0, LONGEST));
  const slashed = SLASHED.exec(head);
  if (slashed !== null) return isTown(slashed[1] ?? '') ? slashed[0].length : 0;
  const { parts, ends } = partsOf(head);
  const open = openLength(head, parts, ends, place);
  if (open > 0) return open;
  for (let count = parts.length; count > 0; count--) {
    const end = ends[count - 1] ?? 0;
    if (holds(parts.slice(0, count), head.slice(end), place)) return end;
  }
  return 0;
}

/** Characters within which the line ends, and the first words behind it. */
const LONGEST = 140;

/** «القاهرة في 16 أوت 2019 /وكالة النخيل للأنباء/ » */
const SLASHED =
  /^\s*((?:\p{L}+\s){1,3})\s*(?:في\s)?\d{1,2}[\s/.-]{1,3}(?:\p{L}+(?:\s(?:الثاني|الاول))?|\d{1,2})[\s/.-]{1,3}\d{2,4}\s*\/\s?(?:[\p{L}\p{M}]+\s?){1,5}\/\s*[-–—:]?\s*(?=\p{L}|["«“])/u;

/** A dash, long or made of tatweels, a bar or an underscore between blanks; a slash behind a word. */
const SEPARATOR = /\s+(?:[-–—_|]{1,3}|ـ{1,4})\s+|\s?\/\s+/gu;

/** The parts before the sentence, as many as may be of such a line, and where each ends with what parts it from the next. */
function partsOf(head: string): { parts: string[]; ends: number[] } {
  const parts: string[] = [];
  const ends: number[] = [];
  let from = 0;
  for (const { index, 0: mark } of head.matchAll(SEPARATOR)) {
    const part = head.slice(from, index).trim();
    if (parts.length >= MOST || !isPart(part)) break;
    from = index + mark.length;
    parts.push(part);
    ends.push(from);
  }
  return { parts, ends };
}

const MOST = 3;

/** A few words without a verb, a preposition or a stop. */
function isPart(part: string): boolean {
  if (!/^[\p{L}\p{M}\s\d/]{2,40}$/u.test(part)) return false;
  const words = wordsOf(part);
  if (words.length === 0 || words.length > 5) return false;
  return (
    !/^[وف]?(?:ان|انه|الي|علي|عن|من|في|مع|هو|هي|هذا|هذه|كان|كانت|لا|لم|ما|قد)$/.test(words[0] ?? '') &&
    !words.some(isTelling)
  );
}

/** What stands before `rest` is a house's line. */
function holds(parts: readonly string[], rest: string, place: SentencePlace): boolean {
  if (wordsOf(rest).length < 3) return false;
  const towns = parts.filter(isTown).length;
  const houses = parts.filter((part) => !isTown(part) && isHouse(part)).length;
  // «تونس - الجزائر - …»: a match, a road.
  if (towns > 1 && !(parts.length === 2 && opensNews(rest))) return false;
  if (isTown(firstWords(rest))) return false;
  const apart = !/\s[-–—ـ]{1,3}\s/.test(rest);
  if (parts.length > 1) {
    if (towns + houses === 0 || parts.some((part) => /^(?:العاصمه|المدينه|البلده|الجاره)(?:\s|$)/.test(part)))
      return false;
    return towns + houses > 1 || opensNews(rest) || (towns > 0 && apart && place !== 'inside');
  }
  if (place === 'inside') return false;
  if (towns > 0) return opensNews(rest) || apart;
  return place === 'opens-article' && (houses > 0 ? apart || opensNews(rest) : apart && opensNews(rest));
}

/** Behind the last part stands no mark: «الرباط ـــ النخيل برس قالت …», «أخبار الوادي - عربي ودولي قالت …». */
function openLength(head: string, parts: readonly string[], ends: readonly number[], place: SentencePlace): number {
  const [first = '', second] = parts;
  const from = ends[0];
  if (from === undefined || second !== undefined) return 0;
  const rest = head.slice(from);
  const section = SECTION.exec(rest);
  if (section !== null && !isTown(first) && (isHouse(first) || opensNews(rest.slice(section[0].length))))
    return from + section[0].length;
  if (place === 'inside' || !isTown(first)) return 0;
  const house = HOUSE_AHEAD.exec(rest);
  if (house !== null) return from + house[0].length;
  // A name of two words before the verb; a title has none.
  const name = /^\p{L}+\s\p{L}+\s+(?=\p{L})/u.exec(rest);
  const whole =
    name !== null && /ـ{2,}\s*$/.test(head.slice(0, from)) && !opensNews(rest) && opensNews(rest.slice(name[0].length));
  return whole ? from + name[0].length : 0;
}

const SECTION =
  /^(?:سياسه|محليات|اقتصاد|رياضه|ثقافه|مجتمع|منوعات|فنون|تكنولوجيا|حوادث|دوليات|عربيات|متابعات|وكالات|(?:عربي|عرب|محلي) و(?:دولي|عالم)|اخبار (?:محليه|دوليه|عربيه))\s+(?=\p{L})/u;

const KIND_OF_HOUSE = 'وكاله|صحيفه|جريده|بوابه|موقع|شبكه|قناه|مجله|اذاعه|راديو|تلفزيون|منصه';
const SIGN_OF_HOUSE = 'نيوز|برس|اونلاين|تايمز|بوست|للانباء|الاخباريه|الاخباري|الالكترونيه';
const HOUSE_AHEAD = new RegExp(
  `^(?:\\p{L}+\\s(?:\\p{L}+\\s)?(?:${SIGN_OF_HOUSE})|(?:${KIND_OF_HOUSE})\\s\\p{L}+(?:\\s(?:${SIGN_OF_HOUSE}))?)\\s+(?=\\p{L}|["«“])`,
  'u',
);
const HOUSE = new RegExp(
  `^(?:(?:${KIND_OF_HOUSE})(?:\\s|$)|(?:وكالات|الوكالات|خاص|متابعات|متابعه)$)|(?:^|\\s)(?:${SIGN_OF_HOUSE})$`,
);

function isHouse(part: string): boolean {
  return HOUSE.test(part);
}

/** A town, with a date or without: «القاهرة», «القاهرة في 16 أوت 2019». */
function isTown(part: string): boolean {
  return CITIES.has(
    part
      .trim()
      .replace(/(?:\s+في)?(?:\s*\d.*)?$/, '')
      .trim(),
  );
}

/** The town that the first word or two may name. */
function firstWords(rest: string): string {
  const [first = '', second = ''] = wordsOf(rest);
  return CITIES.has(`${first} ${second}`) ? `${first} ${second}` : first;
}

/** Begins with a verb, as news does. */
function opensNews(rest: string): boolean {
  const [first = ''] = wordsOf(rest.slice(0, 40));
  const verb = first.replace(/^(?:و|س|وس)(?=[يت]\p{L}{3})/u, '');
  return (
    isTelling(verb) ||
    isTelling(verb.replace(/^و/, '')) ||
    (/^[يت]\p{L}{3,}$/u.test(verb) && !/^(?:يوم|يناير|يوني|يولي|تحت|تقرير|تونس|تركيا|تحرير)/.test(verb)) ||
    /^(?!ال)\p{L}{2,}[^ايو]ت$/u.test(verb) ||
    /^(?:لم|لن|لا)$/.test(verb) ||
    /^ا\p{L}ت\p{L}[^اه]$|^است\p{L}{3}$/u.test(verb) ||
    PAST.test(verb)
  );
}

const PAST =
  /^(?:قتل|اصيب|عقد|وصل|شهد|بحث|اعتقل|اندلع|وقع|فاز|توفي|استقبل|تم|بدا|عاد|غادر|اقر|رفع|خسر|تعرض|انتخب|التقي|تسلم|وجه|القي|اطلق|منح|حصل|اجري|انطلق|افتتح|شارك|ارتفع|انخفض|تراجع|سجل|احتل|قضي|امر|لقي|عثر|ضبط|كان|ظهر|تظاهر|تجمع|حقق|تمكن|رحل|نجا|اعرب|استقال|وضع|دخل|خرج|طلب|ارسل|سيطر)$/;

function isTelling(word: string): boolean {
  return TELLING_VERBS.has(word) || CONTINUING_VERBS.has(word);
}

function wordsOf(text: string): string[] {
  return tokens(text).map(({ key }) => key);
}
