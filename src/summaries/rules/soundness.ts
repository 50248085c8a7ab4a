import { lineKind } from '../../articles/boilerplate/line.ts';
import { opensWithCall, PERHAPS, pageSpeech } from '../../articles/boilerplate/speech.ts';
import {
  isInside,
  normalise,
  opensWithPast,
  opensWithVerb,
  type QuotationSpan,
  type Quotations,
  quotations,
  screened,
  type Token,
  tokens,
} from '../../articles/text/index.ts';
import { isAllOfUs, speaksOfItself } from './first-person.ts';
import { attributes, DENYING, REFUSING } from './lexicon.ts';
import { isOtherTongue } from './tongue.ts';

/** «ونفى بوتييه التهم.»: a denial needs no more words, but that it is told of what, and of whom. Takes normalised text. */
export function isBareDenial(plain: string): boolean {
  return BARE_DENIAL.test(plain);
}

const BARE_DENIAL = new RegExp(
  `^[وف]?(?:${DENYING}|${REFUSING}) (?:\\S+ ){1,3}(?:ال)?(?:تهم|تهمه|اتهام|اتهامات|مزاعم|ادعاءات)(?: (?:كلها|جميعها|الموجهه (?:اليه|اليها|اليهم)))? ?[.]?$`,
);

/** «لكن موسكو تنفي أي تورط في الهجوم.»: who, and of what. */
const SHORT_DENIAL = new RegExp(
  `^(?:و?لكن |غير ان |الا ان |بيد ان )?(?:\\S+ ){1,2}(?:${DENYING}) (?:اي )?(?:تورط|ضلوع|علاقه|صله|مسووليه|دور|ارتكاب)\\S* (?:في |عن |ب)\\S+`,
);

/** Why a sentence can stand in no summary, wherever it is put. */
export type Fault =
  | 'too-short'
  | 'unfinished'
  | 'cut'
  | 'abridged'
  | 'paused'
  | 'unbalanced'
  | 'question'
  | 'first-person'
  | 'all-of-us'
  | 'unattributed'
  | 'list'
  | 'furniture'
  | 'address'
  | 'announces'
  | 'fragment'
  | 'other-tongue';

/** What is read of a sentence before its faults are. */
interface SentenceRead {
  readonly words: readonly Token[];
  readonly marks: Quotations;
  /** Normalised. */
  readonly plain: string;
}

