import { foldSameLength } from '../../articles/dateline/index.ts';
import { isSpeaking, isTelling, normalise, PAST_VERBS, tokens, WAW_WORDS } from '../../articles/text/index.ts';
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
  const tells = isTelling(verb.key) || /^تطرقت?$/.test(verb.key);
  return tells || (ADDS.test(text) && TOLD_OF_SOMEBODY.has(verb.key)) ? added[0].length : 0;
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
    /^(?!ال)\p{L}{2,}[^ايو]ت$/u.test(rest) ||
    /^(?:كان|سوف|ل(?:م|ن|ا|يست?)$|رغم|بحسب|حسب|وفقا?|طبقا|بناء|غالبا|عاده|نادرا|احيانا|س[يتن]|[يتا]\p{L}{3,})/u.test(
      rest,
    );
  // «وُقتل»: its vowel comes off with it.
  return known ? (/^[^و]*و[\u064B-\u0652]*/.exec(first.text)?.[0].length ?? 0) : 0;
}
