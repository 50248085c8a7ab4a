import {
  isInside,
  isSpeaking,
  isStopWord,
  ofForm,
  ofSpelling,
  quotations,
  type Token,
  tokens,
} from '../articles/text/index.ts';
import { withoutSource } from './repetition.ts';
import { rootOfWord } from './root.ts';
import { WEEKDAYS } from './rules/lexicon.ts';

/** A sentence as it is printed. */
interface Printed {
  readonly text: string;
  readonly extent: 'whole' | 'main clause';
}

/**
 * Whether a further sentence, as it is printed, only tells again what those before it told, whoever says it and wherever: what stands behind its «إن»,
 * what somebody only tells or announces, and what is left of a sentence that was cut. Words of the title that are told for the first time are news, and so
 * is a figure, but for that of another who counts the same («23 قتيلاً» and «23 قتيلاً و36 جريحاً»).
 */
export function tellsAgain(
  { text, extent }: Printed,
  earlier: readonly string[],
  titleWords: readonly Token[],
): boolean {
  const words = tokens(text);
  const { told, behindThat } = whatIsTold(text, words);
  if (extent === 'whole' && !words.slice(0, FRONT).some(says)) return false;
  // «إن الصواعق قتلت أيضاً طالباً»
  if (behindThat && told.some(({ key }) => key === 'ايضا')) return false;
  const before = earlier.map((one) => tokens(one));
  const known = new Set([...before.flat(), ...pointedAt(told)].filter(({ key }) => !isStopWord(key)).map(meaningOf));
  const counts = new Set(before.flatMap(countsIn));
  const sameCount = countsIn(told).some((count) => counts.has(count));
  const matter = new Set(told.filter(isMatter).map(meaningOf));
  const news = new Set([...matter].filter((meaning) => !known.has(meaning)));
  if (sameCount) for (const figure of countsOfKnown(told, known)) news.delete(figure);
  if (matter.size < FEWEST || news.size > MOST_NEWS || [...news].some((meaning) => /\d/.test(meaning))) return false;
  const ofTitle = titleWords.filter((word) => news.has(meaningOf(word)));
  if (ofTitle.length >= OF_TITLE) return false;
  const plainNews = behindThat && !sameCount ? SPOKEN_NEWS : NEWS;
  return news.size <= matter.size * (quotesAgain(text, words, earlier) ? QUOTED_NEWS : plainNews);
}

/** Words within which a sentence comes to who tells it. */
const FRONT = 3;
/** Words that tell something below which nothing can be judged. */
const FEWEST = 3;
/** New words above which a sentence tells something, however much of it is told again. */
const MOST_NEWS = 6;
/** New words of the title that make a sentence its other half. */
const OF_TITLE = 2;
/** Words of a quotation that are quoted again. */
const QUOTED_AGAIN = 2;
/** Share (0–1) of what is told that may be new: behind «إن» the least, for there nothing but what is told stands; the most where a quotation comes again. */
const NEWS = 0.5;
const SPOKEN_NEWS = 0.34;
const QUOTED_NEWS = 0.65;

/** What stands behind the «إن» of who says it, or all of a sentence that has none; without «…، بحسب الشرطة.» */
function whatIsTold(text: string, words: readonly Token[]): { told: readonly Token[]; behindThat: boolean } {
  const all = withoutSource(words);
  const verb = all.findIndex((word, at) => at < SAYS_WITHIN && says(word));
  const that = verb < 0 ? -1 : all.findIndex((word, at) => at > verb && isThat(word));
  const { spans } = quotations(text);
  const quoted = all.slice(0, Math.max(0, that)).filter(({ start }) => isInside(spans, start));
  if (that < 0 || quoted.length > NAME_WORDS || that > verb + NAMED_WITHIN) return { told: all, behindThat: false };
  return { told: all.slice(that + 1), behindThat: true };
}

const SAYS_WITHIN = 12;
const NAMED_WITHIN = 26;
/** Words of a name in quotation marks: «وتقول شركة «المرمر» إن …». */
const NAME_WORDS = 3;
const isThat = ofForm(/^[وب]?ان(?:ه|ها|هم|هما|نا)?$/);

