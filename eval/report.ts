import { performance } from 'node:perf_hooks';
import { countCharacters } from '../src/articles/text/index.ts';
import { summariseParagraphs } from '../src/summaries/index.ts';
import { articleSentences, lead } from './baselines/lead.ts';
import { pairedBootstrap } from './bootstrap.ts';
import { type Sample, SEVERAL } from './corpus.ts';
import { wrapInDirt } from './dirt.ts';
import { wrapInOtherDirt } from './dirt-elsewhere.ts';
import { CHECKS, type Check, editorChecks } from './editor-checks.ts';
import type { House } from './house-pages.ts';
import { layoutTable } from './layout-table.ts';
import type { Layouts } from './layouts.ts';
import { measureLeaks } from './leak.ts';
import { METHODS, type Method, summaryBy } from './methods.ts';
import { average, meanRouge, type Rouge, rougeWords } from './rouge.ts';
import { feedTable, houseTable, siteTable } from './site-table.ts';
import type { Site } from './sites.ts';
import { documentCounts } from './surnames.ts';
import { TEST_WORDINGS, TUNE_WORDINGS } from './wordings.ts';

export interface EvaluationOptions {
  readonly maxChars: number;
  readonly part: 'tune' | 'test';
  /** `list` also names each of our summaries that a check finds fault with. */
  readonly faults: 'count' | 'list';
  readonly sites: readonly Site[];
  readonly houses: readonly House[];
  readonly layouts: Layouts;
  /** Articles that read like a page's furniture. */
  readonly lookAlikes: readonly Sample[];
  /** Items of a few lines. */
  readonly briefs: readonly Sample[];
}

/** All measurements as one page of Markdown. */
export function evaluate(corpora: ReadonlyMap<string, readonly Sample[]>, options: EvaluationOptions): string {
  const parts = [`# Summaries, part «${options.part}», at most ${options.maxChars} characters`];
  const everything = [...corpora.values()].flat();
  const collection = { documents: documentCounts(everything), size: everything.length };
  const all = new Map<string, Results>();
  for (const [source, samples] of corpora) {
    const results = runAll(samples, options.maxChars);
    all.set(source, results);
    parts.push(`## ${source}: ${samples.length} articles`);
    parts.push(rougeTable(results));
    parts.push(likeLength(samples, results));
    parts.push(checkTable(samples, results, options, collection));
  }
  for (const [name, sources] of Object.entries(SEVERAL)) {
    const samples = sources.flatMap((source) => corpora.get(source) ?? []);
    if (samples.length === 0) continue;
    const results = together(sources.flatMap((source) => all.get(source) ?? []));
    parts.push(`## ${name}: ${samples.length} articles`, rougeTable(results), likeLength(samples, results));
  }
  parts.push('## Foreign text: every article wrapped in dirt');
  parts.push(leakTable(corpora, options));
  parts.push('## Foreign text: every article on pages of imagined sites');
  const pages = new Map([...corpora, ['look-alikes', options.lookAlikes], ['briefs', options.briefs]]);
  parts.push(siteTable(pages, options.sites, options.maxChars));
  parts.push('## Foreign text: every article on pages of news houses');
  parts.push(houseTable(pages, options.houses, options.maxChars));
  parts.push(layoutSection(pages, options));
  parts.push('## Foreign text: feeds of imagined sites and news houses, in order');
  parts.push(feedTable(pages, options, options.maxChars));
  parts.push('## Time');
  parts.push(timing(everything, options.maxChars));
  return parts.join('\n\n');
}

/** The layouts alone, with each of their faults where they are to be listed: those of the half for counting only where somebody means to wear it. */
export function layoutSection(
  pages: ReadonlyMap<string, readonly Sample[]>,
  { faults, layouts, maxChars }: Pick<EvaluationOptions, 'faults' | 'layouts' | 'maxChars'>,
): string {
  const table = layoutTable(pages, layouts, { maxChars, faults });
  return `## Foreign text: every article in the layouts of real news pages\n\n${table}`;
}

interface Result {
  readonly summary: string;
  readonly rouge: Rouge;
}
type Results = ReadonlyMap<Method, readonly Result[]>;

function runAll(samples: readonly Sample[], maxChars: number): Results {
  return new Map(
    METHODS.map((method) => [
      method,
      samples.map((sample) => {
        const summary = summaryBy(method, sample, maxChars);
        return { summary, rouge: score(summary, sample) };
      }),
    ]),
  );
}

function together(each: readonly Results[]): Results {
  return new Map(METHODS.map((method) => [method, each.flatMap((results) => results.get(method) ?? [])]));
}

function score(summary: string, sample: Sample): Rouge {
  return meanRouge(
    rougeWords(summary),
    sample.references.map((reference) => rougeWords(reference)),
  );
}

const percent = (value: number): string => (value * 100).toFixed(1);

