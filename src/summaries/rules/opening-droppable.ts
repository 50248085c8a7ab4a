import { foldSameLength } from '../../articles/dateline/index.ts';
import {
  isSpeaking,
  isTelling,
  normalise,
  opensWithVerb,
  PAST_VERBS,
  tokens,
  WAW_WORDS,
} from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { AFTER_SUBJECTLESS_VERB, DROPPABLE_OPENING, IMPERSONAL_VERBS, TOLD_OF_SOMEBODY } from './lexicon.ts';

/** Characters that hold a sentence's first eight words, and what they are told by. */
export const FRONT = 300;

/** Length of what answers a question that nobody sees, before what follows; 0 where there is none. */
export function answerAtLarge(text: string): number {
  return ANSWER_AT_LARGE.exec(foldSameLength(text))?.[0].length ?? 0;
}

/** Length of what only ties a sentence to the one before it: a phrase, a «ف» that explains, a «كما» that adds. */
export function tyingLength(text: string): number {
  return droppedPhrase(text) || (EXPLAINS.exec(foldSameLength(text))?.[0].length ?? 0) || addedOn(text);
}

/**
 * Length of what would tie an article's opening to what stands before it, where nothing does: its «لكن» and «غير أن» turn nothing, its «ف» («فالخطة تتطلب …»)
 * explains nothing, its «كما» adds to nothing («كما وجه الاتحاد اتهاماً …»; «كما توقع المحللون، …» is another one), and of what came while something happened
 * («ويأتي ذلك بينما تعرب الأمم المتحدة عن قلقها …») that is told.
 */
export function turnsNothing(text: string, vocabulary: ReadonlySet<string>): number {
  const turn = TURNS_NOTHING.exec(text)?.[0].length ?? comesWhile(text);
  if (turn > 0) return turn;
  if (joinsDefinite(text, vocabulary)) return 1;
  const also = /^كما\s+(?=\p{L})/u.exec(text)?.[0].length ?? 0;
  const rest = text.slice(also, FRONT);
  const [first] = tokens(rest);
  const wounded = /^اصيبت?$/.test(first?.key ?? '');
  return also > 0 && opensWithVerb(rest) && !saysAsWhat(rest) && (wounded || !LEANS_ON_FIRST.test(normalise(rest)))
    ? also
    : 0;
}

/** Behind «أن» no ending of the noun may show its case: «الوزيرين», «مسؤولاً». */
const TURNS_NOTHING =
  /^(?:و?(?:لكن|بهذا|بذلك|هكذا)،?\s+|و?(?:غير|بيد|إلا|الا) [أا]ن\s+(?=(?!(?:\p{L}+\s)?\p{L}*(?:ين|اً|ًا)[\s،])\p{L}{3,}\s)|ف(?=(?:في|بعد|قبل|منذ|مع|خلال|عند|عندما|رغم|وفق|بحسب|لم|لن|ليس|ليست|كان|كانت|قد\s[يت]\p{L}+)\s))/u;

function comesWhile(text: string): number {
  const length = COMES_WHILE.exec(foldSameLength(text))?.[0].length ?? 0;
  const rest = text.slice(length, FRONT);
  return length > 0 && opensWithVerb(rest) && !WHEREIN.test(rest) ? length : 0;
}

const COMES_WHILE =
  /^و?(?:[يت]اتي|جاءت?) (?:ذلك|هذا|هذه|تلك)(?: ال\p{L}+){0,2}،? (?:بينما|فيما|في حين|في وقت|بعدما|بعد ان) (?!كان|تم|لم|لا)/u;
/** «في وقت تتصاعد فيه التوترات»: at which time? */
const WHEREIN = /^\S+(?:\s\S+){0,3}\sفيه(?:ا|م)?(?=\s)/u;

/** «فالخطة», and not «فالنسيا»: what stands behind the «ف» is a word of this article or of every day. */
export function joinsDefinite(text: string, vocabulary: ReadonlySet<string>): boolean {
  const [first] = tokens(text.slice(0, FRONT));
  if (first?.start !== 0 || !/^فال\p{L}{3}/u.test(first.key)) return false;
  const rest = first.key.slice(1);
  return vocabulary.has(rest) || isEverydayWord(rest);
}

