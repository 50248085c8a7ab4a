import type { Block } from '../articles/article.ts';
import type { SummarySentence } from './summary.ts';

/** A piece of a block; `sentence`: the place in the summary of the sentence that it belongs to. */
export interface BodyPiece {
  readonly text: string;
  readonly sentence: number | null;
}

export interface MarkedBlock {
  readonly block: Block;
  readonly pieces: readonly BodyPiece[];
}

/** The body with the sentences that the summary took from it: where each stands, for who compares them. */
export function markSentences(blocks: readonly Block[], sentences: readonly SummarySentence[]): MarkedBlock[] {
  const spans = sentences
    .map(({ start, end }, sentence) => ({ start, end, sentence }))
    .filter(({ start, end }) => end > start)
    .sort((one, other) => one.start - other.start);
  let begin = 0;
  return blocks.map((block) => {
    const from = begin;
    const to = from + block.text.length;
    begin = to + 2;
    const pieces: BodyPiece[] = [];
    let at = from;
    const upTo = (place: number, sentence: number | null) => {
      if (place <= at) return;
      pieces.push({ text: block.text.slice(at - from, place - from), sentence });
      at = place;
    };
    for (const span of spans) {
      if (span.end <= at || span.start >= to) continue;
      upTo(Math.max(span.start, from), null);
      upTo(Math.min(span.end, to), span.sentence);
    }
    upTo(to, null);
    return { block, pieces };
  });
}
