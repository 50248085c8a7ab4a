import { isTelling, normalise, ofForm, quotations, tokens } from '../articles/text/index.ts';
import { isChargeWord } from './claims.ts';
import { AFTER_SUBJECTLESS_VERB, DENYING, REFUSING, REFUSING_CLAIMS } from './rules/lexicon.ts';

/**
 * Whether words that would come off a sentence limit what it says, turn it or take it back: «باستثناء …», «شرط أن …», «ما لم …», «لكن …»,
 * «قبل الإفراج عنه», «قبل أن تصحح …», «وهو ما تنفيه موسكو». Without them it would say too much.
 */
export function takesBack(words: string): boolean {
  const plain = normalise(unquoted(words)).replace(DESPITE, '');
  return RESERVES.test(plain) || DENIES.test(normalise(words));
}

/**
 * Whether another voice stands in `rest` against the one of `head`: «قالت الشرطة إنهم ألف …، بينما أكد المنظمون أنهم ألفان», or whoever is
 * accused speaks there: «اتهمت اللجنة الشركة …، وقالت الشركة إن …».
 */
export function hasOtherVoice(head: string, rest: string): boolean {
  const told = tokens(unquoted(rest));
  const speaks = (from: number): boolean =>
    told.slice(from, from + VERB_WITHIN).some(({ key }) => isTelling(key) && !/(?:ه|ها|هم)$/.test(key));
  const before = tokens(head);
  const against = told.some((word, at) =>
    isWhereas(word) || (word.key === 'حين' && told[at - 1]?.key === 'في') ? speaks(at + 1) : false,
  );
  if (against && before.some((word) => isTelling(word.key) || isSourced(word))) return true;
  if (!before.some(isChargeWord)) return false;
  return told.some(({ key }, at) => isTelling(key) && !AFTER_SUBJECTLESS_VERB.has(told[at + 1]?.key ?? 'ان'));
}

/** Words behind «بينما» within which who speaks there says so. */
const VERB_WITHIN = 2;
const isSourced = ofForm(/^(?:ب?حسب|حسبما|وفقا?|طبقا)$/);
const isWhereas = ofForm(/^(?:بينما|فيما)$/);

/** A text with blanks where it quotes: what somebody says himself turns his own words only. */
function unquoted(text: string): string {
  const { spans } = quotations(text);
  return spans.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}

const RESERVES = new RegExp(
  `(?:^|[\\s(])و?(?:${[
    // an exception
    '(?:ب|مع )?استثناء|[يت]?ستثني|استثن(?:ي|ت)|ما عدا|فيما عدا|عدا|الا',
    // a condition, and no question («معرفة ما إذا كان …»)
    '(?:ب|ال)?شرط|شريطه|بشروط|ما لم|طالما|ما دام(?:ت)?|(?<!ما )اذا|في حال(?:ه)?|حتي لو|ولو|لولا|ان لم',
    // a turn
    'لكن(?:ه|ها|هم|هما)?|(?:غير|بيد) ان(?:ه|ها|هم|هما)?',
    // what came of it
    '(?:ال|لل)?افراج|افرجت?|اخلاء سبيل|(?:اطلاق|اطلقت?) سراح',
    'قبل ان',
    // what is not settled
    'لم (?:\\S+ ){1,6}(?:بعد(?=[،.]|$)|حتي الان|الي الان|حتي اللحظه)|لم يتسن|(?:غير|ليس(?:ت)?) (?:صحيحه?|موكده?|رسميه?)',
  ].join('|')})(?=[\\s،.)]|$)`,
);

/** «رغم التشابه إلا أن الخصائص تختلف»: turns what it says itself. */
const DESPITE = /رغم .*?(?:الا|غير|لكن|فان)(?:ه|ها|هم)?(?= )/;

/** A claim keeps the denial that hangs on it: «…، وهو ما تنفيه موسكو». */
const DENIES = new RegExp(
  `(?:^|\\s)[وف]?(?:${DENYING}(?:ه|ها|هم)?|${REFUSING}(?:ه|ها|هم)|${REFUSING_CLAIMS})(?=[\\s،.])`,
);
