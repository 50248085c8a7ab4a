import { isFinished } from './kind.ts';
import { isProse, type Page, plainOf } from './page.ts';

/** «عن الكاتب», «نبذة عني»: over a name and what somebody says of himself. */
const LABEL =
  /^(?:عن (?:ال)?(?:كاتبه?|مولفه?|مدونه?)|نبذه (?:عني|عن (?:ال)?(?:كاتبه?|مولفه?))|(?:ال)?(?:كاتبه?|مولفه?) في سطور|من انا|about (?:the )?(?:author|me))\s*:?$/;

/** Characters of a name, of a life, and the most of the page's text (0–1) that stands below its label. */
const BOX = { name: 40, life: 300, below: 0.35 } as const;

/** The box about its author that a page has below an article: its label, the name under that, and one paragraph. */
export function markAuthorBox({ texts, reasons }: Page): void {
  const length = (from: number): number => texts.slice(from).reduce((sum, text) => sum + text.length, 0);
  texts.forEach((text, label) => {
    if (text.length > 30 || !LABEL.test(plainOf(text)) || length(label) > length(0) * BOX.below) return;
    reasons[label] ??= 'byline';
    const name = texts[label + 1] ?? '';
    const isName = name.length <= BOX.name && !isFinished(name) && !isProse(name);
    if (isName) reasons[label + 1] ??= 'byline';
    const life = label + (isName ? 2 : 1);
    if (texts[life] !== undefined && (texts[life]?.length ?? 0) <= BOX.life) reasons[life] ??= 'byline';
  });
}
