import { isInside, isTelling, normalise, type QuotationSpan, quotations, tokens } from '../articles/text/index.ts';
import { mainClause } from './main-clause.ts';
import { AFTER_SUBJECTLESS_VERB, attributes, CALLED, WEEKDAYS } from './rules/lexicon.ts';
import { hasPronoun } from './rules/pronouns.ts';

/** Where a sentence stands; a statement is announced by the line above («صدر عن الوزارة البيان التالي:»). */
export type MendPlace = 'opens-article' | 'opens-statement' | 'inside';

/**
 * A sentence without the slips that an editor mends in passing, where the text allows one reading only: a quotation mark
 * that nothing opens or closes, a bracket turned the wrong way, a pointer to a picture or a place on the page («كما هو مبين في
 * الأسفل»), two dots for a full stop, names set as hashtags. What would have to be guessed stays as it is.
 */
export function mended(sentence: string, place: MendPlace): string {
  const plain = withoutStrayMark(
    withTurnedBrackets(withoutPlaceInPicture(withoutPointers(withoutHashes(withFullStop(sentence))))),
    place,
  );
  return place === 'opens-article' ? wholeClause(asOpening(plain)) : plain;
}

/** An article's opening without what would add it to something before it, where nothing stands. */
function asOpening(sentence: string): string {
  const told = asFirstToSpeak(sentence.replace(ALSO, '$1').replace(ADDED, 'ذكر$1 '));
  return asFirstMatter(told);
}

/** An opening that a feed or a page cut short («… في المرفأ، بعدما شنت...») is told as far as its main clause goes. */
function wholeClause(sentence: string): string {
  const [cut] = CUT.exec(sentence) ?? [];
  return cut === undefined ? sentence : (mainClause(sentence.slice(0, -cut.length), sentence.length) ?? sentence);
}

const CUT = /\s*(?:\.{3,}|…|\[(?:…|\.{3})\])$/u;

/** «واستدعت الرياض كذلك سفيرها»: nothing stands before an article's opening that it could be told besides. */
const ALSO = /^((?:[\p{L}\p{M}]+\s){1,4})(?:كذلك|أيضاً?|ايضا)\s(?=\p{L})/u;

