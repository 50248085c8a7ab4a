import { normalise, opensWithWaw, quotations, tokens } from '../text/index.ts';
import { isFinished } from './kind.ts';
import { lineKind } from './line.ts';
import type { PageLine } from './lines.ts';
import { plainOf } from './page.ts';
import { opensWithCall } from './speech.ts';

/**
 * Puts together again what a page printed on several lines because each of its links stood on one of its own: «نفّذت وحدات من ‖ الجيش ‖ حواجز في منطقة ‖
 * أبي سمراء ‖ ، تخللها …». That a line was broken tells its end, on a word that wants another one, or the comma with which the next begins; from there on
 * pieces of a few words belong to it until a stop. So does what a quotation opens and one of the next lines closes, and each line of a page that was
 * wrapped at a fixed width. `title` is the article's, which is a line of its own.
 */
export function rejoined(lines: readonly PageLine[], title = ''): PageLine[] {
  const isTitle = ({ text }: PageLine): boolean => title !== '' && text.trim() === title.trim();
  const wrapped = isWrapped(lines.filter((line) => !isTitle(line)));
  const whole: PageLine[] = [];
  let broken = false;
  let piece = '';
  for (const [at, line] of lines.entries()) {
    const last = whole.at(-1);
    const goesOn =
      last !== undefined &&
      !isTitle(line) &&
      ((wrapped &&
        ARABIC.test(last.text) &&
        ARABIC.test(line.text) &&
        !isTitle(last) &&
        !isFinished(last.text) &&
        (broken || isLong(last.text) || opensWithWaw(last.text))) ||
        goesOnIn(line.text, last.text, broken ? piece : null) ||
        closesQuotation(last.text, lines.slice(at, at + QUOTED)));
    if (last !== undefined && goesOn && isText(last) && isText(line)) {
      const space = CLOSING.test(line.text) ? '' : ' ';
      const text = `${last.text.trimEnd()}${space}${line.text.trim()}`;
      whole[whole.length - 1] = { ...last, text };
      broken = !isFinished(text);
    } else {
      whole.push(line);
      broken = false;
    }
    piece = line.text;
  }
  return whole;
}

/**
 * A page of a fixed width: no line of it is as long as a paragraph is, most that end without a stop are nearly as long as the longest, every third of them
 * has a comma, and one that ends in a stop closes several.
 */
function isWrapped(lines: readonly PageLine[]): boolean {
  if (lines.some((line) => line.text.trim().length > WRAPPED.widest && isWide(line))) return false;
  const texts = lines.flatMap((line) => (isWide(line) ? [line.text.trim()] : []));
  const widest = Math.max(0, ...texts.map((text) => text.length));
  const open = texts.filter((text) => !isFinished(text));
  const closed = lines.filter((line) => isText(line) && isFinished(line.text)).length;
  if (open.length < WRAPPED.fewest || closed < 2 || open.length < closed * 1.2) return false;
  const share = (of: (text: string) => boolean): number => open.filter(of).length / open.length;
  return share((text) => text.length >= widest * WRAPPED.even) >= WRAPPED.most && share(hasClauses) >= WRAPPED.clauses;
}

function isWide(line: PageLine): boolean {
  return ARABIC.test(line.text) && isLong(line.text) && isText(line);
}

/** A comma between two clauses, as running text has it in every other line and titles and results seldom. */
function hasClauses(text: string): boolean {
  return /[،؛](?:\s*\p{L}|\s*$)/u.test(text);
}

/** Characters of the widest line, fewest lines without a stop, how even (0–1 of the widest) how many (0–1) of them are, and how many have clauses. */
const WRAPPED = { widest: 110, fewest: 5, even: 0.65, most: 0.65, clauses: 0.35 } as const;

const ARABIC = /\p{Script=Arabic}/u;

/** Words of a line that is neither a label nor a name. */
function isLong(text: string): boolean {
  return tokens(text).length >= 5;
}

