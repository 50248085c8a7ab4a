/**
 * How central each of a text's sentences is, 1 in the mean, by TextRank (Mihalcea and Tarau 2004): sentences vote for those they share words
 * with, by stems in common over the sum of the logarithms of their lengths.
 */
export function centrality(sentences: readonly { readonly stems: ReadonlySet<string> }[]): number[] {
  const links = sentences.map(() => new Array<number>(sentences.length).fill(0));
  const holders = new Map<string, number[]>();
  sentences.forEach(({ stems }, place) => {
    for (const stem of stems) {
      const others = holders.get(stem) ?? [];
      for (const other of others) {
        add(links[place], other);
        add(links[other], place);
      }
      holders.set(stem, [...others, place]);
    }
  });
  const sizes = sentences.map(({ stems }) => Math.log(Math.max(2, stems.size)));
  links.forEach((row, from) => {
    row.forEach((common, to) => {
      row[to] = common / ((sizes[from] ?? 1) + (sizes[to] ?? 1));
    });
  });
  return pageRank(links).map((rank) => rank * sentences.length);
}

function add(row: number[] | undefined, at: number): void {
  if (row !== undefined) row[at] = (row[at] ?? 0) + 1;
}

/** Shares, of 1 together, of a symmetric or directed graph's nodes: power iteration with damping 0.85; deterministic. `links[from][to]` ≥ 0. */
export function pageRank(links: readonly (readonly number[])[]): number[] {
  const size = links.length;
  const sums = links.map((row) => row.reduce((sum, value) => sum + value, 0));
  let ranks = new Array<number>(size).fill(1 / Math.max(1, size));
  for (let step = 0; step < 60; step++) {
    const next = new Array<number>(size).fill(0.15 / Math.max(1, size));
    links.forEach((row, from) => {
      const sum = sums[from] ?? 0;
      if (sum === 0) return;
      row.forEach((value, to) => {
        next[to] = (next[to] ?? 0) + (0.85 * (ranks[from] ?? 0) * value) / sum;
      });
    });
    const change = Math.max(0, ...next.map((value, i) => Math.abs(value - (ranks[i] ?? 0))));
    ranks = next;
    if (change < 1e-9) break;
  }
  return ranks;
}
