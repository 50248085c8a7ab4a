import { isStopWord, type Token } from '../../../articles/text/index.ts';
import { isEverydayWord } from '../../everyday-words.ts';
import { isCommonWord } from './common-words.ts';
import { bareOf } from './joined.ts';
import { isDay, isMonth } from './names.ts';
import { isOfPeople, placeOf } from './places.ts';
import type { Told } from './told.ts';

/** Somebody named in a row of words, known by his surname. */
export interface Named {
  readonly at: number;
  readonly surname: Token;
}

/**
 * Who is named: words of no common root, and two words side by side that nobody uses every day and that the article has side by side, too
 * («طارق العبابنة»). One name in a row of such words.
 */
export function peopleIn(words: readonly Token[], told: Told): Named[] {
  const found: Named[] = [];
  for (let at = 0; at < words.length; at++) {
    const first = words[at];
    if (first === undefined || !isNameLike(first)) continue;
    let end = at;
    for (; end + 1 < words.length; end++) {
      const [one, next] = [words[end], words[end + 1]];
      if (
        one === undefined ||
        next === undefined ||
        (/^[بلك]/.test(one.key) && /^ال/.test(next.key)) ||
        !isSurname(next) ||
        /^[وف]/.test(next.key)
      )
        break;
      if (!told.pairs.has(`${bareOf(one.key)} ${bareOf(next.key)}`)) break;
    }
    const surname = words[end];
    if (surname !== undefined && (end > at || isForeign(first))) found.push({ at, surname });
    at = end;
  }
  return found;
}

function isForeign(word: Token): boolean {
  return !isCommonWord(word) && isNameLike(word);
}

function isNameLike(word: Token): boolean {
  const { key, text } = word;
  return (
    !isStopWord(key) &&
    !isEverydayWord(key) &&
    !isEverydayWord(bareOf(key)) &&
    !/^\d|[a-z]|^[وفبك]?ال|^لل/.test(key) &&
    !/(?:ه|ات|ون|ين)$/.test(key) &&
    !/اً$|ًا$/.test(text) &&
    placeOf(key) === null &&
    !isDay(word) &&
    !isMonth(word)
  );
}

/** A name, or «العبابنة» behind a given name. */
function isSurname(word: Token): boolean {
  const { key } = word;
  return (
    isNameLike(word) || (/^ال\p{L}{3}/u.test(key) && !key.endsWith('يه') && !isEverydayWord(key) && !isOfPeople(key))
  );
}
