import {
  countCharacters,
  isInside,
  isSpeaking,
  isStopWord,
  lightStem,
  opensWithWaw,
  quotations,
  segmentSentences,
  type Token,
  tokens,
  unjoined,
} from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { readOpening } from '../rules/opening.ts';
import { faultsOf } from '../rules/soundness.ts';
import { flat, strangeCompany } from './company.ts';
import { turnedDenials } from './denials.ts';
import { turnedFigures } from './figures.ts';
import { bareOf, mustStand, ungrouped } from './must-stand.ts';

/** The article as the check knows it: title and paragraphs. */
export interface CheckedAgainst {
  readonly title: string;
  readonly body: readonly string[];
}

/** Shortest text, in characters, that tells anything. */
const MIN_CHARS = 60;

/**
 * What stands in `text` that the article does not vouch for; empty when nothing does. Every number, Latin word, sign, place,
 * quotation and rare word (so every name) must stand in the article, rare words side by side only where the article has them
 * so (no given name on another's surname), a deed denied only where the article denies it and affirmed where it affirms it, and words keep the company that the
 * article gives them (`strangeCompany`). Besides: Arabic, whole
 * sentences, nobody's «we», no question, no link, within `maxChars` code points. It cannot see every lie made of the article's own words.
 */
export function checkFacts(text: string, article: CheckedAgainst, maxChars: number): string[] {
  const problems: string[] = [];
  const chars = countCharacters(text);
  if (chars < MIN_CHARS) problems.push(`قصير: ${chars} حرفاً`);
  if (chars > maxChars) problems.push(`أطول من الحد: ${chars} حرفاً`);
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const arabic = text.match(/[\u0621-\u064A]/g)?.length ?? 0;
  if (arabic < letters * 0.8) problems.push('ليس بالعربية');

  const source = [article.title, ...article.body].join('\n');
  const told = readSource(source);
  problems.push(
    ...unknownWords(text, told),
    ...unknownQuotations(text, source),
    ...strangeCompany(text, [article.title, ...article.body]),
    ...turnedDenials(text, article.body),
    ...turnedFigures(text, [article.title, ...article.body]),
    ...strangeSigns(text, source),
    ...form(text),
  );
  return problems;
}

interface Told {
  readonly keys: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
  /** The words that stand right behind a word. */
  readonly behind: ReadonlyMap<string, readonly Token[]>;
}

function readSource(source: string): Told {
  const words = tokens(source);
  const pairs = new Set<string>();
  const behind = new Map<string, Token[]>();
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (next === undefined) return;
    pairs.add(`${bareOf(word.key)} ${bareOf(next.key)}`);
    behind.set(bareOf(word.key), [...(behind.get(bareOf(word.key)) ?? []), next]);
  });
  const keys = new Set(words.flatMap(({ key }) => [key, bareOf(key), ungrouped(key), key.replace(JOINED_TO_NOT, '')]));
  return { keys, stems: new Set(words.flatMap((word) => [word.stem, lightStem(bareOf(word.key))])), pairs, behind };
}

function unknownWords(text: string, told: Told): string[] {
  const problems: string[] = [];
  const words = tokens(text);
  words.forEach((word, index) => {
    const plain = word.key.replace(JOINED_TO_NOT, '');
    const stands = told.keys.has(plain) || told.keys.has(bareOf(word.key)) || told.keys.has(ungrouped(word.key));
    if (/\d/.test(word.key)) {
      if (!stands) problems.push(`رقم ليس في النص: ${word.text}`);
      return;
    }
    if (/[a-z]/.test(word.key)) {
      if (!stands) problems.push(`كلمة لاتينية ليست في النص: ${word.text}`);
      return;
    }
    const must = mustStand(word);
    if (must !== null) {
      if (!stands && !(must === 'stem' && told.stems.has(word.stem))) problems.push(`ليس في النص: ${word.text}`);
      return;
    }
    // A stem of three letters is too little to know a name by: «قبلان» is not «قبل».
    const stem = [word.stem, lightStem(bareOf(word.key))].some((one) => one.length > 3 && told.stems.has(one));
    if (stands || stem) {
      const next = words[index + 1];
      if (next !== undefined && isRare(word.key) && isRare(next.key) && bothNames(word, next)) {
        if (!told.pairs.has(`${bareOf(word.key)} ${bareOf(next.key)}`))
          problems.push(`اسم ليس في النص: ${word.text} ${next.text}`);
      }
      if (next !== undefined && isOthersSurname(word, next, told))
        problems.push(`اسم ليس في النص: ${word.text} ${next.text}`);
      if (!stands && isNameOtherwise(words[index - 1], word, told)) problems.push(`اسم ليس في النص: ${word.text}`);
      return;
    }
    if (isRare(word.key)) problems.push(`كلمة ليست في النص: ${word.text}`);
  });
  return problems;
}

