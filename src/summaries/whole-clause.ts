import {
  isSpeaking,
  isTelling,
  NOT_VERBS,
  normalise,
  PAST_VERBS,
  screened,
  type Token,
  tokens,
  unjoined,
} from '../articles/text/index.ts';

/** Whether the first part of a sentence would end in the middle of something: a word that wants another, a subject of which nothing is said. */
export function isUnfinished(head: string, words: readonly Token[]): boolean {
  return (
    DANGLES.test(words.at(-1)?.key ?? '') ||
    lacksScope(head) ||
    lacksPreposition(words) ||
    awaitsMainClause(head) ||
    awaitsWhatTheyDid(head) ||
    awaitsGoal(head) ||
    awaitsOccasion(words) ||
    NOTHING_SAID.test(head) ||
    ANNOUNCES.test(head) ||
    WHO_ALONE.test(head) ||
    ENDS_ON_DEED.test(head)
  );
}

/** Words after which a sentence cannot end. */
const DANGLES =
  /^(?:و|[وف]?(?:او|ان|الي|علي|عن|في|من|مع|بين|بعد|قبل|لكن(?:ه|ها|هم)?|ثم|التي|الذي|الذين|هو|هي|كان|كانت|س?[يت]صبح|اصبحت?|باتت?|ظلت?|س?[يت]ظل|س?[يت]بقي|قد|اكثر|اقل|يقوم|تقوم|ما|لا|لم|لن|غير|كل|بعض|احد|اي|مقابل|نحو))$/;

/**
 * «أول زيادة ‖ بعد ثلاثة أشهر», «ثاني اجتماع للمجلس ‖ خلال أسبوع», «الأصغر حجماً ‖ الذي يهبط على القمر»: of what or since when is still to come.
 * Without it the first of some would be the first of all.
 */
function lacksScope(head: string): boolean {
  return SUPERLATIVE.test(normalise(head).replace(/\(.*?\)$/, ''));
}

const MOST = 'كبر|صغر|علي|دني|قوي|ضعف|طول|قصر|سوا|فضل|غلي|قدم|حدث|سرع|خطر|شد';
const SUPERLATIVE = new RegExp(
  `(?:^|\\s)[وفبل]?(?:(?:اول|ثاني|ثالث|رابع|خامس|سادس|سابع|ثامن|تاسع|عاشر|اخر|ا(?:${MOST}))(?!\\s(?:امس|من))(?:\\s(?!ال)\\S+)(?:\\sل\\S+)?|(?:ال)?ا(?:${MOST})(?:\\s\\S+ا)?)$`,
);

/** «قد تؤدي أحدث سلسلة من رفع الأسعار ‖ والتي …»: to what? */
function lacksPreposition(words: readonly Token[]): boolean {
  const at = words.findLastIndex(({ key }) => LEADS.test(key));
  if (at < 0 || words[at + 1]?.key.startsWith('ل') === true) return false;
  return !words.slice(at + 1).some(({ key }) => key === 'الي');
}

const LEADS = /^[وف]?س?(?:[يت]ودي|ادت|[يت]فضي|افض(?:ي|ت))$/;

/**
 * What comes first in a clause of its own is not all of it: «إنه لولا تدخل الجيش ‖», «إن المستشار السابق للرئيس ‖ خلال الحملة كان …», «: فوفق
 * دراسة أنجزها باحثون ‖، ونشرت …، تقدمت الرمال».
 */
function awaitsMainClause(head: string): boolean {
  return PROTASIS.test(head);
}

const PROTASIS =
  /^و?(?:في حين|بينما|عندما|كلما|لولا)\s(?!.*\sف)[^،]*$|(?:^|[:؛]\s*|\s[إأا]ن(?:ه|ها|هم|هما|نا)?\s)و?(?:لولا|لو|إذا|اذا|كلما)\s[^،]*$|[:؛]\s*[وف]?(?:وفقاً?|بحسب|حسب|بعد|منذ|خلال|في)\s[^،]*$/;

/** «إن الوثائق التي كشفت عنها إسرائيل»: a subject with its relative clause, and nothing said of it. */
export function awaitsPredicate(head: string): boolean {
  return /(?:^|\s)(?:إن|أن|بأن)\s+(?:\S+\s+){1,4}(?:الذي|التي|الذين)\s(?!.*[،\s](?:إن|أن|بأن)\s)/.test(head);
}

/** «يعتقد أن جميع من كانوا على متن الطائرة ‖ ، وهم ثمانية ركاب، لقوا حتفهم»: whom it speaks of, and nothing said of them. */
function awaitsWhatTheyDid(head: string): boolean {
  return /(?:^|\s)(?:إن|أن|بأن)\s+(?:جميع|كل|معظم|بعض|كثيرا?ً? من|عددا?ً? من)\s+(?:من|الذين)\s[^،]*(?:،\s*من\s[^،]*)?$/.test(
    head,
  );
}

