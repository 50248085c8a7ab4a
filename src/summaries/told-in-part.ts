import { isSpeaking } from '../articles/text/index.ts';
import { isDenial } from './claims.ts';
import { COSTS } from './costs.ts';
import type { SourceSentence } from './source.ts';

/**
 * Orders of the sentences that tell the other part of what the opening tells one of: what is denied («وكانت الجمعية قالت إنها وجدت …»), the other
 * side where it says that people are divided («في المقابل، قال …»), and what it announces by number («على نوعين», «ثلاثة شروط»).
 */
export function otherPart([opening, ...below]: readonly SourceSentence[]): ReadonlySet<number> {
  if (opening === undefined) return new Set();
  const charges = isDenial(opening.words) ? below.filter((one) => isCharge(one, opening)) : [];
  const others = DIVIDED.test(opening.plain) ? below.filter(({ plain }) => OTHER.test(plain)) : [];
  const items = ANNOUNCED.test(opening.plain)
    ? below.filter(({ plain }) => LISTED.test(plain) || itemOf(plain) === 0)
    : [];
  return new Set([...charges, ...others, ...items].map(({ order }) => order));
}

/** «وكانت جمعية المستهلك قالت إنها وجدت …» behind «نفت الشركة …»: somebody says what the opening denies. */
function isCharge(source: SourceSentence, opening: SourceSentence): boolean {
  const { plain, words, stems, denies } = source;
  if (denies || source.opening.tie !== null || !BEFORE.test(plain)) return false;
  const says = words.slice(0, FRONT).some(({ key }) => isSpeaking(key) || PUBLISHED.test(key));
  return says && [...stems].filter((stem) => opening.stems.has(stem)).length >= COMMON;
}

/** Words within which a sentence comes to its verb of saying. */
const FRONT = 8;
/** Words that a charge has in common with its denial. */
const COMMON = 2;
const PUBLISHED = /^[وف]?(?:نشرت?|كشفت?|بثت?|تداولت?|اوردت?)$/;
/** Tells what had been before, as a charge is told behind its denial. */
const BEFORE = /^و?(?:كان(?:ت|وا)?|سبق ان|في وقت سابق|جاء|ياتي)(?=[\s،])/;

/** Who is divided, normalised. */
const DIVIDED =
  /(?:^|\s)[وف]?(?:[يت]?(?:تباين|نقسم|ختلف|تفاوت)|انقسم|اختلف|انقسام)(?:ت|وا)?\s(?:.{0,40}\s)?(?:ردود|(?:ال)?اراء|(?:ال)?مواقف|حول|بشان|بين|ازاء|علي)(?=\s)/;
/** The other side, as its sentence opens. */
const OTHER =
  /^و?(?:(?:في ال|بال)مقابل|علي (?:الجانب|الطرف|الضفه) (?:الاخر|المقابل|الاخري)|اما (?:المعارضون|المنتقدون|المويدون|الرافضون))(?=[\s،])/;

const THINGS = '(?:انواع|اسباب|شروط|مطالب|امور|اقسام|مراحل|محاور|خيارات|سيناريوهات|عوامل|طرق)';
/** «لسببين», «على ثلاثة أنواع», normalised. */
const ANNOUNCED = new RegExp(
  `\\s[لب]?(?:نوعين|سببين|شرطين|مطلبين|امرين|قسمين|مرحلتين|خيارين|عاملين|(?:ثلاث|اربع|خمس)ه? ${THINGS})(?=[\\s،.:]|$)`,
);
/** «والشروط هي ألا يزيد …، وألا …». */
const LISTED = new RegExp(`^و?(?:هذه )?ال${THINGS}(?: ال\\S+)? (?:هي|هما)(?=[\\s:])`);

/** What it costs that of items which stand together («والنوع الأول سببه …») some are told and others, in `pool`, are not. */
export function halfToldCost(pool: readonly SourceSentence[]): (chosen: readonly SourceSentence[]) => number {
  const items = pool.filter(isPart);
  const half = (one: SourceSentence, chosen: readonly SourceSentence[]): boolean =>
    items.includes(one) && items.some((item) => isBeside(item, one) && !chosen.includes(item));
  return (chosen) => (items.length === 0 ? 0 : chosen.filter((one) => half(one, chosen)).length * COSTS.halfTold);
}

/** Items of one list stand so near each other. */
const NEAR = 3;

function isBeside(item: SourceSentence, { order }: SourceSentence): boolean {
  return Math.abs(item.order - order) <= NEAR;
}

/** Whether a sentence tells one item of several, and not the next one too («الأول أن …، والثاني أن …»). */
function isPart({ plain }: SourceSentence): boolean {
  const next = ORDINALS[itemOf(plain) + 1];
  const behind = plain.split(/[\s،:؛.]+/).slice(3);
  return itemOf(plain) >= 0 && !(next !== undefined && behind.some((word) => next.test(word)));
}

/** «والنوع الثاني سببه …», «أولاً: …»: which item of several a normalised sentence tells, from 0 on; -1 where none. */
function itemOf(plain: string): number {
  const ordinal = ITEM.exec(plain)?.[1] ?? '';
  return ORDINALS.findIndex((one) => one.test(ordinal));
}

const ITEM =
  /^و?(?:اما )?(?:ال(?:نوع|سبب|شرط|مطلب|امر|قسم|فيه|صنف|خيار|سيناريو|احتمال|مرحله|محور|راي|فريق|اتجاه|عامل) )?((?:ال)?(?:اول|ثاني|ثالث|رابع)\S*)(?=[\s:،])/;
const ORDINALS = [
  /^و?(?:ال)?اول(?:ي|ا|ها|هما)?$/,
  /^و?(?:ال)?ثاني(?:ه|ا|ها|هما)?$/,
  /^و?(?:ال)?ثالث(?:ه|ا|ها)?$/,
  /^و?(?:ال)?رابع(?:ه|ا|ها)?$/,
];
