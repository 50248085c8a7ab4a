import type { Block } from './article.ts';
import { isProse } from './boilerplate/page.ts';
import { standfirstOf } from './standfirst.ts';
import { hasSameWords } from './text/index.ts';

/** Paragraphs that are left of an article whose lead-in is told apart. */
const FEWEST_LEFT = 2;

/**
 * An article parted from its lead-in: the author's standfirst, and the body without it where the page prints it in the body's box,
 * as a paragraph that its theme names so or as a heading.
 *
 * @param described what the page says it is about in its metadata; often its beginning over again.
 * @param named the lead-in that readers see, as its theme names it.
 */
export function partLeadIn(
  title: string,
  blocks: readonly Block[],
  { described, named }: { readonly described: string | null; readonly named: string | null },
): { readonly standfirst: string | null; readonly blocks: readonly Block[] } {
  const candidates = [described, named].filter((text) => text !== null);
  const standfirstIn = (body: readonly Block[]): string | null =>
    candidates.map((text) => standfirstOf(text, { title, blocks: body })).find((text) => text !== null) ?? null;
  const at = blocks.findIndex(({ kind }) => kind !== 'caption');
  const first = blocks[at];
  const repeated = first?.kind === 'heading' ? candidates : [named].filter((text) => text !== null);
  if (first !== undefined && repeated.some((text) => hasSameWords(text, first.text))) {
    const rest = blocks.filter((_, index) => index !== at);
    const standfirst = standfirstIn(rest);
    const prose = rest.filter(({ kind, text }) => kind !== 'caption' && isProse(text));
    if (standfirst !== null && prose.length >= FEWEST_LEFT) return { standfirst, blocks: rest };
  }
  return { standfirst: standfirstIn(blocks), blocks };
}
