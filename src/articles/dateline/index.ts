import { Line, namesBody, type SentencePlace } from './line.ts';
import { foldSameLength, type PartKind, partsOf } from './parts.ts';
import { TOWNS } from './towns.ts';

export { opensWithTown, type SentencePlace } from './line.ts';
export { foldSameLength, type Part, type PartKind, partsOf } from './parts.ts';

/**
 * Length in UTF-16 units of what stands before the sentence itself, place, house, date, hour and writer in any order: «بيروت ـ رويترز: », «دبي، الإمارات
 * العربية المتحدة (CNN)-- », «لندن – «الشرق الأوسط»: », «النخيل برس _ وهران - », «14:30 - ». 0 where nothing does. Of the parts that the text opens with the
 * most are taken that make a dateline before what is left.
 */
export function datelineLength(sentence: string, place: SentencePlace): number {
  const parts = partsOf(sentence);
  // A line of such parts alone is no sentence's beginning.
  if ((parts.at(-1)?.end ?? 0) >= sentence.trimEnd().length) return 0;
  for (let count = parts.length; count > 0; count--) {
    const line = new Line(parts.slice(0, count), sentence);
    if (line.stands(place)) return line.end + line.nameBehind();
  }
  return 0;
}

/** Whether a line is a dateline and nothing else: «إسطنبول/ محمد علي/ الأناضول», «لندن: «الشرق الأوسط»», «رام الله – حاورها: باسل عودة». */
export function isDateline(text: string): boolean {
  const parts = partsOf(text);
  const end = parts.at(-1)?.end ?? 0;
  if (parts.length < 2 || text.slice(end).trim() !== '' || namesBody(parts)) return false;
  const has = (...kinds: PartKind[]): boolean => parts.some(({ kind }) => kinds.includes(kind));
  return (
    has('agency', 'byline', 'quoted') ||
    (has('town', 'house') && parts.filter(({ kind }) => kind === 'town').length < 2)
  );
}

/** Whether a text is a town's name. */
export function isTownName(text: string): boolean {
  return TOWNS.has(foldSameLength(text.trim()));
}
