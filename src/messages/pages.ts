/**
 * One story of a digest, shorter from form to form: all of it, without the line about it, its bare title. What is said of
 * a correction is kept as long as there is room.
 */
export type Forms<Entry> = readonly [Entry, Entry, Entry];

/**
 * Divides stories over messages, none of them cut. `parts`: the number of messages that it has to be, because they
 * replace as many; the stories are then shortened, or spread, until they are that many.
 */
export function dividedOver<Entry>(
  stories: readonly Forms<Entry>[],
  fits: (page: readonly Entry[], place: 'first' | 'later') => boolean,
  parts: number | null,
): Entry[][] {
  const in_ = (form: 0 | 1 | 2) =>
    filled(
      stories.map((story) => story[form]),
      fits,
    );
  const whole = in_(0);
  if (parts === null || whole.length === parts) return whole;
  if (whole.length < parts) return spread(whole, parts);
  const short = in_(1);
  if (short.length <= parts) return spread(short, parts);
  return spread(in_(2), parts);
}

function filled<Entry>(
  entries: readonly Entry[],
  fits: (page: readonly Entry[], place: 'first' | 'later') => boolean,
): Entry[][] {
  const pages: Entry[][] = [];
  let page: Entry[] = [];
  for (const entry of entries) {
    if (page.length > 0 && !fits([...page, entry], pages.length === 0 ? 'first' : 'later')) {
      pages.push(page);
      page = [];
    }
    page.push(entry);
  }
  return [...pages, page];
}

/** Halves the fullest page until there are enough; a page of one story stays whole. */
function spread<Entry>(pages: readonly Entry[][], parts: number): Entry[][] {
  const divided = [...pages];
  while (divided.length < parts) {
    const fullest = divided.reduce(
      (best, page, index) => (page.length > (divided[best]?.length ?? 0) ? index : best),
      0,
    );
    const page = divided[fullest];
    if (page === undefined || page.length < 2) break;
    const half = Math.ceil(page.length / 2);
    divided.splice(fullest, 1, page.slice(0, half), page.slice(half));
  }
  return divided;
}
