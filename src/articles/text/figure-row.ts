import { uniform } from './normalise.ts';

/** «القاهرة 36 25», «الدولار: 48.02 جنيه للشراء – 48.22 للبيع», «3- الاتحاد 34 نقطة»: a row of a table, which is no sentence. */
export function isFigureRow(text: string): boolean {
  if (text.length > LONGEST) return false;
  const line = uniform(text);
  return ROW.test(line) && !RELATED.test(line);
}

const LONGEST = 120;

const FIGURE = '\\d(?:[\\d.,٫]*\\d)?(?:\\s+\\p{L}{2,6}){0,2}';

/** A name, or a number or a unit before it, then one to four figures, each with a word or two of what it counts, and no stop. */
const ROW = new RegExp(
  `^\\s*(?:\\d{1,3}\\s*[-–.)]?\\s*(?=\\p{L}))?\\p{L}[^\\d:.؟!]{1,40}:?\\s+${FIGURE}(?:\\s*[-–|/]?\\s*${FIGURE}){0,3}\\s*$`,
  'u',
);

/** «ضبط الحرارة على 18 درجة»: a figure that a word joins to what stands before it is said of it. */
const RELATED = /\s(?:على|من|في|إلى|الى|عن|منذ|خلال|عام|سنة|بعد|قبل|حتى)\s+\d/u;
