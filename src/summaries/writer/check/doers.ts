import { isStopWord, type Token } from '../../../articles/text/index.ts';
import { deedsAt, isNoun, isVerb } from './deeds.ts';
import { bareOf } from './joined.ts';
import { deedsOf, tellsSameDeed } from './meanings.ts';
import { bonesOf } from './names.ts';
import { bare, same } from './offices.ts';
import { peopleIn } from './people.ts';
import { type Line, linesOf, type Told } from './told.ts';

/** Deeds given to somebody whom the article never names beside them, and who does what to whom turned about. */
export function wrongDoers(text: string, told: Told): string[] {
  return linesOf(text).flatMap((line) =>
    line.words.flatMap((word, at) => {
      const { words } = line;
      if (isStopWord(word.key) || !tellsDeed(word)) return [];
      const tellings = told.lines.flatMap((line, index) => (tells(line, word) ? [index] : []));
      if (tellings.length === 0) return [];
      if (isTurned(at, words, told)) return [`فعل مقلوب: ${word.text} ${words[at + 1]?.text ?? ''}`];
      const [first, second] = namesBehind(line, at, told);
      if (first === undefined) return [];
      const isSaid = deedsOf(word).every(({ must }) => must === 'nothing');
      if (!tellings.some((index) => isNamedBeside(index, first, told, isSaid && !isVerbThere(told.lines[index], word))))
        return [`فعل لغير صاحبه: ${word.text} … ${first.text}`];
      if (second === undefined) return [];
      const both = tellings.flatMap((index) => {
        const [a, b] = [placeIn(told.lines[index], first), placeIn(told.lines[index], second)];
        return a >= 0 && b >= 0 ? [a < b] : [];
      });
      return both.length > 0 && both.every((isAsTold) => !isAsTold) ? [`فعل مقلوب: ${word.text} ${first.text}`] : [];
    }),
  );
}

function tellsDeed(word: Token): boolean {
  const deeds = deedsAt(word);
  if (deeds.length === 0) return false;
  return (
    isVerb(word) ||
    /^[وف]?س?[يت]\p{L}{3}/u.test(word.key) ||
    (isNoun(word) && deeds.some(({ must }) => must === 'nouns'))
  );
}

/** Whether a sentence tells the deed by a verb, which has its own doer: «توجيه الانتقادات» may be anybody's. */
function isVerbThere(line: Line | undefined, deed: Token): boolean {
  return line?.words.some((word) => isVerb(word) && tells({ text: line.text, words: [word] }, deed)) === true;
}

/** He stands in the sentence that tells the deed, or, where it names nobody or the deed is only said, in one beside it. */
function isNamedBeside(index: number, name: Token, told: Told, isSaid: boolean): boolean {
  if (placeIn(told.lines[index], name) >= 0) return true;
  const line = told.lines[index];
  if (!isSaid && line !== undefined && peopleIn(line.words, told).length > 0) return false;
  return [index - 1, index + 1].some((one) => placeIn(told.lines[one], name) >= 0);
}

/** Words behind a verb within which who does it and to whom stand. */
const BEHIND = 10;

/** The surnames behind a verb, up to the next verb or comma. */
function namesBehind({ text, words }: Line, at: number, told: Told): Token[] {
  const rest = words.slice(at + 1, at + BEHIND);
  const end = rest.findIndex(
    (word, index) =>
      (deedsOf(word).length > 0 && isVerb(word)) || /[،؛]/.test(text.slice(words[at + index]?.end ?? 0, word.start)),
  );
  const near = end < 0 ? rest : rest.slice(0, end);
  return peopleIn(near, told).map(({ surname }) => surname);
}

/** Words within which he stands to whom something is done. */
const DOERS = 4;

/** «اتهمت الحكومة المعارضة» where the article has «اتهمت المعارضة الحكومة», and nowhere the other: who does it and to whom, changed about. */
function isTurned(at: number, words: readonly Token[], told: Told): boolean {
  const [verb, who] = [words[at], words[at + 1]];
  if (verb === undefined || who === undefined || isStopWord(who.key)) return false;
  const after = words.slice(at + 2, at + 2 + DOERS);
  let turned = false;
  for (const line of told.lines)
    for (const [i, other] of line.words.entries()) {
      const doer = line.words[i + 1];
      if (doer === undefined || isStopWord(doer.key) || bare(other.key) !== bare(verb.key)) continue;
      if (same(doer, who)) return false;
      turned ||=
        after.some((word) => same(word, doer)) &&
        line.words.slice(i + 2, i + 2 + DOERS).some((word) => same(word, who));
    }
  return turned;
}

function tells(line: Line, deed: Token): boolean {
  return line.words.some((word) => !isStopWord(word.key) && tellsSameDeed(word, deed));
}

function placeIn(line: Line | undefined, name: Token): number {
  const key = bareOf(name.key);
  const bones = key.length > 5 ? bonesOf(key) : null;
  return (
    line?.words.findIndex(
      (word) => word.stem === name.stem || bareOf(word.key) === key || bonesOf(bareOf(word.key)) === bones,
    ) ?? -1
  );
}
