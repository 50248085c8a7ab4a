import { isInside, normalise, quotations, tokens } from '../articles/text/index.ts';
import { SPEECH_OR_PAST, withoutRelativeClauses } from './insertions.ts';
import { mentionsOf, type Person } from './names/index.ts';
import { takesBack } from './reservations.ts';
import { CALLED } from './rules/lexicon.ts';

/** What a shorter form has lost: an aside that explains, or a clause that tells. */
export interface ShorterForm {
  readonly text: string;
  readonly lost: 'aside' | 'clause';
}

/**
 * Shorter sound forms of a sentence, the fullest first; the sentence itself is not among them. Only three things come off: an aside in brackets
 * that explains (an age, a Latin spelling, an agency), an apposition between two dashes, and a relative clause between two commas that only
 * describes. Nothing inside a quotation is touched, no number outside an aside is, and nothing that limits, sources or names comes off.
 */
export function shorterForms(sentence: string): ShorterForm[] {
  const forms: ShorterForm[] = [];
  const withoutBrackets = dropAsides(
    sentence,
    /\s*\(([^()]{1,90})\)/g,
    (aside) => tokens(aside).length <= 8 && !QUALIFIES.test(normalise(aside).trim()),
  );
  if (withoutBrackets !== sentence) forms.push({ text: withoutBrackets, lost: 'aside' });
  const base = forms.at(-1)?.text ?? sentence;
  const withoutDashes = hasOnePair(base)
    ? dropAsides(base, /\s[-–—]\s([^-–—"“”«»()]{8,110}?)\s[-–—](?=[\s،])/g, (aside) => !/[.؟!؛:]/.test(aside))
    : base;
  if (withoutDashes !== base) forms.push({ text: withoutDashes, lost: 'aside' });
  const withoutClauses = withoutRelativeClauses(forms.at(-1)?.text ?? sentence);
  if (withoutClauses !== null) forms.push({ text: withoutClauses, lost: 'clause' });
  return forms.filter((form) => tokens(form.text).length >= 6);
}

/** «حركة الفجر (المحظورة)», «جمهورية (غير المعترف بها)», «الحكومة (الموازية)»: what it is, and not a name for it. */
const QUALIFIES =
  /^(?:غير |(?:ال)?(?:محظور|مزعوم|مفترض|موقت|موازي|منحل|معزول|مقال|مستقيل|سابق|اسبق|محتل|معلق|ملغي|ملغا|مجمد|متهم|مدان|منشق|متنازع|مستقل)(?:ه|ون|ين)?(?=$| (?!سابقا)))/;

/** Whether two dashes stand in a sentence and no more: of a list's, or of years', it cannot be told which belong together («الدفاع: فلان - فلان - فلان»). */
function hasOnePair(sentence: string): boolean {
  if (/:[^:]*\s[-–—]\s/.test(sentence)) return false;
  return sentence.match(/(?<=\s)[-–—](?=\s)/g)?.length === 2 && !/\p{N}\s[-–—]\s|\s[-–—]\s\p{N}/u.test(sentence);
}

/**
 * The sentence without what only describes a person whom the article has named, where what follows cannot go on with it: «توكاييف الذي جرح كرامته
 * وطعن هيبته، وجاء رده …» keeps its name and its comma, «قال توكاييف الذي وصل أمس، إن …» its name. Nothing when there is no such clause.
 */
export function withoutNamedClauses(sentence: string, people: readonly Person[]): ShorterForm[] {
  let text = sentence;
  for (const mention of mentionsOf(people, sentence).toReversed()) {
    if (mention.fixed || mention.person.reading !== 'sure') continue;
    const clause = NAMED_CLAUSE.exec(text.slice(mention.end));
    if (clause?.[1] !== undefined && !takesBack(clause[1]))
      text = text.slice(0, mention.end) + text.slice(mention.end + clause[0].length);
  }
  return text === sentence || tokens(text).length < 6 ? [] : [{ text, lost: 'clause' }];
}

/** Behind it what was said, or a verb without an object, whose subject is therefore the noun behind it: «، وجاء رده». */
const NAMED_CLAUSE = new RegExp(
  `^\\s((?:الذي|التي)\\s[^،.؛:"“”«»()]{8,90})(?:،(?=\\s${SPEECH_OR_PAST}\\s)|(?=،\\sو(?:جاءت?|كانت?|بدأت?|انتهت?|انتهى|توقفت?|وقعت?|ظهرت?|استمرت?|اندلعت?|سقطت?)\\s(?!(?:في|على|إلى|من|عن|مع|قد|أن|بعد|قبل|منذ|خلال)\\s|[بل])\\p{L}))`,
  'u',
);

function dropAsides(sentence: string, pattern: RegExp, isAside: (inner: string) => boolean): string {
  const spans = quotations(sentence).spans;
  return sentence.replace(pattern, (whole: string, inner: string, offset: number) => {
    const before = sentence.slice(Math.max(0, offset - 40), offset);
    if (isInside(spans, offset + 1) || !isAside(inner) || needsMore(before)) return whole;
    if (takesBack(inner) || SOURCES.test(normalise(inner))) return whole;
    // «رجال شرطة (أمناء)على …»
    return /^\p{L}/u.test(sentence.slice(offset + whole.length)) ? ' ' : '';
  });
}

/** «بحسب الوزير», «نقلاً عن مصادر», «كما قال»: whose word it is. */
const SOURCES = /^\s*(?:ب?حسب|حسبما|وفقا?|طبقا|نقلا|علي (?:حد|ما)|كما|في (?:راي|نظر)|براي)(?:ه|ها|هم)?\s/;

/** «أو (…)», «اسمها (…)», «تطبيق (…)»: the words before cannot stand without what the brackets hold. */
function needsMore(before: string): boolean {
  const last = tokens(before).at(-1)?.key ?? '';
  if (CALLED.has(last.replace(/^[ولبفك](?=\p{L}{3})/u, ''))) return true;
  return /[\p{L}]ـ\s*$|(?:^|\s)(?:و?[هأإ][وي]|و?(?:هم|هما|هن)|أو|و|اسم(?:ه|ها)?|باسم|بـ|لـ|يعني|تعني|يدعى|تدعى|يسمى|تسمى|في|من|إلى|على|عن|ب|ل)\s*$/u.test(
    before.trimEnd(),
  );
}
