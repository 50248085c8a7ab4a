import type { Token } from '../../../articles/text/index.ts';
import { bareOf, ungrouped } from './joined.ts';
import { meansSame } from './meanings.ts';
import { type Count, countsOf } from './numbers.ts';
import { toldResults } from './results.ts';
import { type Line, linesOf, type Told, telling } from './told.ts';
import { type Unit, unitOf } from './units.ts';

/** A number of a sentence with what it counts. */
export interface Counted extends Count {
  readonly words: readonly Token[];
  readonly unit: Unit | null;
  /** The first words of meaning behind it. */
  readonly behind: readonly Token[];
}

/** Numbers that the article has not, of other things than it counts, or in another money or measure. */
export function wrongNumbers(text: string, told: Told): string[] {
  const article = told.lines.flatMap((line) => [...countedOf(line), ...dualsOf(line)]);
  return linesOf(text).flatMap((line) => [
    ...withoutResults(line, told).flatMap((count) => wrongCount(count, article)),
    ...swapped(countedOf(line), told),
    ...dualsOf(line).flatMap((count) => (isDualTold(count, article) ? [] : [`رقم ليس في النص: ${count.text}`])),
    ...onesOf(line).flatMap((count) => (isOneOfMore(count, article, told) ? [`رقم ليس في النص: ${count.text}`] : [])),
    ...unknownStamps(line, told),
    ...unknownUnits(line, told),
  ]);
}

/** The numbers of a sentence but for those of a result that the article tells in words. */
function withoutResults(line: Line, told: Told): Counted[] {
  const results = toldResults(line, told);
  return countedOf(line).filter(({ at, words }) => {
    const start = words[at]?.start ?? 0;
    return !results.some((result) => start >= result.start && start < result.end);
  });
}

/** The numbers of a sentence, «في المئة» being no number of its own. */
export function countedOf(line: Line): readonly Counted[] {
  const known = KNOWN.get(line);
  if (known !== undefined) return known;
  const found = readCounted(line);
  KNOWN.set(line, found);
  return found;
}

const KNOWN = new WeakMap<Line, readonly Counted[]>();

function readCounted({ text, words }: Line): Counted[] {
  const counts = countsOf(words);
  return counts.flatMap((count, index) => {
    const before = words[count.at - 1]?.key ?? '';
    if (count.value === 100 && (/^(?:في|ب)$/.test(before) || /^بالم/.test(words[count.at]?.key ?? ''))) return [];
    if (isSecondOf(count, words)) return [];
    const share = words[count.end - 1];
    const isShare =
      (share !== undefined && /^\s?[%٪]/.test(text.slice(share.end))) ||
      (/^(?:في|بالميه|بالمايه)$/.test(words[count.end]?.key ?? '') &&
        /^(?:بال|ال)?(?:ميه|مايه|مءه)$/.test(
          (words[count.end]?.key === 'في' ? words[count.end + 1] : words[count.end])?.key ?? '',
        ));
    const end = counts[index + 1]?.at ?? words.length;
    // «665 ملياراً قبل عام»: the year is none of what is counted.
    const isApart = APART.test(words[count.end]?.key ?? '');
    const behind = telling(words.slice(count.end, Math.min(end, count.end + 4)));
    const nearest = words
      .slice(count.end, Math.min(end, count.end + (isApart ? 0 : 2)))
      .map(unitOf)
      .find((unit) => unit !== null);
    return [{ ...count, words, behind, unit: isShare ? { kind: 'share', name: 'المئة' } : (nearest ?? null) }];
  });
}

/** Before these ends what a number counts. */
const APART = /^[وف]?(?:قبل|بعد|منذ|خلال|عام|في|علي|الي|حتي|لدي)$/;

/** «الثانية» of a clock or an order says little: only «ثاني …» of things is an order. */
function isSecondOf(count: Count, words: readonly Token[]): boolean {
  return count.value === 2 && /ثاني/.test(words[count.at]?.key ?? '') && /^ثوان|جزء/.test(words[count.end]?.key ?? '');
}

const DUALS =
  /^(?:شخص|قتيل|جريح|طفل|امرات|رجل|جندي|ضحيت|يوم|شهر|اسبوع|عام|سنت|ساعت|دقيقت|مرت|قرن|عقد|ضعف|هدف|نقطت|جنديي|شرطي|صاروخ|طايرت|مدني)(?:ين|ان)$/;

/** «مرتين», «شخصان»: two of something. */
function dualsOf({ words }: Line): Counted[] {
  return words.flatMap((word, at) => {
    const bare = bareOf(word.key).replace(/^ال/, '');
    if (!DUALS.test(bare)) return [];
    return [{ value: 2, at, end: at + 1, text: word.text, isVague: false, words, unit: unitOf(word), behind: [word] }];
  });
}

/** Two of the same. */
function isDualTold(count: Counted, article: readonly Counted[]): boolean {
  return article.some(
    (other) => other.value === 2 && (other.unit === null || count.unit === null || isSameUnit(other.unit, count.unit)),
  );
}

/** «مرة واحدة», «شخص واحد». */
function onesOf({ words }: Line): Counted[] {
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    const unit = unitOf(word);
    if (next === undefined || !/^واحده?$/.test(next.key)) return [];
    return [
      { value: 1, at, end: at + 2, text: `${word.text} ${next.text}`, isVague: false, words, unit, behind: [word] },
    ];
  });
}

