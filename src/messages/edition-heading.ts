import type { DigestContent, MostReadContent } from '../editions/push.ts';
import { longDate } from './dates.ts';
import type { RenderContext } from './index.ts';

/** «نشرة الصباح — 23 تشرين الثاني/ نوفمبر 2026» */
export function editionHeading(
  { edition: key, instant }: Pick<DigestContent | MostReadContent, 'edition' | 'instant'>,
  { newsroom, texts, timeZone }: RenderContext,
): string {
  const edition = newsroom.editions[key]?.names[texts.language] ?? key;
  return texts.say('message.digest', { edition, date: longDate(new Date(instant), texts.language, timeZone) });
}
