import { opensWithVerb, tokens } from '../articles/text/index.ts';
import type { SourceSentence } from './source.ts';
import { titleClaims } from './title-claims.ts';

/** Share (0–1) of a half's claims up to which the opening does not tell it, and from which another sentence does. */
const UNTOLD = 0.35;
const TOLD = 0.75;
/** Words that make a half. */
const WORDS = 3;

/**
 * Orders of the sentences that tell a half of a title of two («البلدية تستدعي المتعهد وتصف عرضه بأنه "مزحة"») of which the opening tells the other.
 */
export function otherHalf(title: string, sentences: readonly SourceSentence[]): ReadonlySet<number> {
  const [opening, ...below] = sentences;
  const halves = halvesOf(title);
  if (opening === undefined || halves.length < 2) return new Set();
  const told = halves.flatMap((half) => {
    const claims = titleClaims(half, tokens(half), sentences);
    if (claims === null || claims.share(claims.toldBy(opening.words)) > UNTOLD) return [];
    return below.filter(({ words }) => claims.share(claims.toldBy(words)) >= TOLD).map(({ order }) => order);
  });
  return new Set(told);
}

/** The clauses of a title, each from its «و» before a verb on; a label («سوريا: …») belongs to none. */
function halvesOf(title: string): string[] {
  const named = title.replace(/^[^:]{2,25}:\s*/, '');
  const words = tokens(named);
  const halves: string[] = [];
  let from = 0;
  let first = 0;
  for (const [at, { start, text }] of words.entries()) {
    const joins = /^و\p{L}{3}/u.test(text) && /^[يتس]/.test(text.slice(1)) && opensWithVerb(named.slice(start + 1));
    if (!joins || at - first < WORDS || words.length - at < WORDS) continue;
    halves.push(named.slice(from, start));
    from = start;
    first = at;
  }
  return [...halves, named.slice(from)];
}