function rougeTable(results: Results): string {
  const rows = [...results].map(([method, list]) => {
    const mean = (pick: (rouge: Rouge) => number): string => percent(average(list.map((one) => pick(one.rouge))));
    const chars = Math.round(average(list.map((one) => countCharacters(one.summary))));
    return `| ${method} | ${chars} | ${mean((r) => r.r1.f1)} | ${mean((r) => r.r2.f1)} | ${mean((r) => r.rl.f1)} | ${mean((r) => r.r1.recall)} | ${mean((r) => r.r2.recall)} |`;
  });
  return [
    '| method | chars | R1 F1 | R2 F1 | RL F1 | R1 recall | R2 recall |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/**
 * ROUGE falls as a text grows past its reference, so methods are compared at like length only. Three ways: our summary
 * against the lead cut at a word to our very length; ours within the length of lead-1, -2 and -3 against each; and recall
 * at the full budget against the lead filled.
 */
function likeLength(samples: readonly Sample[], results: Results): string {
  const ours = results.get('nashra') ?? [];
  const rows: string[] = [];
  const row = (label: string, our: readonly Rouge[], their: readonly Rouge[], kind: 'f1' | 'recall'): void => {
    const cells = (['r1', 'r2', 'rl'] as const).map((measure) => {
      const { mean, low, high } = pairedBootstrap(
        our.map((one) => one[measure][kind]),
        their.map((one) => one[measure][kind]),
      );
      return `${signed(mean)} [${signed(low)}, ${signed(high)}]`;
    });
    rows.push(`| ${label} | ${kind} | ${cells.join(' | ')} |`);
  };
  row(
    'lead cut to our length',
    ours.map((one) => one.rouge),
    samples.map((sample, index) => score(cutLead(sample, countCharacters(ours[index]?.summary ?? '')), sample)),
    'f1',
  );
  for (const count of [1, 2, 3]) {
    const leads = results.get(`lead-${count}` as Method) ?? [];
    const mine = samples.map((sample, index) => {
      const budget = Math.max(60, countCharacters(leads[index]?.summary ?? ''));
      return score(summariseParagraphs(sample, { maxChars: budget }).summary, sample);
    });
    row(
      `lead-${count}, ours no longer`,
      mine,
      leads.map((one) => one.rouge),
      'f1',
    );
  }
  row(
    'lead filled, at the budget',
    ours.map((one) => one.rouge),
    (results.get('lead filled') ?? []).map((one) => one.rouge),
    'recall',
  );
  return ['| ours less … | of | R1 [95 %] | R2 [95 %] | RL [95 %] |', '|---|---|---|---|---|', ...rows].join('\n');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value * 100).toFixed(2)}`;
}

function cutLead(sample: Sample, chars: number): string {
  const text = articleSentences(sample.paragraphs).join(' ');
  return lead([text], 1, chars);
}

function checkTable(
  samples: readonly Sample[],
  results: Results,
  options: EvaluationOptions,
  collection: { documents: ReadonlyMap<string, number>; size: number },
): string {
  const lines: string[] = [];
  const listed: string[] = [];
  for (const [method, list] of results) {
    const counts = new Map<Check, number>();
    let faulty = 0;
    list.forEach(({ summary }, index) => {
      const sample = samples[index];
      if (sample === undefined) return;
      const faults = editorChecks(summary, sample, options, collection);
      if (faults.size > 0) faulty++;
      for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
      if (method === 'nashra' && faults.size > 0) listed.push(`- ${sample.id} [${[...faults].join(', ')}] ${summary}`);
    });
    const worst = CHECKS.flatMap((check) => {
      const count = counts.get(check) ?? 0;
      return count === 0 ? [] : [`${check} ${percent(count / samples.length)}`];
    });
    lines.push(`| ${method} | ${percent(faulty / Math.max(1, samples.length))} | ${worst.join(', ')} |`);
  }
  const table = ['| method | % with a fault | which, % |', '|---|---|---|', ...lines].join('\n');
  return options.faults === 'list' ? `${table}\n\n${listed.join('\n')}` : table;
}

function leakTable(corpora: ReadonlyMap<string, readonly Sample[]>, { maxChars, part }: EvaluationOptions): string {
  const methods: readonly Method[] = ['lead-3', 'TextRank', 'LexRank', 'nashra'];
  const wordings = part === 'tune' ? TUNE_WORDINGS : TEST_WORDINGS;
  const wraps = [
    wrapInDirt,
    (sample: Sample, others: readonly Sample[], seed: number) => wrapInOtherDirt(sample, others, seed, wordings),
  ];
  const rows = [...corpora].flatMap(([source, samples]) =>
    wraps.map((wrap) => {
      const report = measureLeaks(samples, methods, maxChars, wrap);
      const shares = methods.map((method) => percent((report.leaks.get(method) ?? 0) / Math.max(1, report.articles)));
      const kinds = [...report.kinds].map(([kind, { pages, leaks }]) => `${kind}: ${leaks} of ${pages}`).toSorted();
      const examples = report.examples.slice(0, 5).map(({ id, leaked }) => `${id}: ${leaked}`);
      return `| ${source} | ${shares.join(' | ')} | ${kinds.join('; ')} | ${(report.lost * 100).toFixed(2)} | ${(report.left * 100).toFixed(2)} | ${examples.join('; ')} |`;
    }),
  );
  return [
    `| source | ${methods.map((method) => `${method} leaks %`).join(' | ')} | ours, by kind of page | body lost % | dirt left % | our leaks |`,
    `|---|${methods.map(() => '---').join('|')}|---|---|---|---|`,
    ...rows,
  ].join('\n');
}

function timing(samples: readonly Sample[], maxChars: number): string {
  for (const sample of samples.slice(0, 50)) summariseParagraphs(sample, { maxChars });
  const times = samples.map((sample) => {
    const began = performance.now();
    summariseParagraphs(sample, { maxChars });
    return performance.now() - began;
  });
  times.sort((a, b) => a - b);
  const at = (share: number): string =>
    (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1);
  return `Cleaning and summarising one article, milliseconds: median ${at(0.5)}, 95th percentile ${at(0.95)}, slowest ${at(1)} (${times.length} articles, after 50 to warm up).`;
}
