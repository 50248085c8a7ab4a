import type { Block } from './article.ts';
import { cleanBlocks } from './clean-blocks.ts';
import { tokens } from './text/tokens.ts';

/** How a text ends that a program cut off, or that asks to go on elsewhere. */
const cutOff = /(?:\[\s*(?:…|\.{3}|&hellip;)\s*\]|…|\.{3,})\s*$/;
const goOn =
  /(?:اقر[أا]وا? المزيد|إقر[أا]وا? المزيد|المزيد|أكمل(?:وا)? القراءة|تابع(?:وا)? القراءة|لقراءة (?:المقال|المزيد|التقرير).{0,40}|read more|continue reading|full (?:article|story))\s*[.…»←>]*\s*$/i;

/** What systems write in the place of a lead-in: «انهيار عقار محرم بك .. تابع التفاصيل على نيل اليوم». */
const filler =
  /(?:^|[\s.،:-])(?:تابع(?:وا)?|اقر[أا](?:وا)?|شاهد(?:وا)?|طالع(?:وا)?|تعر[فّ]+(?:وا)? على|إليك(?:م)?|اليك(?:م)?|لمعرفة|للمزيد من)\s+(?:(?:كل|كامل|كافة|جميع|آخر|المزيد من)\s+)?(?:ال)?(?:تفاصيل|مزيد|أخبار|خبر|مستجدات)(?:\s+(?:كامل[ةا]?|الكاملة|كاملا))?(?:\s+(?:على|عبر|في|من|مع|عن|حول)\s+.{2,50})?[\s.…!]*$/u;

/** Whether a text was cut by a program (WordPress' automatic excerpt, a teaser with «اقرأ المزيد»). */
export function isCutOff(text: string): boolean {
  const end = text.trim().slice(-200);
  return cutOff.test(end) || goOn.test(end);
}

/**
 * The author's own lead-in, or null when the teaser is none: cut by a program, too short or long, the title or the
 * beginning of the body over again, or a line that belongs to the page.
 */
export function standfirstOf(
  teaser: string,
  article: { readonly title: string; readonly blocks: readonly Block[] },
): string | null {
  const length = [...teaser].length;
  if (length < 30 || length > 500 || isCutOff(teaser) || filler.test(teaser)) return null;
  const [kept] = cleanBlocks([{ kind: 'paragraph', text: teaser }], { title: article.title }).blocks;
  if (kept === undefined) return null;
  const first = article.blocks.find((block) => block.kind !== 'heading' && block.kind !== 'caption');
  return first !== undefined && startsAlike(kept.text, first.text) ? null : kept.text;
}

function startsAlike(teaser: string, paragraph: string): boolean {
  const a = tokens(teaser).map((token) => token.key);
  const b = tokens(paragraph).map((token) => token.key);
  const compared = Math.min(a.length, b.length, 15);
  let same = 0;
  for (let index = 0; index < compared; index += 1) if (a[index] === b[index]) same += 1;
  return compared > 0 && same / compared > 0.8;
}
