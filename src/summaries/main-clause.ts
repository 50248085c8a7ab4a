import {
  countCharacters,
  isInside,
  isTelling,
  normalise,
  quotations,
  remembered,
  type Token,
  tokens,
} from '../articles/text/index.ts';
import { hasOtherVoice, takesBack } from './reservations.ts';
import {
  awaitsPredicate,
  awaitsQuotation,
  awaitsSaid,
  awaitsSpeech,
  awaitsVerb,
  hasMainVerb,
  isOneByOne,
  isOpenEnded,
  isUnfinished,
  ONE_WORD_LEFT,
  startsWithVerb,
} from './whole-clause.ts';

/**
 * The main clause of a sentence that has no room: what hangs on it comes off, and a full stop takes its place.
 * What hangs on it begins with «حيث», «وذلك», «والذي», «مشيراً إلى», or, behind a comma, with «الذي», a second verb («، ودعا») or a
 * circumstance («، بعد», «، بحضور»). The longest such form within `maxChars` code points; null when the sentence has no such
 * joint outside quotations, brackets and dashes, or too little would stay, or a claim would lose its denial or its source.
 */
export function mainClause(sentence: string, maxChars: number): string | null {
  return longestOf(headsOf(sentence), maxChars) ?? longestOf(looseHeadsOf(sentence), maxChars);
}

/** The same of an article's opening, which is the news without what came of it, too: «أفرجت السلطات عن أربعين، ليرتفع بذلك العدد إلى ثمانين». */
export function openingClause(sentence: string, maxChars: number): string | null {
  return mainClause(sentence, maxChars) ?? longestOf(withoutResult(sentence), maxChars);
}

/** What stays of a sentence that is parted at one of its joints. */
interface Head {
  /** Code points of the head alone. */
  readonly chars: number;
  /** With what stays with it, or its stop; null where that says more than the sentence. */
  readonly form: string | null;
  /** Whether the form keeps for what the head holds. */
  readonly limited: boolean;
  /** The head alone with a stop, where it may stand so. */
  readonly bare: string | null;
}

function longestOf(heads: readonly Head[], maxChars: number): string | null {
  let best: string | null = null;
  let limited: string | null = null;
  for (const head of heads) {
    if (head.chars >= maxChars) break;
    if (head.form === null || countCharacters(head.form) > maxChars) best = head.bare ?? best;
    else if (head.limited) limited = head.form;
    else best = head.form;
  }
  return limited ?? best;
}

/** Read once, however much room is asked for: a search tries a sentence behind many others. */
const headsOf = remembered((sentence) => readHeads(sentence, JOINT), { longest: 2_000 });
const looseHeadsOf = remembered((sentence) => readHeads(sentence, LOOSE_JOINT), { longest: 2_000 });

const withoutResult = remembered((sentence) => readHeads(sentence, RESULT_JOINT), { longest: 2_000 });

function readHeads(sentence: string, joints: RegExp): readonly Head[] {
  const { spans } = quotations(sentence);
  const heads: Head[] = [];
  for (const joint of sentence.matchAll(joints)) {
    const head = sentence.slice(0, joint.index).trimEnd();
    if (isInside(spans, joint.index) || isInBrackets(sentence, joint.index)) continue;
    const words = tokens(head);
    const rest = sentence.slice(joint.index);
    if (words.length < 8 || isUnfinished(head, words)) continue;
    if (INSERTED.test(rest) && (resumes(rest) || awaitsPredicate(head))) continue;
    if (awaitsQuotation(head, words, rest) || awaitsSaid(words, rest)) continue;
    const { second, turn, loose } = joint.groups ?? {};
    if (second !== undefined && !(hasMainVerb(head, words) && !awaitsSpeech(head, rest))) continue;
    if (turn !== undefined && (!NEGATES.test(normalise(head)) || NOT_ONLY.test(head))) continue;
    if (loose !== undefined && !(startsWithVerb(words) && !isOpenEnded(words) && !awaitsSpeech(head, rest))) continue;
    if (loose !== undefined && (isOneByOne(words, rest) || awaitsVerb(words) || ONE_WORD_LEFT.test(head))) continue;
    const sourced = takesSource(words, rest);
    const tail = tailOf(rest, sourced ? SOURCE_TAIL : LIMIT_TAIL);
    const sound = (tail !== null || !sourced) && isSound(head, rest.slice(0, tail?.start));
    heads.push({
      chars: countCharacters(head),
      form: sound ? `${head}${tail?.text ?? '.'}` : null,
      limited: tail !== null && !sourced,
      bare: tail !== null && !sourced && isSound(head, rest) ? `${head}.` : null,
    });
  }
  return heads;
}

