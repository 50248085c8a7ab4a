import { isStopWord, type Token } from '../../../articles/text/index.ts';
import { isCommonWord } from './common-words.ts';
import { isFamous } from './famous-names.ts';
import { bareOf } from './joined.ts';
import { meansSame } from './meanings.ts';
import { namedIn } from './named.ts';
import { isOfPeople, placeOf } from './places.ts';
import { linesOf, type Told } from './told.ts';

/**
 * A name or place put where the article has another: «يلقي باللوم على إسرائيل» of «يلقي باللوم على حماس». Two words of meaning and what ties the
 * name to them («على») stand together in the article, and behind them only others.
 */
export function wrongObjects(text: string, told: Told): string[] {
  const named = namedIn(told);
  const article = told.lines.flatMap(({ words }) => words.flatMap((_, at) => tiedAt(words, at, named) ?? []));
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((_, at) => {
      const own = tiedAt(words, at, named);
      if (own === null) return [];
      const like = article.filter((other) => isTiedAlike(own, other));
      if (like.length === 0 || like.some((other) => isOne(own.name, other.name, other.near))) return [];
      return [`اسم لغير موضعه: ${own.words.map((word) => word.text).join(' ')} ${own.name.text}`];
    }),
  );
}

/** A name, what ties it to the words before it, and those. */
interface Tied {
  readonly name: Token;
  readonly tie: string;
  readonly words: readonly Token[];
  /** The words right behind the tie. */
  readonly near: readonly Token[];
}

function tiedAt(words: readonly Token[], at: number, named: ReadonlySet<string>): Tied | null {
  const name = words[at];
  if (name === undefined || !isNameOrPlace(name, named)) return null;
  const before = words[at - 1];
  const isApart = before !== undefined && TIES.test(before.key);
  const joined = /^[لب]/.exec(name.key)?.[0] ?? '';
  if (!isApart && (joined === '' || bareOf(name.key) === name.key)) return null;
  const end = isApart ? at - 1 : at;
  const [first, second] = words.slice(Math.max(0, end - 2), end);
  if (first === undefined || second === undefined || isStopWord(first.key) || isStopWord(second.key)) return null;
  if (isNameOrPlace(first, named) || isNameOrPlace(second, named)) return null;
  return { name, tie: isApart ? (before?.key ?? '') : joined, words: [first, second], near: words.slice(at, at + 3) };
}

const TIES = /^(?:علي|من|عن|الي|ضد|لدي|الي|نحو|تجاه)$/;

function isNameOrPlace(word: Token, named: ReadonlySet<string>): boolean {
  if (isStopWord(word.key) || /\d|[a-z]/.test(word.key) || isOfPeople(word.key)) return false;
  return placeOf(word.key) !== null || isFamous(word.key) || named.has(bareOf(word.key)) || !isCommonWord(word);
}

function isTiedAlike(one: Tied, other: Tied): boolean {
  return (
    one.tie === other.tie &&
    one.words.every((word, at) => {
      const own = other.words[at];
      return own !== undefined && meansSame(word, own);
    })
  );
}

function isOne(name: Token, other: Token, near: readonly Token[]): boolean {
  const place = placeOf(name.key);
  return (
    (place !== null && place === placeOf(other.key)) ||
    near.some((word) => word.stem === name.stem || bareOf(word.key) === bareOf(name.key))
  );
}