/** «أكد عليها جلالته في زيارته الناجحة واللافتة ‖ والتي حققت … للولايات المتحدة»: to where? */
function awaitsGoal(head: string): boolean {
  return GOING.test(head) && !/\s(?:إلى|الى)\s/.test(head);
}

const GOING =
  /\s[وفبل]?(?:زيارت|رحلت|سفر|توجه|انتقال|عودت)(?:ه|ها|هم|هما)(?:\s(?:و?ال\S+(?:ة|ية|ي|ى|ه|ير)|الـ?\d+))*$/u;

/** «ويأتي توجه المملكة لاستثمار مبالغ طائلة ‖ رغم …»: that it comes says nothing without when or why. */
function awaitsOccasion([first, second, ...words]: readonly Token[]): boolean {
  if (!/^و?[يت]اتي$/.test(first?.key ?? '') || /^(?:في|من|علي|الي)$/.test(second?.key ?? '')) return false;
  return ![second, ...words].some((word) => OCCASION.test(word?.key ?? ''));
}

const OCCASION = screened(
  /^(?:بعد|بعدما|قبل|قبيل|بعيد|عقب|غداه|عشيه|اثر|فيما|بينما|حين|وقت|اطار|ظل|سياق|اعقاب|ضمن|وسط|رغم|الرغم|خلال|اثناء|مع|خلفيه|ردا|بهدف|بسبب|بناء|بطلب|نتيجه|تنفيذا|استجابه|تزامنا|بالتزامن|كرد)$/,
);

