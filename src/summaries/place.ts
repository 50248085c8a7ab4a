/**
 * Where each character of `clean` stands in `raw`, at or after `from`: `clean` is a piece of `raw` with runs of spaces
 * folded, invisible characters and shortcodes taken out. Null when it is not to be found there.
 */
export function placesIn(raw: string, clean: string, from: number): number[] | null {
  const first = clean.charAt(0);
  for (let start = raw.indexOf(first, from); start >= 0 && first !== ''; start = raw.indexOf(first, start + 1)) {
    const places = follow(raw, clean, start);
    if (places !== null) return places;
  }
  return null;
}

function follow(raw: string, clean: string, start: number): number[] | null {
  const places: number[] = [];
  let at = start;
  for (const [index, letter] of [...clean].entries()) {
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

const SKIPPED = /^(?:[\s\u200B\uFEFF]|\[\/?[a-zA-Z][^\]]{0,300}\]|<\/?[a-zA-Z][^<>]{0,300}>)+/;
