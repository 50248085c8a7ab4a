import { isStopWord, type Token } from '../../../articles/text/index.ts';
import { isNoun, isVerb, statusOf } from './deeds.ts';
import { deedNamesOf, meansSame, meet, rootNamesOf } from './meanings.ts';
import { isNoDeed, isParticle } from './no-deeds.ts';
import { placeOf } from './places.ts';
import { linesOf, type Told } from './told.ts';

/**
 * What the text affirms where the article denies it and nowhere affirms it, or the other way round, «وحددت الحكومة موعد …» of «ولم تحدد
 * الحكومة موعد …», «عدم الاستمرار في التنفيذ» of «استمرار التنفيذ»; and what it tells as done that the article only holds possible, «خفض» of «قد
 * يخفض». A deed is known by its root and two of the words of meaning behind it, one of a word that the article has once.
 */
export function turnedDenials(text: string, told: Told): string[] {
  const article = told.lines.flatMap(({ words }) =>
    words.map((_, at) => actAt(words, at)).filter((one) => one !== null),
  );
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((_, at) => {
      const act = actAt(words, at);
      if (act === null) return [];
      const tellings = article.filter((one) => meet(one.names, act.names));
      const least = tellings.length === 1 ? 1 : SHARED;
      // «عن اعتذاره للجمهور.»: one word is all that stands behind it.
      const same = tellings.filter((one) => shared(one, act) >= (act.isKept && one.behind.length === 1 ? 1 : least));
      if (act.isSure && isOnlyPlanned(tellings, act)) return [`في النص احتمال: ${act.text}`];
      if (same.length === 0) return [];
      if (act.isSure && same.every(({ isMaybe }) => isMaybe)) return [`في النص احتمال: ${act.text}`];
      if (same.some(({ isDenied }) => isDenied === act.isDenied)) return [];
      return [act.isDenied ? `نفي ليس في النص: ${act.text}` : `في النص نفي: ${act.text}`];
    }),
  );
}

interface Act {
  readonly text: string;
  readonly names: ReadonlySet<string>;
  /** The words of meaning behind it, in their sentence. */
  readonly behind: readonly Token[];
  readonly isDenied: boolean;
  /** Denied by the word that it is the object of. */
  readonly isKept: boolean;
  /** «قد يخفض»: perhaps; «خفض»: done. */
  readonly isMaybe: boolean;
  readonly isSure: boolean;
  /** «سيخفض», «تعتزم خفض»: to come, wished or feared. */
  readonly isPlanned: boolean;
}

/** Words of meaning behind a deed that tell it, and how many of them two tellings share. */
const BEHIND = 4;
const SHARED = 2;

function actAt(words: readonly Token[], at: number): Act | null {
  const word = words[at];
  if (word === undefined || isStopWord(word.key) || isParticle(word.key)) return null;
  // A word that only looks like a deed is compared by its own roots.
  const names = isNoDeed(word.key) ? rootNamesOf(word) : deedNamesOf(word);
  if (names.size === 0) return null;
  const before = words[at - 1]?.key ?? '';
  const status = statusOf(words, at);
  const behind = words
    .slice(at + 1)
    .filter(({ key }) => !isStopWord(key))
    .slice(0, BEHIND);
  return {
    text: word.text,
    names,
    behind,
    isDenied: DENIAL.test(before) ? !isUnless(words, at) : isKept(words, at),
    isKept: isKept(words, at),
    isMaybe: /^[وف]?(?:قد|ربما)$/.test(before) && /^[يت]/.test(word.key),
    isSure: status === 'done' && isVerb(word),
    isPlanned: status === 'possible' && !/^[وف]?ل/.test(word.key),
  };
}

/** «ما لم تلتزم»: unless. */
function isUnless(words: readonly Token[], at: number): boolean {
  return /^[وف]?لم$/.test(words[at - 1]?.key ?? '') && /^[وف]?ما$/.test(words[at - 2]?.key ?? '');
}

/** «تجنب إغراق», «رفضه الاعتذار», «لا تظهر أي احترام»: a noun of what is not done. */
function isKept(words: readonly Token[], at: number): boolean {
  const word = words[at];
  if (word === undefined || !isNoun(word) || placeOf(word.key) !== null) return false;
  const [first = '', second = '', third = ''] = [1, 2, 3].map((back) => words[at - back]?.key ?? '');
  if (KEPT_FROM.test(first)) return true;
  return first === 'اي' && (DENIAL.test(second) || DENIAL.test(third));
}

const DENIAL = /^[وف]?(?:لم|لن|لا|[بل]?عدم)$/;
const KEPT_FROM = /^[وف]?[بل]?(?:[يت]?تجنب|[يت]?تفادي|رفض(?:ه|ها|هم)?|امتناع(?:ه|ها|هم)?)$/;

/** Whether the article has the deed to come wherever it tells it, once at least of the same things. */
function isOnlyPlanned(tellings: readonly Act[], act: Act): boolean {
  return tellings.every(({ isPlanned }) => isPlanned) && tellings.some((one) => shared(one, act) > 0);
}

function shared(one: Act, other: Act): number {
  return other.behind.filter((word) => one.behind.some((own) => meansSame(word, own))).length;
}
