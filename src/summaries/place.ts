/**
 * Where each character of `clean` stands in `raw`, at or after `from`: `clean` is a piece of `raw` with runs of spaces
 * folded, invisible characters, tatweel, tags and shortcodes taken out. Null when it is not to be found there.
 */
export function placesIn(raw: string, clean: string, from: number): number[] | null {
  const letters = [...clean];
  const [first] = letters;
  if (first === undefined) return null;
  const end = from + REACH;
  for (let start = raw.indexOf(first, from); start >= 0 && start < end; start = raw.indexOf(first, start + 1)) {
    const places = follow(raw, letters, start);
    if (places !== null) return places;
  }
  return null;
}

/** How far behind `from` the text may begin: a code or a call to action may stand before it. */
const REACH = 2_000;

function follow(raw: string, letters: readonly string[], start: number): number[] | null {
  const places: number[] = [];
  let at = start;
  for (const [index, letter] of letters.entries()) {
    // A space of the clean text may stand for a run of them, or for a shortcode.
    if (raw.startsWith(letter, at)) {
      for (let unit = 0; unit < letter.length; unit++) places.push(at + unit);
      at += letter.length;
      continue;
    }
    if (index === 0) return null;
    const skipped = SKIPPED.exec(raw.slice(at, at + 400))?.[0].length ?? 0;
    if (letter === ' ' && skipped > 0) {
      places.push(at);
      at += skipped;
      continue;
    }
    if (skipped === 0 || !raw.startsWith(letter, at + skipped)) return null;
    at += skipped;
    for (let unit = 0; unit < letter.length; unit++) places.push(at + unit);
    at += letter.length;
  }
  return places;
}

/** What cleaning takes out of a text, between what stays of it; halves of surrogate pairs too. */
const SKIPPED = /^(?:[\s\p{Cc}\p{Cf}\p{Cs}\u0640\uFFFC\uFFFD]|\[\/?[a-zA-Z][^\]]{0,300}\]|<\/?[a-zA-Z][^<>]{0,300}>)+/u;
