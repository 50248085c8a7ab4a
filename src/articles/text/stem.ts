/**
 * Light stem of a *normalised* Arabic word: conjunction, article with its preposition, and the commonest endings
 * come off; roots are not sought. This is Light10 (Larkey, Ballesteros and Connell, 2007), which on newsroom text
 * matches as well as the Snowball stemmer does and is far smaller. Words without Arabic letters are returned as they are.
 */
export function lightStem(word: string): string {
  if (!/[\u0621-\u064A]/.test(word)) return word;
  let stem = word;
  if (stem.startsWith('و') && stem.length >= 4) stem = stem.slice(1);
  for (const prefix of PREFIXES) {
    if (stem.startsWith(prefix) && stem.length - prefix.length >= 2) {
      stem = stem.slice(prefix.length);
      break;
    }
  }
  for (const suffix of SUFFIXES) {
    if (stem.endsWith(suffix) && stem.length - suffix.length >= 2) stem = stem.slice(0, -suffix.length);
  }
  return stem;
}

const PREFIXES = ['وال', 'بال', 'كال', 'فال', 'ال', 'لل'];
// In Larkey's order: each is tried once, so several may come off («مسؤوليها» → «مسؤول»).
const SUFFIXES = ['ها', 'ان', 'ات', 'ون', 'ين', 'يه', 'ه', 'ي'];
