import { plainText } from '../feeds/plain.ts';
import type { Block } from './article.ts';
import { isProse } from './boilerplate/page.ts';
import { repeatedShare, wordTriples } from './boilerplate/repeats.ts';
import { goesOn, wordKeys } from './text/index.ts';

/** Share (0–1) of a block's runs of three words that its publisher's text has: from here on it is of it, below it is not. */
const OF_IT = 0.7;
/** Less than this is chance; between the two a block is cut off, and with it the text. */
const CHANCE = 0.25;
/** Share (0–1) of the publisher's text that the page must hold, and of the page's running text that must be of it. */
const WHOLE = { declared: 0.8, page: 0.5 } as const;

/**
 * Parts blocks by the text that the page's publisher declares in JSON-LD: what is not in it is not the article's. Null where
 * that text is no judge: cut short, another version, or an excerpt.
 */
export function partByDeclared(
  blocks: readonly Block[],
  articleBody: string,
): { readonly own: readonly Block[]; readonly foreign: readonly Block[] } | null {
  const text = plainText(articleBody).trim();
  if (/(?:…|\.{3}|\[…\])\s*$/.test(text)) return null;
  const declared = wordTriples(wordKeys(text));
  const shares = blocks.map((block) => shareOf(block.text, text, declared));
  const prose = blocks.flatMap((block, at) => (block.kind !== 'caption' && isProse(block.text) ? [at] : []));
  const size = (indexes: readonly number[]): number =>
    indexes.reduce((sum, at) => sum + (blocks[at]?.text.length ?? 0), 0);
  const isOwn = (at: number): boolean => (shares[at] ?? 0) >= OF_IT;

  const held = new Set(prose.filter(isOwn).flatMap((at) => [...wordTriples(wordKeys(blocks[at]?.text ?? ''))]));
  const covered = [...declared].filter((triple) => held.has(triple)).length;
  if (declared.size === 0 || covered < declared.size * WHOLE.declared) return null;
  if (size(prose.filter(isOwn)) < size(prose) * WHOLE.page) return null;
  const last = prose.findLast(isOwn) ?? -1;
  const cutOff = prose.some(
    (at) => !isOwn(at) && ((shares[at] ?? 0) > CHANCE || (at > last && goesOn(blocks[at]?.text ?? ''))),
  );
  if (cutOff) return null;

  const headings = blocks.some((block, at) => block.kind === 'heading' && isOwn(at));
  const own = blocks.map((block, at) => {
    if (block.kind === 'caption' || isOwn(at)) return true;
    // Some publishers leave the headings out of that text.
    return block.kind === 'heading' && !headings && isOwn(at + 1) && at > 0;
  });
  return { own: blocks.filter((_, at) => own[at]), foreign: blocks.filter((_, at) => !own[at]) };
}

function shareOf(block: string, text: string, declared: ReadonlySet<string>): number {
  const words = wordKeys(block);
  if (words.length < 3) return text.includes(block) ? 1 : 0;
  return repeatedShare(words, declared);
}
