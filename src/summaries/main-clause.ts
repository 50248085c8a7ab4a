import {
  countCharacters,
  isInside,
  isTelling,
  NOT_VERBS,
  normalise,
  PAST_VERBS,
  quotations,
  type Token,
  tokens,
  unjoined,
} from '../articles/text/index.ts';
import { DENYING, REFUSING, REFUSING_CLAIMS } from './rules/lexicon.ts';

/**
 * The main clause of a sentence that has no room: what hangs on it comes off, and a full stop takes its place.
 * What hangs on it begins with «حيث», «وذلك», «والذي», «مشيراً إلى», or, behind a comma, with «الذي», a second verb («، ودعا») or a
 * circumstance («، بعد», «، بحضور»). The longest such form within `maxChars` code points; null when the sentence has no such
 * joint outside quotations, brackets and dashes, or too little would stay, or a claim would lose its denial or its source.
 */
export function mainClause(sentence: string, maxChars: number): string | null {
  return longestHead(sentence, maxChars, JOINT) ?? longestHead(sentence, maxChars, LOOSE_JOINT);
}

function longestHead(sentence: string, maxChars: number, joints: RegExp): string | null {
  const { spans } = quotations(sentence);
  let best: string | null = null;
  for (const joint of sentence.matchAll(joints)) {
    const head = sentence.slice(0, joint.index).trimEnd();
    if (countCharacters(head) >= maxChars) break;
    if (isInside(spans, joint.index) || isInBrackets(sentence, joint.index)) continue;
    const words = tokens(head);
    const rest = sentence.slice(joint.index);
    if (words.length < 8 || dangles(words) || DENIES.test(normalise(rest))) continue;
    if (INSERTED.test(rest) && (resumes(rest) || awaitsPredicate(head))) continue;
    if (awaitsWhatTheyDid(head) || awaitsQuotation(head, words, rest)) continue;
    const { second, turn, loose } = joint.groups ?? {};
    if (second !== undefined && !(hasMainVerb(head, words) && !awaitsSpeech(head, rest))) continue;
    if (turn !== undefined && !NEGATES.test(normalise(head))) continue;
    if (loose !== undefined && !(startsWithVerb(words) && !isOpenEnded(words) && !awaitsSpeech(head, rest))) continue;
    if (loose !== undefined && (isOneByOne(words, rest) || ONE_WORD_LEFT.test(head))) continue;
    const form = withSource(head, words, rest);
    if (form !== null && countCharacters(form) <= maxChars) best = form;
  }
  return best;
}

/** The head with a full stop, and with who said it where that stands in what comes off: «…، بحسب الشرطة.» Null where it would be lost. */
function withSource(head: string, words: readonly Token[], rest: string): string | null {
  if (!takesSource(words, rest)) return `${head}.`;
  const { spans } = quotations(rest);
  const last = [...rest.matchAll(SOURCE_TAIL)].at(-1);
  return last === undefined || isInside(spans, last.index) ? null : `${head}، ${last[1]?.trimEnd() ?? ''}`;
}

