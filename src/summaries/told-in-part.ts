import { isSpeaking } from '../articles/text/index.ts';
import { isDenial } from './claims.ts';
import { COSTS } from './costs.ts';
import { rootOfWord } from './root.ts';
import type { SourceSentence } from './source.ts';

/**
 * Orders of the sentences that tell the other part of what the opening tells one of: what is denied («وكانت الجمعية قالت إنها وجدت …»), the other
 * side where it says that people are divided («في المقابل، قال …»), what it announces by number («على نوعين», «ثلاثة شروط»), and what a finding does
 * not say («لكن المنظمة لم تحدد الجهة المسؤولة»).
 */
export function otherPart([opening, ...below]: readonly SourceSentence[]): ReadonlySet<number> {
  if (opening === undefined) return new Set();
  const charges = isDenial(opening.words) ? below.filter((one) => isCharge(one, opening)) : [];
  const others = DIVIDED.test(opening.plain) ? below.filter(({ plain }) => OTHER.test(plain)) : [];
  const items = ANNOUNCED.test(opening.plain)
    ? below.filter(({ plain }) => LISTED.test(plain) || itemOf(plain) === 0)
    : [];
  const second = below.filter((one) => tellsSecond(one, opening));
  const limits = isFinding(opening) ? below.filter((one) => isLimit(one, opening)).slice(0, 1) : [];
  const replies = below.filter((one) => isReply(one, opening)).slice(0, 1);
  return new Set([...replies, ...charges, ...others, ...items, ...second, ...limits].map(({ order }) => order));
}

/** «وردا على مخاوف الموظفين، أكدت مديرة في الشركة أن …»: who answers those of whom the opening tells. */
function isReply({ plain, stems }: SourceSentence, opening: SourceSentence): boolean {
  return REPLIES.test(plain) && [...stems].filter((stem) => opening.stems.has(stem)).length >= COMMON;
}

/** Normalised; «هذه الاتهامات» were told right above. */
const REPLIES =
  /^و?(?:في )?ردا? علي (?:مخاوف|انتقادات?|اتهامات?|مزاعم|شكاوي|احتجاجات?|دعوات|مطالب) (?!\S*(?:ه|ها|هم) )/;

/** Whether an opening tells what was found: «أقرت منظمة … صحة نتائج التحقيقات», «خلصت دراسة إلى …». */
function isFinding({ words }: SourceSentence): boolean {
  const front = words.slice(0, FINDING_FRONT);
  return front.some(({ key }) => FINDS.test(key)) && front.some(({ key }) => FINDER.test(key));
}

const FINDING_FRONT = 10;
const FINDS =
  /^[وف]?(?:(?:اقر|اثبت|خلص|توصل|اكتشف|اظهر|كشف|رجح|وجد|حدد|افاد|قال|اشار|اكد|بين)(?:ت|وا)?|[يت](?:ظهر|كشف|رجح|شير|قول))$/;
const FINDER =
  /^[وفب]?(?:ال|لل)?(?:دراس(?:ه|ات)|ابحاث|باحث(?:ون|ين|ه)?|علماء|محقق(?:ون|ين)|تحقيق(?:ات)?|خبراء|نتايج|فحوص|اختبارات|تجارب|مسح)$/;

/** «لكن المنظمة لم تجر أي تقييم بشأن …», «غير أن الدراسة لا تثبت السبب»: who or what the opening has, found no more; with a pronoun only right behind it. */
function isLimit({ plain, order, words }: SourceSentence, opening: SourceSentence): boolean {
  if (order > opening.order + NEAR_LIMIT) return false;
  if (CAUTION.test(plain)) return true;
  const [, pronoun = '', told = ''] = LIMITS.exec(plain) ?? [];
  if (told === '') return false;
  if (pronoun !== '') return order === opening.order + 1;
  const at = words.findIndex(({ key }) => key === told.split(' ')[0]);
  // «لكن الدراسة الأولى لم …» is another one.
  const subject = words.slice(at, at + 2).filter(({ key }) => /^ال/.test(key));
  return subject[0] === words[at] && subject.every(({ stem }) => opening.stems.has(stem));
}

/** Sentences below the opening within which it is told. */
const NEAR_LIMIT = 8;
/** Normalised. */
const LIMITS = /^و?(?:لكن|(?:غير|الا|بيد) ان)(ه|ها|هم)? ((?:\S+ ){0,4}?(?:لم|لا|ليس|ليست)) \S/;

