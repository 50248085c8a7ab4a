import { isInside, type QuotationSpan, quotations } from '../../articles/text/index.ts';

/**
 * A sentence with the blanks, stops and letters that a typist lost or doubled, where only one reading is left: words run together
 * («ساعة عملاقةفي», «في17 أيار», «9أشخاص»), blanks inside marks, a function word printed twice («في في»). What would have
 * to be guessed stays, and is named by `slipsOf`; «قال أن» and «و قال» are the author's way to write.
 */
export function withSpacing(sentence: string): string {
  // Every other piece is an address.
  const pieces = sentence.split(ADDRESS).map((piece, at) => (at % 2 === 0 ? withWordsApart(piece) : piece));
  return withBlanksAtMarks(withoutDouble(pieces.join('')));
}

/** Of the web, of an account, or of a hashtag: «#غزة24ساعة». */
const ADDRESS = /((?:https?:\/\/|www\.)\S{1,2000}|(?<![\w.])@\w{1,64}|#[\p{L}\p{M}\p{N}_]{1,200})/u;

function withWordsApart(written: string): string {
  const parted = written
    .replace(BEHIND_TAA, 'ة ')
    .replace(BEHIND_PREPOSITION, 'ى ')
    .replace(THE_NEXT, (next, at: number) =>
      ENDS_IN_MONTH.test(written.slice(Math.max(0, at - 10), at)) ? ` ${next}` : next,
    )
    .replace(UNDER_HAMZA, (hamza, before: string, particle: string | undefined) =>
      JOINED.test(before) || (before.endsWith('و') && particle === undefined) ? hamza : ` ${hamza}`,
    )
    .replace(/اإ(?<=(?<!\p{L})اإ)(?=\p{L})/gu, 'إ')
    .replace(/لل(?<=(?<!\p{L})[وف]?لل)(?=ل\p{L})/gu, 'ل')
    .replace(/ ا (?=ل\p{L}{3})/gu, ' ا')
    .replace(MISSPELT, (word) => SPELT[word] ?? word)
    .replace(BEFORE_NUMBER, ' ')
    .replace(BEHIND_NUMBER, '$& ')
    .replace(/[A-Za-z]{3}(?=[\u0621-\u064A]{2})/g, '$& ')
    .replace(/([،؛])\s*(?:\1\s*)+/gu, '$1 ')
    .replace(/,(?<=[\u0621-\u064A]{2},)(?=[\u0621-\u064A]{2})/g, '، ')
    .replace(/\s:(?<=\p{L}\s:)(?=\s|["«“])/gu, ':')
    .replace(/:(?<=[\u0621-\u0652]{2}:)(?=[\u0621-\u064A]{2}|["«“])/g, ': ');
  return withBlanksAtBrackets(parted);
}

/** Nothing stands behind ة and «إلى» in one word; but what is somebody's («حياةها») is another slip. */
const BEHIND_TAA = /ة(?<=\p{L}{2}ة)(?!(?:ها|هم|هن|هما|نا|كم)(?!\p{L}))(?=[\u0621-\u064A]{2})/gu;
const BEHIND_PREPOSITION = /ى(?<=(?<!\p{L})[وف]?(?:إل|عل|حت)ى)(?=(?!ه)[\u0621-\u064A]{3})/gu;
const THE_NEXT = /ال(?:ماضي|مقبل|جاري|حالي|قادم|منصرم)(?!\p{L})/gu;

/** «البريطانيإلى»: إ begins a word, or stands behind what is joined to it («وبالإضافة», «اللاإنسانية», «جيوإستراتيجية»). */
const UNDER_HAMZA =
  /إ(?<=(?<!\p{L})([\u0621-\u064A]{3,30})إ)(?=((?:لى|ن|نه|نها|نهم|ذا|ثر)(?!\p{L}))?[\u0621-\u064A]{2})/gu;
const JOINED = /إ|ال$|لا$|^[أوف]*[بكلس]?(?:ال|لل)?$/;

const MONTHS =
  'يناير|فبراير|مارس|[أا]بريل|مايو|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر|الثاني|الأول|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول';
const ENDS_IN_MONTH = new RegExp(`(?:${MONTHS})$`);

/** «في17», «بلغ15,1», «أيار/مايو2017»; «فرانس24» and «كم2» are names. */
const BEFORE_NUMBER = new RegExp(
  `(?=\\d)(?<=(?<![\\p{L}\\p{M}#@_])(?:[وف]?(?:في|من|إلى|الى|على|عن|منذ|حتى|نحو|حوالي|قرابة|زهاء|بين|بلغت?|[يت]بلغ|تجاوزت?|[يت]تجاوز|مقابل|خلال|بعد|قبل|عام|العام|سنة|العمر|عدده[ما]|وهم|بنسبة|بسعر|بمبلغ|بأغلبية|بواقع|لمدة|[يت]عادل|صيف|شتاء|خريف|ربيع)|${MONTHS}))`,
  'gu',
);
const BEHIND_NUMBER =
  /(?<![A-Za-z#@_\d.,])\d[\d.,]{0,20}(?=[\u0621-\u063A\u0641-\u064A]{2,}(?!\p{L}))(?!جي|دي|كي)(?<!(?:موقع|قناة|شبكة|صحيفة|جريدة|منصة|مجلة|إذاعة|لموقع|لقناة|لشبكة|لصحيفة) \d+)/gu;

/** No words, but for one letter. */
const SPELT: Readonly<Record<string, string>> = {
  هذة: 'هذه',
  لاكن: 'لكن',
  ذالك: 'ذلك',
  اللذي: 'الذي',
  اللتي: 'التي',
};
const MISSPELT = /(?:هذة|لاكن|ذالك|اللذي|اللتي)(?![\p{L}\p{M}])(?<=(?<![\p{L}\p{M}])(?:هذة|لاكن|ذالك|اللذي|اللتي))/gu;

/**
 * Words that nobody writes twice in a row on purpose, some in most places only: «ما كان كان قدرا», «لم يقل هذا هذا المسؤول», «لمَ لم يحضر», «يسأل مَن من
 * الدول ستحضر» and «مَن منّ الله عليه» are sound, so is «محمد على على رأس الوفد» where ى is written for ي; «بين بين», «سي إن إن», «أكثر من مَن سبقوه» are Arabic. */
const DOUBLE =
  /\s(?<=(?<!\p{L})([وف]?(?:في|فى|إلى|الى|على|عن|أن|أنه|أنها|أنهم|إنه|إنها|إنهم|التي|الذي|الذين|قد|لن|مع|قبل|خلال|حيث|منذ|حتى|كما|أو|لكن))\s)\1(?=\s)/gu;
const DOUBLED_WAS =
  /\s(?<=(?<!(?:^|[\s،])(?:ما|من|التي|الذي|الذين|فيما|مهما)\s)(?<!\p{L})([وف]?(?:كان|كانت))\s)\1(?=\s)/gu;
const DOUBLED_THIS = /\s(?<=(?:في|من|على|إلى|عن|بعد|قبل|منذ|خلال|مع) (هذا|هذه|ذلك|تلك)\s)\1(?=\s)/gu;
const ASKS =
  /(?:^|[:؟?]|(?:سأل|[يتن]سأل|تساءل|[يت]تساءل|عرف|[يتن]عرف|علم|[يتن]علم|معرفة|تحديد|حول|عن|على|إلى|ل[ـ]?)[توا]{0,3})\s*$/u;
const DOTLESS = /(?<!\p{L})(?:[وف]?فى|الذى|التى|[وف]?هى)(?!\p{L})/u;
const DOUBLED_FROM = /\sمن(?<=(?<!\p{L})من\sمن)(?=\s+(?:ال|لل|\p{L}+(?:ات|ة)(?!\p{L})|\d))/gu;

function withoutDouble(sentence: string): string {
  const once = [DOUBLE, DOUBLED_WAS, DOUBLED_THIS].reduce(
    (text, pattern) => withoutSecond(text, pattern, isMeant),
    sentence,
  );
  return withoutSecond(once, DOUBLED_FROM, (before) => ASKS.test(before.slice(-20, -'من'.length)));
}

/** Whether a word that stands twice may be two: `before` ends behind the first. */
function isMeant(before: string, text: string): boolean {
  return /(?<!\p{L})على$/u.test(before) && DOTLESS.test(text);
}

function withoutSecond(text: string, pattern: RegExp, keeps: (before: string, text: string) => boolean): string {
  if (text.search(pattern) < 0) return text;
  const { spans } = quotations(text);
  return text.replace(pattern, (whole, ...rest) => {
    const at = rest.find((one) => typeof one === 'number') ?? 0;
    return isInside(spans, at) || keeps(text.slice(Math.max(0, at - 40), at), text) ? whole : '';
  });
}

/** «سمر بدوي( 33 عاما)»; «الطالب(ة)», «الـ(فيفا)» are written so. */
function withBlanksAtBrackets(sentence: string): string {
  if (!/\(/.test(sentence)) return sentence;
  return sentence.replace(
    /(?<before>[\u0621-\u063A\u0641-\u064A]{3})?\(\s*(?<told>[^()]{3,}?)\s*\)(?=(?<behind>[\u0621-\u064A]{2})?)/gu,
    (_whole, before: string | undefined, told: string, behind: string | undefined) =>
      `${before === undefined ? '' : `${before} `}(${told})${behind === undefined ? '' : ' '}`,
  );
}

/** «قائلا " تعرفون"», «طراز"جي إي»: blanks around a quotation's marks, not within; «بـ"جمهوريات"» and «ب"جمهوريات"» need none. */
function withBlanksAtMarks(sentence: string): string {
  const { spans, unclosed, stray } = quotations(sentence);
  if (unclosed.length > 0 || stray.length > 0 || spans.some((span) => isReversed(sentence, span))) return sentence;
  let text = '';
  let from = 0;
  for (const { start, end } of spans) {
    const before = sentence.slice(from, start);
    const told = sentence.slice(start + 1, end - 1);
    const apart = /(?:[\u0621-\u063A\u0641-\u064A]{3}|(?<!\p{L})(?:في|من|عن|إن|أن|قد|أو|هو|هي))$/u.test(before);
    const next = /^[\u0621-\u064A]{2}/.test(sentence.slice(end));
    text += `${before}${apart ? ' ' : ''}${sentence[start] ?? ''}${told.trim()}${sentence[end - 1] ?? ''}${next ? ' ' : ''}`;
    from = end;
  }
  return text + sentence.slice(from);
}

/**
 * What stands between two quotations, taken for one: it begins where a mark closes and ends where another opens, as behind «و» or a colon. So does what
 * begins at a sign for inches.
 */
function isReversed(sentence: string, { start, end }: QuotationSpan): boolean {
  if (/^\d["”]$/.test(sentence.slice(Math.max(0, start - 1), start + 1))) return true;
  const told = sentence.slice(start + 1, end - 1);
  if (/:\s*$/.test(told) || !/[\p{L}\p{N}]/u.test(told)) return true;
  const closing = sentence.slice(end - 3, end + 1);
  if (/\s[وفبلك]["“«]\p{L}$/u.test(closing)) return true;
  return (
    /\p{L}["”»]\s$/u.test(sentence.slice(Math.max(0, start - 1), start + 2)) && /(?:\s|\p{L})["“«]\p{L}$/u.test(closing)
  );
}
