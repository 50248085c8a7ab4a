import {
  isInside,
  isSpeaking,
  isStopWord,
  ofForm,
  ofSpelling,
  type QuotationSpan,
  type Token,
  unjoined,
} from '../articles/text/index.ts';
import { speaksOfItself } from './rules/first-person.ts';
import { WEEKDAYS } from './rules/lexicon.ts';
import type { SourceSentence } from './source.ts';

/** Stems of what a sentence tells: its meaning words without those that only say who said it, where and on which day. */
export function matterOf({ words }: Pick<SourceSentence, 'words'>): Set<string> {
  return new Set(
    withoutSource(words)
      .filter(isMatter)
      .map(({ stem }) => stem),
  );
}

/** The words without whoever said it at their end: «…، بحسب صحيفة "ستار فينيكس".» */
export function withoutSource(words: readonly Token[]): readonly Token[] {
  const tail = words.findLastIndex(isSource);
  return tail > 0 && tail >= words.length - SOURCE_WORDS ? words.slice(0, tail) : words;
}

const isSource = ofForm(/^(?:ب?حسب|حسبما|وفق|وفقا|نقلا|طبقا)$/);
const SOURCE_WORDS = 8;

/** A word that tells something, and not only who said it or on which day. */
const isMatter = ofSpelling(({ key, stem }) => {
  if (isStopWord(key) || (stem.length < 2 && !/\d/.test(stem))) return false;
  return !(isSpeaking(key) || WEEKDAYS.has(key) || WEEKDAYS.has(unjoined(key)) || SPOKEN.test(key));
});

/** Who says it, and by what: «مسؤول في الوزارة», «في بيان», «للصحافيين». */
const SPOKEN =
  /^[وفبلك]{0,2}(?:ال|ل)?(?:متحدثه?|ناطق|مس[وي]ول(?:ون|ين)?|مصدر|مصادر|بيان|وكاله|صحيفه|قناه|تلفزيون|موقع|تغريده|تصريحات|صفحه|تويتر|فيسبوك|يوم|حديث|صحافيين|صحفيين)$/;

/** Whether most of what a sentence tells stands in earlier ones already; a new figure is always news. */
export function saidAgain(matter: ReadonlySet<string>, earlier: readonly ReadonlySet<string>[]): boolean {
  if (earlier.length === 0 || matter.size < 6) return false;
  let news = matter.size * (1 - SAID_AGAIN);
  for (const stem of matter) {
    if (earlier.some((one) => one.has(stem))) continue;
    news--;
    if (news < 0 || /\d/.test(stem)) return false;
  }
  return true;
}

/** Share of its matter. */
const SAID_AGAIN = 0.6;

/**
 * Whether a sentence is hardly more than somebody's words of himself («سنفعل كل شيء لحماية مواطنينا»), with no figure in them. What is
 * quoted of the matter itself («الغارة ضربت أهدافا في ضواحي أوباري») is news like any other.
 */
export function mostlyQuotes(words: readonly Token[], spans: readonly QuotationSpan[]): boolean {
  const quoted = words.filter(({ start }) => isInside(spans, start));
  if (quoted.length < words.length * QUOTED || quoted.some(isFigure)) return false;
  return speaksOfItself(quoted, []) || quoted.some(weShall);
}

/** Share of its words. */
const QUOTED = 0.35;

/** «سنقوم», «سنتباحث», and not «سنوات». */
const weShall = ofForm(/^[وف]?سن(?!و|ه|ت$|تين|تي|تا|ي)\p{L}{2,}$/u);

const isFigure = ofForm(/\d/);

/** Cosine of the two sentences' sets of meaning words. */
export function alike(a: Pick<SourceSentence, 'stems'>, b: Pick<SourceSentence, 'stems'>): number {
  if (a.stems.size === 0 || b.stems.size === 0) return 0;
  let common = 0;
  for (const stem of a.stems) if (b.stems.has(stem)) common++;
  return common / Math.sqrt(a.stems.size * b.stems.size);
}
