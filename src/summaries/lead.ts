import { type ConceptMap, conceptsAt } from './concepts.ts';
import type { SourceSentence } from './source.ts';

/** The article's opening as an editor would take it: from the top, and what cannot stand or is too long left out. */
export interface MendedLead {
  /** Orders of its sentences. */
  readonly orders: readonly number[];
  /** Concept weight that its first `chars` characters cover, sentences cut wherever that falls. */
  readonly worthAt: (chars: number) => number;
}

/** The mended lead, read as far as `maxChars`. */
export function mendedLead(
  sentences: readonly SourceSentence[],
  concepts: ConceptMap,
  admissible: (sentence: SourceSentence) => boolean,
  maxChars: number,
): MendedLead {
  const orders: number[] = [];
  const curve: number[] = [];
  const seen = new Set<number>();
  let worth = 0;
  let chars = 0;
  for (const sentence of sentences) {
    if (!admissible(sentence) || sentence.chars > maxChars) continue;
    if (sentence.opening.tie !== null && !(sentence.followsOn && orders.at(-1) === sentence.order - 1)) continue;
    orders.push(sentence.order);
    if (chars > maxChars) continue;
    for (const { end, names } of conceptsAt(sentence)) {
      while (curve.length < chars + end) curve.push(worth);
      for (const name of names) {
        const id = concepts.ids.get(name);
        if (id === undefined || seen.has(id)) continue;
        seen.add(id);
        worth += concepts.weights[id] ?? 0;
      }
    }
    chars += sentence.chars + 1;
  }
  return { orders, worthAt: (length) => curve[length] ?? worth };
}