const SOURCE_TAIL =
  /،\s*(?=(?:(?:وذلك\s+)?(?:بحسب|حسب|حسبما|وفق|وفقاً?|طبقاً?|نقلاً?|كما|على حد)\s))((?:[^،؛.«"“(]|\.(?=\S))+[.]?)$/gu;

/** A claim keeps the denial that hangs on it: «…، وهو ما تنفيه موسكو». */
const DENIES = new RegExp(
  `(?:^|\\s)[وف]?(?:${DENYING}(?:ه|ها|هم)?|${REFUSING}(?:ه|ها|هم)|${REFUSING_CLAIMS})(?=[\\s،.])`,
);

/** «ليست لليوناردو، بل لتلميذه» says by itself what it denies. */
const NEGATES = /(?:^|\s)[وف]?(?:ليس|ليست|ليسوا|لم|لن|لا)\s/;

const alternatives = (list: string): string =>
  list
    .trim()
    .split(/\s*\|\s*|\n\s*/)
    .join('|');

/**
 * The sentence without what is set between commas within it and only tells when, after what or of whom: «أعلن رئيس الوزراء، خلال
 * مشاركته في مؤتمر، أن …», «ناشد والد الشابة، والتي قضت في عفرين، حكومة بلاده …». Null when nothing is.
 */
export function withoutInsertions(sentence: string): string | null {
  const { spans } = quotations(sentence);
  const text = sentence.replace(INSERTION, (whole: string, inner: string, at: number) =>
    isInside(spans, at) || isInBrackets(sentence, at) || DENIES.test(normalise(inner)) ? whole : '',
  );
  return text === sentence || tokens(text).length < 8 ? null : text;
}

const CLAUSES =
  alternatives(`وذلك|وال(?:ذي|تي|ذين)|حيث|إذ|مما(?! (?:كان|كانت|هو|هي|عليه|لو|في))|فيما(?! (?:بعد|يتعلق|يخص|يلي|عدا|بين|يشبه))|بينما
  في حين|بالإضافة إلى|إضافة إلى|فضلا?ً? عن|علاوة على|الأمر الذي|ما (?:أدى|دفع|جعل|يعني|أثار)
  (?:مشير|موضح|مضيف|مؤكد|معتبر|لافت|محذر|مبين|منوه|مشدد|متهم|معرب|معلن|مطالب|داعي|محمل|متوقع|معلل|واصف|مبرر|كاشف|مرجح|متعهد|مهدد|ملمح|مستشهد|مذكر)[اةًَ]+`);

const CIRCUMSTANCES =
  alternatives(`بعد|بعدما|قبل|قبيل|عقب|إثر|على إثر|في أعقاب|خلال|أثناء|ضمن|وسط|في إطار|في ظل|في وقت|في الوقت الذي|في خطوة|في محاولة|على خلفية|على هامش
  بحضور|بمشاركة|بهدف|بغية|من أجل|بسبب|جراء|نتيجة|بمناسبة|بالتزامن|بالتعاون|بموجب|تمهيداً?|احتجاجاً?|رداً? على|تزامناً?|سعياً?|رغم|على الرغم|بالرغم|إلى جانب|مقابل|مقارنةً?|بزيادة|بنمو|بارتفاع|بانخفاض|بتراجع|لا سيما|خاصة|خصوصاً?|الذي|التي|الذين|بينهم|بينها|من بينهم|من بينها|تشمل|يشمل|شملت|تتضمن|يتضمن|تضمنت|أبرزها|أهمها|منها`);

const SECOND_VERBS =
  alternatives(`قال|قالت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|أوضح|أوضحت|أشار|أشارت|ذكر|ذكرت|دعا|دعت|طالب|طالبت|حذر|حذرت|اتهم|اتهمت|شدد|شددت|كشف|كشفت
  وصف|وصفت|صرح|صرحت|زعم|زعمت|نقل|نقلت|نشر|نشرت|اعتبر|اعتبرت|لفت|لفتت|أعرب|أعربت|أدى|أدت|أسفر|أسفرت|تسبب|تسببت|قتل|قتلت|أصيب|أصيبت|كان|كانت|أصبح|أصبحت|تم|جاء|جاءت|بدأ|بدأت|قام|قامت|قرر|قررت|أمر|أمرت|شارك|شاركت
  حضر|حضرت|تناول|تناولت|بحث|بحثا|ناقش|ناقشا|التقى|التقت|استقبل|استقبلت|وصل|وصلت|غادر|غادرت|انتقل|انتقلت|عاد|عادت|تولى|تولت|شغل|شغلت|حصل|حصلت|فاز|فازت|بلغ|بلغت|ارتفع|ارتفعت|انخفض|انخفضت|تراجع|تراجعت|شهد|شهدت|شملت?|تضمنت?|يضم|تضم|يشمل|تشمل|يتضمن|تتضمن|يأتي|تأتي|يهدف|تهدف|يتوقع|من المتوقع|من المقرر|من المنتظر
  يعمل|تعمل|يقول|تقول|يرى|ترى|يمكن|تقع|يقع|تبلغ|يبلغ|تنتقل|ينتقل|تستخدم|يستخدم|يصل|تصل|يؤكد|تؤكد|يدعو|تدعو|يسعى|تسعى|يعاني|تعاني|يواجه|تواجه|يستمر|تستمر|يشكل|تشكل|تسبب|يسبب|تؤدي|يؤدي|يعتزم|تعتزم|يطالب|تطالب|يتهم|تتهم
  قد|غالباً?|عادة|أحياناً?|لم|لن|لا|ليس|ليست|هو|هي|هم|هذا|هذه|ذلك`);

/** Circumstances that hang on a sentence without a comma; a sentence is only parted there where it has no other joint. */
const LOOSE_JOINT =
  /(?<loose>\s+)(?=(?:بعد|بعدما|قبل|قبيل|عقب|إثر|على إثر|في أعقاب|خلال|أثناء|ضمن|وسط|في إطار|في ظل|على خلفية|على هامش|بهدف|من أجل|بسبب|جراء|نتيجة|بالتزامن|تزامناً?|احتجاجاً?|تمهيداً?|رغم|على الرغم|بالرغم)\s)/gu;

/** What hangs on a sentence only behind a comma: «معتبرين» may be an adjective elsewhere, «على أن» what a verb takes («حث على أن»). */
const BEHIND_COMMA = `على أن(?=\\s[يت])|(?:${alternatives('مشير|موضح|مضيف|مؤكد|معتبر|محذر|مبين|منوه|مشدد|متهم|معرب|معلن|مطالب|محمل|متوقع|مبرر|متعهد|مهدد')})ين`;

/** «مذكرة تفاهم، يضاف بموجبها …»: a clause on the noun before it, which a pronoun takes up. */
const RESUMED = '[يت]\\p{L}{3,}\\s(?:بموجب|بمقتضى|خلال|في|ضمن|عبر|من خلال)(?:ه|ها)';

const JOINT = new RegExp(
  `[،؛]?\\s+(?=(?:${CLAUSES})\\s)|[،؛]\\s*(?=(?:${BEHIND_COMMA})\\s)|(?<second>[،؛]\\s*)(?=(?:و(?:${SECOND_VERBS})|ف(?:${SECOND_VERBS})|ثم(?!\\s(?:إلى|الى|في|على|من|عن)\\s)|كما|لذلك|${CIRCUMSTANCES}|${RESUMED})\\s)|(?<turn>[،؛]\\s*)(?=بل\\s)`,
  'gu',
);

/** Openings of what may be set between a verb and its object: «ناشد والدها، والذي …، حكومة بلاده». */
const INSERTED = new RegExp(`^[،؛]?\\s*(?:وال(?:ذي|تي|ذين)|حيث|${CIRCUMSTANCES})\\s`);

/** Whether a comma later in `rest` leads back to what the inserted words interrupted, for all that can be told. */
function resumes(rest: string): boolean {
  const { spans } = quotations(rest);
  return [...rest.matchAll(/[،؛]\s*(?=[\p{L}\p{Nd}"«“])/gu)].some(
    ({ index, 0: comma }) => index > 0 && !isInside(spans, index) && !GOES_ON.test(rest.slice(index + comma.length)),
  );
}

const GOES_ON = new RegExp(
  `^(?:و|ف|ثم|كما|لكن|بل|أو|أي|بحسب|حسب|وفق|نقلا|على حد|${CLAUSES}|${BEHIND_COMMA}|${CIRCUMSTANCES})`,
);

/** «، بعد لقائه قائد الكتيبة سالم الحداد، أحد ضباط الجيش، …»: who is named last in what is inserted is told of behind the comma. */
const APPOSITION =
  alternatives(`أحد|إحدى|أول|آخر|أبرز|أكبر|أهم|أشهر|الملقب|المعروف|المتهم|القيادي|العضو|الناطق|المتحدث|المبعوث|السفير
  (?:رئيس|وزير|قائد|زعيم|مدير|أمين|نائب|عضو|مؤسس|مرشد|سفير|مستشار|كاتب|نجل|شقيق|ابن|زوج|أرمل)[ةه]?`);

const INSERTION = new RegExp(
  `،\\s((?:و?ال(?:ذي|تي|ذين)|بعد|بعدما|قبل|قبيل|عقب|إثر|على إثر|في أعقاب|خلال|أثناء|في إطار|على خلفية|على هامش|بمناسبة|بالتزامن|بحضور|بمشاركة|في (?:بيان|مؤتمر|تصريحات?|مقابلة|تغريدة|كلمة|خطاب|حديث))\\s[^،؛.:"“”«»()]{8,110})،(?=\\s(?!${GOES_ON.source.slice(1)}|(?:${APPOSITION})\\s|[بل])\\p{L})`,
  'gu',
);

/** Words after which a sentence cannot end. */
function dangles(words: readonly Token[]): boolean {
  return /^(?:و|[وف]?(?:او|ان|الي|علي|عن|في|من|مع|بين|بعد|قبل|لكن|ثم|التي|الذي|الذين|هو|هي|كان|كانت|قد|اكثر|اقل|يقوم|تقوم|ما|لا|لم|لن|غير|كل|بعض|احد|اي))$/.test(
    words.at(-1)?.key ?? '',
  );
}

/** «قتل عشرة، وأصيب عشرون، بحسب الشرطة»: what comes off says who said it, and nothing that stays does. */
function takesSource(words: readonly Token[], rest: string): boolean {
  if (words.some(({ key }) => isTelling(key))) return false;
  const off = tokens(rest).map(({ key }) => key);
  const named = off.some((key, at) => SOURCES.has(key) || (/^(?:كما|ما)$/.test(key) && isTelling(off[at + 1] ?? '')));
  return named && !words.some(({ key }) => SOURCES.has(key));
}

const SOURCES = new Set('بحسب حسب حسبما وفق وفقا طبقا نقلا'.split(' '));

/** «إن الوثائق التي كشفت عنها إسرائيل»: a subject with its relative clause, and nothing said of it. */
function awaitsPredicate(head: string): boolean {
  return /(?:^|\s)(?:إن|أن|بأن)\s+(?:\S+\s+){1,4}(?:الذي|التي|الذين)\s(?!.*[،\s](?:إن|أن|بأن)\s)/.test(head);
}

/** «يعتقد أن جميع من كانوا على متن الطائرة ‖ ، وهم ثمانية ركاب، لقوا حتفهم»: whom it speaks of, and nothing said of them. */
function awaitsWhatTheyDid(head: string): boolean {
  return /(?:^|\s)(?:إن|أن|بأن)\s+(?:جميع|كل|معظم|بعض|كثيرا?ً? من|عددا?ً? من)\s+(?:من|الذين)\s[^،]*(?:،\s*من\s[^،]*)?$/.test(
    head,
  );
}

/** A verb, or a relative clause just begun, still wants what hangs on it: «طائرة هبطت ‖ بعد …», «التي وصلت بغداد ‖ قبل …». */
function isOpenEnded(words: readonly Token[]): boolean {
  const keys = words.map(({ key }) => key);
  return (
    isVerb(keys.at(-1) ?? '') ||
    keys.some((key) => /^(?:الذي|التي|الذين|اللذين)$/.test(key)) ||
    keys.slice(-6).some((key) => RELATES.has(key))
  );
}

/** «…، للضغط ‖ من أجل …»: behind a comma one word, which says nothing without what hangs on it. */
const ONE_WORD_LEFT = /[،؛]\s*[^\s،؛]+$/;

/** «حياً بعد حي», «يوماً بعد يوم» */
function isOneByOne(words: readonly Token[], rest: string): boolean {
  const [, next] = tokens(rest.slice(0, 40));
  return next !== undefined && words.at(-1)?.key.startsWith(next.key) === true;
}

function startsWithVerb([first]: readonly Token[]): boolean {
  return first !== undefined && (isVerb(first.key) || isVerb(unjoined(first.key)));
}

/** Whether what stands before a joint has its verb: as its first word, behind its subject, or behind what is set before it. */
function hasMainVerb(head: string, words: readonly Token[]): boolean {
  const [first] = words;
  if (first === undefined) return false;
  if (startsWithVerb(words)) return true;
  const early = words.slice(1, 7).findIndex(({ key }) => isVerb(key) || key === 'هو' || key === 'هي');
  const before = words.slice(0, early + 1).map(({ key }) => key);
  if (early >= 0 && !SET_BEFORE.has(first.key) && !before.some((key) => RELATES.has(key))) return true;
  return [...head.matchAll(/،\s*(\p{L}+)/gu)].some(([, word = '']) => isVerb(normalise(word)));
}

const RELATES = new Set('الذي التي الذين اللذين اللتين ان عندما حين بعدما من ما كما وكما حسبما مثلما'.split(' '));
const SET_BEFORE = new Set(
  'في بعد قبل عقب اثر خلال مع منذ رغم وسط عندما حين حينما لما كلما اذا لو بينما فيما بسبب نظرا نتيجه بعدما قبيل من علي الي بمشاركه بحضور'.split(
    ' ',
  ),
);

function isVerb(key: string): boolean {
  const isListed = isTelling(key) || PAST_VERBS.has(key) || VERBS.has(key);
  return (isListed || VERB_SHAPE.test(key)) && !NOT_VERBS.test(key);
}

/** «سيزور», «يزور», «زارت». */
const VERB_SHAPE = /^س[يت]\p{L}{3,}$|^ي\p{L}{3,}$|^(?!ال)\p{L}{2,}[^اويى]ت$/u;

/** Besides those of telling and {@link PAST_VERBS}. */
const VERBS = new Set(
  `سلم رعي حكم حرر نما
  ليس لم لن قد لقد اطلع استعرض تلقي بعث تفقد اعتمد وافقت تشهد تعتبر تعد تبدا تواجه تستعد تعتزم تسعي تستمر تتواصل تخطط
  تنوي تدرس تقع تضم تعاني تتجه تعمل تقوم تحمل تمتلك تملك تمثل تشكل تنتمي تحظي تحتاج تعيش تستخدم تستند تستهدف ترتبط
  تختلف تنص تتضمن تتكون تتميز توفر توجد تستضيف تنطلق تحتفل تحتضن تجري تعقد تنظم تشارك تتوقع تنتظر`.split(/\s+/),
);

/** «قال الناطق في رد على تصريحات الوزير، ‖ الذي …: "…"»: his words are still to come. */
function awaitsQuotation(head: string, words: readonly Token[], rest: string): boolean {
  return isTelling(words[0]?.key ?? '') && !/[:"«“]|\s[إأ]ن/.test(head) && /:\s*["«“]/.test(rest);
}

/** «قال الوزير، بعد لقائه …، إن …»: what was said is still to come. */
function awaitsSpeech(head: string, rest: string): boolean {
  const reported = /(?:^|\s)(?:إن|أن|إنه|إنها|إنهم|أنه|أنها|أنهم|بأن|بأنه|بأنها)\s/;
  return !reported.test(head) && /(?<!كما)[،\s](?:إن|أن|إنه|إنها|إنهم|أنه|أنها|أنهم|بأن)\s/.test(rest.slice(0, 160));
}

function isInBrackets(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return (
    before.split('(').length !== before.split(')').length ||
    (before.match(/(?<=[^\p{N}\s]\s)[-–—](?=\s?[^\p{N}\s])/gu)?.length ?? 0) % 2 === 1
  );
}
