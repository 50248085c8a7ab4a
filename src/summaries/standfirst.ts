import { countCharacters, meaningWords, opensWithWaw, segmentSentences } from '../articles/text/index.ts';
import { readOpening } from './rules/opening.ts';
import { faultsOf } from './rules/soundness.ts';

/** Shortest standfirst, in characters, that tells enough to stand as a summary. */
const MIN_CHARS = 80;
/** Share of its meaning words that the article must use too: a teaser for something else shares less. */
const MIN_GROUNDED = 0.6;

/**
 * The author's own lead-in when it is a good summary: of the right length, each sentence sound, nothing that needs
 * a sentence before it, about this article, and more than the title again. Else null, and the body is summarised.
 */
export function standfirstSentences(
  standfirst: string,
  article: { readonly title: string; readonly body: readonly string[] },
  maxChars: number,
): string[] | null {
  const sentences = segmentSentences(standfirst.trim()).map((sentence) => sentence.text);
  const chars = countCharacters(sentences.join(' '));
  if (sentences.length === 0 || chars < MIN_CHARS || chars > maxChars) return null;
  const vocabulary = new Set<string>();
  const sound = sentences.every((sentence, index) => {
    if (faultsOf(sentence).some((fault) => fault !== 'too-short' && fault !== 'unfinished')) return false;
    const place = index === 0 ? 'opens-article' : 'inside';
    const { tie, droppable } = readOpening(sentence, vocabulary, place);
    return index > 0 || (tie === null && droppable === 0 && !opensWithWaw(sentence));
  });
  if (!sound) return null;
  const own = new Set(sentences.flatMap((text) => [...meaningWords(text)]));
  const told = new Set([article.title, ...article.body].flatMap((text) => [...meaningWords(text)]));
  const title = meaningWords(article.title);
  const grounded = [...own].filter((stem) => told.has(stem)).length;
  const beyondTitle = [...own].filter((stem) => !title.has(stem)).length;
  if (own.size === 0 || grounded / own.size < MIN_GROUNDED || beyondTitle < 4) return null;
  return sentences.map((sentence) => (/[\p{L}\p{N}\p{M})]$/u.test(sentence) ? `${sentence}.` : sentence));
}
