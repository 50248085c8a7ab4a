import { type PartKind, partsOf } from '../articles/dateline/index.ts';
import { opensWithVerb, tokens } from '../articles/text/index.ts';

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
  return 0;
}

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
