import { type CheckedFeed, checkFeed, type FeedReport } from '../articles/check-feed.ts';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { hostAndPort } from '../feeds/addresses.ts';
import { FeedError } from '../feeds/error.ts';
import { createPageFetcher } from '../feeds/fetch-page.ts';
import { createSafeFetcher } from '../feeds/safe-fetch.ts';
import { summarise } from '../summaries/index.ts';
import { CommandFailure } from './failure.ts';
import { namedSource } from './named-source.ts';
import { type Json, print } from './output.ts';

export interface CheckOptions extends Json {
  readonly pages: boolean;
  readonly show: number;
  readonly firstRun: number;
}

/** A story as a first poll would announce it. */
interface Announcement {
  readonly title: string;
  readonly summary: string;
  readonly byline: string | null;
  readonly date: string | null;
  readonly link: string;
  readonly warnings: readonly string[];
}

export async function check(named: string, options: CheckOptions): Promise<void> {
  const source = namedSource(named);
  if (source.startsWith('sandbox:')) {
    throw new CommandFailure(
      `${source} is the sample, which a running sandbox serves: nashra feed check http://127.0.0.1:PORT/sandbox/site/feed.xml`,
    );
  }
  const { report, announced } = await checked(source, options);
  const announcements = announced.map((article): Announcement => {
    const { title, summary, link, warnings } = summarise(article, { maxChars: 350 });
    return { title, summary, byline: article.byline, date: iso(article.publishedAt), link, warnings };
  });
  print({ ...report, announced: announcements }, options, () => told(report, announcements));
}

async function checked(source: string, options: CheckOptions): Promise<CheckedFeed> {
  const fetcher = createSafeFetcher({ userAgent: 'Nashra/0.1', allowHosts: typedHosts(source) });
  const pages = options.pages ? createPageFetcher({ fetcher, robotName: 'Nashra' }) : null;
  try {
    const signal = AbortSignal.timeout(180_000);
    const { show, firstRun } = options;
    return await checkFeed(source, { fetcher, pages, show, firstRun, signal, timeZone: await ownTimeZone() });
  } catch (error) {
    throw error instanceof FeedError ? new CommandFailure(error.message) : error;
  } finally {
    await fetcher.close();
  }
}

/** The newsroom's, for dates without one; a feed is also looked at before there is a newsroom.yaml, or one that is whole. */
function ownTimeZone(): Promise<string | undefined> {
  return loadNewsroom(loadEnvironment().configFile).then(
    ({ timeZone }) => timeZone,
    () => undefined,
  );
}

/** The person at the keyboard may name a feed inside the own network; the links in it may not lead there. */
function typedHosts(source: string): string[] {
  return /^https?:/i.test(source) && URL.canParse(source) ? [hostAndPort(source)] : [];
}

const iso = (date: Date | null) => date?.toISOString() ?? null;
const minuteOf = (date: string | null) => date?.slice(0, 16).replace('T', ' ') ?? 'no date';

function told(report: FeedReport, announced: readonly Announcement[]): string {
  const { format, encoding, count, whole } = report;
  const facts: [string, string | null][] = [
    ['source', report.readAt === report.source ? report.source : `${report.source} → ${report.readAt}`],
    ['title', report.title],
    ['format', [format, encoding].filter((part) => part !== null).join(', ')],
    ['site', report.link],
    ['entries', `${count}${count > 0 ? `, whole text in ${whole}, teaser only in ${count - whole}` : ''}`],
    ['dates', report.newest && `${minuteOf(report.oldest)} to ${minuteOf(report.newest)} UTC`],
    ['hub', report.hub ?? 'none: new stories are found by polling'],
  ];
  const parts = [facts.flatMap(([name, value]) => (value ? [`${name.padEnd(8)} ${value}`] : [])).join('\n')];
  if (report.warnings.length > 0) parts.push(report.warnings.map((warning) => `! ${warning}`).join('\n'));
  if (report.better.length > 0) {
    const lines = report.better.map(
      (one) => `  ${one.url} (${one.format}, ${one.count} entries, whole text in ${Math.round(one.whole * 100)} %)`,
    );
    parts.push(['other sources of this site:', ...lines].join('\n'));
  }
  const entries = report.items.map((item) => {
    const mark = item.fate === 'announced' ? '→' : ' ';
    const head = `${mark} ${minuteOf(item.date)}  ${item.title}`;
    const about = `${item.chars} characters${item.needsPage ? ', teaser: the page is read' : ''}`;
    return [head, `    ${item.link ?? 'no link'} (${about})`, ...item.warnings.map((one) => `    ! ${one}`)].join('\n');
  });
  const unseen = count - report.items.length;
  if (unseen > 0) entries.push(`  … and ${unseen} more (--show)`);
  parts.push(entries.join('\n'));
  parts.push(
    announced.length === 0
      ? 'a first poll would send nothing'
      : [
          'a first poll would send (an `auto` feed) or propose (a `review` feed):',
          ...announced.map((one) =>
            [
              '',
              one.title,
              one.summary || '(no summary)',
              [one.byline, minuteOf(one.date)].filter((part) => part !== null).join(' — '),
              one.link,
              ...one.warnings.map((warning) => `! ${warning}`),
            ].join('\n'),
          ),
        ].join('\n'),
  );
  return parts.join('\n\n');
}