/** «الإجابة تختلف من مريض إلى آخر، لكن الأطباء يتفقون على أن …»: what follows is told whole, and nobody sees the question. */
const ANSWER_AT_LARGE =
  /^(?:و|ف)?(?:ال)?(?:اجابه|جواب)\s(?:تختلف|يختلف|تعتمد|يعتمد|تتوقف|يتوقف|ليست|ليس)\s[^،.:؛«"“]{3,60}،\s(?:لكن|غير ان|الا ان)\s(?=ال\p{L}{3,}\s[يت]\p{L}{3,}\s)/u;

/** «فخلال ست سنوات رفعت …», «فقد نبهت …»: proves what was said before, and tells it whole. */
const EXPLAINS = /^ف(?:قد\s+(?!ال|[يت])|(?=(?:خلال|منذ|في (?:عام|سنه|ال(?:عام|سنه|اعوام|سنوات|شهر)))\s))/u;

/**
 * Length of what adds a sentence to the one before it and leaves it whole: «كما » or «بذلك، » before a verb and who did it («كما فازت الكاتبة …»), «بينما »
 * and its like before who says something. The wounded stay beside the dead («كما أصيب …»).
 */
function addedOn(text: string): number {
  const added = ADDED.exec(text);
  if (added === null) return 0;
  const rest = text.slice(added[0].length, FRONT);
  const [verb, subject] = tokens(rest);
  if (verb === undefined || subject === undefined || /وا$/.test(verb.key) || LEANS_ON_FIRST.test(normalise(rest)))
    return 0;
  if (saysAsWhat(rest)) return 0;
  const tells = isTelling(verb.key) || /^تطرقت?$/.test(verb.key);
  return tells || (ADDS.test(text) && TOLD_OF_SOMEBODY.has(verb.key)) ? added[0].length : 0;
}

/** «كما توقع المحللون، رفع المصرف الفائدة»: as they had said, and not that they said something more. */
function saysAsWhat(rest: string): boolean {
  const clause = /^[^،]{3,50}،\s+(?!و)/.exec(rest)?.[0].length ?? 0;
  return clause > 0 && opensWithVerb(rest.slice(clause));
}

const ADDED = /^(?:كما|و?بذلك،?|بينما|فيما|في حين)\s+(?=\p{L})/u;
const ADDS = /^(?:كما|و?بذلك)/;
const LEANS_ON_FIRST = /^(?:اصيب|يذكر|ذكرنا)|\s(?:اخر|اخري|اخران|اخرون|اخرين)(?=[\s،.])/;

/** Length of «من جهته، » and its like, where what remains is a sentence by itself. */
function droppedPhrase(text: string): number {
  const match = DROPPABLE_OPENING.exec(foldSameLength(text));
  return match === null ? 0 : match[0].length;
}

/** The و or ف that only joins («وقال»), not the first letter of a word («وزير»). */
export function leadingConjunction(text: string, vocabulary: ReadonlySet<string>): number {
  const [first, second] = tokens(text.slice(0, FRONT));
  if (first === undefined || text.slice(0, first.start).trim() !== '') return 0;
  const { key } = first;
  if (key.startsWith('ف')) return joinsEveryday(key) ? 1 : 0;
  if (!key.startsWith('و') || key.length < 3 || WAW_WORDS.test(key)) return 0;
  if (key === 'وقد' || key === 'ولقد') {
    if (second === undefined) return 0;
    // «وقد يؤدي» is perhaps, «وقد أدى» is not.
    return /^[يت]/.test(second.key) && !/^تمت?$/.test(second.key) ? 1 : second.start;
  }
  const rest = key.slice(1);
  const known =
    rest.startsWith('ال') ||
    isSpeaking(rest) ||
    AFTER_SUBJECTLESS_VERB.has(rest) ||
    IMPERSONAL_VERBS.has(rest) ||
    TOLD_OF_SOMEBODY.has(rest) ||
    PAST_VERBS.has(rest) ||
    // «ووثّق», «ووزّع»: of two the first joins.
    WAW_WORDS.test(rest) ||
    vocabulary.has(rest) ||
    SELDOM_VERBS.has(rest) ||
    (rest.length > 2 && isEverydayWord(rest)) ||
    /^(?!ال)\p{L}{2,}[^ايو]ت$/u.test(rest) ||
    /^(?:كان|سوف|ل(?:م|ن|ا|يست?)$|رغم|بحسب|حسب|وفقا?|طبقا|بناء|غالبا|عاده|نادرا|احيانا|س[يتن]|[يتا]\p{L}{3,})/u.test(
      rest,
    );
  // «وُقتل»: its vowel comes off with it.
  return known ? (/^[^و]*و[\u064B-\u0652]*/.exec(first.text)?.[0].length ?? 0) : 0;
}

/** «فكلمة», «فينظر», «فلجأ»: a verb, or four letters and more of an everyday word, which with its «ف» is none itself («فعلياً»). */
function joinsEveryday(key: string): boolean {
  const rest = key.slice(1);
  if (rest.length > 2 && (PAST_VERBS.has(rest) || SELDOM_VERBS.has(rest))) return true;
  return /^(?!ال)\p{L}{4}/u.test(rest) && !FA_WORDS.test(key) && isEverydayWord(rest);
}

const FA_WORDS = /^(?:فعالي|فعلي|فكري|فايد|فاعل|فخري)/;

/** Verbs of the news that no list of other ends has and no ending tells. */
const SELDOM_VERBS = new Set(
  'ضم ضمت قاد قادت سار سارت زار زارت نال نالت شاهد شاهدت لوح لاقي لاقت ركز ردد رشح جمد طرد دعي حصد صلي ساند عرف حث حثت لجا لجات'.split(
    ' ',
  ),
);
