import {
  countCharacters,
  isStopWord,
  lightStem,
  normalise,
  opensWithWaw,
  quotations,
  segmentSentences,
  tokens,
} from '../../articles/text/index.ts';
import { isEverydayWord } from '../everyday-words.ts';
import { CONTINUING_VERBS, TELLING_VERBS } from '../rules/lexicon.ts';
import { readOpening } from '../rules/opening.ts';
import { faultsOf } from '../rules/soundness.ts';
import { strangeCompany } from './company.ts';

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
 * so (no given name on another's surname), a denial only where the article denies, and words keep the company that the
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
    ...strangeSigns(text, source),
    ...form(text),
  );
  return problems;
}

interface Told {
  readonly keys: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  readonly pairs: ReadonlySet<string>;
}

function readSource(source: string): Told {
  const words = tokens(source);
  const pairs = new Set<string>();
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (next !== undefined) pairs.add(`${bare(word.key)} ${bare(next.key)}`);
  });
  const keys = new Set(words.flatMap((word) => [word.key, bare(word.key)]));
  return { keys, stems: new Set(words.flatMap((word) => [word.stem, lightStem(bare(word.key))])), pairs };
}

/** Without the letters that join on: «لبوتين» and «وبوتين» are «بوتين». */
function bare(key: string): string {
  return key.replace(/^[وف]?[لبك]?(?=\p{L}{3})/u, '');
}

function unknownWords(text: string, told: Told): string[] {
  const problems: string[] = [];
  const words = tokens(text);
  words.forEach((word, index) => {
    const stands = told.keys.has(word.key) || told.keys.has(bare(word.key));
    if (/\d/.test(word.key)) {
      if (!stands) problems.push(`رقم ليس في النص: ${word.text}`);
      return;
    }
    if (/[a-z]/.test(word.key)) {
      if (!stands) problems.push(`كلمة لاتينية ليست في النص: ${word.text}`);
      return;
    }
    if (
      NUMBER_WORDS.test(bare(word.key)) ||
      DENIALS.has(word.key.replace(/^[وف]/, '')) ||
      PLACES.has(bare(word.key)) ||
      DATES.has(bare(word.key))
    ) {
      if (!stands) problems.push(`ليس في النص: ${word.text}`);
      return;
    }
    // A stem of three letters is too little to know a name by: «قبلان» is not «قبل».
    const stem = [word.stem, lightStem(bare(word.key))].some((one) => one.length > 3 && told.stems.has(one));
    if (stands || stem) {
      const next = words[index + 1];
      if (next !== undefined && isRare(word.key) && isRare(next.key) && bothNames(word.key, next.key)) {
        if (!told.pairs.has(`${bare(word.key)} ${bare(next.key)}`))
          problems.push(`اسم ليس في النص: ${word.text} ${next.text}`);
      }
      return;
    }
    if (isRare(word.key)) problems.push(`كلمة ليست في النص: ${word.text}`);
  });
  return problems;
}

function isRare(key: string): boolean {
  if (isStopWord(key) || TELLING_VERBS.has(bare(key)) || CONTINUING_VERBS.has(bare(key))) return false;
  return !isEverydayWord(key) && !isEverydayWord(bare(key));
}

/** Neither word has the article on it, and no ending of an adjective or a feminine noun. */
function bothNames(first: string, second: string): boolean {
  return [first, second].every((key) => !/^[وفبك]?ال|^لل/.test(key) && !/(?:ه|ات|ون|ين)$/.test(key));
}

function unknownQuotations(text: string, source: string): string[] {
  const flat = (part: string): string =>
    tokens(normalise(part))
      .map((token) => token.key)
      .join(' ');
  const whole = ` ${flat(source)} `;
  return quotations(text).spans.flatMap(({ start, end }) => {
    const inner = flat(text.slice(start + 1, end - 1));
    return inner === '' || whole.includes(` ${inner} `) ? [] : [`اقتباس ليس في النص: ${text.slice(start, end)}`];
  });
}

/** Pictures and signs of markup that only the writer has: «🔴», «**», «<script>». */
function strangeSigns(text: string, source: string): string[] {
  const signs = new Set(text.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}|[*#_`~<>{}[\]|\\^]/gu) ?? []);
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
  if (/[\n\r]/.test(text.trim())) problems.push('أكثر من فقرة');
  return problems;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ''));

const NUMBER_WORDS =
  /^(?:ال)?(?:اثنان|اثنين|ثلاثه?|اربعه?|خمسه?|سته?|سبعه?|ثماني?ه?|تسعه?|عشره?|عشرات|عشرون|عشرين|ثلاثون|ثلاثين|اربعون|اربعين|خمسون|خمسين|ستون|ستين|سبعون|سبعين|ثمانون|ثمانين|تسعون|تسعين|ميه|مايه|مءه|ميتان|ميتين|ميات|الف|الفين|الاف|مليون|مليوني|ملايين|مليار|مليارات|نصف|ثلث|ربع)$/;
const DENIALS = words('لم لن ليس ليست لا نفي نفت نفوا ينفي تنفي رفض رفضت يرفض ترفض انكر انكرت');
const DATES =
  words(`الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه السبت احد اثنين ثلاثاء اربعاء خميس جمعه سبت امس غدا يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس
  سبتمبر اكتوبر نوفمبر ديسمبر نيسان ايار حزيران تموز اب ايلول شباط اذار`);
const PLACES =
  words(`مصر سوريا لبنان العراق ايران تركيا روسيا فرنسا المانيا بريطانيا ايطاليا اسبانيا اوكرانيا الصين اليابان الهند باكستان افغانستان ليبيا
  تونس الجزاير المغرب السودان اليمن قطر الكويت البحرين عمان الاردن فلسطين اسراييل السعوديه الامارات موريتانيا الصومال كندا المكسيك البرازيل الارجنتين استراليا
  بولندا اليونان قبرص كازاخستان جورجيا ارمينيا كوريا واشنطن موسكو باريس لندن برلين روما مدريد بيروت دمشق بغداد طهران انقره القاهره الرياض غزه القدس عمان
  الدوحه دبي صنعاء الخرطوم طرابلس كييف بكين نيويورك بروكسل جنيف اوروبا امريكا اميركا افريقيا اسيا`);