/** Who speaks, and not «وكان يعتبر رجل الثقة». */
function says({ key }: Token): boolean {
  return isSpeaking(key) && !/^[وف]?[يت]عتبر$/.test(key);
}

const isMatter = ofSpelling(({ key, stem }) => {
  if (isStopWord(key) || (stem.length < 2 && !/\d/.test(stem))) return false;
  return (
    !isSpeaking(key.replace(/ه(?:ا|م)?$/, '')) &&
    !isSpeaking(key) &&
    !NOTES.test(key) &&
    !WEEKDAYS.has(key.replace(/^[وب]/, ''))
  );
});

/** «تلاحظ», «يجب»: what is noted, or should be, is told by other words. */
const NOTES = /^(?:[وف]?[يت]?لاحظ(?:ت|وا)?|[يت]جب|ينبغي|[يت]تعين)$/;

const isPointer = ofForm(/^[وفبلك]?(?:هذ[اه]|ذلك|تلك|هولاء)$/);

/** «هذه الحوادث», «تلك المزاعم»: what a sentence points at was told. */
function pointedAt(words: readonly Token[]): readonly Token[] {
  return words.filter((_, at) => isPointer(words[at - 1]));
}

/** A word's consonants; the words of a toll, in which «لقوا مصرعهم» and «قتلوا» are one. */
function meaningOf(word: Token): string {
  if (isDead(word)) return 'قتل';
  return isHurt(word) ? 'جرح' : rootOfWord(word);
}

const isDead = ofForm(
  /^[وف]?(?:ال|ب|ل)?(?:ي|ت)?(?:قتل(?:ت|وا|ي)?|قتيلا?|قتيله|مقتل|مصرع(?:ه|هم|ها)?|حتف(?:ه|هم|ها)?)$/,
);
const isHurt = ofForm(/^[وف]?(?:ال|ب|ل)?(?:جرح(?:وا|ي)?|جريحا?|اصيب(?:ت|وا)?|اصابه|مصابا?|مصابين|جروح)$/);

/** «23 شخص», «ثلاثين جرح», «36 جرح» of «وأصيب 36 آخرون»: figures with what they count. */
function countsIn(words: readonly Token[]): string[] {
  return words.flatMap((word, at) => {
    const counted = isCount(word) ? countedAt(words, at) : null;
    return counted !== null ? [`${word.key.replace(/ون$/, 'ين')} ${meaningOf(counted)}`] : [];
  });
}

const isCount = ofForm(
  /^(?:\d+|(?:عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)|(?:ثلاث|اربع|خمس|ست|سبع|ثماني|تسع|عشر)ه)$/,
);

/** Figures of what was counted before: another count of it is none of something else. */
function countsOfKnown(words: readonly Token[], known: ReadonlySet<string>): string[] {
  return words.flatMap((word, at) => {
    const counted = /\d/.test(word.key) ? countedAt(words, at) : null;
    return counted !== null && known.has(meaningOf(counted)) ? [meaningOf(word)] : [];
  });
}

const isOthers = ofForm(/^اخر(?:ون|ين)?$/);

/** What a figure counts: the word behind it, or where that is «آخرون» the one before. */
function countedAt(words: readonly Token[], at: number): Token | null {
  const next = words[at + 1];
  const counted = next === undefined || isOthers(next) ? words[at - 1] : next;
  return counted === undefined || isStopWord(counted.key) ? null : counted;
}

/** Whether words that were quoted are quoted again. */
function quotesAgain(text: string, words: readonly Token[], earlier: readonly string[]): boolean {
  const quoted = quotedIn(text, words);
  if (quoted.size < QUOTED_AGAIN) return false;
  const common = (one: string): number => [...quotedIn(one, tokens(one))].filter((word) => quoted.has(word)).length;
  return earlier.some((one) => common(one) >= QUOTED_AGAIN);
}

/** Meanings of the words that stand in quotation marks. */
function quotedIn(text: string, words: readonly Token[]): ReadonlySet<string> {
  const { spans } = quotations(text);
  return new Set(words.filter((word) => isInside(spans, word.start) && isMatter(word)).map(meaningOf));
}