/** «دروبة» behind «غسان», of whom the article says «غسان دروبي»: a name has one ending, where other words change theirs. */
function isNameOtherwise(given: Token | undefined, word: Token, told: Told): boolean {
  if (given === undefined || !isRare(given.key) || !isRare(word.key) || CASE_ENDING.test(word.key)) return false;
  const surnames = told.behind.get(bareOf(given.key)) ?? [];
  return surnames.some(({ key, stem }) => stem === word.stem && !CASE_ENDING.test(key));
}

/** «مصطفى العطواني», where the article has «عطوان العطواني» and «مصطفى سند»: a given name on another's surname with the article on it. */
function isOthersSurname(given: Token, surname: Token, told: Told): boolean {
  const isGiven = (key: string): boolean => isRare(key) && !/^[وفبك]?ال|^لل/.test(key);
  if (!isGiven(given.key) || !/^ال\p{L}{3}/u.test(surname.key) || surname.key.endsWith('يه') || !isRare(surname.key))
    return false;
  const own = told.behind.get(bareOf(given.key)) ?? [];
  if (own.length === 0 || own.some(({ key }) => key === surname.key) || !own.some(({ key }) => isGiven(key)))
    return false;
  return [...told.behind].some(([before, all]) => isGiven(before) && all.some(({ key }) => key === surname.key));
}

/** «الصيادون» is «الصيادين» in another case. */
const CASE_ENDING = /(?:ون|ان|ات|وا)$|^(?:[وفبك]?ال|لل).*ين$/;

function isRare(key: string): boolean {
  if (isStopWord(key) || isSpeaking(bareOf(key))) return false;
  return !isEverydayWord(key) && !isEverydayWord(bareOf(key));
}

/** Neither word is a figure, has the article on it, or an ending of an adjective, a feminine noun, a pronoun or an adverb. */
function bothNames(first: Token, second: Token): boolean {
  return [first, second].every(
    ({ key, text }) => !/^\d|^[وفبك]?ال|^لل/.test(key) && !/(?:ه|ها|هم|ات|ون|ين)$/.test(key) && !/اً$|ًا$/.test(text),
  );
}

/** «ولم» is «لم». */
const JOINED_TO_NOT = /^[وف](?=(?:لم|لن|لا)$)/;

function unknownQuotations(text: string, source: string): string[] {
  const whole = ` ${flat(source)} `;
  return quotations(text).spans.flatMap(({ start, end }) => {
    const inner = flat(text.slice(start + 1, end - 1));
    return inner === '' || standsAffirmed(` ${inner} `, whole) ? [] : [`اقتباس ليس في النص: ${text.slice(start, end)}`];
  });
}

/** Whether a quotation stands in the article, and not only behind a denial that it leaves out: «لن نمس …» is not «نمس …». */
function standsAffirmed(inner: string, whole: string): boolean {
  for (let at = whole.indexOf(inner); at >= 0; at = whole.indexOf(inner, at + 1)) {
    if (!/ (?:[وف]?(?:لن|لم|لا|ليس|ليست|لسنا|لست|ما|غير|ليسوا))$/.test(whole.slice(0, at))) return true;
  }
  return false;
}

/** Pictures and signs of markup that only the writer has: «🔴», «**», «<script>», and quotation marks that nothing else here reads. */
function strangeSigns(text: string, source: string): string[] {
  const signs = new Set(
    text.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}|[*#_`~<>{}[\]|\\^‘’‚‛‹›¼-¾]|(?<!\S)[-−](?=\d)/gu) ??
      [],
  );
  return [...signs].filter((sign) => !source.includes(sign)).map((sign) => `علامة ليست في النص: ${sign}`);
}

function form(text: string): string[] {
  const problems: string[] = [];
  const sentences = segmentSentences(text).map((sentence) => sentence.text);
  for (const [index, sentence] of sentences.entries()) {
    const faults = faultsOf(sentence).filter((fault) => fault !== 'too-short' && fault !== 'abridged');
    if (faults.length > 0) problems.push(`جملة لا تصلح (${faults.join('، ')}): ${sentence}`);
    if (index > 0) continue;
    if (readOpening(sentence, new Set(), 'opens-article').tie !== null || opensWithWaw(sentence))
      problems.push(`بداية معلقة بما قبلها: ${sentence}`);
  }
  const { spans } = quotations(text);
  const ours = tokens(text).find(({ key, start }) => OURS.has(unjoined(key)) && !isInside(spans, start));
  if (ours !== undefined) problems.push(`بضمير المتكلم: ${ours.text}`);
  if (/[\n\r]/.test(text.trim())) problems.push('أكثر من فقرة');
  return problems;
}

/** What a writer says of «us»; an article may say some of them of everybody. */
const OURS = new Set('نري نامل نتمني نوكد نظن نود ندعو نطالب ننصح نوصي نشير نضيف نذكر نرجو نشكر نقدم نلخص'.split(' '));
