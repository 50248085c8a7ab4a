/**
 * Words of Arabic read silently within a minute: 138 ± 20, measured with the texts of IReST (Trauzettel-Klosinski and Dietz,
 * Investigative Ophthalmology & Visual Science 2012).
 */
const wordsAMinute = 138;
/** A shorter body may be no more than a teaser, of which nothing can be said. */
const fewestWords = 100;

/** Minutes that a story takes to read, at least one; null when its length is not known or it is hardly more than its summary. */
export function readingMinutes(words: number | undefined): number | null {
  return words === undefined || words < fewestWords ? null : Math.max(1, Math.round(words / wordsAMinute));
}