function isText({ text, why }: PageLine): boolean {
  return (
    why === undefined &&
    text.length <= LONGEST &&
    (CLOSING.test(text) || (lineKind(text) === 'text' && !opensWithCall(plainOf(text))))
  );
}

/** Whether a quotation that the unfinished `text` opens closes within the next lines, and nothing is left open then. */
function closesQuotation(text: string, next: readonly PageLine[]): boolean {
  if (isFinished(text) || tokens(text).length < FEWEST || quotations(text).unclosed.length === 0) return false;
  const closing = next.find((line) => /["”»]/.test(line.text));
  if (closing === undefined) return false;
  const { unclosed, stray } = quotations(
    [text, ...next.slice(0, next.indexOf(closing) + 1).map((line) => line.text)].join(' '),
  );
  return unclosed.length === 0 && stray.length === 0;
}

/** Lines over which a page breaks a quotation. */
const QUOTED = 3;

/** `piece` is what a broken line was last joined with, null where it is whole so far. */
function goesOnIn(next: string, text: string, piece: string | null): boolean {
  if (isFinished(text)) return false;
  if (CLOSING.test(next)) return true;
  const words = tokens(text);
  const end = words.at(-1)?.key ?? '';
  const isOpen =
    (PARTICLE.test(end) && !ENDS_ON_ALI.test(text)) ||
    /\sب?أن\s*$/.test(text) ||
    (WANTS_NAME.test(end) && isShort(next) && !isFinished(next)) ||
    (WANTS_TITLE.test(end) && /^\s*["«“]/.test(next)) ||
    (MORE.test(end) && /^\s*من\s/.test(next));
  if (words.length >= FEWEST && isOpen && /[\p{L}\p{M}]\s*$/u.test(text)) return true;
  return piece !== null && (isShort(next) || isShort(piece));
}

/** Characters of a paragraph. */
const LONGEST = 1_500;
/** Words of a line that may be a sentence's beginning; a label of fewer ends so too («المزيد من»). */
const FEWEST = 3;

/** Words of a link: a name, a place, an office. */
function isShort(text: string): boolean {
  return tokens(text).length <= 4;
}

const CLOSING = /^\s*[،؛](?=\s*\p{L})/u;

const oneOf = (words: string): RegExp => new RegExp(`^[وف]?(?:${normalise(words)})$`, 'u');

/** No heading and no sentence ends on these, as on «بعد» (yet) and «إن» (of a Korean name). */
const PARTICLE = oneOf('من|في|على|إلى|عن|مع|بين|عبر|ضد|نحو|لدى|التي|الذي|الذين|أو|خلال|عقب|إثر|خصوصا|لاسيما');

/** «عهد بن علي», «المرفأ - سعيد على»: the name, and no «على», in either spelling of its last letter. */
const ENDS_ON_ALI =
  /\sعلي\s*$|[-–—:|/ـ]\s*\p{L}+(?:\s\p{L}+)?\sعلى\s*$|\s(?:بن|أبو|أبي|محمد|أحمد|حسن|حسين|السيد)\sعلى\s*$/u;

/** «دوره في فيلم ‖ «أبو صدام»، فيما …», «أكثر ‖ من 40 ألفاً». */
const WANTS_TITLE = oneOf('فيلم|الفيلم|مسلسل|رواية|كتاب|ديوان|مسرحية|مسلسلها|فيلمه|فيلمها|أغنية|برنامج|عنوان|بعنوان');
const MORE = oneOf('أكثر|أقل|أكبر|أعلى|أدنى|أكثرهم|أزيد');

/** Nouns and titles whose name follows: headings may end on them («عند مدخل كل حي»). */
const WANTS_NAME = oneOf(
  'منطقة|مدينة|بلدة|محافظة|قضاء|شارع|حي|مخيم|وزير|رئيس|النائب|الوزير|الرئيس|السيد|الدكتور|المهندس|العميد|العماد|اللواء|الشيخ|السفير|حزب|شركة|منصة|قناة|صحيفة|وكالة',
);
