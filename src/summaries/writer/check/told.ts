import {
  isStopWord,
  lightStem,
  normalise,
  segmentSentences,
  type Token,
  tokens,
} from '../../../articles/text/index.ts';
import { bareOf, ungrouped } from './joined.ts';
import { meaningsOf, meet } from './meanings.ts';

/** A sentence and its words. */
export interface Line {
  readonly text: string;
  readonly words: readonly Token[];
}

/** What an article tells, as the check asks of it. */
export interface Told {
  /** The title and the body's sentences in order. */
  readonly lines: readonly Line[];
  readonly source: string;
  /** Spellings, also without what joins on. */
  readonly keys: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
  /** Words side by side, without what joins on. */
  readonly pairs: ReadonlySet<string>;
  readonly meanings: ReadonlyMap<string, number>;
}

export function readTold(title: string, body: readonly string[]): Told {
  const lines = [title, ...body].flatMap(linesOf);
  const words = lines.flatMap((line) => line.words);
  const meanings = new Map<string, number>();
  for (const line of lines)
    for (const one of new Set(line.words.flatMap((word) => [...meaningsOf(word)])))
      meanings.set(one, (meanings.get(one) ?? 0) + 1);
  return {
    lines,
    source: [title, ...body].join('\n'),
    keys: new Set(words.flatMap(({ key }) => [key, bareOf(key), ungrouped(key), bareOf(key).replace(/^ال/, '')])),
    pairs: new Set(
      lines.flatMap((line) =>
        line.words.slice(1).map((word, at) => `${bareOf(line.words[at]?.key ?? '')} ${bareOf(word.key)}`),
      ),
    ),
    stems: new Set(words.flatMap((word) => [word.stem, lightStem(bareOf(word.key))])),
    meanings,
  };
}

export function linesOf(text: string): Line[] {
  return segmentSentences(text).map((sentence) => ({ text: sentence.text, words: tokens(sentence.text) }));
}

/** Whether the word stands in the article, whatever joins on to it. */
export function stands(word: Token, told: Told): boolean {
  const bare = bareOf(word.key);
  return [word.key, bare, bare.replace(/^ال/, ''), ungrouped(word.key)].some((key) => told.keys.has(key));
}

/** Whether the article has a word that may say the same. */
export function isMeant(word: Token, told: Told): boolean {
  return meet(meaningsOf(word), told.meanings);
}

/** Words that tell something: no particles. */
export function telling(words: readonly Token[]): Token[] {
  return words.filter(({ key, stem }) => !isStopWord(key) && stem.length > 1);
}

/** Its words alone, in one spelling: to look for a quotation in a text. */
export function flat(part: string): string {
  return tokens(normalise(part))
    .map(({ key }) => key)
    .join(' ');
}