/** «وأضافت النيابة، في بيان، أن …»: she speaks first of all; a name or an office behind it, and what she said. */
const ADDED =
  /^و?(?:أضاف|اضاف|تابع)(ت?)\s(?=(?!أن|ان|إلى|الى|في|على|من|عن|خلال|ل)[\p{L}\p{M}]{3,}(?:،?\s[^:"«“.؛]{0,120}?)?\s(?:أن|أنه|أنها|أنهم)\s)/u;

/** «قال ترامب "…"» for «وأضاف ترامب "…"», where it is said who speaks. */
function asFirstToSpeak(sentence: string): string {
  const [verb, feminine = ''] = SAID_MORE.exec(sentence) ?? [];
  if (verb === undefined) return sentence;
  const [who] = tokens(sentence.slice(verb.length));
  const isNamed = who !== undefined && !AFTER_SUBJECTLESS_VERB.has(who.key) && !WEEKDAYS.has(who.key);
  if (!isNamed || /^(?:وهو|وهي)$/.test(who.key) || attributes(who.key)) return sentence;
  return `قال${feminine} ${sentence.slice(verb.length)}`;
}

const SAID_MORE = /^و?(?:أضاف|اضاف|تابع)(ت?)\s(?=[\p{L}\p{M}]{3,}(?:\s[^:"«“.؛،]{1,60}?)?\s?:?\s?["«“])/u;

/** «المدير العام، رامي حداد، قال إن …» for «أما المدير العام، رامي حداد، فقال إن …»: nothing was told that it is set against. */
function asFirstMatter(sentence: string): string {
  const [besides, matter = ''] = BESIDES.exec(sentence) ?? [];
  if (besides === undefined || hasPronoun(tokens(matter)[0]?.text ?? '')) return sentence;
  return `${matter}${matter.includes('،') ? '،' : ''} ${sentence.slice(besides.length)}`;
}

const BESIDES = /^و?أما\s+([^.:؛"«“]{3,80}?)،?\sف(?:ل?قد\s)?(?=[\p{L}\p{M}]{3,}\s)/u;

/** «…ريادة الأعمال..»: two dots, no more, at the end of a sentence of body text. */
function withFullStop(sentence: string): string {
  return sentence.replace(/(?<=[\p{L}\p{N}\p{M})"”»])\s?\.\.$/u, '.');
}

/** With the stop that its author forgot; a quotation that ends on its own needs none. */
export function stopped(sentence: string): string {
  return /(?:[\p{L}\p{N}\p{M})%٪]|[^.!؟?…\s]["”»])$/u.test(sentence) ? `${sentence}.` : sentence;
}

/** «#أمل_الحداد» for «أمل الحداد», as posts write names; a sentence about a hashtag keeps it, and so does a quotation. */
function withoutHashes(sentence: string): string {
  if (!sentence.includes('#') || TELLS_OF_HASHTAG.test(sentence)) return sentence;
  const { spans } = quotations(sentence);
  return sentence.replace(HASHTAG, (whole: string, name: string, at: number) =>
    isInside(spans, at) ? whole : name.replaceAll('_', ' ').trimEnd(),
  );
}

const HASHTAG = /(?<![\p{L}\p{N}_#&])#(?=\p{Script=Arabic})([\p{L}\p{M}\p{N}_]+)/gu;
const TELLS_OF_HASHTAG = /وسم|وسوم|هاشتا[غجقك]|تري?ند|(?:حملة|شعار|عنوان|كتبت?|غردت?)\s*:?\s*["«“(]?#/u;

const POINTER =
  /\s*[،(]?\s*(?:و)?كما (?:هو |هي )?(?:مبي|موض|ظاه|يظه|تظه|يبد|تبد|نر|مشا)\p{L}*(?:\s+ذلك)?\s+(?:(?:في|على)\s+)?(?:(?:هذا |هذه )?(?:الأسفل|الاسفل|الأعلى|الاعلى|الشكل|الصورة|الرسم|الخريطة|المخطط|الفيديو|الجدول)(?:\s+(?:التالي|التالية|المرفق|المرفقة|المجاور|المجاورة|أدناه|ادناه|أعلاه|اعلاه))?|أدناه|ادناه|أعلاه|اعلاه)(?![\p{L}])(?:\s*[،)])?/gu;

function withoutPointers(sentence: string): string {
  if (!sentence.includes('كما ')) return sentence;
  const { spans } = quotations(sentence);
  return sentence.replace(POINTER, (whole: string, at: number) => {
    if (isInside(spans, at)) return whole;
    // «يعمل، كما هو مبين في الشكل، على …» needs neither comma, «… في محركه كما هو مبين، وهو …» the second.
    return /^\s*[،(]/.test(whole) || !/،$/.test(whole) ? '' : '،';
  });
}

function withoutPlaceInPicture(sentence: string): string {
  const { spans } = quotations(sentence);
  return sentence.replace(BESIDE, (whole: string, at: number) => (isInside(spans, at) ? whole : ''));
}

/** «لوحة "امرأة نائمة" (على الجانب الأيسر)»: where in the picture. */
const BESIDE =
  /\s*\((?:(?:على|إلى|في|من)\s)?(?:(?:الجانب|الجهة|الطرف|الصف)\s)?(?:الأيسر|الأيمن|اليسرى|اليمنى|اليسار|اليمين|يسار الصورة|يمين الصورة|وسط الصورة|الصورة)\)/gu;

/** «(أونروا(», «)إس إن سي إف)»: a pair that opens or closes twice around a few words. */
function withTurnedBrackets(sentence: string): string {
  return sentence
    .replace(/(^|[\s"«“])\(([^()]{1,40})\((?=[\s،.؛:"”»]|$)/u, '$1($2)')
    .replace(/(^|[\s"«“])\)\s?([^()]{1,40})\)(?=[\s،.؛:"”»]|$)/u, '$1($2)');
}

/**
 * A mark without its other half comes off where what it marked is told in the newsroom's own grammar anyway: reported with
 * «إن», after a colon, or a name. «قال " إن الوزارة …» and «أكد أن "الوزارة …» say the same without it.
 */
function withoutStrayMark(sentence: string, place: MendPlace): string {
  const { spans, unclosed, stray } = quotations(sentence);
  const [mark, ...others] = [...unclosed, ...stray];
  if (mark === undefined || others.length > 0) return sentence;
  const before = sentence.slice(0, mark);
  const after = sentence.slice(mark + 1);
  if (isInside(spans, mark) || speaksOfUs(sentence, spans)) return sentence;
  const sound =
    unclosed.length > 0
      ? isReported(before, after) || isIssued(before, after, place)
      : isAttributed(before, spans, place);
  if (!sound) return sentence;
  const joined = before === '' || /\s$/.test(before) || /^[\s.،؛:]/.test(after) || after === '';
  const text = `${before}${joined ? '' : ' '}${/\s$/.test(before) ? after.trimStart() : after}`;
  return stillStray(text) ? sentence : text;
}

function stillStray(text: string): boolean {
  const { unclosed, stray } = quotations(text);
  return unclosed.length > 0 || stray.length > 0;
}

/** Whether an opening mark that nothing closes stands where its words go on without it. */
function isReported(before: string, after: string): boolean {
  const plain = normalise(before).trimEnd();
  // «قال " إن»
  if (/^\s*(?:إن|أن|إنه|إنها|إنهم|أنه|أنها|أنهم|بأن)\s/.test(after)) return true;
  if (/(?:^|\s)(?:ان|انه|انها|انهم|بان|بانه|بانها|بانهم|لان|ما)$/.test(plain)) return true;
  if (/:$/.test(plain) || /ب?ـ$/.test(before.trimEnd())) return true;
  // A name: «تنظيم "جيش خالد بن الوليد، الموالي …», where no verb of saying stands before it.
  const last = tokens(plain).at(-1)?.key ?? '';
  return CALLED.has(last) || CALLED.has(last.replace(/^(?:ال|وال|بال|لل|ول|و|ب|ل)/, ''));
}

/** «"يأسف مكتب الوزير لما صدر عن …»: a statement's first words, by which whoever issues it says that he speaks; the mark closes paragraphs below. */
function isIssued(before: string, after: string, place: MendPlace): boolean {
  const [verb] = tokens(after);
  return (
    place === 'opens-statement' &&
    before.trim() === '' &&
    verb !== undefined &&
    (isTelling(verb.key) || FEELS.test(verb.key))
  );
}

const FEELS = /^[يت](?:اسف|ستنكر|شجب|دين|هم|هني|ناشد|رحب|عزي|نعي|تقدم|ستغرب|ثمن|شكر|هيب|تمني|وكد)$/;

/** Whether the words that a closing mark without its opening ends belong to somebody already. */
function isAttributed(before: string, spans: readonly QuotationSpan[], place: MendPlace): boolean {
  const from = Math.max(0, ...spans.filter(({ end }) => end <= before.length).map(({ end }) => end));
  const words = tokens(before.slice(from)).map(({ key }) => key);
  const told = words.some(attributes);
  if (from === 0) return told || place === 'opens-article';
  return told && words.some((word) => /^[وفب]?(?:ان|انه|انها|انهم)$/.test(word));
}

/** Ours, and we who speak: words that only a quotation may hold. Told broadly, since what is left unmended loses little. */
function speaksOfUs(sentence: string, spans: readonly QuotationSpan[]): boolean {
  return tokens(sentence).some(
    ({ key, start }) =>
      !isInside(spans, start) &&
      (/^\p{L}{3,}نا$/u.test(key) || /^(?:نحن|لنا|بنا|منا|انا|اني|انني|لي|عندي|لدي)$/.test(key)),
  );
}
