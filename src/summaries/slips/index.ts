import { isInside, quotations, type Token, tokens } from '../../articles/text/index.ts';
import { miscounts } from './agreement.ts';
import { PLURAL } from './counted.ts';
import { wrongWeekdays } from './dates.ts';
import { missingYear, senselessFigures, tautology } from './sense.ts';
import {
  doubledWords,
  foreignLetters,
  loneLetters,
  misplacedOne,
  misplacedThis,
  misplacedVerb,
  prepositionPairs,
  shortPlurals,
  type Vocabulary,
} from './words.ts';

export { withSpacing } from './spacing.ts';
export { type Vocabulary, vocabularyOf, withWordsParted } from './words.ts';

/** What is known of the article beside the sentence. */
export interface SlipContext {
  /** Its words in one spelling, each with how often it stands there. */
  readonly known: Vocabulary;
  readonly published: Date | null;
}

/**
 * What is plainly wrong in a sentence as its author wrote it, each in one Arabic line for an editor with the words themselves: a doubled word, a number
 * that does not agree, a letter apart from its word, a weekday of another date, a figure or a definition without sense. Only what hardly ever is right is
 * named; a misspelt word that is no other slip is not seen.
 */
export function slipsOf(
  text: string,
  { known, published }: SlipContext,
  words: readonly Token[] = tokens(text),
): string[] {
  const { spans } = quotations(text);
  const counted = miscounts(words, text).flatMap(({ from, to }) => {
    const [first, last] = [words[from], words[to]];
    if (first === undefined || last === undefined || isInside(spans, first.start)) return [];
    return [text.slice(first.start, last.end)];
  });
  const same = tautology(words, text);
  const year = missingYear(text);
  return [
    ...doubledWords(words, text).map((found) => `كلمة مكررة: «${found}»`),
    ...counted.map((found) => `عدد لا يوافق معدوده: «${found}»`),
    ...loneLetters(words, text).map((found) => `حرف منفصل عن كلمته: «${found}»`),
    ...foreignLetters(text).map((found) => `حروف أجنبية داخل كلمة: «${found}»`),
    ...prepositionPairs(words, text).map((found) => `حرفا جر متتاليان: «${found}»`),
    ...misplacedThis(words, text).map((found) => `اسم إشارة لا يوافق ما بعده: «${found}»`),
    ...misplacedVerb(words, text).map((found) => `فعل لا يوافق فاعله: «${found}»`),
    ...misplacedOne(words, text, (plural) => PLURAL.get(plural)).map(
      (found) => `«أحد» و«إحدى» لا توافقان ما بعدهما: «${found}»`,
    ),
    ...shortPlurals(words, known).map(({ written, meant }) => `إملاء: «${written}»، والمقصود «${meant}»`),
    ...wrongWeekdays(text, published).map(({ written, day }) => `يوم لا يوافق تاريخه: «${written}» يوافق ${day}`),
    ...senselessFigures(text).map((found) => `رقم بلا معنى واضح: «${found}»`),
    ...(year === null ? [] : [`كلام ناقص: «${year}»`]),
    ...(same === null ? [] : [`تعريف يعيد المعرَّف نفسه: «${same}»`]),
  ];
}

/** The same, each sentence judged once: it is asked of what was chosen, chosen again and printed. */
export function slipFinder(context: SlipContext): (text: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const found = known.get(text) ?? slipsOf(text, context);
    known.set(text, found);
    return found;
  };
}
