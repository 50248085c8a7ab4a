import { isTownName, type Part, type PartKind, partsOf } from '../articles/dateline/index.ts';
import { opensWithPast, opensWithVerb, tokens } from '../articles/text/index.ts';

/**
 * Length in UTF-16 units of the names that an article opens with and has no word of anywhere else, each with a mark behind it: «سهول النهر - هنا الأسعد - ».
 * Whose they are, a house's, a writer's or a town's, need not be known: a story goes on to speak of whom it opens with. 0 where there are none.
 */
export function strangeHead(sentence: string, told: () => ReadonlySet<string>): number {
  const parts = partsOf(sentence);
  // Before brackets stands no mark: «شبكة المرسى (عمّان) -- ».
  const marked = parts.findIndex(({ mark }, at) => !MARK.test(mark) && !(mark === '' && parts[at + 1]?.enclosed));
  for (let count = marked < 0 ? parts.length : marked; count > 0; count--) {
    const line = parts.slice(0, count);
    const end = line.at(-1)?.end ?? 0;
    const rest = tokens(sentence.slice(end));
    const names = line.filter(({ kind }) => kind !== 'town');
    if (!MARK.test(line.at(-1)?.mark ?? '')) continue;
    if (rest.length < ENOUGH || names.length === 0 || !line.every(isNameLike)) continue;
    // «بيروت – المدينة التي لا تنام – …»: one part before what is set between dashes is what that explains.
    if (count === 1 && /\s[-–—ـ]{1,3}\s/.test(sentence.slice(end, end + NEAR))) continue;
    if (count === 1 && names[0]?.kind === 'name' && !opensWithVerb(sentence.slice(end))) continue;
    // A colon stands behind who speaks too.
    if (line.some(({ mark }) => mark.includes(':')) && !names.some(({ kind }) => HOUSES.has(kind))) continue;
    const words = new Set([...told(), ...rest.map(({ stem }) => stem)]);
    if (names.every(({ text }) => tokens(text).every(({ stem }) => !words.has(stem)))) return end;
  }
  return unpartedHead(parts[0], sentence, told);
}

/**
 * The same where nothing parts its last words from the verb: «وهران: فدوى بن عمار قالت …», «الحلة/ ندى الراشدي: أعلنت …», a town with who writes,
 * and «دفتر أحوال – آسفي أعلنت …», a house with its town.
 */
function unpartedHead(first: Part | undefined, sentence: string, told: () => ReadonlySet<string>): number {
  if (first === undefined || !MARK.test(first.mark)) return 0;
  const behind = sentence.slice(first.end);
  const words = tokens(behind.slice(0, NEAR));
  for (let count = 1; count <= LONGEST_NAME && count < words.length; count++) {
    const names = words.slice(0, count);
    const [last, verb] = [names.at(-1), words[count]];
    if (last === undefined || verb === undefined || /[^\p{L}\p{M}\s]/u.test(behind.slice(0, last.end))) return 0;
    const joint = behind.slice(last.end, verb.start);
    const rest = behind.slice(verb.start);
    if (!opensWithPast(rest) || SAYS.test(rest)) continue;
    const isTown = first.kind === 'town';
    if (!(isTown ? /^\s*:?\s+$/ : /^\s+$/).test(joint) || tokens(rest).length < ENOUGH) return 0;
    if (isTown ? count === 1 : !isTownName(behind.slice(0, last.end))) return 0;
    const head = isTown ? names : tokens(first.text);
    const elsewhere = new Set([...told(), ...tokens(rest).map(({ stem }) => stem)]);
    return head.every(({ stem }) => !elsewhere.has(stem)) ? first.end + verb.start : 0;
  }
  return 0;
}

/** Words of a name before the verb; and what has its subject before it: «فدوى بن عمار قالت إن …». */
const LONGEST_NAME = 4;
const SAYS = /^[\p{L}\p{M}]+\s+[إأا]ن(?:ه|ها|هم|هما)?\s/u;

/** A dash, a stroke, a bar or a colon, and no comma or dots. */
const MARK = /^[-–—_|/:ـ]+$/;
/** Words that make a sentence, and characters behind a head in which an apposition would close. */
const ENOUGH = 5;
const NEAR = 90;

const HOUSES: ReadonlySet<PartKind> = new Set(['house', 'quoted', 'bracketed']);

/** A name of two words or more or with the article; «سعاد – طبيبة – …» has others. */
function isNameLike({ kind, text }: { kind: PartKind; text: string }): boolean {
  if (kind === 'town' || HOUSES.has(kind)) return true;
  return kind === 'name' && (/\s/.test(text) || text.startsWith('ال'));
}
