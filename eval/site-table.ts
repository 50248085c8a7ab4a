import type { Sample } from './corpus.ts';
import type { House } from './house-pages.ts';
import { measureHouses, measureSites, type SiteOptions, type SiteReport } from './site-leaks.ts';
import type { Site } from './sites.ts';

/** Corpora of so few articles are put on several pages each. */
const FEW = 30;
const PAGES_EACH = 8;

/** Every article on pages of imagined sites, as flat paragraphs, as a batch of them and as HTML. */
export function siteTable(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  sites: readonly Site[],
  maxChars: number,
): string {
  return table(corpora, maxChars, (samples, options) => measureSites(samples, sites, options));
}

/** The same on pages of news houses. */
export function houseTable(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  houses: readonly House[],
  maxChars: number,
): string {
  const large = [...corpora.values()].filter((samples) => samples.length >= FEW).flat();
  return table(corpora, maxChars, (samples, options) =>
    measureHouses(samples, houses, samples.length < FEW && large.length > 0 ? { ...options, pool: large } : options),
  );
}

function table(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  maxChars: number,
  measure: (samples: readonly Sample[], options: SiteOptions) => SiteReport,
): string {
  const rows = [...corpora].flatMap(([source, samples]) =>
    (['paragraphs', 'batch', 'html'] as const).map((as) => {
      const times = samples.length < FEW ? PAGES_EACH : 1;
      const reports = Array.from({ length: times }, (_, seed) => measure(samples, { as, maxChars, seed }));
      const sum = (of: (report: SiteReport) => number): number => reports.reduce((all, one) => all + of(one), 0);
      const pages = sum((one) => one.pages);
      const lost = (sum((one) => one.lost) / times) * 100;
      return `| ${source} | ${as} | ${sum((one) => one.summaries)} of ${pages} | ${sum((one) => one.bodies)} of ${pages} | ${lost.toFixed(2)} |`;
    }),
  );
  return [
    '| source | page as | summaries with foreign text | bodies with a foreign line | body lost % |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}
