import type { SourceSentence } from './source.ts';

/** Whether most of what a sentence says stands in earlier ones already; a new figure is always news. */
export function saidAgain(
  { stems }: Pick<SourceSentence, 'stems'>,
  earlier: readonly Pick<SourceSentence, 'stems'>[],
): boolean {
  if (earlier.length === 0 || stems.size < 6) return false;
  let news = stems.size * (1 - SAID_AGAIN);
  for (const stem of stems) {
    if (earlier.some((one) => one.stems.has(stem))) continue;
    news--;
    if (news < 0 || /\d/.test(stem)) return false;
  }
  return true;
}

/** Share of its meaning words that have been said. */
const SAID_AGAIN = 0.6;

/** Cosine of the two sentences' sets of meaning words. */
export function alike(a: Pick<SourceSentence, 'stems'>, b: Pick<SourceSentence, 'stems'>): number {
  if (a.stems.size === 0 || b.stems.size === 0) return 0;
  let common = 0;
  for (const stem of a.stems) if (b.stems.has(stem)) common++;
  return common / Math.sqrt(a.stems.size * b.stems.size);
}
