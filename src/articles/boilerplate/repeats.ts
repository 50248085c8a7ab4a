import { wordKeys } from '../text/index.ts';

/**
 * How much of `words` stands in `other` in the same order of words: the share of its word triples found there (0–1).
 * Triples forgive a changed comma or a stop in place of one, as a pull quote has.
 */
export function repeatedShare(words: readonly string[], triples: ReadonlySet<string>): number {
  const own = wordTriples(words);
  if (own.size === 0) return 0;
  let found = 0;
  for (const triple of own) if (triples.has(triple)) found++;
  return found / own.size;
}

export function wordTriples(words: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (let i = 0; i + 2 < words.length; i++) found.add(`${words[i]} ${words[i + 1]} ${words[i + 2]}`);
  return found;
}

/** What more paragraphs than this have in common is a formula, and tells of no repetition; thousands would be compared pairwise. */
const MOST_OWNERS = 12;

/**
 * Indexes of paragraphs that only repeat another one: the pull quote set large in mid-page, the opening printed again
 * as an excerpt. Of two alike the longer stays; of two equal ones the later, because page furniture comes first. One with a figure
 * that the other has not repeats nothing: one district's dead, the next one's.
 */
export function repeatedParagraphs(paragraphs: readonly string[]): Set<number> {
  const words = paragraphs.map(wordKeys);
  // Of equal ones only the last is compared with the rest.
  const last = new Map(words.map((own, index) => [own.join(' '), index]));
  const triples = words.map((own, index) => (last.get(own.join(' ')) === index ? wordTriples(own) : new Set<string>()));
  const owners = new Map<string, number[]>();
  triples.forEach((set, index) => {
    for (const triple of set) {
      const list = owners.get(triple);
      if (list === undefined) owners.set(triple, [index]);
      else if (list.length < MOST_OWNERS) list.push(index);
    }
  });
  const repeated = new Set<number>();
  words.forEach((own, index) => {
    if (own.length < 6) return;
    if (last.get(own.join(' ')) !== index) {
      repeated.add(index);
      return;
    }
    const shared = new Map<number, number>();
    for (const triple of triples[index] ?? []) {
      for (const owner of owners.get(triple) ?? []) {
        if (owner !== index) shared.set(owner, (shared.get(owner) ?? 0) + 1);
      }
    }
    for (const [owner, count] of shared) {
      if (repeated.has(owner) || count < (triples[index]?.size ?? 0) * 0.85) continue;
      if (own.some((word) => /\p{Nd}/u.test(word) && !words[owner]?.includes(word))) continue;
      const other = words[owner]?.length ?? 0;
      if (other > own.length || (other === own.length && owner > index)) {
        repeated.add(index);
        return;
      }
    }
  });
  return repeated;
}
