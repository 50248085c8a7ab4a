import {
  isInside,
  isTelling,
  opensWithPast,
  opensWithVerb,
  type Quotations,
  quotations,
  tokens,
} from '../articles/text/index.ts';
import { takesBack } from './reservations.ts';

/**
 * The sentence without what is set between commas right before what it goes on with: «أعلن رئيس الوزراء، خلال مشاركته في مؤتمر، أن …», «وكانت
 * الأكاديمية، التي تمنح الجائزة، قد علقت …», «والفيلم، الذي يدور في بيت واحد، أثار …». Elsewhere the second comma may belong to the clause itself («الذي اتهمه الرئيس، فلان، بـ…»,
 * «التي تأسست عام …، وتقام …»), and the clause may tell which («اللاجئين، الذين أجابوا، …»). Null when nothing comes off.
 */
export function withoutInsertions(sentence: string): string | null {
  return withoutInserted(sentence, INSERTED);
}

/** The sentence without such clauses as only describe: «قال ظريف، الذي وصل أمس، إن …»; null when there is none. */
export function withoutRelativeClauses(sentence: string): string | null {
  return withoutInserted(sentence, RELATING);
}

/**
 * The sentence without the circumstance set before its verb and who did it: «بعد دخول أول قافلة إلى المدينة منذ أسبوعين، أعلنت الأمم المتحدة مغادرتها»; null
 * where none is, or where what follows leans on it (`stands`), or where it turns what is told («رغم …» is none of them).
 */
export function withoutFront(sentence: string, stands: (rest: string) => boolean): string | null {
  const length = FRONT_CLAUSE.exec(sentence)?.[0].length ?? 0;
  if (length === 0 || isInside(quotations(sentence).spans, length - 1)) return null;
  const rest = sentence.slice(length);
  return tokens(rest).length >= 6 && opensWithPast(rest) && !takesBack(sentence.slice(0, length)) && stands(rest)
    ? rest
    : null;
}

const FRONT_CLAUSE =
  /^(?:بعد|بعدما|عقب|إثر|على إثر|في أعقاب|بمناسبة|بالتزامن|تزامناً?|في الوقت الذي|في (?:إشارة|خطوة|محاولة|بيان|ختام)|على خلفية|على هامش|خلال|بهدف|بحضور|بمشاركة)\s[^،؛.:"«]{10,180}،\s(?=\p{L})/u;

const RELATIVE = 'و?ال(?:ذي|تي)';
const CIRCUMSTANCES =
  'بعد|بعدما|قبل|قبيل|عقب|إثر|على إثر|في أعقاب|خلال|أثناء|في إطار|على خلفية|على هامش|بمناسبة|بالتزامن|بحضور|بمشاركة|في (?:بيان|مؤتمر|تصريحات?|مقابلة|تغريدة|كلمة|خطاب|حديث)';

/** What was said, or what had happened, is still to come. */
export const SPEECH_OR_PAST = '(?:[إأا]ن(?:ه|ها|هم|هما)?|بأن(?:ه|ها|هم)?|قد)(?!\\p{L})';

/** A clause between two commas that one of `openings` opens. */
const between = (openings: string): RegExp =>
  new RegExp(`،\\s((?:${openings})\\s[^،؛.:"“”«»()]{8,110})،(?=\\s\\p{L})`, 'gu');

const INSERTED = between(`${RELATIVE}|${CIRCUMSTANCES}`);
const RELATING = between(RELATIVE);

function withoutInserted(sentence: string, inserted: RegExp): string | null {
  const marks = quotations(sentence);
  const text = sentence.replace(inserted, (whole: string, inner: string, at: number) =>
    isFree(sentence.slice(0, at), inner, sentence.slice(at + whole.length), marks) ? '' : whole,
  );
  return text === sentence || tokens(text).length < 6 ? null : text;
}

function isFree(before: string, inner: string, behind: string, { spans }: Quotations): boolean {
  if (isInside(spans, before.length) || takesBack(inner) || /(?:^|\s)[إأب]?[أإ]ن\s/.test(inner)) return false;
  return CLOSES.test(behind)
    ? awaits(before)
    : RELATES.test(inner) && !/^\s[وف]/.test(behind) && opensWithVerb(behind.slice(0, FRONT));
}

const CLOSES = new RegExp(`^\\s${SPEECH_OR_PAST}`, 'u');
const RELATES = new RegExp(`^${RELATIVE}\\s`);
/** Characters that hold a text's first word. */
const FRONT = 40;

/** «قال فلان»: a verb that what was said follows, «وكان فلان»: one that its «قد» follows. */
function awaits(before: string): boolean {
  const keys = tokens(before).map(({ key }) => key);
  const verb = keys.findLastIndex((key) => isTelling(key) || /^[وف]?كانت?$/.test(key));
  return verb >= 0 && !keys.slice(verb + 1).some((key) => /^ب?ان(?:ه|ها|هم)?$/.test(key));
}
