import { isSpeaking, isStopWord, type Token } from '../../../articles/text/index.ts';
import { isCommonWord } from './common-words.ts';
import { type Counted, countedOf } from './counts.ts';
import { bareOf } from './joined.ts';
import { meaningsOf } from './meanings.ts';
import { namedIn } from './named.ts';
import { isDay, isMonth, timeOf } from './names.ts';
import { countsOf, isNumberWord } from './numbers.ts';
import { countryOf, isOfPeople, placeOf } from './places.ts';
import { type Line, linesOf, type Told } from './told.ts';

/**
 * Numbers, days and names that the article has, but with other things: what the text says around them stands in the article around another
 * of their kind, and not, or far less, around them. «63,820 عنصراً من حزب الله», where the 63,820 are others and his are 1,630.
 */
export function misplaced(text: string, told: Told): string[] {
  const named = namedIn(told);
  const article = told.lines.map((line) => anchorsOf(line, named));
  return linesOf(text).flatMap((line) => {
    const own = anchorsOf(line, named);
    return own.flatMap((anchor) => {
      if (anchor.kind === 'people') return [];
      const context = contextOf(anchor, own, line.words, told);
      const weight = context.reduce((sum, one) => sum + one.weight, 0);
      if (weight < LEAST) return [];
      let score = -1;
      let best = 0;
      let rival = { text: '', at: -1, isWord: false };
      const ownLines: number[] = [];
      for (const [at, anchors] of article.entries())
        for (const other of anchors) {
          if (other.kind !== anchor.kind && !(other.kind === 'people' && anchor.kind === 'place')) continue;
          if (isOne(anchor, other)) {
            score = Math.max(score, scoreOf(context, other, at, told));
            ownLines.push(at);
          } else if (!own.some((one) => isOne(one, other)) && isOfOneUnit(anchor, other) && other.kind !== 'people') {
            const one = scoreOf(context, other, at, told);
            if (one > best) [best, rival] = [one, { text: other.text, at, isWord: other.isWord }];
          }
        }
      if (score < 0 || best <= score + aheadOf(anchor, told, rival.isWord) * weight) return [];
      if (isVouched(anchor, line, ownLines, rival.at, told)) return [];
      return [`${MESSAGES[anchor.kind]}: ${anchor.text} (في النص: ${rival.text})`];
    });
  });
}

/** Weight of the words around an anchor below which they tell too little. */
const LEAST = 1;
/** How much more of them must stand around another, as a share of their weight. */
const AHEAD = 0.145;
/** The same of a place: a story names many. */
const FAR_AHEAD = 0.25;

/** How much further ahead a rival must be where it says less: of places, of the story's topic, of names that are also words. */
function aheadOf(anchor: Anchor, told: Told, isWord: boolean): number {
  const isTopic = anchor.kind === 'name' && told.lines[0]?.words.some(({ key }) => bareOf(key) === anchor.id) === true;
  return anchor.kind === 'place' || isTopic || anchor.isWord || isWord ? FAR_AHEAD : AHEAD;
}

/** Another number beside it stands with it in the article, too, and not with its rival: «5 يونيو» of «الخامس من يونيو». */
function isVouched(anchor: Anchor, line: Line, ownLines: readonly number[], rivalLine: number, told: Told): boolean {
  if (anchor.kind === 'place' || anchor.kind === 'name') return false;
  const values = (words: Line | undefined): number[] =>
    words === undefined ? [] : countsOf(words.words).map(({ value }) => value);
  const beside = countsOf(line.words).filter(
    ({ at, end }) => (end <= anchor.at || at >= anchor.end) && at < anchor.end + NEAR && end > anchor.at - NEAR,
  );
  return beside.some(
    ({ value }) =>
      ownLines.some((at) => values(told.lines[at]).includes(value)) && !values(told.lines[rivalLine]).includes(value),
  );
}

/** The same; a country stands for its capital, and a capital for its country and people: «تقر موسكو» of «أعلن الجيش الروسي». */
function isOne(one: Anchor, other: Anchor): boolean {
  if (one.kind === other.kind && one.id === other.id) return true;
  if (one.kind !== 'place' || one.country === null || one.country !== other.country) return false;
  return one.id.startsWith('country') || other.id.startsWith('country');
}

type Kind = 'place' | 'people' | 'number' | 'day' | 'month' | 'year' | 'name';

const MESSAGES: Readonly<Record<Kind, string>> = {
  number: 'رقم لغير صاحبه',
  day: 'يوم لغير حدثه',
  month: 'شهر لغير حدثه',
  year: 'سنة لغير حدثها',
  name: 'اسم لغير صاحبه',
  place: 'مكان لغير حدثه',
  people: 'نسبة لغير صاحبها',
};

interface Anchor {
  readonly kind: Kind;
  readonly id: string;
  readonly text: string;
  /** Its words in its line: from `at` to before `end`. */
  readonly at: number;
  readonly end: number;
  readonly unit: Counted['unit'];
  /** Of a place or people: the country. */
  readonly country: number | null;
  /** A name that is also made of a root. */
  readonly isWord: boolean;
}

function anchorsOf(line: Line, named: ReadonlySet<string>): Anchor[] {
  const { words } = line;
  const counts = countedOf(line).flatMap((one): Anchor[] => {
    if (one.isVague || one.value < 1 || ORDER.test(words[one.at]?.key ?? '')) return [];
    const isYear = one.value >= 1900 && one.value < 2100 && one.unit === null && one.end === one.at + 1;
    const { at, end, text, unit } = one;
    const behind = words[end];
    if (behind !== undefined && isMonth(behind)) return [];
    return [
      { kind: isYear ? 'year' : 'number', id: String(one.value), text, at, end, unit, country: null, isWord: false },
    ];
  });
  const days = words.flatMap((word, at): Anchor[] => {
    const kind = isDay(word) ? 'day' : isMonth(word) ? 'month' : null;
    return kind === null
      ? []
      : [
          {
            kind,
            id: timeOf(word, words[at + 1]),
            text: word.text,
            at,
            end: at + 1,
            unit: null,
            country: null,
            isWord: false,
          },
        ];
  });
  const names = words.flatMap((word, at): Anchor[] => {
    if (
      (isCommonWord(word) && !named.has(bareOf(word.key))) ||
      isStopWord(word.key) ||
      /^\d|[a-z]|^[وفبك]?ال|^لل/.test(word.key) ||
      isDay(word) ||
      isMonth(word)
    )
      return [];
    if (placeOf(word.key) !== null || isNumberWord(word.key)) return [];
    return [
      {
        kind: 'name',
        id: bareOf(word.key),
        text: word.text,
        at,
        end: at + 1,
        unit: null,
        country: null,
        isWord: isCommonWord(word),
      },
    ];
  });
  const places = words.flatMap((word, at): Anchor[] => {
    const id = placeOf(word.key);
    if (id === null) return [];
    const kind = isOfPeople(word.key) ? 'people' : 'place';
    return [{ kind, id, text: word.text, at, end: at + 1, unit: null, country: countryOf(word.key), isWord: false }];
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
    if (own.some((other) => other.kind === anchor.kind && !other.isWord && at >= other.at && at < other.end)) return [];
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
