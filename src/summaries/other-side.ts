import { isSpeaking, isStopWord, isTelling, ofForm, ofSpelling, type Token, unjoined } from '../articles/text/index.ts';
import { isChargeWord } from './claims.ts';
import { AFTER_SUBJECTLESS_VERB, DENYING, REFUSING, WEEKDAYS } from './rules/lexicon.ts';
import { NO_ANSWER } from './rules/trifles.ts';
import type { SourceSentence } from './source.ts';

/**
 * Orders of the sentences in which a side speaks against which the story is told: «وتقول قطر إن …» where a tribe complains of Qatar, «لكن حسن قال …»
 * where he is said to have feigned. Empty where title and opening hold nothing against anybody.
 */
export function otherSide(
  titleWords: readonly Token[],
  opening: SourceSentence | undefined,
  pool: readonly SourceSentence[],
): ReadonlySet<number> {
  const killed = titleWords.some(isKilling) && titleWords.some(isWeapon);
  const holds = killed || titleWords.some((word) => isAgainst(word) || isChargeWord(word));
  if (opening === undefined || !(holds || opening.accuses)) return new Set();
  const told = [titleWords, opening.words];
  const against = new Set(told.flatMap(accusers));
  const sides = new Set(
    told
      .flat()
      .filter((word) => isName(word) && !against.has(word.stem))
      .map(({ stem }) => stem),
  );
  const speaks = ({ words, order }: SourceSentence): boolean =>
    order !== opening.order && sides.has(speakerOf(words)?.stem ?? '');
  return new Set(pool.filter(speaks).map(({ order }) => order));
}

/** What is done to somebody, or held against him, normalised. */
const isAgainst = ofForm(
  /^[وفبل]?(?:ال)?(?:شكو[يا]|[يت]شكو|شكاوي|دعوي|انتهاك(?:ات)?|تجسس|فساد|رشوه|رشاوي|تزوير|احتيال|تلاعب|تحرش|اغتصاب|تعذيب|اعتداء(?:ات)?|عنصري(?:ا|ه)?|تضليل|تسميم|جرايم|انتقادات?|[يت]تظاهر|تظاهر|فبركه|قصفت?|[يت]قصف|غار(?:ه|ات)|مجزره|(?:ن|[يت]ن)ددت?|دانت?|[يت]دين|[يت]?نتقد|انتقدت?|مفرطه|متكافيه)$/,
);

/** A death by somebody's hand; a bus that turns over is nobody's. */
const isKilling = ofForm(/^[وفب]?(?:قتلت?|مقتل|[يت]قتل|اصابه|جرح)$/);
const isWeapon = ofForm(/^[وفبل]?(?:ال)?(?:رصاص|نيران|[يت]د|ايدي|طعنا?)$/);

/** Those who hold it against others: who says, punishes, sues, or whom «بحسب» names. */
function accusers(words: readonly Token[]): string[] {
  return words.flatMap((word, at) => {
    const { key } = word;
    const verb = unjoined(key);
    if (isIssued(word))
      return words.slice(at + 1, at + 3).flatMap((next) => (/يه?$/.test(next.key) ? [next.stem] : []));
    if (isAccording(word)) return namesFrom(words, at + 1).map(({ stem }) => stem);
    if (!isTelling(key) && !PUNISHES.test(verb)) return [];
    // «المرأة التي اتهمت رئيس الوزراء», «إسرائيل تتهم إيران», «أصدر الجيش بياناً قال فيه» and «اتهمت إسرائيل إيران».
    const before = words.slice(Math.max(0, at - SUBJECT), at).filter(isName);
    const names =
      before.length > 0 &&
      (/^[يت]/.test(verb) || /^ال(?:تي|ذي|ذين)$/.test(words[at - 1]?.key ?? '') || IN_IT.test(words[at + 1]?.key ?? ''))
        ? before
        : namesFrom(words, at + 1);
    return names.map(({ stem }) => stem);
  });
}

const IN_IT = /^فيه(?:ا)?$/;
const isIssued = ofForm(/^[وفبل]?(?:ال)?(?:عقوب(?:ه|ات)|اتهام(?:ات)?|انتقاد(?:ات)?|حكم|قرار|قانون)$/);
const isAccording = ofForm(/^(?:ب?حسب|حسبما|وفقا?)$/);
const PUNISHES =
  /^(?:[يت]?فرضت?|[يت]?عتقلت?|اعتقلت?|اوقفت?|[يت]وقف|احتجزت?|[يت]?طردت?|[يت]?حكمت?|غرمت?|[يت]عاقب|حبست?|[يت]حبس|[يت]شكو|[يت]قاضي|رفعت?)$/;

