import type { Block } from '../article.ts';
import { goesOn, opensWithPast, tokens } from '../text/index.ts';
import { isFinished, isStopless, LONG_LINE } from './kind.ts';

/** Where a newsroom never writes the final stop, short paragraphs are not headings; several short lines are a list. */
export function settleHeadings<T extends Block>(blocks: readonly T[]): T[] {
  // A flash of one line has no text that it could head.
  const [only] = blocks;
  if (only !== undefined && blocks.length === 1)
    return [{ ...only, kind: only.kind === 'heading' ? 'paragraph' : only.kind }];
  const stopless = isStopless(blocks);
  // Over text without a stop anywhere, a long first line is where it begins.
  const begins = !blocks.some(({ text }) => isFinished(text));
  return blocks.map((block, index) => {
    if (block.kind !== 'heading') return block;
    if (index === 0 && begins && block.text.length > LONG_LINE) return { ...block, kind: 'paragraph' };
    if (index === 0 && tellsNews(block.text, blocks[1]?.text)) return { ...block, kind: 'paragraph' };
    if (stopless && (block.text.length > LONG_LINE || goesOn(block.text))) return { ...block, kind: 'paragraph' };
    const before = blocks[index - 1]?.kind === 'heading';
    const after = blocks[index + 1]?.kind === 'heading';
    const run =
      (before && after) ||
      (before && blocks[index - 2]?.kind === 'heading') ||
      (after && blocks[index + 2]?.kind === 'heading');
    return run ? { ...block, kind: 'list' } : block;
  });
}

/** «أعلنت البلدية فتح الطريق إلى المرفأ» over «وقالت البلدية …»: what happened and what goes on with it, the stop forgotten; headings seldom open so. */
function tellsNews(text: string, next = ''): boolean {
  return opensWithPast(text) && tokens(text).length >= FEWEST_WORDS && goesOn(next);
}

const FEWEST_WORDS = 7;
