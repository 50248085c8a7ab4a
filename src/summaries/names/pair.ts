import { isSpeaking, type Token } from '../../articles/text/index.ts';
import { officeBefore, officeBehind } from './office.ts';
import { adjacent, isNameWord, isRareName, isSurnameWord, stripPrefix } from './token.ts';
import { ALSO_WORDS, COMPOUND, GIVEN_NAMES, NOT_SURNAME, OFFICES } from './words.ts';

/** A full name as it stands in one place of the article. */
export interface Candidate {
  readonly surname: readonly string[];
  readonly given: string;
  readonly givenKeys: readonly string[];
  readonly count: number;
  readonly office: boolean;
  /** The office beside the name, as the author wrote it. */
  readonly title: string | null;
}

/** Reads «given surname» ending at or after index `at`, or null. */
export function readPair(list: readonly Token[], at: number, text: string): Candidate | null {
  const head = list[at];
  const before = list[at - 1];
  if (head === undefined || before === undefined || !adjacent(text, before, head)) return null;
  let surname = [head];
  if (COMPOUND.has(head.key)) {
    const next = list[at + 1];
    if (next === undefined || !adjacent(text, head, next)) return null;
    surname = [head, next];
  }
  if (!isNameWord(before) || COMPOUND.has(before.key)) return null;
  if (!isSurnameWord(surname.at(-1) ?? head) && !isInOffice(list, at, text)) return null;
  if (namesGoOn(list, at, text)) return null;
  // «علي خامنئي» inside «آية الله علي خامنئي»: the given name takes the name words on its left.
  const given: Token[] = [before];
  for (let left = at - 2; left >= 0 && given.length < 3; left--) {
    const token = list[left];
    const right = given[0];
    if (token === undefined || right === undefined || !adjacent(text, token, right)) break;
    if (
      COMPOUND.has(token.key) ||
      GIVEN_NAMES.has(stripPrefix(token.key)) ||
      (COMPOUND.has(right.key) && isNameWord(token))
    )
      given.unshift(token);
    else break;
  }
  const first = given[0];
  if (first === undefined || COMPOUND.has(before.key)) return null;
  const { start, prefix } = detach(first);
  const last = before;
  const office = hasOffice(list, at - given.length, text, first);
  const givenText = text.slice(start, last.end);
  return {
    surname: surname.map((token) => token.key),
    given: givenText,
    givenKeys: given.map((token, index) => (index === 0 && prefix > 0 ? token.key.slice(prefix) : token.key)),
    count: 1,
    office,
    title: officeBefore(list, at - given.length, text) ?? officeBehind(list, at + surname.length - 1, text),
  };
}

/** «صلاح محمد الطبيجي», «محمد بن سلمان»: a given name with more of the name behind it is no surname. */
export function namesGoOn(list: readonly Token[], at: number, text: string): boolean {
  const [name, next] = [list[at], list[at + 1]];
  if (name === undefined || next === undefined || !adjacent(text, name, next) || COMPOUND.has(name.key)) return false;
  const given = GIVEN_NAMES.has(name.key) || GIVEN_NAMES.has(stripPrefix(name.key));
  return given && (COMPOUND.has(next.key) || (isSurnameWord(next) && isRare(next)));
}

/**
 * Whether the surname at `at` is given to somebody else: behind a rare word that may be a given name and is one where somebody is told of («وقالت
 * رولا القباني»), or whose family is («فردريك دبس المصنع بعد وفاة والده»). «تمرد توكاييف» is his.
 */
export function isAnothersName(list: readonly Token[], at: number, text: string): boolean {
  const [given, surname] = [list[at - 1], list[at]];
  if (given === undefined || surname === undefined || !adjacent(text, given, surname) || !isRareName(given))
    return false;
  const before = list[at - 2];
  if (GIVEN_NAMES.has(given.key)) return true;
  if (before !== undefined && (isSpeaking(before.key) || isOffice(before.key) || isGivenName(before))) return true;
  return (
    list.slice(Math.max(0, at - 3), at + 2).some(({ key }) => KIN.test(key)) ||
    list.slice(at + 2, at + 7).some(({ key }) => PARENT.test(key))
  );
}

/** «علي», and not «على». */
function isGivenName(token: Token): boolean {
  return isNameWord(token) && GIVEN_NAMES.has(token.key);
}

const KIN =
  /^[وفبل]?(?:ال)?(?:شقيق|والد|ابن|زوج|ارمل|نجل|حفيد|توام)(?:ه|ته|ها|تها|هما)?$|^[وفبل]?(?:زوجته|زوجها|ابنته|ابنتها|ابيه|ابوه|ابيها|ابوها|اخيه|اخوه|اخته|جده|عمه|خاله)$/;
const PARENT = /^(?:والده|والدها|ابيه|ابيها)$/;

/** «المتحدث باسم الوزارة أشرف القدرة»: behind a given name in office what is otherwise a word of every day is a surname. */
function isInOffice(list: readonly Token[], at: number, text: string): boolean {
  const [given, word] = [list[at - 1], list[at]];
  if (given === undefined || word === undefined || !word.key.startsWith('ال') || NOT_SURNAME.has(word.key))
    return false;
  return GIVEN_NAMES.has(given.key) && !ALSO_WORDS.has(given.key) && hasOffice(list, at - 1, text, given);
}

function isRare({ key }: Token): boolean {
  return !/^[وفبل]{1,2}ال|^لل|^[يت]\p{L}{3,}$/u.test(key);
}

/** Where the given name begins once a joined و، ل، ب is off («وديريك» is «ديريك» when the name is known so). */
function detach(first: Token): { start: number; prefix: number } {
  const bare = stripPrefix(first.key);
  if (bare !== first.key && GIVEN_NAMES.has(bare) && !GIVEN_NAMES.has(first.key)) {
    return { start: first.start + (first.key.length - bare.length), prefix: first.key.length - bare.length };
  }
  return { start: first.start, prefix: 0 };
}

/** Whether words of office stand before the name: «الرئيس الروسي فلاديمير بوتين», «رئيس كازاخستان قاسم …». */
export function hasOffice(list: readonly Token[], firstGiven: number, text: string, first: Token): boolean {
  for (let back = 1; back <= 4; back++) {
    const token = list[firstGiven - back];
    if (token === undefined || /[.؟!؛:]/.test(text.slice(token.end, first.start))) return false;
    if (isOffice(token.key)) return true;
  }
  return false;
}

function isOffice(key: string): boolean {
  const bare = key
    .replace(/^[وف](?=\p{L}{3})/u, '')
    .replace(/^لل/, 'ال')
    .replace(/^[بك](?=ال)/, '');
  return [key, stripPrefix(key), bare].some((one) => OFFICES.has(one));
}
