import { isStopWord, MONTHS, type Token, unjoined, WEEKDAY } from '../../../articles/text/index.ts';
import { isEverydayWord } from '../../everyday-words.ts';
import { ALSO_WORDS, GIVEN_NAMES } from '../../names/words.ts';
import { isCommonWord } from './common-words.ts';
import { isFamous } from './famous-names.ts';
import { bareOf } from './joined.ts';
import { isNumberWord } from './numbers.ts';
import { placeOf } from './places.ts';
import { type Line, linesOf, stands, type Told } from './told.ts';

/**
 * Names that the article has not: of people, places, days and whatever else is nobody's common word; a given name on another's surname; Latin
 * words. A word is a common one where its root is, so that a summary may say it in other words than the article's.
 */
export function unknownNames(text: string, told: Told): string[] {
  const article = readNames(told.lines);
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((word, at) => {
      if (/\d/.test(word.key) || isNumberWord(word.key)) return [];
      if (/[a-z]/.test(word.key)) return stands(word, told) ? [] : [`كلمة لاتينية ليست في النص: ${word.text}`];
      if (isDay(word) && word.key === 'غدا' && BECAME.test(words[at - 1]?.key ?? '')) return [];
      if (isDay(word) || isMonth(word))
        return article.times.has(timeOf(word, words[at + 1])) || isRunOn(word.key, told)
          ? []
          : [`ليس في النص: ${word.text}`];
      const direction = directionOf(word.key);
      if (direction !== null) return article.times.has(direction) ? [] : [`ليس في النص: ${word.text}`];
      if (isFamous(word.key) && !stands(word, told)) return [`ليس في النص: ${word.text}`];
      const place = placeOf(word.key);
      if (place !== null) return article.places.has(place) || stands(word, told) ? [] : [`ليس في النص: ${word.text}`];
      if (!stands(word, told)) {
        if (isSpeltOtherwise(word.key, told)) return [];
        if (isUnknown(word, words[at - 1], article)) return [`اسم ليس في النص: ${word.text}`];
        return [];
      }
      const next = words[at + 1];
      return next !== undefined && next.start === word.end + 1 && isForeignPair(word, next, told, article)
        ? [`اسم ليس في النص: ${word.text} ${next.text}`]
        : [];
    }),
  );
}

interface Names {
  /** Words that are names where they stand. */
  readonly words: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  /** The words that stand right behind a word. */
  readonly behind: ReadonlyMap<string, readonly Token[]>;
  readonly places: ReadonlySet<string>;
  readonly times: ReadonlySet<string>;
}

function readNames(lines: readonly Line[]): Names {
  const [names, pairs, places, times] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()];
  const behind = new Map<string, Token[]>();
  for (const { words } of lines)
    for (const [at, word] of words.entries()) {
      const place = placeOf(word.key);
      if (place !== null) places.add(place);
      if (isDay(word) || isMonth(word)) times.add(timeOf(word, words[at + 1]));
      const direction = directionOf(word.key);
      if (direction !== null) times.add(direction);
      const bare = bareOf(word.key);
      if (isNameAlone(word)) names.add(bare);
      const next = words[at + 1];
      if (next === undefined) continue;
      pairs.add(`${bare} ${bareOf(next.key)}`);
      behind.set(bare, [...(behind.get(bare) ?? []), next]);
      if (isGivenName(word) && isRare(next.key) && !isInflected(next) && !VERB.test(next.key))
        names.add(bareOf(next.key));
    }
  return { words: names, pairs, behind, places, times };
}

/** A word that is a name wherever it stands: a known given name, or one of no root that the news uses. */
function isNameAlone(word: Token): boolean {
  if (isGivenName(word)) return true;
  return !isCommonWord(word) && !/^\d|[a-z]/.test(word.key);
}

function isGivenName({ key }: Token): boolean {
  const bare = bareOf(key);
  if (isStopWord(key) || isEverydayWord(key)) return false;
  return (GIVEN_NAMES.has(key) || GIVEN_NAMES.has(bare)) && !ALSO_WORDS.has(bare);
}

function isUnknown(word: Token, before: Token | undefined, article: Names): boolean {
  if (!isCommonWord(word) || isGivenName(word)) return true;
  if (before === undefined || !isRare(word.key)) return false;
  // «محمد الشمري», where the article has «محمد العلي»; «غسان دروبة» of «غسان دروبي».
  const surnames = article.behind.get(bareOf(before.key)) ?? [];
  const isGiven = article.words.has(bareOf(before.key)) && !/^[وفبك]?ال|^لل/.test(before.key);
  if (!isGiven || surnames.length === 0 || VERB.test(word.key)) return false;
  if (!surnames.some((one) => article.words.has(bareOf(one.key)))) return false;
  return (
    /^ال\p{L}{3,}ي$/u.test(word.key) || surnames.some((one) => one.stem === word.stem && !CASE_ENDING.test(one.key))
  );
}

