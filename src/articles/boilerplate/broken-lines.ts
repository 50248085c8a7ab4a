import { normalise, tokens } from '../text/index.ts';
import { isFinished } from './kind.ts';
import { lineKind } from './line.ts';
import type { PageLine } from './lines.ts';
import { plainOf } from './page.ts';
import { opensWithCall } from './speech.ts';

/**
 * Puts together again what a page printed on several lines because each of its links stood on one of its own: «نفّذت وحدات من ‖ الجيش ‖ حواجز في منطقة ‖
 * أبي سمراء ‖ ، تخللها …». That a line was broken tells its end, on a word that wants another one, or the comma with which the next begins; from there on
 * pieces of a few words belong to it until a stop.
 */
export function rejoined(lines: readonly PageLine[]): PageLine[] {
  const whole: PageLine[] = [];
  let broken = false;
  let piece = '';
  for (const line of lines) {
    const last = whole.at(-1);
    if (last !== undefined && goesOnIn(line.text, last.text, broken ? piece : null) && isText(last) && isText(line)) {
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

function isText({ text, why }: PageLine): boolean {
  return (
    why === undefined &&
    text.length <= LONGEST &&
    (CLOSING.test(text) || (lineKind(text) === 'text' && !opensWithCall(plainOf(text))))
  );
}

/** `piece` is what a broken line was last joined with, null where it is whole so far. */
function goesOnIn(next: string, text: string, piece: string | null): boolean {
  if (isFinished(text)) return false;
  if (CLOSING.test(next)) return true;
  const words = tokens(text);
  const end = words.at(-1)?.key ?? '';
  const isOpen =
    (PARTICLE.test(end) && !ENDS_ON_ALI.test(text)) ||
    /\sب?أن\s*$/.test(text) ||
    (WANTS_NAME.test(end) && isShort(next) && !isFinished(next));
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

/** Nouns and titles whose name follows: headings may end on them («عند مدخل كل حي»). */
const WANTS_NAME = oneOf(
  'منطقة|مدينة|بلدة|محافظة|قضاء|شارع|حي|مخيم|وزير|رئيس|النائب|الوزير|الرئيس|السيد|الدكتور|المهندس|العميد|العماد|اللواء|الشيخ|السفير|حزب|شركة|منصة|قناة|صحيفة|وكالة',
);