/** Whether what stays says no more than the sentence: what comes off neither takes it back nor has another voice against it. */
function isSound(head: string, lost: string): boolean {
  if (UNTIL.test(lost) && NEGATES.test(normalise(head))) return false;
  return !takesBack(lost) && !hasOtherVoice(head, lost);
}

/** What stays with a head where it ends the sentence: who said it («، بحسب الشرطة.»), or what it holds for («، باستثناء أقسام الطوارئ.»). */
function tailOf(rest: string, pattern: RegExp): { readonly text: string; readonly start: number } | null {
  const last = [...rest.matchAll(pattern)].at(-1);
  if (last === undefined || isInside(quotations(rest).spans, last.index)) return null;
  return { text: `، ${withoutMore(last[1]?.trimEnd() ?? '')}`, start: last.index };
}

/** «كما أعلن الجيش» of «وذلك كما أعلن الجيش الذي يرجح …»: who said it, and no more of him than limits what was said. */
function withoutMore(tail: string): string {
  if (!SAYS_WHO.test(tail)) return tail;
  const [more = ''] = /\s(?:الذي|التي|الذين)\s.*$/.exec(tail) ?? [];
  const bare = tail.replace(/^وذلك\s+/, '');
  return more === '' || takesBack(more) ? bare : `${bare.slice(0, -more.length)}.`;
}

const SAYS_WHO = /^(?:وذلك\s+)?كما\s(?=(?:\S+\s){2})/;

/** «لم تعلن الوزارة الموعد …، حتى هدد الطلاب بالإضراب»: then it did. */
const UNTIL = /[\s،]حتى\s/;

