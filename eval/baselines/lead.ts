import { countCharacters, segmentSentences } from '../../src/articles/text/index.ts';

/** All sentences of an article's paragraphs in reading order. */
export function articleSentences(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap((paragraph) => segmentSentences(paragraph).map((sentence) => sentence.text));
}

/**
 * The first `count` sentences, ending before the one that would pass `maxChars`. A first sentence longer than the budget
 * is cut at a word, which no summary of ours may be: the lead is given the advantage.
 */
export function lead(sentences: readonly string[], count: number, maxChars: number): string {
  const taken: string[] = [];
  let length = 0;
  for (const sentence of sentences.slice(0, count)) {
    const size = countCharacters(sentence) + (taken.length > 0 ? 1 : 0);
    if (length + size > maxChars) {
      if (taken.length === 0) return cutAtWord(sentence, maxChars);
      break;
    }
    taken.push(sentence);
    length += size;
  }
  return taken.join(' ');
}

/** Sentences from the top for as long as they fit: the lead filled to the budget. */
export function leadFilled(sentences: readonly string[], maxChars: number): string {
  return lead(sentences, Number.POSITIVE_INFINITY, maxChars);
}

/** As many whole words as fit: one that ends just where the text is cut stays. */
function cutAtWord(text: string, maxChars: number): string {
  const letters = [...text];
  const cut = letters.slice(0, maxChars).join('');
  if (letters[maxChars] === ' ') return cut;
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 1));
}
