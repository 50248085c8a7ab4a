import { isStopWord, segmentSentences, type Token, tokens } from '../articles/text/index.ts';
import { rootOf, rootOfWord } from './root.ts';

/** Words of a title that must say what it is about: a shorter one may be an image that its article never names («مدن بلا ظل»). */
const WORDS = 5;
/** Share (0–1) of them that every article has by chance, each in another sentence. */
const BY_CHANCE = 0.4;
/** First letters by which two words may be one: «مكيفك», «المكيف». */
const LETTERS = 4;
/** Fewer consonants are those of many words («سيارة», «تسير») and make one the other only beside a second. */
const FEWEST = 3;

/**
 * Whether title and article are of different matters: hardly a word of the title stands in the article in any form, and no sentence has two of them. Of
 * 660 articles of tune so two, both reviews of the press under a title of another matter.
 */
export function isTitleApart(titleWords: readonly Token[], paragraphs: readonly string[]): boolean {
  const told = titleWords.filter(({ key, stem }) => !isStopWord(key) && stem.length > 1);
  if (told.length < WORDS || paragraphs.length === 0) return false;
  const met = new Set<Token>();
  for (const { text } of paragraphs.flatMap((paragraph) => segmentSentences(paragraph))) {
    const forms = new Set(tokens(text).flatMap(formsOf));
    const perhaps = told.filter((word) => formsOf(word).some((form) => forms.has(form)));
    if (perhaps.length > 1) return false;
    for (const word of perhaps)
      if (formsOf(word).some((form) => form.length >= FEWEST && forms.has(form))) met.add(word);
  }
  return met.size <= told.length * BY_CHANCE;
}

/** What a word is compared by: any of them in common makes it the same. */
function formsOf(word: Token): readonly string[] {
  return [word.key, rootOfWord(word), word.stem, rootOf(word.stem), word.stem.slice(0, LETTERS)];
}

/** What the editor is told of it. */
export const TITLE_APART = 'لم يرد في النص شيء مما في العنوان، فليراجع العنوان والنص قبل النشر';
