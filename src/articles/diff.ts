import { diffArrays } from 'diff';
import type { Article, Block } from './article.ts';
import { noticed } from './noticed.ts';
import { tokens } from './text/tokens.ts';

/** A piece of a changed passage, in reading order. */
export interface DiffPiece {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** One passage that differs between two versions, for an editor who decides whether readers must hear of it. */
export type ArticleChange =
  | {
      readonly part: 'title' | 'standfirst' | 'byline';
      readonly kind: 'changed';
      readonly pieces: readonly DiffPiece[];
    }
  | { readonly part: 'body'; readonly kind: 'changed'; readonly pieces: readonly DiffPiece[] }
  | { readonly part: 'body'; readonly kind: 'added' | 'removed'; readonly text: string };

/** What changed from one version to the next, without what readers would not notice (spacing, commas, diacritics). */
export function diffArticles(before: Article, after: Article): ArticleChange[] {
  const changes: ArticleChange[] = [];
  for (const part of ['title', 'standfirst', 'byline'] as const) {
    const [was, is] = [before[part] ?? '', after[part] ?? ''];
    if (key(was) !== key(is)) changes.push({ part, kind: 'changed', pieces: wordPieces(was, is) });
  }
  return [...changes, ...bodyChanges(before.blocks, after.blocks)];
}

function bodyChanges(before: readonly Block[], after: readonly Block[]): ArticleChange[] {
  const changes: ArticleChange[] = [];
  const parts = diffArrays([...before], [...after], { comparator: (a, b) => key(a.text) === key(b.text) });
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (part === undefined || (!part.added && !part.removed)) continue;
    const next = parts[index + 1];
    if (part.removed && next?.added) {
      changes.push(...pairUp(part.value, next.value));
      index += 1;
    } else {
      for (const block of part.value) {
        changes.push({ part: 'body', kind: part.added ? 'added' : 'removed', text: block.text });
      }
    }
  }
  return changes;
}

/** Blocks that stand where others stood: those that share most words are one changed block. */
function pairUp(removed: readonly Block[], added: readonly Block[]): ArticleChange[] {
  const changes: ArticleChange[] = [];
  let next = 0;
  for (const was of removed) {
    const match = added.findIndex((is, at) => at >= next && similarity(was.text, is.text) >= 0.4);
    const is = added[match];
    if (is === undefined) {
      changes.push({ part: 'body', kind: 'removed', text: was.text });
      continue;
    }
    for (const block of added.slice(next, match)) changes.push({ part: 'body', kind: 'added', text: block.text });
    changes.push({ part: 'body', kind: 'changed', pieces: wordPieces(was.text, is.text) });
    next = match + 1;
  }
  for (const block of added.slice(next)) changes.push({ part: 'body', kind: 'added', text: block.text });
  return changes;
}

/** Share of words in common (Dice), 0 to 1. */
function similarity(a: string, b: string): number {
  const [first, second] = [new Set(tokens(a).map((token) => token.key)), new Set(tokens(b).map((token) => token.key))];
  if (first.size + second.size === 0) return 1;
  let common = 0;
  for (const word of first) if (second.has(word)) common += 1;
  return (2 * common) / (first.size + second.size);
}

function wordPieces(before: string, after: string): DiffPiece[] {
  const pieces: DiffPiece[] = [];
  const parts = diffArrays(splitWords(before), splitWords(after), { comparator: (a, b) => key(a) === key(b) });
  for (const part of parts) {
    const text = part.value.join(' ');
    if (text !== '') pieces.push({ kind: part.added ? 'added' : part.removed ? 'removed' : 'same', text });
  }
  return pieces;
}

function splitWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function key(text: string): string {
  return noticed(text).join(' ');
}
