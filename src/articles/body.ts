import type { Block } from './article.ts';

/** Characters of the running text: headings and captions do not count. */
export function bodyLength(blocks: readonly Block[]): number {
  return blocks
    .filter((block) => block.kind !== 'heading' && block.kind !== 'caption')
    .reduce((sum, block) => sum + block.text.length, 0);
}

/** Words that a reader of the whole story reads. */
export function bodyWords(blocks: readonly Block[]): number {
  return blocks
    .filter((block) => block.kind !== 'caption')
    .reduce((sum, block) => sum + (block.text.match(/\S+/g)?.length ?? 0), 0);
}
