import { tokens } from '../articles/text/index.ts';
import type { Passage } from './raw-sentences.ts';
import type { SourceSentence } from './source.ts';

/** What the page prints twice because its editors set it apart: a page that prints the text itself twice sets nothing apart. */
export function pullQuotes(repeated: readonly string[], passages: readonly Passage[]): readonly string[] {
  const length = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + text.length, 0);
  const isText = length(repeated) > length(passages.map(({ text }) => text)) * LARGEST_PULLED;
  return isText ? [] : repeated.slice(0, MOST_PULLED);
}

/** So many quotes are looked at, and the share (0–1) of a text that is set apart at most: several quotes of a short one. */
const MOST_PULLED = 12;
const LARGEST_PULLED = 0.5;

/** The sentence as far as a pull quote repeats it from its beginning to a full stop: its editors' own shorter form. */
export function shortenedIn(quotes: readonly string[], sentence: SourceSentence): string | null {
  for (const quote of quotes) {
    const words = tokens(quote);
    const last = sentence.words[words.length - 1];
    if (last === undefined || words.length < 8 || words.length === sentence.words.length) continue;
    if (!/[.؟!]\s*$/.test(quote) || words.some((word, index) => word.key !== sentence.words[index]?.key)) continue;
    return `${sentence.text.slice(0, last.end)}.`;
  }
  return null;
}

/** Whether the page sets a sentence apart: most of its words stand in one of its quotes, given by their stems. */
export function isPulled(sentence: SourceSentence, pulled: readonly ReadonlySet<string>[]): 'pulled' | 'plain' {
  const found = pulled.some((quoted) => {
    const common = [...sentence.stems].filter((stem) => quoted.has(stem)).length;
    return sentence.stems.size > 4 && common / sentence.stems.size >= 0.75;
  });
  return found ? 'pulled' : 'plain';
}
