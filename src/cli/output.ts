/** The option of every command that prints data. */
export interface Json {
  readonly json?: boolean;
}

/** Prints a result: JSON for programs with `--json`, else the lines for people. */
export function print(value: unknown, options: Json, lines: () => string): void {
  process.stdout.write(options.json ? `${JSON.stringify(value, null, 2)}\n` : `${lines()}\n`);
}

/** Columns for people; widths count characters. */
export function table(rows: readonly (readonly (string | number | null)[])[], header: readonly string[]): string {
  const cells = [header, ...rows.map((row) => row.map((cell) => (cell === null ? '-' : String(cell))))];
  const widths = header.map((_, column) => Math.max(...cells.map((row) => [...(row[column] ?? '')].length)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - [...cell].length)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
