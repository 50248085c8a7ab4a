import { isEverydayWord } from './everyday-words.ts';
import type { SourceSentence } from './source.ts';

/** How many of an article's first sentences may be another story's, left from a list above it. */
const REACH = 8;
/** What lies above more of the article (0–1) than this is the article: an essay may come to its title late. */
const LARGEST = 0.4;
/** Sentences of an article from which on that tells. */
const ESSAY = 10;
/** A sentence that takes up this share of the title's words is the article's own. */
const TAKES_UP = 0.3;
/** A word that is nobody's everyday one, in so many sentences, is what the article is about. */
const HERO = 3;
/** Another story's sentence shares less than this with the article below it. */
const SHARED = 0.25;

/**
 * Orders of sentences above the article's own opening that speak of something else: they have no word of the title, and
 * next to none of what follows. Cleaning has seen the page's lists off; this is for what was left of one.
 */
export function strangeOpening(
  sentences: readonly SourceSentence[],
  titleStems: ReadonlySet<string>,
): ReadonlySet<number> {
  const takenUp = (sentence: SourceSentence): number =>
    [...titleStems].filter((stem) => sentence.stems.has(stem)).length / Math.max(1, titleStems.size);
  const opening = sentences.slice(0, REACH).findIndex((sentence) => takenUp(sentence) >= TAKES_UP);
  if (opening <= 0 || titleStems.size < 3 || (opening > sentences.length * LARGEST && sentences.length >= ESSAY))
    return new Set();
  const told = new Map<string, number>();
  for (const sentence of sentences.slice(opening))
    for (const stem of sentence.stems) told.set(stem, (told.get(stem) ?? 0) + 1);
  const above = sentences.slice(0, opening);
  const strange = above.filter((sentence) => {
    if (sentence.stems.size < 4 || takenUp(sentence) > 0) return false;
    // A scene may open with the man of whom the article tells: «ارتجفت يدا إلياس وهو يشعل سيجارته.»
    if (sentence.words.some(({ key, stem }) => (told.get(stem) ?? 0) >= HERO && !isEverydayWord(key))) return false;
    const shared = [...sentence.stems].filter((stem) => told.has(stem)).length;
    return shared / sentence.stems.size < SHARED;
  });
  // Where a scene's first line goes («الخامسة فجراً في ميناء العطايا.»), nobody knows where the rest of it is.
  const opened = strange.filter(({ order, paragraph }) => sentences[order - 1]?.paragraph !== paragraph);
  const scenes = new Set(opened.map(({ paragraph }) => paragraph));
  const gone = above.filter((sentence) => strange.includes(sentence) || scenes.has(sentence.paragraph));
  return new Set(gone.map(({ order }) => order));
}
