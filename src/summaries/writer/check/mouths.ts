import { isSpeaking, isStopWord, quotations, type Token, tokens } from '../../../articles/text/index.ts';
import { WEEKDAYS } from '../../rules/lexicon.ts';
import { isCommonWord } from './common-words.ts';
import { bareOf } from './joined.ts';
import { namedIn } from './named.ts';
import { flat, type Line, linesOf, type Told, telling } from './told.ts';

/** Quotations that the article has not, or only behind a denial that they leave out, or in another's mouth. */
export function wrongQuotations(text: string, told: Told): string[] {
  const whole = ` ${flat(told.source)} `;
  return linesOf(text).flatMap((line) =>
    quotations(line.text).spans.flatMap(({ start, end }) => {
      const inner = flat(line.text.slice(start + 1, end - 1));
      if (inner === '') return [];
      if (!standsAffirmed(` ${inner} `, whole)) return [`اقتباس ليس في النص: ${line.text.slice(start, end)}`];
      const places = told.lines.flatMap((one, at) => (` ${flat(one.text)} `.includes(` ${inner} `) ? [at] : []));
      if (places.length === 0 || (inner.split(' ').length < 4 && !isSpoken(line.text.slice(0, start)))) return [];
      const speaker = speakerOf(line, start, end, told);
      const isVouched = places.some((at) => isTheirs(speaker, inner, at, told));
      return isVouched ? [] : [`اقتباس على لسان غير قائله: ${speaker.map((word) => word.text).join(' ')}`];
    }),
  );
}

/** Whether a quotation stands in the article, and not only behind a denial that it leaves out: «لن نمس …» is not «نمس …». */
function standsAffirmed(inner: string, whole: string): boolean {
  for (let at = whole.indexOf(inner); at >= 0; at = whole.indexOf(inner, at + 1)) {
    if (!/ (?:[وف]?(?:لن|لم|لا|ليس|ليست|لسنا|لست|ما|غير|ليسوا))$/.test(whole.slice(0, at))) return true;
  }
  return false;
}

/** Whether what stands before a quotation says that somebody says it: «إن «…»», «قال: «…»»; «برنامج «…»» is a name. */
function isSpoken(before: string): boolean {
  return (
    /(?:[:]|\s(?:[وفب]?(?:إن|أن|ان)(?:ه|ها|هم)?))\s*$/.test(before) ||
    isSaying(telling(tokens(before)).at(-1)?.key ?? '')
  );
}

/** Words of a speaker that are compared: his office and his name. */
const SPEAKER = 7;

/**
 * Who says what stands between `start` and `end`: the words between the verb of telling before it and there, or those before the verb where it
 * has none behind it; none where the sentence tells of nobody.
 */
function speakerOf({ text, words }: Line, start: number, end: number, article: Told): Token[] {
  const spans = quotations(text).spans;
  const isQuoted = (word: Token): boolean => spans.some((span) => word.start >= span.start && word.end <= span.end);
  const outside = words.filter((word) => !isQuoted(word));
  const before = outside.filter((word) => word.end <= start);
  const verb = before.findLastIndex(({ key }) => isSaying(key));
  if (verb < 0) {
    const behind = outside.filter((word) => word.start >= end);
    const next = behind.findIndex(({ key }) => isSaying(key) || /^(?:بحسب|حسب|وفق|وفقا)$/.test(key));
    if (next >= 0 && next < 3) return people(behind.slice(next + 1));
    // «مقالا يحمل عنوان»: whoever is named right before it.
    return before.filter((word) => isNamed(word, article)).slice(-1);
  }
  const told = people(before.slice(verb + 1));
  return told.length > 0 ? told : people(before.slice(0, verb)).slice(-SPEAKER);
}

function people(words: readonly Token[]): Token[] {
  return words
    .filter(
      ({ key }) => !isStopWord(key) && key.length > 2 && !WEEKDAYS.has(key) && !/^\d/.test(key) && !PLAIN.test(key),
    )
    .slice(0, SPEAKER);
}

/** Words beside a speaker that tell nothing of him. */
const PLAIN =
  /^[وفبل]?(?:بيان|تصريح|تصريحات|كلمه|مقابله|موتمر|صحفي|تغريده|حسابه|حسابها|موقع|تويتر|فيسبوك|للصحافيين|للصحفيين|ايضا|قايلا|قايله|حديث|حديثه)$/;

function isSaying(key: string): boolean {
  return (
    isSpeaking(key) || isSpeaking(bareOf(key)) || /^[وف]?[يت](?:قول|وكد|ضيف|ري|كتب)$/.test(key) || CALLING.test(key)
  );
}

/** Who calls something what stands in quotation marks says it, too: «وصفته بأنه «…»». */
const CALLING = /^[وف]?[يت]?(?:وصف|نعت|اعتبر|عد|سمي)ت?(?:ه|ها|هم|هما)?$/;

/** Whether the article lets him say it: in that sentence, or, where it names nobody («وأضاف»), in those before. */
function isTheirs(speaker: readonly Token[], inner: string, at: number, told: Told): boolean {
  if (speaker.length === 0) return true;
  const line = told.lines[at];
  if (line === undefined) return true;
  const span = quotations(line.text).spans.find(({ start, end }) =>
    flat(line.text.slice(start + 1, end - 1)).includes(inner),
  );
  const own = speakerOf(line, span?.start ?? line.text.length, span?.end ?? line.text.length, told);
  if (own.length > 0 && own.some((word) => speaker.some((other) => isOne(word, other)))) return true;
  const isFull = own.some((word) => isNamed(word, told)) || (own.length > 1 && span !== undefined);
  if (own.length === 0 && span !== undefined && inner.split(' ').length < 4 && !isTold(line)) return true;
  // Whom a sentence names fully, nobody else has said it for.
  const near = isFull ? [line] : told.lines.slice(Math.max(0, at - 3), at + 1);
  const names = speaker.filter((word) => isNamed(word, told));
  const wanted = names.length > 0 ? names : speaker.slice(0, 2);
  return near.some(({ words }) => telling(words).some((word) => wanted.some((other) => isOne(word, other))));
}

function isNamed(word: Token, told: Told): boolean {
  return !isCommonWord(word) || namedIn(told).has(bareOf(word.key));
}

function isTold({ words }: Line): boolean {
  return words.some(({ key }) => isSaying(key));
}

function isOne(word: Token, other: Token): boolean {
  return word.stem === other.stem || bareOf(word.key) === bareOf(other.key);
}