/** «مضيفا أن أفريقيا ‖، التي استضافت …», «إن وزير الخارجية الفرنسي ‖، الذي …» */
const NOTHING_SAID = /\s(?:إن|أن|بأن)\s(?![يتن]\p{L}{3,}|لا\s|لن\s)[^\s،"«“]+(?:\sال[^\s،]+){0,3}$/u;

/** «وتضمن التقرير أهم تحركات الأسعار في المملكة ‖، مؤكدا أن …»: that something is told, and nothing of it. */
const ANNOUNCES =
  /^و?[يت]?(?:تضمن|شمل|استعرض|تناول|رصد|عرض)ت?\s(?:ال\S+\s)?(?:أهم|أبرز|عدد[اً]*\sمن|مجموعة\sمن|تفاصيل|معلومات|جوانب|مختلف)\s[^،]*$/u;

/** «يعتقد أن مستشار الرئيس للسياسة الخارجية ‖ خلال الحملة كان …»: behind the last «أن» a subject, and no verb of it yet. */
export function awaitsVerb(words: readonly Token[]): boolean {
  const that = words.findLastIndex(({ key }) => /^[وب]?ان$/.test(key));
  return that >= 0 && !words.slice(that + 1).some(({ key }) => mayBeVerb(key) || mayBeVerb(unjoined(key)));
}

function mayBeVerb(key: string): boolean {
  return isVerb(key) || (/^س[يتن]\p{L}{2,}$|^[يت]\p{L}{2,}$/u.test(key) && !NOT_VERBS.test(key));
}

/** A verb, or a relative clause just begun, still wants what hangs on it: «طائرة هبطت ‖ بعد …», «التي وصلت بغداد ‖ قبل …». */
export function isOpenEnded(words: readonly Token[]): boolean {
  const keys = words.map(({ key }) => key);
  return (
    isVerb(keys.at(-1) ?? '') ||
    keys.some((key) => /^(?:الذي|التي|الذين|اللذين)$/.test(key)) ||
    keys.some((key, at) => at >= keys.length - 6 && RELATES.has(key) && !isPreposition(keys, at))
  );
}

/** «من خمس سنوات», and not «من قتل»: from, and not who. */
function isPreposition(keys: readonly string[], at: number): boolean {
  return keys[at] === 'من' && !mayBeVerb(keys[at + 1] ?? '');
}

/** «…، للضغط ‖ من أجل …»: behind a comma one word, which says nothing without what hangs on it. */
export const ONE_WORD_LEFT = /[،؛]\s*[^\s،؛]+$/;

/** «حياً بعد حي», «يوماً بعد يوم» */
export function isOneByOne(words: readonly Token[], rest: string): boolean {
  const [, next] = tokens(rest.slice(0, 40));
  return next !== undefined && words.at(-1)?.key.startsWith(next.key) === true;
}

export function startsWithVerb([first]: readonly Token[]): boolean {
  return first !== undefined && (isVerb(first.key) || isVerb(unjoined(first.key)) || mayBeVerb(first.key));
}

/** Whether what stands before a joint has its verb: as its first word, behind its subject, or behind what is set before it. */
export function hasMainVerb(head: string, words: readonly Token[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  if (startsWithVerb(words)) return true;
  const early = words.slice(1, 7).findIndex(({ key }) => isVerb(key) || key === 'هو' || key === 'هي');
  const before = words.slice(0, early + 1).map(({ key }) => key);
  if (early >= 0 && !SET_BEFORE.has(first.key) && !before.some((key) => RELATES.has(key))) return true;
  return [...head.matchAll(/،\s*([\p{L}\p{M}]+)/gu)].some(([, word = '']) => isVerb(normalise(word)));
}

/** «النتائج التي خرجت من 16 محافظة ‖ وذلك بانتظار محافظتين، أظهرت …»: what it is about, and nothing said of it. */
const WHO_ALONE = /^و?ال\S+(?:\sال\S+){0,2}\s(?:التي|الذي|الذين)\s[^،]*$/u;

/** «ووفقاً لمذكرة نشرت على … ‖، فقد أقسم …»: what the source says is still to come. */
export function awaitsSaid([first]: readonly Token[], rest: string): boolean {
  return (
    /^[،؛]\s*ف(?:قد|إن|ان|لا|لم|لن)(?:ه|ها|هم)?\s/.test(rest) &&
    /^و?(?:وفقا?|ب?حسب|طبقا|استنادا|نقلا)$/.test(first?.key ?? '')
  );
}

const RELATES = new Set('الذي التي الذين اللذين اللتين ان عندما حين بعدما من ما كما وكما حسبما مثلما'.split(' '));
const SET_BEFORE = new Set(
  'في بعد قبل عقب اثر خلال مع منذ رغم وسط عندما حين حينما لما كلما اذا لو بينما فيما بسبب نظرا نتيجه بعدما قبيل من علي الي بمشاركه بحضور'.split(
    ' ',
  ),
);

/** «قال الناطق في رد على تصريحات الوزير، ‖ الذي …: "…"», «أن المنظمة قالت ضمن حملة ‖ …: "…"»: the words are still to come. */
export function awaitsQuotation(head: string, words: readonly Token[], rest: string): boolean {
  const last = words.findLast(({ key }, at) => isTelling(key) && (at === 0 || isSpeaking(key)));
  return last !== undefined && !SAID.test(head.slice(last.end)) && /:\s*["«“]/.test(rest);
}

/** A colon, «إن», or a quotation of more than a name. */
const SAID = /:|\s[إأا]ن(?:ه|ها|هم)?\s|["«“](?:[^"»”\s]+\s+){3}/;

/** «إن الدراسة تم عرضها ‖ خلال …», «أعلن بدء هجوم ‖ من أجل …»: that it was done says nothing without where, when or what for. */
const ENDS_ON_DEED =
  /\s(?:بدء|شن|إجراء|تنفيذ|عقد)\s(?!ال)[\p{L}\p{M}]+[،؛]?$|\s(?:[يت]?تم|تمت|س[يت]تم|جرى|جرت|يجري|تجري)\s[\p{L}\p{M}]+[،؛]?$/u;

/** «قال الوزير، بعد لقائه …، إن …»: what was said is still to come. */
export function awaitsSpeech(head: string, rest: string): boolean {
  const reported = /(?:^|\s)(?:إن|أن|إنه|إنها|إنهم|أنه|أنها|أنهم|بأن|بأنه|بأنها)\s/;
  return !reported.test(head) && /(?<!كما)[،\s](?:إن|أن|إنه|إنها|إنهم|أنه|أنها|أنهم|بأن)\s/.test(rest.slice(0, 160));
}

function isVerb(key: string): boolean {
  const isListed = isTelling(key) || PAST_VERBS.has(key) || VERBS.has(key);
  return (isListed || VERB_SHAPE.test(key)) && !NOT_VERBS.test(key);
}

/** «سيزور», «يزور», «زارت». */
const VERB_SHAPE = /^س[يت]\p{L}{3,}$|^ي\p{L}{3,}$|^(?!ال)\p{L}{2,}[^اويى]ت$/u;

/** Besides those of telling and {@link PAST_VERBS}. */
const VERBS = new Set(
  `سلم رعي حكم حرر نما فر فرت لجا لجات
  ليس لم لن قد لقد اطلع استعرض تلقي بعث تفقد اعتمد وافقت تشهد تعتبر تعد تبدا تواجه تستعد تعتزم تسعي تستمر تتواصل تخطط
  تنوي تدرس تقع تضم تعاني تتجه تعمل تقوم تحمل تمتلك تملك تمثل تشكل تنتمي تحظي تحتاج تعيش تستخدم تستند تستهدف ترتبط
  تختلف تنص تتضمن تتكون تتميز توفر توجد تستضيف تنطلق تحتفل تحتضن تجري تعقد تنظم تشارك تتوقع تنتظر`.split(/\s+/),
);
