import type { Sample } from './corpus.ts';
import type { LayoutFault } from './layout-faults.ts';
import { type LayoutReport, measureLayouts } from './layout-leaks.ts';
import type { Layouts } from './layouts.ts';
import { FEW, HEAD, PAGES_EACH } from './site-table.ts';

export interface LayoutTableOptions {
  readonly maxChars: number;
  /** `list` also names each fault of the flat pages, most frequent layouts first. */
  readonly faults: 'count' | 'list';
}

/** Every article in the layouts of real news pages, as flat paragraphs and as HTML. */
export function layoutTable(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  layouts: Layouts,
  { maxChars, faults }: LayoutTableOptions,
): string {
  const listed: LayoutFault[] = [];
  const total = { pages: 0, summaries: 0, bodies: 0 };
  const rows = [...corpora].flatMap(([source, samples]) =>
    (['paragraphs', 'html'] as const).map((as) => {
      const times = samples.length < FEW ? PAGES_EACH : 1;
      const reports = Array.from({ length: times }, (_, seed) =>
        measureLayouts(samples, layouts, { as, maxChars, seed }),
      );
      const sum = (of: (report: LayoutReport) => number): number => reports.reduce((all, one) => all + of(one), 0);
      const [pages, summaries, bodies] = [
        sum((one) => one.pages),
        sum((one) => one.summaries),
        sum((one) => one.bodies),
      ];
      const lost = (sum((one) => one.lost) / times) * 100;
      if (as === 'paragraphs') {
        listed.push(...reports.flatMap((one) => one.faults));
        total.pages += pages;
        total.summaries += summaries;
        total.bodies += bodies;
      }
      return `| ${source} | ${as} | ${summaries} of ${pages} | ${bodies} of ${pages} | ${lost.toFixed(2)} |`;
    }),
  );
  const all = `| all | paragraphs | ${total.summaries} of ${total.pages} | ${total.bodies} of ${total.pages} | |`;
  return [HEAD, ...rows, all, ...(faults === 'list' ? ['', faultList(listed)] : [])].join('\n');
}

/** Every fault under its layout, with the lines around it. */
export function faultList(faults: readonly LayoutFault[]): string {
  const byLayout = new Map<string, LayoutFault[]>();
  for (const fault of faults) byLayout.set(fault.layout, [...(byLayout.get(fault.layout) ?? []), fault]);
  return [...byLayout]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .flatMap(([layout, list]) => [
      `### Layout ${layout}: ${list.length} in ${new Set(list.map(({ id }) => id)).size} articles`,
      ...list.map(
        ({ what, id, text, context }) =>
          `- ${NAMES[what]} (${id}): ${clipped(text)}\n  - ${context.map(clipped).join('\n  - ')}`,
      ),
    ])
    .join('\n');
}

const NAMES = { foreign: 'stayed', lost: 'LOST', summary: 'IN THE SUMMARY' } as const;

/** Both ends of a line, where a run may be glued. */
function clipped(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 110)} ⟨…⟩ ${text.slice(-80)}`;
}