/** The article speaks of no single one, and counts such things, or has them only as two or many («مقتل طياريها»). */
function isOneOfMore({ unit, words, at }: Counted, article: readonly Counted[], told: Told): boolean {
  if (told.keys.has('واحد') || told.keys.has('واحده')) return false;
  if (unit !== null) return article.some((other) => other.unit?.name === unit.name);
  const noun = bareOf(words[at]?.key ?? '').replace(/^ال/, '');
  const forms = [...told.keys].filter((key) => key.startsWith(noun));
  return (
    noun.length > 3 &&
    forms.length > 0 &&
    forms.every(
      (key) => /^(?:ين|ان|ي|ا)?(?:ها|هم|ه|هما)?$/.test(key.slice(noun.length)) && key !== noun && key !== `${noun}ه`,
    )
  );
}

function wrongCount(count: Counted, article: readonly Counted[]): string[] {
  const same = article.filter((other) =>
    count.isVague ? isAtLeast(other, count) : other.value === count.value && !other.isVague,
  );
  if (!count.isVague && isAnothers(count, same, article)) return [wrongThing(count)];
  if (same.length === 0) return hasValue(count, article) ? [] : [`رقم ليس في النص: ${count.text}`];
  const { unit } = count;
  if (unit === null || count.isVague) return isOtherThing(count, same) ? [wrongThing(count)] : [];
  if (same.some((other) => other.unit !== null && isSameUnit(other.unit, unit))) return [];
  if (unit.kind === 'money' || unit.kind === 'share' || unit.kind === 'measure')
    return [unit.kind === 'money' ? `عملة أخرى: ${named(count)}` : `وحدة أخرى: ${named(count)}`];
  return same.every((other) => other.unit !== null) && !same.some((other) => sharesThing(other, count))
    ? [wrongThing(count)]
    : [];
}

/** What is counted stands behind the same number nowhere, and nearly whole behind another. */
function isAnothers(count: Counted, same: readonly Counted[], article: readonly Counted[]): boolean {
  const shared = (other: Counted): number =>
    count.behind.slice(0, 3).filter((word) => other.behind.some((thing) => meansSame(word, thing))).length;
  if (same.length === 0 || same.some((other) => shared(other) > 0 || isAlike(count, other))) return false;
  return article.some((other) => other.value !== count.value && !other.isVague && shared(other) >= 2);
}

function isAlike(one: Counted, other: Counted): boolean {
  return one.unit !== null && other.unit !== null && isSameUnit(one.unit, other.unit);
}

/** Two numbers of one of the article's sentences, each with what the other counts there. */
function swapped(counts: readonly Counted[], told: Told): string[] {
  return counts.flatMap((one, index) => {
    const other = counts[index + 1];
    if (
      other === undefined ||
      one.unit === null ||
      other.unit === null ||
      isSameUnit(one.unit, other.unit) === (one.unit.name === other.unit.name && one.unit.name === 'شخص')
    )
      return [];
    const isTurned = told.lines.some((line) => {
      const own = countedOf(line);
      const first = own.find(({ value }) => value === one.value);
      const second = own.find(({ value }) => value === other.value);
      if (first === undefined || second === undefined) return false;
      return (
        first.unit?.name === other.unit?.name &&
        second.unit?.name === one.unit?.name &&
        first.unit?.name !== second.unit?.name
      );
    });
    return isTurned ? [wrongThing(one)] : [];
  });
}

function wrongThing(count: Counted): string {
  return `رقم لغير صاحبه: ${named(count)}`;
}

function named(count: Counted): string {
  return `${count.text} ${count.words[count.end]?.text ?? ''}`.trim();
}

/** What is counted has a name that stands behind the same number nowhere, and behind another of the article's. */
function isOtherThing(count: Counted, same: readonly Counted[]): boolean {
  const [thing] = count.behind;
  if (
    thing === undefined ||
    APART.test(count.words[count.end]?.key ?? '') ||
    count.isVague ||
    (count.value >= 1900 && count.value < 2100)
  )
    return false;
  return same.every(
    (other) =>
      other.unit !== null && other.unit.kind !== 'people' && other.unit.kind !== 'time' && !sharesThing(other, count),
  );
}

function sharesThing(one: Counted, other: Counted): boolean {
  return one.behind.some((word) => other.behind.some((thing) => meansSame(word, thing)));
}

function isSameUnit(one: Unit, other: Unit): boolean {
  return (
    one.name === other.name ||
    (one.kind === 'people' && other.kind === 'people' && [one, other].some(({ name }) => name === 'شخص'))
  );
}

function hasValue(count: Counted, article: readonly Counted[]): boolean {
  return article.some((other) => (count.isVague ? isAtLeast(other, count) : other.value === count.value));
}

/** «مئات» of 700, or of «مئات». */
function isAtLeast(other: Counted, count: Counted): boolean {
  return other.value >= count.value && other.value < count.value * 1000;
}

/** Hours, dates and results stand as they are. */
function unknownStamps({ words }: Line, told: Told): string[] {
  return words.flatMap((word) =>
    /\d[:/.,]\d/.test(word.key) && countsOf([word]).length === 0 && !told.keys.has(ungrouped(word.key))
      ? [`رقم ليس في النص: ${word.text}`]
      : [],
  );
}

/** A money or measure that the article never counts in, also where no number stands before it. */
function unknownUnits({ words }: Line, told: Told): string[] {
  const known = new Set(told.lines.flatMap((line) => line.words.map((word) => unitOf(word)?.name)));
  return words.flatMap((word) => {
    const unit = word.key.length > 2 && word.key !== 'كلم' ? unitOf(word) : null;
    if (unit === null || (unit.kind !== 'money' && unit.kind !== 'measure') || known.has(unit.name)) return [];
    return [`ليس في النص: ${word.text}`];
  });
}
