import { isInside, isTelling, PAST_VERBS, quotations, tokens } from '../../articles/text/index.ts';

/**
 * A sentence whose «أن» and «إن» stand as grammar wants them: «قال المصدر إن …» for «قال المصدر أن …», «وأضاف أنه …» for «وأضاف إنه …». Behind who
 * speaks only where nothing else could take the «أن»: no other verb, no quotation, no preposition before it.
 */
export function asSaid(sentence: string): string {
  const isQuoted = (at: number): boolean => isInside(quotations(sentence).spans, at);
  const added = sentence
    .replace(ADDED, (whole, at: number) => (isQuoted(at) ? whole : 'أ'))
    .replace(SAID, (whole, at: number) => (isQuoted(at) ? whole : 'إ'));
  const at = saidAt(added);
  return at === null ? added : `${added.slice(0, at)}إ${added.slice(at + 1)}`;
}

/** «أوضح إن كان …» asks, «إن شاء» wishes. */
const ADDED =
  /إ(?=ن(?:ه|ها|هم)?\s(?!كان|كنت|لم|شاء))(?<=(?<!\p{L})[وف]?(?:أضاف|أضافت|أكد|أكدت|ذكر|ذكرت|أوضح|أوضحت|أعلن|أعلنت|أفاد|أفادت|اعتبر|اعتبرت)\sإ)/gu;

/** «زجاجة قال أنها تحوي الدليل» */
const SAID = /أ(?=ن(?:ه|ها|هم)?\s)(?<=(?<!\p{L})[وف]?(?:قال|قالت|قالوا|يقول|تقول)\sأ)/gu;

const THAT = /^أن(?:ه|ها|هم|هما)?$/;
/** Words of who speaks and where. */
const LONGEST_SPEAKER = 14;

/** Where the «أ» of a saying's «أن» stands that should be «إ». */
function saidAt(sentence: string): number | null {
  if (!/\sأن/.test(sentence) || !/قال|[يت]قول/.test(sentence)) return null;
  const { spans } = quotations(sentence);
  const words = tokens(sentence);
  const from = words.findIndex(({ text, start }) => SPOKE.test(text) && !isInside(spans, start));
  if (from !== 0 && !/،\s*$/.test(sentence.slice(0, words[from]?.start ?? 0))) return null;
  const outer = words.slice(from).filter(({ start }) => !isInside(spans, start));
  const at = outer.findIndex(({ text }) => /^[إأا]ن(?:ه|ها|هم|هما)?$/.test(text));
  const that = outer[at];
  if (that === undefined || at > LONGEST_SPEAKER || !THAT.test(that.text)) return null;
  const between = sentence.slice(words[from]?.end, that.start);
  if (
    /[:؛.]/.test(between) ||
    spans.some((span) => span.start < that.start && tokens(sentence.slice(span.start, span.end)).length > NAMED)
  )
    return null;
  const speaker = outer.slice(1, at);
  if (speaker.some(({ key }) => isTelling(key) || PAST_VERBS.has(key) || OTHER_CLAUSE.test(key))) return null;
  return TAKES_THAT.test(speaker.at(-1)?.key ?? '') ? null : that.start;
}

const SPOKE = /^[وف]?(?:قال|قالت|قالوا|يقول|تقول)$/;
/** Words of a quotation that is a name: «قالت "بي إن" في بيان أن …». */
const NAMED = 3;
const OTHER_CLAUSE = /^(?:[وف]?(?:الذي|التي|الذين|قد|لم|لن|لا|ما|يمكن|يجب|ينبغي|يريد|تريد)|م\p{L}{3,}ا|قايلا|قايله)$/u;
const TAKES_THAT =
  /^(?:[وف]?(?:قبل|بعد|علي|رغم|دون|بدون|منذ|عن|من|الي|حتي|كما|غير|بيد|الا|في|مع)|بشرط|شرط|امل|املا|فكره|لدرجه|بمجرد|خشيه|لولا|لو)$/;
