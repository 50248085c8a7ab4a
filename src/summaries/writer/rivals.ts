import { isSpeaking, isStopWord, type Token } from '../../articles/text/index.ts';
import { isCommonWord } from './common-words.ts';
import { type Counted, countedOf } from './counts.ts';
import { bareOf } from './joined.ts';
import { meaningsOf } from './meanings.ts';
import { isDay, isMonth, timeOf } from './names.ts';
import { isNumberWord } from './numbers.ts';
import { isOfPeople, placeOf } from './places.ts';
import { type Line, linesOf, type Told } from './told.ts';

/**
 * Numbers, days and names that the article has, but with other things: what the text says around them stands in the article around another
 * of their kind, and not, or far less, around them. «63,820 عنصراً من حزب الله», where the 63,820 are others and his are 1,630.
 */
export function misplaced(text: string, told: Told): string[] {
  const article = told.lines.map(anchorsOf);
  return linesOf(text).flatMap((line) => {
    const own = anchorsOf(line);
    return own.flatMap((anchor) => {
      const context = contextOf(anchor, own, line.words, told);
      const weight = context.reduce((sum, one) => sum + one.weight, 0);
      if (weight < LEAST) return [];
      let score = -1;
      let best = 0;
      let rival = '';
      for (const [at, anchors] of article.entries())
        for (const other of anchors) {
          if (other.kind !== anchor.kind) continue;
          if (other.id === anchor.id) score = Math.max(score, scoreOf(context, other, at, told));
          else if (!own.some(({ id }) => id === other.id) && isOfOneUnit(anchor, other)) {
            const one = scoreOf(context, other, at, told);
            if (one > best) [best, rival] = [one, other.text];
          }
        }
      return score >= 0 && best > score + (anchor.kind === 'place' ? FAR_AHEAD : AHEAD) * weight
        ? [`${MESSAGES[anchor.kind]}: ${anchor.text} (في النص: ${rival})`]
        : [];
    });
  });
}

/** Weight of the words around an anchor below which they tell too little. */
const LEAST = 1;
/** How much more of them must stand around another, as a share of their weight. */
const AHEAD = 0.145;
/** The same of a place: a story names many. */
const FAR_AHEAD = 0.25;

type Kind = 'place' | 'number' | 'day' | 'month' | 'year' | 'name';

const MESSAGES: Readonly<Record<Kind, string>> = {
  number: 'رقم لغير صاحبه',
  day: 'يوم لغير حدثه',
  month: 'شهر لغير حدثه',
  year: 'سنة لغير حدثها',
  name: 'اسم لغير صاحبه',
  place: 'مكان لغير حدثه',
};

interface Anchor {
  readonly kind: Kind;
  readonly id: string;
  readonly text: string;
  /** Its words in its line: from `at` to before `end`. */
  readonly at: number;
  readonly end: number;
  readonly unit: Counted['unit'];
}

function anchorsOf(line: Line): Anchor[] {
  const { words } = line;
  const counts = countedOf(line).flatMap((one): Anchor[] => {
    if (one.isVague || one.value < 1 || ORDER.test(words[one.at]?.key ?? '')) return [];
    const isYear = one.value >= 1900 && one.value < 2100 && one.unit === null && one.end === one.at + 1;
    const { at, end, text, unit } = one;
    const behind = words[end];
    if (behind !== undefined && isMonth(behind)) return [];
    return [{ kind: isYear ? 'year' : 'number', id: String(one.value), text, at, end, unit }];
  });
  const days = words.flatMap((word, at): Anchor[] => {
    const kind = isDay(word) ? 'day' : isMonth(word) ? 'month' : null;
    return kind === null
      ? []
      : [{ kind, id: timeOf(word, words[at + 1]), text: word.text, at, end: at + 1, unit: null }];
  });
  const names = words.flatMap((word, at): Anchor[] => {
    if (isCommonWord(word) || /^\d|[a-z]|^[وفبك]?ال|^لل/.test(word.key) || isDay(word) || isMonth(word)) return [];
    if (placeOf(word.key) !== null || isNumberWord(word.key)) return [];
    return [{ kind: 'name', id: bareOf(word.key), text: word.text, at, end: at + 1, unit: null }];
  });
  const places = words.flatMap((word, at): Anchor[] => {
    const id = placeOf(word.key);
    return id === null || isOfPeople(word.key)
      ? []
      : [{ kind: 'place', id, text: word.text, at, end: at + 1, unit: null }];
  });
  return [...counts, ...days, ...places, ...names];
}

/** «الثاني», «عاشر»: an order, and no number of things. */
const ORDER = /^(?:ال|بال|وال|لل)?(?:ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر)ه?$/;

interface Around {
  readonly word: Token;
  readonly weight: number;
  /** Words between it and the anchor. */
  readonly distance: number;
}

/** Words within which what is said of an anchor stands. */
const REACH = 9;
/** Words off at which it counts half. */
const NEAR = 5;

function contextOf(anchor: Anchor, own: readonly Anchor[], words: readonly Token[], told: Told): Around[] {
  return words.flatMap((word, at) => {
    const distance = at < anchor.at ? anchor.at - at : at - anchor.end + 1;
    if (distance < 1 || distance > REACH || (at >= anchor.at && at < anchor.end)) return [];
    if (isStopWord(word.key) || isSpeaking(word.key) || /^\d/.test(word.key)) return [];
    if (own.some((other) => other.kind === anchor.kind && at >= other.at && at < other.end)) return [];
    const lines = Math.max(0, ...[...meaningsOf(word)].map((one) => told.meanings.get(one) ?? 0));
    if (lines === 0) return [];
    return [{ word, distance, weight: 1 / (1 + distance / NEAR) / Math.log2(1 + lines) }];
  });
}

/** How much of what is said around the one stands around the other in the article. */
function scoreOf(context: readonly Around[], anchor: Anchor, at: number, told: Told): number {
  const words = told.lines[at]?.words ?? [];
  let sum = 0;
  for (const { word, weight } of context) {
    const wanted = meaningsOf(word);
    let near = 0;
    for (const [i, other] of words.entries()) {
      if (i >= anchor.at && i < anchor.end) continue;
      const distance = i < anchor.at ? anchor.at - i : i - anchor.end + 1;
      const closeness = 1 / (1 + distance / NEAR);
      if (closeness <= near) continue;
      for (const one of meaningsOf(other))
        if (wanted.has(one)) {
          near = closeness;
          break;
        }
    }
    if (near === 0 && [at - 1, at + 1].some((line) => told.lines[line]?.words.some((other) => shares(wanted, other))))
      near = BESIDE;
    sum += near * weight;
  }
  return sum;
}

/** What a word of the sentence before or behind counts. */
const BESIDE = 0.2;

function shares(wanted: ReadonlySet<string>, other: Token): boolean {
  for (const one of meaningsOf(other)) if (wanted.has(one)) return true;
  return false;
}

/** Numbers are rivals that count alike: money and money, people and people, or where one does not say what. */
function isOfOneUnit(one: Anchor, other: Anchor): boolean {
  if (one.unit === null || other.unit === null) return true;
  return one.unit.kind === other.unit.kind;
}
