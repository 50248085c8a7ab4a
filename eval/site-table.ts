import type { Sample } from './corpus.ts';
import type { House } from './house-pages.ts';
import { measureHouses, measureSites, type SiteOptions, type SiteReport } from './site-leaks.ts';
import type { Site } from './sites.ts';

/** Corpora of so few articles are put on several pages each. */
export const FEW = 30;
export const PAGES_EACH = 8;

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

/** Stories of one feed. */
const FEED = 60;

/** Stories of all corpora in turn on the pages of each site, as its feed brings them: each judged alone, and with what those before it tell. */
export function feedTable(
  corpora: ReadonlyMap<string, readonly Sample[]>,
  { sites, houses }: { readonly sites: readonly Site[]; readonly houses: readonly House[] },
  maxChars: number,
): string {
  const stories = inTurn([...corpora.values()]).slice(0, FEED);
  const rows = (['sites', 'houses'] as const).flatMap((kind) =>
    (['paragraphs', 'feed', 'html', 'feed-html'] as const).map((as) => {
      const options = { as, maxChars, beside: 'earlier' } as const;
      const reports =
        kind === 'sites'
          ? sites.map((site, seed) => measureSites(stories, [site], { ...options, seed }))
          : houses.map((house, seed) => measureHouses(stories, [house], { ...options, seed }));
      const sum = (of: (report: SiteReport) => number): number => reports.reduce((all, one) => all + of(one), 0);
      const pages = sum((one) => one.pages);
      const lost = (sum((one) => one.lost) / reports.length) * 100;
      return `| ${kind} | ${as} | ${sum((one) => one.summaries)} of ${pages} | ${sum((one) => one.bodies)} of ${pages} | ${lost.toFixed(2)} |`;
    }),
  );
  return [HEAD, ...rows].join('\n');
}

function inTurn<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}

export const HEAD =
  '| source | page as | summaries with foreign text | bodies with a foreign line | body lost % |\n|---|---|---|---|---|';

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
  return [HEAD, ...rows].join('\n');
}