/** «شلبي ماهر» of «ماهر شلبي», «مصطفى العطواني» of «مصطفى سند» and «عطوان العطواني». */
function isForeignPair(word: Token, next: Token, told: Told, article: Names): boolean {
  const [first, second] = [bareOf(word.key), bareOf(next.key)];
  if (isStopWord(next.key) || /^[وف]?على$/.test(word.text)) return false;
  if (!stands(next, told) || !isRare(word.key) || !isRare(next.key) || article.pairs.has(`${first} ${second}`))
    return false;
  if (/^[وفبك]?ال|^لل/.test(word.key) || VERB.test(word.key) || next.key !== second || isInflected(word)) return false;
  if (/^ال/.test(next.key))
    return (
      article.words.has(first) &&
      !/(?:يه|ات|ون|ين)$/.test(next.key) &&
      [...article.behind].some(
        ([given, all]) => isRare(given) && !/^ال/.test(given) && all.some(({ key }) => key === next.key),
      )
    );
  return (article.words.has(first) || article.words.has(second)) && !isInflected(next) && !VERB.test(next.key);
}

/** Forms of the present. */
const VERB = /^[وف]?(?:س?ي|[تن])\p{L}{3}/u;

/** Endings that a name seldom has. */
function isInflected({ key, text }: Token): boolean {
  return /(?:ه|ها|هم|ات|ون|ين)$/.test(key) || /اً$|ًا$/.test(text);
}

/** «الصيادون» is «الصيادين» in another case. */
const CASE_ENDING = /(?:ون|ان|ات|وا)$|^(?:[وفبك]?ال|لل).*ين$/;

function isRare(key: string): boolean {
  return !isEverydayWord(key) && !isEverydayWord(bareOf(key));
}

/** «أوكسفورد» of «أكسفورد»: a long word that is the article's but for long vowels within, or that a slip has run together there with the word before. */
function isSpeltOtherwise(key: string, told: Told): boolean {
  if (isRunOn(key, told)) return true;
  const bones = bonesOf(bareOf(key));
  return bones.length >= 4 && [...told.keys].some((one) => one.at(-1) === key.at(-1) && bonesOf(one) === bones);
}

function isRunOn(key: string, told: Told): boolean {
  return key.length > 5 && [...told.keys].some((one) => one.endsWith(key));
}

/** A long name's letters without long vowels within: «أوكسفورد» and «أكسفورد» have the same. */
export function bonesOf(key: string): string {
  return key.slice(0, 1) + key.slice(1, -1).replace(/[اوي]/g, '') + key.slice(-1);
}

export function isDay({ key }: Token): boolean {
  return DAY.test(unjoined(key).replace(/^[بلك](?=ال)/, ''));
}
/** «أنه غدا أقوى …»: he became. */
const BECAME = /^[وف]?(?:ان(?:ه|ها)?|قد|الذي|التي|حين|بعدما)$/;
/** «أحد» alone is one of something. */
const DAY = new RegExp(`^(?!احد$)(?:${WEEKDAY}|امس|غدا)$`);

export function isMonth({ key }: Token): boolean {
  return MONTH_WORDS.has(unjoined(key)) || MONTH_WORDS.has(bareOf(key));
}
const MONTH_WORDS = new Set(MONTHS.flat().map((name) => name.split(' ')[0] ?? name));

/** «شمالاً», «الشمالية»: the direction. */
function directionOf(key: string): string | null {
  return /^[وفبل]*(?:ال|لل)?(شمال|جنوب|شرق|غرب)(?:ا|ي|يه|يين?)?$/.exec(key)?.[1] ?? null;
}

/** One name for a day or month in all its spellings: «مايو» and «أيار» are one. */
export function timeOf({ key }: Token, next: Token | undefined): string {
  if (/تشرين$/.test(key)) return next?.key === 'الاول' ? 'اكتوبر' : 'نوفمبر';
  if (/كانون$/.test(key)) return next?.key === 'الاول' ? 'ديسمبر' : 'يناير';
  const bare = unjoined(key)
    .replace(/^[بلك](?=ال)/, '')
    .replace(/^ال/, '');
  return FIRST_NAMES.get(bare) ?? FIRST_NAMES.get(bareOf(key)) ?? bare;
}

/** The first name of a month for each; «اب» is a father more often. */
const FIRST_NAMES = new Map(
  MONTHS.flatMap((names) => names.filter((name) => name !== 'اب').map((name) => [name, names[0] ?? name] as const)),
);
