import { isSpeaking, isStopWord, type Token } from '../../../articles/text/index.ts';
import { isVerb } from './deeds.ts';
import { bareOf } from './joined.ts';
import { meansSame, tellsSameDeed } from './meanings.ts';
import { namedIn } from './named.ts';
import { linesOf, type Told, telling } from './told.ts';

/**
 * Whatever somebody does, told of another: «سجل عمر الهدف الثالث» where the article's sentence of this verb and these things («سجل … الهدف
 * الثالث») names people, and him not, or another right behind its verb.
 */
export function wrongSubjects(text: string, told: Told): string[] {
  const named = namedIn(told);
  return linesOf(text).flatMap(({ words }) =>
    words.flatMap((verb, at) => {
      if (isStopWord(verb.key) || isSpeaking(verb.key) || !isVerb(verb)) return [];
      // «مع تجدد …»: a noun of the same letters.
      if (/^[وف]?(?:مع|بعد|قبل|من|الي|علي|في|عن|منذ|عند|بسبب|رغم|خلال)$/.test(words[at - 1]?.key ?? '')) return [];
      const who = subjectBehind(words, at, named, told);
      if (who === null) return [];
      const things = telling(words.slice(who.end)).slice(0, THINGS);
      const tellings = told.lines.flatMap((line) => {
        if (shared(things, line.words) < SHARED) return [];
        return line.words.flatMap((word, i) => (isSameVerb(word, verb) ? [{ words: line.words, at: i }] : []));
      });
      if (tellings.length === 0) return [];
      const isOthers = tellings.every((one) => {
        const own = subjectBehind(one.words, one.at, named, told);
        const isNamed = own !== null || one.words.some((word) => named.has(bareOf(word.key)));
        return isNamed && !(own?.people ?? one.words).some((word) => who.people.some((other) => isOne(word, other)));
      });
      return isOthers ? [`فعل لغير صاحبه: ${verb.text} … ${who.people.at(-1)?.text ?? ''}`] : [];
    }),
  );
}

/** Words behind a verb within which who does it stands. */
const BEHIND = 3;
/** Words of meaning behind him that tell what, and how many of them its telling in the article shares. */
const THINGS = 3;
const SHARED = 2;

interface Subject {
  readonly people: readonly Token[];
  readonly end: number;
}

/** Who stands right behind the verb, with what the article has behind his name («كارتر بيج»); null where a preposition comes first. */
function subjectBehind(words: readonly Token[], at: number, named: ReadonlySet<string>, told: Told): Subject | null {
  for (let i = at + 1; i <= at + BEHIND; i++) {
    const word = words[i];
    if (word !== undefined && /^(?:من|في|ب|ل|عن|علي|الي)(?:ه|ها|هم)$/.test(word.key)) continue;
    if (word === undefined || isStopWord(word.key)) return null;
    if (!named.has(bareOf(word.key))) continue;
    if (bareOf(word.key) !== word.key && /^[لب]/.test(word.key)) return null;
    let end = i + 1;
    for (; end < words.length; end++) {
      const [one, next] = [words[end - 1], words[end]];
      if (one === undefined || next === undefined || isStopWord(next.key)) break;
      if (!named.has(bareOf(next.key)) && !(end === i + 1 && told.pairs.has(`${bareOf(one.key)} ${bareOf(next.key)}`)))
        break;
    }
    return { people: words.slice(i, end), end };
  }
  return null;
}

function isSameVerb(word: Token, verb: Token): boolean {
  if (isStopWord(word.key) || !(isVerb(word) || /^[وف]?س?[يت]\p{L}{3}/u.test(word.key))) return false;
  return tellsSameDeed(word, verb);
}

function shared(things: readonly Token[], words: readonly Token[]): number {
  return things.filter((thing) => words.some((word) => meansSame(word, thing))).length;
}

function isOne(word: Token, other: Token): boolean {
  return word.stem === other.stem || bareOf(word.key) === bareOf(other.key);
}