/** Whom a sentence lets speak, or says not to have spoken: the first name behind its verb, or before it. Null where it lets nobody. */
export function speakerOf(words: readonly Token[]): Token | null {
  for (let at = 0; at < Math.min(words.length, FRONT); at++) {
    const word = words[at];
    if (opensNoAnswer(word)) {
      const near = words.slice(at, at + NEAR).map(({ key }) => key);
      if (NO_ANSWER.test(`${near.join(' ')} `)) {
        const from = near.indexOf('من');
        return namesFrom(words, at + (from > 0 ? from + 1 : 2))[0] ?? null;
      }
    }
    const speaks = isReply(word) || (givesOut(word) && statesIn(words, at)) || reports(words, at);
    if (speaks) return namesFrom(words, at + 1)[0] ?? words.slice(0, at).find(isName) ?? null;
  }
  return null;
}

const opensNoAnswer = ofForm(/^[وف]?(?:حتي|لم)$/);
const givesOut = ofForm(/^[وف]?(?:اصدرت?|نشرت?)$/);

/** «وأصدر متحدث باسم الشركة بيانا قال فيه …» */
function statesIn(words: readonly Token[], at: number): boolean {
  const near = words.slice(at, at + NEAR);
  return near.some(({ key }, i) => key === 'فيه' && isSpeaking(near[i - 1]?.key ?? ''));
}

/** «وقال متحدث باسم الشركة إن …» */
function reports(words: readonly Token[], at: number): boolean {
  return isSpeaking(words[at]?.key ?? '') && words.slice(at + 1, at + REPORTED).some(isThat);
}

const isThat = ofForm(/^(?:ب?ان(?:ه|ها|هم)?)$/);

/** Words within which a sentence that lets nobody answer, or states something, says so. */
const NEAR = 9;

/** Words within which a sentence comes to its verb of saying. */
const FRONT = 5;
/** Words within which it comes to what is said. */
const REPORTED = 14;
/** Answers, whatever follows. */
const isReply = ofForm(
  new RegExp(`^[وف]?(?:${DENYING}|${REFUSING}|ردت?|[يت]رد|اعتذرت?|وصفت?|[يت]صف|دافعت?|قالت?|[يت]قول)$`),
);

/** The names of a subject that begins at `from`, as far as its words go on. */
function namesFrom(words: readonly Token[], from: number): readonly Token[] {
  const names: Token[] = [];
  for (const word of words.slice(from, from + SUBJECT)) {
    if (WEEKDAYS.has(word.key)) continue;
    if (endsNames(word) || AFTER_SUBJECTLESS_VERB.has(word.key)) break;
    if (isName(word)) names.push(word);
  }
  return names;
}

const SUBJECT = 6;

const endsNames = ofForm(/\d|^(?:في|علي|من|الي|عن|بان|لل\p{L}+)$/u);

const isName = ofSpelling(
  ({ key, stem }) => !isStopWord(key) && stem.length > 1 && !NOBODY.test(key) && !isTelling(key) && !/\d/.test(key),
);

/** Offices, and those who tell of anybody's case, normalised: no side by themselves. */
const NOBODY =
  /^[وفبل]{0,2}(?:ال|ل)?(?:رييسه?|رياسه|وزيره?|وزراء|وزاره|متحدثه?|ناطقه?|باسم|مديره?|مس[وي]ول(?:ه|ون|ين)?|عضوه?|نايبه?|امين|عام|عامه|قايد|زعيم|سفيره?|خارجيه|داخليه|دفاع|عدل|حكومه|سلطات|شرطه|نيابه|محكمه|قضاء|قاضي|ادعاء|مدعي|محامي(?:ه|ا)?|محامو|محام|محقق(?:ون|ين)|امن|جيش|قوات|مصدر|مصادر|تقرير|تقارير|بيان|صحيفه|وكاله|قناه|موقع|مراسل|شهود|خبراء|باحث(?:ون|ين)|مراقبون|منظمه|منظمات|حقوق|انسان|دوليه?|عالميه?|متحده|امم|شركه|اتحاد|مجلس|لجنه|هييه|سابقه?|اولي?|جديده?|كبار|عدد|بعض|احد|احدي|كل|يوم|شهر|اسبوع|سنه|سنوات|مساء|صباح|شخص|اشخاص|قتيل|قتلي|قتل|مقتل|هجوم|غار(?:ه|ات)|قصف|حرب|نظام|وسايل|اعلام)$/;
