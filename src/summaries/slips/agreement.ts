import { ofSpelling, type Token } from '../../articles/text/index.ts';
import { ACCUSATIVE, type Gender, PLURAL, SINGULAR } from './counted.ts';

/** A number and what it counts, with the words from `from` to `to` (places among the sentence's words). */
export interface Miscount {
  readonly from: number;
  readonly to: number;
}

/**
 * Where a number and its noun do not agree: the plural behind 3 to 10, the accusative singular behind 11 to 99 and the genitive behind hundreds;
 * «ثلاثة رجال» but «ثلاث نساء». Only nouns of {@link SINGULAR} and {@link PLURAL} are judged; a noun that another limits («57 صاروخ توماهوك») may
 * do without its ا.
 */
export function miscounts(words: readonly Token[], text: string): Miscount[] {
  const found: Miscount[] = [];
  for (let at = 0; at + 1 < words.length; at++) {
    const [number, noun] = [words[at], words[at + 1]];
    if (number === undefined || noun === undefined || !mayCount(number) || !adjoin(number, noun, text)) continue;
    if (/\d/.test(number.key)) {
      if (disagreesWithFigure(number, words, at, text)) found.push({ from: at, to: at + 1 });
      continue;
    }
    const teen = teenFault(words, at, text);
    if (teen === 'fault') found.push({ from: at, to: at + (words[at + 2] === undefined ? 1 : 2) });
    else if (teen === 'none' && disagreesWithWord(words, at, text)) found.push({ from: at, to: at + 1 });
  }
  return found;
}

const mayCount = ofSpelling(
  ({ key }) => /\d/.test(key) || TENS.test(key) || countWord(key) !== null || teenUnit(key) !== undefined,
);

function adjoin(one: Token, next: Token, text: string): boolean {
  return /^\s+$/.test(text.slice(one.end, next.start));
}

/** «الساعة 3», «رقم 5», «المركز 7 منتخب مصر»: it orders and does not count. */
const ORDERS =
  /^(?:ال)?(?:ساعه|رقم|ماده|بند|فقره|دقيقه|قناه|صفحه|جزء|فصل|عام|سنه|يوم|نسخه|دوره|طريق|مقابل|مركز|غرفه|قاعه|حلقه|مرحله|مجموعه|طابق|بوابه|شارع|كتيبه|فوج|لواء)$/;

function disagreesWithFigure(number: Token, words: readonly Token[], at: number, text: string): boolean {
  const count = wholeNumber(number.key);
  const noun = words[at + 1]?.key ?? '';
  if (count === null || ORDERS.test(words[at - 1]?.key ?? '')) return false;
  // «دعم منذ 2015 مشروع قانون»: a year.
  if (/^[12]\d{3}$/.test(number.key) && count <= 2100) return false;
  const rest = count % 100;
  if (count >= 3 && count <= 10) return SINGULAR.has(noun) || ACCUSATIVE.has(noun);
  if (rest >= 11) return PLURAL.has(noun) || (SINGULAR.get(noun) === 'masculine' && standsAlone(words, at + 1, text));
  return rest === 0 && count >= 100 && (ACCUSATIVE.has(noun) || PLURAL.has(noun));
}

/** «1,200» and «5000»; null for a share, a score or an hour. */
function wholeNumber(key: string): number | null {
  if (/^\d+$/.test(key)) return Number(key);
  return /^\d{1,3}(?:[,.٬]\d{3})+$/.test(key) ? Number(key.replace(/\D/g, '')) : null;
}

/** Whether no noun stands behind that limits it: «80 سجين.», «21 يوم للرد»; «71 عامل إغاثة» is sound. */
function standsAlone(words: readonly Token[], at: number, text: string): boolean {
  const [noun, next] = [words[at], words[at + 1]];
  if (noun === undefined) return false;
  if (next === undefined || !adjoin(noun, next, text)) return true;
  return /^(?:[وف]?(?:في|من|علي|الي|عن|مع|بين|بعد|قبل|منذ|خلال|فوق|تحت|عند|ضد|حتي|او|ثم|لكن|كانوا?|الذين|قد|لم)|لل.{2,})$/.test(
    next.key,
  );
}

const ONE_TO_TEN: ReadonlyMap<string, Gender> = new Map([
  ...['ثلاثه', 'اربعه', 'خمسه', 'سته', 'سبعه', 'ثمانيه', 'تسعه', 'عشره'].map((word) => [word, 'masculine'] as const),
  ...['ثلاث', 'اربع', 'خمس', 'ست', 'سبع', 'ثماني', 'ثمان', 'تسع', 'عشر'].map((word) => [word, 'feminine'] as const),
]);
const TENS = /^[وبل]?(?:عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)(?:ون|ين)$/;

function countWord(key: string): Gender | null {
  return ONE_TO_TEN.get(key) ?? ONE_TO_TEN.get(key.replace(/^[وفبلك]/, '')) ?? null;
}

function disagreesWithWord(words: readonly Token[], at: number, text: string): boolean {
  const key = words[at]?.key ?? '';
  const noun = words[at + 1]?.key ?? '';
  if (TENS.test(key))
    return PLURAL.has(noun) || (SINGULAR.get(noun) === 'masculine' && standsAlone(words, at + 1, text));
  const wanted = countWord(key);
  if (wanted === null) return false;
  // «خمس مقاعد البرلمان» is a fifth, «عشر سكان المدينة» a tenth.
  if (wanted === 'feminine' && /^ال/.test(words[at + 2]?.key ?? '')) return false;
  const gender = PLURAL.get(noun);
  return gender !== undefined && gender !== wanted;
}

const TEEN_UNITS: ReadonlyMap<string, Gender> = new Map([
  ...[...ONE_TO_TEN].filter(([word]) => !/^عشر/.test(word)),
  ...['احد', 'اثنا', 'اثني'].map((word) => [word, 'masculine'] as const),
  ...['احدي', 'اثنتا', 'اثنتي'].map((word) => [word, 'feminine'] as const),
]);

function teenUnit(key: string): Gender | undefined {
  return TEEN_UNITS.get(key) ?? TEEN_UNITS.get(key.replace(/^[وفبلك]/, ''));
}

/** Of «ثلاثة عشر رجلا» and «ثلاث عشرة امرأة» at place `at`: both parts go with the noun; 'none' where no such number stands there or ends there. */
function teenFault(words: readonly Token[], at: number, text: string): 'fault' | 'sound' | 'none' {
  const unit = words[at]?.key ?? '';
  const unitOf = teenUnit(unit);
  const ten = words[at + 1]?.key ?? '';
  if (unitOf !== undefined && /^عشره?$/.test(ten)) {
    const tenOf: Gender = ten === 'عشر' ? 'masculine' : 'feminine';
    const noun = words[at + 2];
    const after = words[at + 1];
    const counted = noun !== undefined && after !== undefined && adjoin(after, noun, text) ? noun.key : '';
    const gender = ACCUSATIVE.get(counted) ?? (SINGULAR.get(counted) === 'feminine' ? 'feminine' : undefined);
    const wrong = unitOf !== tenOf || PLURAL.has(counted) || (gender !== undefined && gender !== tenOf);
    return wrong ? 'fault' : 'sound';
  }
  const before = words[at - 1]?.key ?? '';
  const within = /^عشره?$/.test(unit) && teenUnit(before) !== undefined;
  return within ? 'sound' : 'none';
}