/** «ودعا باحثون آخرون إلى الحذر», «لكن علماء آخرين يحذرون …». */
const CAUTION =
  /^و?(?:لكن )?(?:(?:دعا|حذر|شكك|نبه|[يت]حذر|[يت]شكك|[يت]دعو) (?:\S+ )?اخرون|\S+ اخرين (?:حذروا|شككوا|دعوا|[يت]حذرون|[يت]شككون|[يت]دعون))(?=\s)/;

/** «والجمال ذات السنامين …» right behind «الجمال على نوعين، وأكثرها ذات السنام الواحد، التي …»: the other of two, where the first is told with them. */
function tellsSecond({ order, words }: SourceSentence, before: SourceSentence | undefined): boolean {
  if (before === undefined || order !== before.order + 1) return false;
  const behind = TWO.exec(before.plain)?.[1] ?? '';
  if (behind.split(' ').length < TOLD_WITH || NAMES_BOTH.test(behind)) return false;
  const front = words.slice(0, 3);
  const [first] = front;
  return (
    front.some(({ key }) => OTHER_ONE.test(key)) ||
    (first !== undefined &&
      /^و?ال/.test(first.key) &&
      before.words.slice(0, FRONT).some((word) => rootOfWord(word) === rootOfWord(first)))
  );
}

/** Words that tell the first of two behind their announcement. */
const TOLD_WITH = 5;
const TWO = /\s[لب]?(?:نوع|سبب|شرط|قسم|مرحلت|فيت|صنف|شكل|ضرب|طريقت|عامل|احتمال|سيناريوه|خيار)(?:ين|ان)[\s،:.]+(.*)$/;
const NAMES_BOTH = /(?:^|\s)[وف]?(?:اما )?(?:ال)?(?:اخر(?:ي)?|ثاني(?:ه)?|كلاهما|كلتاهما)(?=[\s،.:]|$)/;
const OTHER_ONE = /^[وف]?(?:ال)?(?:اخر(?:ي)?|ثاني(?:ه)?|اما|هناك)$/;

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
  const pairs = pool.flatMap((one, at) => {
    const next = pool[at + 1];
    return next !== undefined && tellsSecond(next, one) ? [[one, next] as const] : [];
  });
  const alone = (chosen: readonly SourceSentence[]): number =>
    pairs.filter(([one, next]) => chosen.includes(one) !== chosen.includes(next)).length;
  const half = (one: SourceSentence, chosen: readonly SourceSentence[]): boolean =>
    items.includes(one) && items.some((item) => isBeside(item, one) && !chosen.includes(item));
  return (chosen) =>
    items.length + pairs.length === 0
      ? 0
      : (chosen.filter((one) => half(one, chosen)).length + alone(chosen)) * COSTS.halfTold;
}

/** Items of one list stand so near each other. */
const NEAR = 3;

function isBeside(item: SourceSentence, { order }: SourceSentence): boolean {
  return Math.abs(item.order - order) <= NEAR;
}

/** Whether a sentence tells one item of several, and not the next one too («الأول أن …، والثاني أن …»). */
function isPart({ plain }: SourceSentence): boolean {
  const item = itemOf(plain);
  if (item < 0) return false;
  const next = ORDINALS[item + 1];
  const behind = plain.split(/[\s،:؛.]+/).slice(3);
  return !(next !== undefined && behind.some((word) => next.test(word)));
}

/** «والنوع الثاني سببه …», «أولاً: …»: which item of several a normalised sentence tells, from 0 on; -1 where none. */
function itemOf(plain: string): number {
  const ordinal = ITEM.exec(plain)?.[1];
  return ordinal === undefined ? -1 : ORDINALS.findIndex((one) => one.test(ordinal));
}

const ITEM =
  /^و?(?:اما )?(?:ال(?:نوع|سبب|شرط|مطلب|امر|قسم|فيه|صنف|خيار|سيناريو|احتمال|مرحله|محور|راي|فريق|اتجاه|عامل) )?((?:ال)?(?:اول|ثاني|ثالث|رابع)\S*)(?=[\s:،])/;
const ORDINALS = [
  /^و?(?:ال)?اول(?:ي|ا|ها|هما)?$/,
  /^و?(?:ال)?ثاني(?:ه|ا|ها|هما)?$/,
  /^و?(?:ال)?ثالث(?:ه|ا|ها)?$/,
  /^و?(?:ال)?رابع(?:ه|ا|ها)?$/,
];
