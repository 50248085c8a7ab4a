import type { Block } from './article.ts';
import { bodyLength } from './body.ts';
import { lineKind } from './boilerplate/line.ts';
import { repeatedShare, wordTriples } from './boilerplate/repeats.ts';
import { type CleaningContext, cleanParagraphs, type KeptBlock } from './boilerplate.ts';
import { goesOn, opensWithPast, wordKeys } from './text/index.ts';
import { normalise } from './text/normalise.ts';
import { tokens } from './text/tokens.ts';

export interface Removed {
  readonly text: string;
  readonly why: string;
}

/**
 * Blocks without what is not the article's: the title repeated, and everything that
 * `cleanParagraphs` knows by its words. The kinds that the markup gave (heading, quotation, list, caption) are kept.
 */
export function cleanBlocks(blocks: readonly Block[], context: CleaningContext): CleanedBlocks {
  const { known, ...alone } = context;
  const plain = cleanedBlocks(blocks, alone);
  if (known === undefined) return plain;
  const knowing = cleanedBlocks(blocks, context);
  return bodyLength(knowing.blocks) < LEAST_LEFT * bodyLength(plain.blocks) ? plain : knowing;
}

export interface CleanedBlocks {
  readonly blocks: Block[];
  readonly removed: readonly Removed[];
}

/** What is known of a house leaves at least this share (0–1) of a body: a house that prints one text daily prints it as a story. */
const LEAST_LEFT = 0.5;

function cleanedBlocks(blocks: readonly Block[], context: CleaningContext): CleanedBlocks {
  const titleKey = wordsKey(context.title);
  const candidates: Block[] = [];
  for (const block of blocks) {
    const text = block.text.trim();
    // Its place tells where the article begins, so that it goes with the other lines.
    if (titleKey !== '' && isTitleAgain(text, context.title.trim(), titleKey))
      candidates.push({ ...block, text: context.title.trim() });
    else candidates.push({ ...block, text });
  }
  const captions = candidates.filter(({ kind }) => kind === 'caption').map(({ text }) => text);
  const cleaned = cleanParagraphs(
    candidates.map((block) => block.text),
    { ...context, captions },
  );
  const repeats = cleaned.removed.filter(({ why }) => why === 'repeat').map(({ text }) => text);
  const kept = withKinds(cleaned.kept, candidates).map((block) => withPulled(block, repeats));
  const ended = withoutLastHeadings(kept);
  return { blocks: ended.blocks, removed: [...cleaned.removed, ...ended.removed] };
}

/** A page that repeats more than this sets nothing apart. */
const mostRepeats = 12;

function withPulled(block: Block, repeats: readonly string[]): Block {
  if (repeats.length === 0 || repeats.length > mostRepeats) return block;
  const triples = wordTriples(wordKeys(block.text));
  const pulled = repeats.filter((text) => repeatedShare(wordKeys(text), triples) >= 0.85);
  return pulled.length === 0 ? block : { ...block, pulled };
}

/** Gives each kept text the kind its markup had; a kind found by its words replaces only a plain paragraph's. */
function withKinds(kept: readonly KeptBlock[], candidates: readonly Block[]): Block[] {
  let next = 0;
  const blocks = kept.map(({ at: _, ...block }) => {
    let index = next;
    while (index < candidates.length && !candidates[index]?.text.includes(block.text)) index += 1;
    const source = candidates[index];
    if (source === undefined) return block;
    next = source.text === block.text ? index + 1 : index;
    return source.kind === 'paragraph' ? block : { ...block, kind: source.kind };
  });
  return blocks;
}

/** Words of a last line that is a paragraph, its stop forgotten. */
const FEWEST_OF_LAST = 4;

/** A heading with nothing under it introduced something that has gone; what goes on with the text is its last paragraph, its stop forgotten. */
function withoutLastHeadings(blocks: readonly Block[]): { readonly blocks: Block[]; readonly removed: Removed[] } {
  const end = blocks.findLastIndex(({ kind, text }) => kind !== 'heading' || isLastParagraph(text)) + 1;
  const kept = blocks.slice(0, end);
  const last = kept.at(-1);
  if (last?.kind === 'heading') kept[end - 1] = { ...last, kind: 'paragraph' };
  return { blocks: kept, removed: blocks.slice(end).map(({ text }) => ({ text, why: 'heading' })) };
}

function isLastParagraph(text: string): boolean {
  return (goesOn(text) || opensWithPast(text)) && tokens(text).length >= FEWEST_OF_LAST;
}

/** The title printed again, alone or with a byline or a control behind it. */
function isTitleAgain(text: string, title: string, titleKey: string): boolean {
  const key = wordsKey(text);
  if (key === titleKey) return true;
  // Lines that a page breaks may come without the blank between them.
  if (text.startsWith(title) && lineKind(text.slice(title.length)) !== 'text') return true;
  if (!key.startsWith(`${titleKey} `)) return false;
  const start = tokens(normalise(text))[titleKey.split(' ').length]?.start;
  return start !== undefined && lineKind(text.slice(start)) !== 'text';
}

function wordsKey(text: string): string {
  return tokens(normalise(text))
    .map((token) => token.key)
    .join(' ');
}
