import type { Block } from '../articles/article.ts';

/** What may be summarised: openings that may be another story's are left out, unless there is nothing else. */
export function confirmedOf<T extends Pick<Block, 'unconfirmed'>>(body: readonly T[]): readonly T[] {
  const confirmed = body.filter((block) => block.unconfirmed === undefined);
  return confirmed.length === 0 ? body : confirmed;
}