/** The faults of one sentence by itself; empty when an editor could print it in its place. */
export function faultsOf(
  sentence: string,
  { words, marks, plain }: SentenceRead = {
    words: tokens(sentence),
    marks: quotations(sentence),
    plain: normalise(sentence),
  },
): Fault[] {
  const faults: Fault[] = [];
  if ((words.length < 6 || sentence.length < 35) && !isBareDenial(plain) && !SHORT_DENIAL.test(plain))
    faults.push('too-short');
  if (!/[.!؟?]["”»)\]]*$/.test(sentence) && !/[.!؟?]?["”»]$/.test(sentence)) faults.push('unfinished');
  // «(…)» in a quotation is the newsroom's own mark for what it left out; any other ellipsis is a text cut short.
  const whole = sentence.replace(/\((?:\.{2,3}|…)\)|\[(?:\.{2,3}|…)\]/g, '');
  if (/…|\.\.|\[\s*\]|\(\s*\)/.test(withoutPauses(whole)) || ENDS_OPEN.test(plain)) faults.push('cut');
  else if (whole !== sentence) faults.push('abridged');
  else if (withoutPauses(sentence) !== sentence) faults.push('paused');
  if (marks.unclosed.length > 0 || marks.stray.length > 0 || !bracketsBalance(sentence)) faults.push('unbalanced');
  const own = outside(sentence, marks.spans);
  if (/[؟?]/.test(own) || /[؟?]["”»]*[.]?$/.test(sentence) || /!$/.test(sentence) || ASKS.test(normalise(own)))
    faults.push('question');
  if (speaksOfItself(words, marks.spans)) faults.push('first-person');
  else if (words.some((word) => isAllOfUs(word) && !isInside(marks.spans, word.start))) faults.push('all-of-us');
  if (isUnattributed(words, marks.spans)) faults.push('unattributed');
  if (
    /^\s*(?:[•▪●○◦✓*·–—-]|[([]\p{N}{1,3}[)\]]\s|\p{N}{1,3}\s*[.)–-](?:\s|(?=\p{L}))|[\p{L}]\s*[).–-]\s)/u.test(sentence)
  )
    faults.push('list');
  else if (isNames(sentence)) faults.push('list');
  const told = withoutAddresses(sentence);
  if (told !== sentence && tokens(told).length >= TELLS_ENOUGH && !opensWithCall(plain)) faults.push('address');
  if (isFurniture(faults.includes('address') ? told : sentence)) faults.push('furniture');
  if (/:["”»]?\.?$/.test(sentence) || ANNOUNCES.test(plain)) {
    faults.push('announces');
  }
  if (isFragment(plain, words)) faults.push('fragment');
  if (isOtherTongue(sentence)) faults.push('other-tongue');
  return faults;
}

/** «سامي العطار (الساحل)، رامي حداد (الوادي)، وليد سمعان، أمل الحداد.»: names alone, four or more between commas or dashes, of whom nothing is told. */
function isNames(sentence: string): boolean {
  const parts = sentence.replace(/\([^()]*\)/g, '').split(/\s*[،,]\s*|\s[-–—]\s/);
  return parts.length >= 4 && parts.every((part) => tokens(part).length <= LONGEST_NAME && !opensWithPast(part));
}

/** Words of a name with what joins it to the one before. */
const LONGEST_NAME = 3;

/** Dots within a sentence that stand for a comma («… في روسيا.. لكنها حققت …») become one; three in a quotation are what was left out. */
export function withoutPauses(sentence: string): string {
  if (!/\.\.|…/.test(sentence)) return sentence;
  const { spans } = quotations(sentence);
  return sentence.replace(
    /(?<=[\p{L}\p{N}\p{M}»”")])\s*(\.{2,}|…)\s*(?=\p{L})/gu,
    (whole: string, dots: string, at: number) => (dots !== '..' && isInside(spans, at) ? whole : '، '),
  );
}

/** Asks without a question mark: «تدفع الحادثة إلى التساؤل عن …», «وما هو واقع الصحافة.» */
const ASKS = /\s(?:الي|علي) التساول(?:ات)?(?=[\s،.])|^و?(?:ما (?:هو|هي|هم)(?! الا )|ماذا|لماذا|هل)\s/;

/** Nothing ends with what needs a noun: «… في السلطة منذ .1985». */
const ENDS_OPEN = /\.$(?<=\s(?:منذ|من|الي|عن|مع|بين|خلال|التي|الذي|الذين|ان|و|او|حيث|بسبب)\s*\.)/;

const ANNOUNCES = screened(
  /^و?(?:(?:في|خلال|عبر) .{0,30} )?(?:نستعرض|نرصد|نسلط|نلقي|نتعرف|نقدم لكم?) |^و?اليك(?:م|ن)? |(?:^| )(?:السطور|الاسطر|الفقرات) (?:التاليه|القادمه|المقبله|الاتيه)|^و?من المهم (?:القاء الضوء|التعرف|الاشاره الي اهم)|^(?:و?هذه |في ما يلي |فيما يلي )?(?:عوده|نظره|لمحه|اطلاله|جوله) (?:سريعه |موجزه )?(?:علي|الي|في|عن) (?:اهم|ابرز|اخر|ما|مسيره|حياه|تاريخ)|كالتالي|كالاتي|ما يلي|كما يلي|النحو (?:التالي|الاتي)|(?:التاليه|الاتيه)\s*[.:]|التالي ذكر|ادناه|اعلاه|في الاسفل|هو مبين|هو موضح|كما مبين|في الصوره|في الفيديو|في الرابط|(?:الصوره|الصور|القائمه|الوثيقه|الملف|الرابط|الجدول) المرفقه?|(?:هذا|في) الجدول(?! (?:الزمني|الدوري))|الرسم البياني/,
);

function bracketsBalance(text: string): boolean {
  let depth = 0;
  for (const mark of text) {
    if (mark === '(' || mark === '[') depth++;
    if (mark === ')' || mark === ']') depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function outside(text: string, spans: readonly QuotationSpan[]): string {
  let rest = '';
  let at = 0;
  for (const span of spans) {
    rest += `${text.slice(at, span.start)} `;
    at = span.end;
  }
  return rest + text.slice(at);
}

/** A quotation of five words and more needs its speaker in the sentence; one that fills the sentence does too. */
function isUnattributed(words: readonly Token[], spans: readonly QuotationSpan[]): boolean {
  if (spans.length === 0) return false;
  const outer = words.filter((word) => !isInside(spans, word.start));
  const quoted = words.length - outer.length;
  const longest = Math.max(
    ...spans.map((span) => words.filter((word) => word.start > span.start && word.end < span.end).length),
  );
  if (longest < 5 && quoted < words.length * 0.6) return false;
  return !outer.some((word, index) => attributes(word.key) || writtenIn(word.key, outer[index + 1]?.key ?? ''));
}

/** «وجاء في الرسالة “…”», «وتضمن البيان أن “…”», «تبدأ روايتها من جملة لا تعد بشيء: «…»». */
function writtenIn(key: string, next: string): boolean {
  if (/^[وب]?(?:جمله|عباره|سطر|مقطع)$/.test(key) && next !== 'من') return true;
  if (/^(?:البيان|الرساله|التقرير|الوثيقه)$/.test(next)) return true;
  return /^[وف]?(?:جاء|جاءت|ورد|وردت)$/.test(key) && /^(?:في|فيه|فيها)$/.test(next);
}

/** Words beside an address that make a sentence of news: «… على الرابط https://…», «… إلى grants@uni.example قبل 30 نيسان». */
const TELLS_ENOUGH = 7;

/** The sentence with the addresses, tags and accounts it names taken for a word each; what opens with an account is a post's answer to it. */
function withoutAddresses(sentence: string): string {
  return sentence
    .replace(/(?:https?:\/\/|www\.)[^\s،؛)»"]*[^\s،؛.)»"]|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g, '')
    .replace(/#(?=[\p{L}\d_]{2})|(?<=\S\s{1,2}\(?)@(?=\w{2})/gu, '');
}

function isFurniture(sentence: string): boolean {
  if (/https?:|www\.|\S@\S|[|]|#\p{L}|\[[a-z_]+|<\w|@\w|&(?:[a-z]{2,8}|#\d+);/u.test(sentence)) return true;
  return lineKind(sentence) !== 'text' || pageSpeech(normalise(sentence).trim()) > PERHAPS;
}

/** A noun phrase with a full stop: a relative clause, or words of attribution alone. */
function isFragment(plain: string, words: readonly Token[]): boolean {
  if (/^(?:علي حد (?:تعبير|قول|وصف)|بحسب|حسب|وفق|وفقا ل?|نقلا عن|كما (?:قال|يقول))/.test(plain) && words.length < 9)
    return true;
  // «في إشارة إلى خروج الرئيس وإعلانه فوزه.» says what the sentence before meant.
  if (/^(?:وذلك )?في (?:اشاره|تلميح) (?:منه |منها |واضحه |ضمنيه )?الي (?!.*،)/.test(plain)) return true;
  if (isAboutAlone(plain)) return true;
  return /^(?:المصدر|تصوير|ترجمه|اعداد|تحرير|بقلم|صوره?|فيديو)\s*[:،]/.test(plain);
}

/** «حول أسباب الحريق في السوق القديم، وربطت بينه وبين …»: of what something was said, which stood before it, and what was said besides. */
function isAboutAlone(plain: string): boolean {
  const [matter, besides] = /^و?(?:حول|بشان|بخصوص) ([^،.:]+)، و(.+)/.exec(plain)?.slice(1) ?? [];
  if (matter === undefined || besides === undefined || !opensWithPast(besides)) return false;
  return !matter.split(' ').some((word) => opensWithVerb(word));
}
