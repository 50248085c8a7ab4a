import type { Token } from '../../../articles/text/index.ts';

/** A number as it stands in a row of words: «اثني عشر ألفاً», «12,000», «السادس والعشرين». */
export interface Count {
  readonly value: number;
  /** Its words: from `at` to before `end`. */
  readonly at: number;
  readonly end: number;
  readonly text: string;
  /** «مئات», «عشرات الآلاف»: at least so many. */
  readonly isVague: boolean;
}

/** The numbers of a sentence, in digits, in words and in both («3.4 مليون»). */
export function countsOf(words: readonly Token[]): Count[] {
  const found: Count[] = [];
  for (let at = 0; at < words.length; ) {
    const count = countAt(words, at);
    if (count !== null) found.push(count);
    at = count?.end ?? at + 1;
  }
  return found;
}

function countAt(words: readonly Token[], at: number): Count | null {
  const first = words[at];
  if (first === undefined) return null;
  const vague = vagueAt(words, at);
  if (vague !== null) return vague;
  const digits = /^\d/.test(first.key) ? digitsOf(first.key) : null;
  const one = isOneOf(words, at) ? 1 : null;
  if (digits === null && wordOf(first.key) === null && one === null) return null;
  if (digits === null && /^\d/.test(first.key)) return null;
  let total = 0;
  let current = digits ?? wordOf(first.key) ?? one ?? 0;
  let last = SCALES.get(unjoinedNumber(first.key)) ?? Number.POSITIVE_INFINITY;
  let end = at + 1;
  const twice = TWICE.get(unjoinedNumber(first.key));
  if (twice !== undefined) last = twice;
  if (last < Number.POSITIVE_INFINITY) [total, current] = [current, 0];
  // In digits nothing is added to but by a scale.
  let isOpen = digits === null;
  for (; end < words.length; end++) {
    const { key } = words[end] ?? { key: '' };
    const scale = SCALES.get(unjoinedNumber(key));
    const joined = /^و/.test(key);
    if (scale !== undefined && !joined && current > 0 && scale < last) {
      total += current * scale;
      [current, last, isOpen] = [0, scale, true];
      continue;
    }
    if (!isOpen) break;
    const next = words[end + 1]?.key ?? '';
    if (key === 'و' && total > 0 && current === 0 && (digitsOf(next) ?? last) < last) {
      current = digitsOf(next) ?? 0;
      end += 1;
      continue;
    }
    if (key === 'فاصله') {
      const part = wordOf(next);
      if (part === null || part > 99) break;
      current += part / (part < 10 ? 10 : 100);
      end += 1;
      continue;
    }
    const value = wordOf(key);
    if (value === null) break;
    // «ثلاثة عشر»; «خمسة وعشرون»; «مليون ونصف المليون».
    if (value === 10 && !joined && current > 0 && current < 10) current += 10;
    else if (joined && value < 1 && total > 0 && current === 0) {
      total += value * last;
      if (SCALES.has(unjoinedNumber(next))) end += 1;
    } else if (joined && scale !== undefined && scale < last) {
      total += current + scale;
      [current, last] = [0, scale];
    } else if (joined && scale === undefined && goesUp(value, current)) current += value;
    else break;
  }
  const value = total + current;
  return {
    value,
    at,
    end,
    text: printed(words, at, end),
    isVague: false,
  };
}

/** The words from `at` to before `end`, as they stand. */
function printed(words: readonly Token[], at: number, end: number): string {
  return words
    .slice(at, end)
    .map(({ text }) => text)
    .join(' ');
}

/** The one of «أحد عشر», «الحادي والعشرين». */
function isOneOf(words: readonly Token[], at: number): boolean {
  const next = words[at + 1]?.key ?? '';
  if (!/^[وفبل]?(?:ال|لل)?(?:احد|احدي|حادي|حاديه|واحده?)$/.test(words[at]?.key ?? '')) return false;
  const value = wordOf(next) ?? 0;
  return /^عشره?$/.test(next) || (/^و/.test(next) && value >= 20 && value < 100);
}

/** «خمسة وعشرين», «ثلاثمئة واثنين», and no «خمسة وستة». */
function goesUp(value: number, current: number): boolean {
  return current === 0 || (current < 10 && value >= 20 && value < 100) || (current >= 100 && value < 100);
}

/** «مئات», «عشرات الآلاف», «آلاف» with no number before them. */
function vagueAt(words: readonly Token[], at: number): Count | null {
  const word = words[at];
  if (word === undefined) return null;
  const least = VAGUE.get(unjoinedNumber(word.key));
  if (least === undefined) return null;
  const next = VAGUE.get(unjoinedNumber(words[at + 1]?.key ?? ''));
  const end = next === undefined ? at + 1 : at + 2;
  return {
    value: least * (next ?? 1),
    at,
    end,
    text: printed(words, at, end),
    isVague: true,
  };
}