const SOURCE_TAIL =
  /،\s*(?=(?:(?:وذلك\s+)?(?:بحسب|حسب|حسبما|وفق|وفقاً?|طبقاً?|نقلاً?|كما|على حد)\s))((?:[^،؛.«"“(]|\.(?=\S))+[.]?)$/gu;

/** What holds of the main clause whatever stood between: «، وذلك باستثناء …», «، شرط أن …», «، فيما برأت …». */
const LIMIT_TAIL =
  /،\s*(?=(?:وذلك\s+)?(?:باستثناء|ما عدا|شرط|بشرط|شريطة|ما لم|إلا إذا)\s|(?:فيما|بينما|في حين)\s[^،]*(?:برأت?|تبرئة|ب?(?:ال)?براءة)(?!\p{L}))((?:[^،؛.«"“(]|\.(?=\S))+[.]?)$/gu;

/** «ليست لليوناردو، بل لتلميذه» says by itself what it denies. */
const NEGATES = /(?:^|\s)[وف]?(?:ليس|ليست|ليسوا|لم|لن|لا)\s/;

/** «ليس صوتاً للمدينة فحسب ‖، بل …» */
const NOT_ONLY = /\s(?:فحسب|فقط|وحد(?:ه|ها|هم))$/;

const alternatives = (list: string): string =>
  list
    .trim()
    .split(/\s*\|\s*|\n\s*/)
    .join('|');

const CLAUSES =
  alternatives(`وذلك|وال(?:ذي|تي|ذين)|حيث|إذ|مما(?! (?:كان|كانت|هو|هي|عليه|لو|في))|فيما(?! (?:بعد|يتعلق|يخص|يلي|عدا|بين|يشبه|\\p{L}+(?:ه|ها|هم))(?!\\p{L}))|بينما
  في حين|بالإضافة إلى|إضافة إلى|فضلا?ً? عن|علاوة على|الأمر الذي|ما (?:أدى|دفع|جعل|يعني|أثار)
  (?:مشير|موضح|مضيف|مؤكد|معتبر|لافت(?=(?:ًا|اً?|ين)\\s|ة إلى)|محذر|مبين|منوه|مشدد|متهم|معرب|معلن|مطالب|داعي|محمل|متوقع|معلل|واصف|مبرر|كاشف|مرجح|متعهد|مهدد|ملمح|مستشهد|مذكر)[اةًَ]+`);

/** No circumstance: «القرن الثالث قبل الميلاد», «الخسائر بعد الزكاة». */
const AROUND = '(?:بعد|قبل)(?! (?:الميلاد|الهجرة|الزكاة|الضريبة|الضرائب|الخصم|التمديد|الظهر|ظهر)(?!\\p{L}))';

const CIRCUMSTANCES =
  alternatives(`${AROUND}|بعدما|قبيل|عقب|إثر|على إثر|في أعقاب|خلال|أثناء|ضمن|وسط|في إطار|في ظل|في وقت|في الوقت الذي|في خطوة|في محاولة|في مناسبة|على خلفية|على هامش
  بحضور|بمشاركة|بهدف|بغية|من أجل|بسبب|جراء|نتيجة|بمناسبة|بالتزامن|بالتعاون|بموجب|تمهيداً?|احتجاجاً?|رداً? على|تزامناً?|سعياً?|رغم|على الرغم|بالرغم|إلى جانب|مقابل|مقارنةً?|بزيادة|بنمو|بارتفاع|بانخفاض|بتراجع|لا سيما|خاصة|خصوصاً?|الذي|التي|الذين|بينهم|بينها|من بينهم|من بينها|تشمل|يشمل|شملت|تتضمن|يتضمن|تضمنت|أبرزها|أهمها|منها`);

const SECOND_VERBS =
  alternatives(`قال|قالت|أعلن|أعلنت|أكد|أكدت|أضاف|أضافت|أوضح|أوضحت|أشار|أشارت|ذكر|ذكرت|دعا|دعت|طالب|طالبت|حذر|حذرت|اتهم|اتهمت|شدد|شددت|كشف|كشفت
  وصف|وصفت|صرح|صرحت|زعم|زعمت|نقل|نقلت|نشر|نشرت|اعتبر|اعتبرت|لفت|لفتت|أعرب|أعربت|أدى|أدت|أسفر|أسفرت|تسبب|تسببت|قتل|قتلت|أصيب|أصيبت|كان|كانت|أصبح|أصبحت|تم|جاء|جاءت|بدأ|بدأت|قام|قامت|قرر|قررت|أمر|أمرت|شارك|شاركت
  حضر|حضرت|تناول|تناولت|بحث|بحثا|ناقش|ناقشا|التقى|التقت|استقبل|استقبلت|وصل|وصلت|غادر|غادرت|انتقل|انتقلت|عاد|عادت|تولى|تولت|شغل|شغلت|حصل|حصلت|فاز|فازت|بلغ|بلغت|ارتفع|ارتفعت|انخفض|انخفضت|تراجع|تراجعت|شهد|شهدت|شملت?|تضمنت?|يضم|تضم|يشمل|تشمل|يتضمن|تتضمن|يأتي|تأتي|يهدف|تهدف|يتوقع|من المتوقع|من المقرر|من المنتظر
  يعمل|تعمل|يقول|تقول|يرى|ترى|يمكن|تقع|يقع|تبلغ|يبلغ|تنتقل|ينتقل|تستخدم|يستخدم|يصل|تصل|يؤكد|تؤكد|يدعو|تدعو|يسعى|تسعى|يعاني|تعاني|يواجه|تواجه|يستمر|تستمر|يشكل|تشكل|تسبب|يسبب|تؤدي|يؤدي|يعتزم|تعتزم|يطالب|تطالب|يتهم|تتهم
  قد|غالباً?|عادة|أحياناً?|لم|لن|لا|ليس|ليست|هو|هي|هم|هذا|هذه|ذلك`);

/** Circumstances that hang on a sentence without a comma; a sentence is only parted there where it has no other joint. */
const LOOSE_JOINT = new RegExp(
  `(?<loose>\\s+)(?=(?:${AROUND}|بعدما|قبيل|عقب|إثر|على إثر|في أعقاب|خلال|أثناء|ضمن|وسط|في إطار|في ظل|على خلفية|على هامش|بهدف|من أجل|بسبب|جراء|نتيجة|بالتزامن|تزامناً?|احتجاجاً?|تمهيداً?|رغم|على الرغم|بالرغم)\\s)`,
  'gu',
);

/** What hangs on a sentence only behind a comma: «معتبرين» may be an adjective elsewhere, «على أن» what a verb takes («حث على أن»). */
const BEHIND_COMMA = `على أن(?=\\s[يت])|لاتهام(?:ه|ها|هم|هما)|(?:قائل|متجاهل|رافع|مخلف|محقق|مسجل|مستند|ملوح|مجدد|مندد|منتقد|تارك)(?:اً?|ة|ين)|(?:${alternatives('مشير|موضح|مضيف|مؤكد|معتبر|محذر|مبين|منوه|مشدد|متهم|معرب|معلن|مطالب|محمل|متوقع|مبرر|متعهد|مهدد')})ين`;

/** «مذكرة تفاهم، يضاف بموجبها …»: a clause on the noun before it, which a pronoun takes up. */
const RESUMED = '[يت]\\p{L}{3,}\\s(?:بموجب|بمقتضى|خلال|في|ضمن|عبر|من خلال)(?:ه|ها)';

const JOINT = new RegExp(
  `[،؛]?\\s+(?=(?:${CLAUSES})\\s)|[،؛]\\s*(?=(?:${BEHIND_COMMA})\\s)|(?<second>[،؛]\\s*)(?=(?:و(?:${SECOND_VERBS})|ف(?:${SECOND_VERBS})|ف(?:في|خلال|بعد|قبل|منذ|عند)|ثم(?!\\s(?:إلى|الى|في|على|من|عن)\\s)|كما|لذلك|${CIRCUMSTANCES}|${RESUMED})\\s)|(?<turn>[،؛]\\s*)(?=بل\\s)`,
  'gu',
);

const RESULT_JOINT = /[،؛]\s*(?=ل[يت]\p{L}{3,}\s)/gu;

/** Openings of what may be set between a verb and its object: «ناشد والدها، والذي …، حكومة بلاده». */
const INSERTED = new RegExp(`^[،؛]?\\s*(?:وال(?:ذي|تي|ذين)|وه[ويم]|حيث|${CIRCUMSTANCES})\\s`, 'u');

/** Whether a comma later in `rest` leads back to what the inserted words interrupted, for all that can be told. */
function resumes(rest: string): boolean {
  const { spans } = quotations(rest);
  return [...rest.matchAll(/[،؛]\s*(?=[\p{L}\p{Nd}"«“])/gu)].some(
    ({ index, 0: comma }) => index > 0 && !isInside(spans, index) && !GOES_ON.test(rest.slice(index + comma.length)),
  );
}

const GOES_ON = new RegExp(
  `^(?:و|ف|ثم|كما|لكن|بل|أو|أي|بحسب|حسب|وفق|نقلا|على حد|شرط|بشرط|شريطة|باستثناء|ما عدا|ما لم|${CLAUSES}|${BEHIND_COMMA}|${CIRCUMSTANCES})`,
  'u',
);

/** «قتل عشرة، وأصيب عشرون، بحسب الشرطة»: what comes off says who said it, and nothing that stays does. */
function takesSource(words: readonly Token[], rest: string): boolean {
  if (words.some((_, at) => tells(words, at))) return false;
  const off = tokens(rest).map(({ key }) => key);
  const named = off.some(
    (key, at) => SOURCES.has(key) || (/^(?:كما|ما)$/.test(key) && REPORTS.test(off[at + 1] ?? '')),
  );
  return named && !words.some(({ key }) => SOURCES.has(key));
}

/** Whether a verb of telling stands there and what is told behind it: «قالت الشرطة إن …», and not «طائرة نقل». */
function tells(words: readonly Token[], at: number): boolean {
  const key = words[at]?.key ?? '';
  if (!isTelling(key)) return false;
  return (
    at === 0 || isTelling(key.slice(1)) || words.slice(at + 1).some((word) => /^[وب]?ان(?:ه|ها|هم)?$/.test(word.key))
  );
}

const REPORTS =
  /^(?:قالت?|[يت]قول|اعلنت?|اكدت?|افادت?|ذكرت?|اوضحت?|نقلت?|اوردت?|صرحت?|كشفت?|بينت?|ابلغت?|جاء)(?:ه|ها)?$/;
const SOURCES = new Set('بحسب حسب حسبما وفق وفقا طبقا نقلا'.split(' '));

function isInBrackets(text: string, offset: number): boolean {
  const before = text.slice(0, offset);
  return (
    before.split('(').length !== before.split(')').length ||
    (before.match(/(?<=[^\p{N}\s]\s)[-–—](?=\s?[^\p{N}\s])/gu)?.length ?? 0) % 2 === 1
  );
}
