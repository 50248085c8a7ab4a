import { isProse, type Page } from './page.ts';

/** Fewest rows of a table, and bars between the cells of one; three words between bars may be a menu. */
const TABLE = { rows: 3, bars: 1 } as const;

/** A table is the article's or not: a row whose words meet the article's does not stay alone, nor does one go alone. */
export function settleTables(page: Page): void {
  const { texts } = page;
  for (let from = 0; from < texts.length; from++) {
    const bars = barsOf(texts[from]);
    if (bars < TABLE.bars) continue;
    let end = from + 1;
    while (end < texts.length && barsOf(texts[end]) === bars) end++;
    const rows = Array.from({ length: end - from }, (_, i) => from + i);
    if (rows.length >= TABLE.rows && rows.some((at) => /\d/.test(texts[at] ?? ''))) settle(rows, page);
    from = end - 1;
  }
}

/** Whether the line at `at` is one of a table's rows: of two with as many bars one under the other, where one has a figure. */
export function isTableRow(at: number, { texts }: Page): boolean {
  const bars = barsOf(texts[at]);
  const beside = [at - 1, at + 1].filter((i) => barsOf(texts[i]) === bars);
  return bars >= TABLE.bars && beside.some((i) => /\d/.test(`${texts[at]}${texts[i]}`));
}

function settle(rows: readonly number[], { texts, reasons }: Page): void {
  const kept = rows.filter((at) => reasons[at] === null).length;
  const [first = 0] = rows;
  const over = first - 1;
  const isHead = over >= 0 && !isProse(texts[over] ?? '');
  const why = kept * 2 >= rows.length ? null : 'teaser';
  for (const at of rows) if (why === null || reasons[at] === null) reasons[at] = why;
  // What stands right over it names it.
  if (isHead && (why === null ? reasons[over] === 'teaser' : kept > 0 && reasons[over] === null)) reasons[over] = why;
}

function barsOf(text: string | undefined): number {
  return text?.match(/ \| /g)?.length ?? 0;
}