/** «353,935», «1,4», «52.7», «2٬314»; null of hours and dates («15:30», «1/2»), which stand for themselves. */
function digitsOf(key: string): number | null {
  if (/^\d{1,3}(?:[,٬.]\d{3})+$/.test(key) && !/^0/.test(key)) return Number(key.replace(/[,٬.]/g, ''));
  const plain = key.replace(/[,٫٬]/, '.');
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function wordOf(key: string): number | null {
  if (/^\d/.test(key)) return digitsOf(key);
  return WORDS.get(unjoinedNumber(key)) ?? null;
}

/** Whether a word is a number or a part of one. */
export function isNumberWord(key: string): boolean {
  const bare = unjoinedNumber(key);
  return WORDS.has(bare) || VAGUE.has(bare);
}

/** Without what joins on: «والعشرين», «بثلاثمئة», «لستة». */
function unjoinedNumber(key: string): string {
  // The day.
  if (/^[وف]?[بل]?الاثنين$/.test(key)) return key;
  if (WORDS.has(key) || VAGUE.has(key)) return key;
  const bare = key.replace(/^[وف]?(?:[بك]?ال|لل)(?=..)/, '');
  if (bare !== key) return bare;
  for (const front of [/^[وف]/, /^[بلك]/, /^[وف][بلك]/]) {
    const rest = key.replace(front, '');
    if (rest !== key && (WORDS.has(rest) || VAGUE.has(rest))) return rest;
  }
  return key;
}

const WORDS = new Map<string, number>();
const SCALES = new Map<string, number>();
/** «مليونان»: two of the scale. */
const TWICE = new Map<string, number>();
const VAGUE = new Map<string, number>();

function enter(map: Map<string, number>, value: number, words: string): void {
  for (const word of words.split(' ')) map.set(word, value);
}

for (const [value, words] of [
  [2, 'اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي ثاني ثانيه'],
  [3, 'ثلاثه ثلاث ثالث ثالثه'],
  [4, 'اربعه اربع رابع رابعه'],
  [5, 'خمسه خمس خامس خامسه'],
  [6, 'سته ست سادس سادسه'],
  [7, 'سبعه سبع سابع سابعه'],
  [8, 'ثمانيه ثماني ثمان ثمانيا ثامن ثامنه'],
  [9, 'تسعه تسع تاسع تاسعه'],
  [10, 'عشره عشر عاشر عاشره'],
  [20, 'عشرون عشرين عشرينيات العشرينيات'],
  [30, 'ثلاثون ثلاثين ثلاثيني ثلاثينيه ثلاثينيات'],
  [40, 'اربعون اربعين اربعيني اربعينيه اربعينيات'],
  [50, 'خمسون خمسين خمسيني خمسينيه خمسينيات'],
  [60, 'ستون ستين ستيني ستينيه ستينيات ستينات'],
  [70, 'سبعون سبعين سبعيني سبعينيه سبعينيات سبعينات'],
  [80, 'ثمانون ثمانين ثمانيني ثمانينيه ثمانينيات ثمانينات'],
  [90, 'تسعون تسعين تسعيني تسعينيه تسعينيات تسعينات'],
  [100, 'ميه مايه مءه'],
  [200, 'ميتان ميتين ميتي ميتا مايتان مايتين مايتي'],
  [0.5, 'نصف'],
  [0.25, 'ربع'],
  [1 / 3, 'ثلث'],
  [2 / 3, 'ثلثي ثلثا ثلثين ثلثان'],
  [0.75, 'ارباع'],
] as const)
  enter(WORDS, value, words);
for (const [at, name] of ['ثلاث', 'اربع', 'خمس', 'ست', 'سبع', 'ثمان', 'تسع'].entries())
  enter(WORDS, (at + 3) * 100, `${name}ميه ${name}مايه`);
enter(WORDS, 800, 'ثمانيميه ثمانيمايه');
for (const [value, one, two, many] of [
  [1e3, 'الف الفا', 'الفين الفان الفي الفا', 'الاف'],
  [1e6, 'مليون مليونا', 'مليونين مليونان مليوني', 'ملايين'],
  [1e9, 'مليار مليارا بليون', 'مليارين ملياران ملياري', 'مليارات'],
  [1e12, 'تريليون تريليونا ترليون', 'تريليونين تريليونان تريليوني', 'تريليونات'],
] as const) {
  enter(WORDS, 2 * value, two);
  enter(TWICE, value, two);
  enter(WORDS, value, `${one} ${many}`);
  enter(SCALES, value, `${one} ${many}`);
  enter(VAGUE, value, many);
}
enter(VAGUE, 10, 'عشرات');
enter(VAGUE, 100, 'ميات');
