import { isStopWord, type Token } from '../../../articles/text/index.ts';
import { isEverydayWord } from '../../everyday-words.ts';
import { ALSO_WORDS, GIVEN_NAMES } from '../../names/words.ts';
import { isCommonWord } from './common-words.ts';
import { bareOf } from './joined.ts';
import { isDay, isMonth } from './names.ts';
import { isNumberWord } from './numbers.ts';
import { isOfPeople, placeOf } from './places.ts';
import type { Told } from './told.ts';

/**
 * The words that the article has as somebody's name, without what joins on: given names, foreign words, and what stands behind them though it is
 * also made of a root («غاريث بيل»), where the article has it behind a name wherever it has it.
 */
export function namedIn(told: Told): ReadonlySet<string> {
  const known = KNOWN.get(told);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const behindNames = new Map<string, number>();
  const times = new Map<string, number>();
  for (const { words } of told.lines)
    for (const [at, word] of words.entries()) {
      const bare = bareOf(word.key);
      times.set(bare, (times.get(bare) ?? 0) + 1);
      if (isName(word)) names.add(bare);
      const next = words[at + 1];
      if (next === undefined || next.start !== word.end + 1 || !isName(word) || !mayBeSurname(next)) continue;
      behindNames.set(bareOf(next.key), (behindNames.get(bareOf(next.key)) ?? 0) + 1);
    }
  for (const [bare, count] of behindNames) if (count * 2 >= (times.get(bare) ?? 0)) names.add(bare);
  KNOWN.set(told, names);
  return names;
}

const KNOWN = new WeakMap<Told, ReadonlySet<string>>();

/** A given name, or a word of no root that the news uses. */
function isName(word: Token): boolean {
  const { key } = word;
  const bare = bareOf(key);
  if (isStopWord(key) || isEverydayWord(key) || isOther(word)) return false;
  if ((GIVEN_NAMES.has(key) || GIVEN_NAMES.has(bare)) && !ALSO_WORDS.has(bare)) return true;
  return !isCommonWord(word) && !/^\d|[a-z]|^[وفبك]?ال|^لل/.test(key);
}

function mayBeSurname(word: Token): boolean {
  const { key, text } = word;
  return (
    !isStopWord(key) &&
    !isEverydayWord(key) &&
    !isOther(word) &&
    key.length > 2 &&
    !/^\d|[a-z]|^[وفبك]?ال|^لل|^[يتسوفبل]|(?:ه|ها|هم|ات|ون|ين|وا|ت)$/.test(key) &&
    !/اً$|ًا$|ا$/.test(text)
  );
}

function isOther(word: Token): boolean {
  return isDay(word) || isMonth(word) || isNumberWord(word.key) || placeOf(word.key) !== null || isOfPeople(word.key);
}
