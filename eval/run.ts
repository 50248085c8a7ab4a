import { writeFile } from 'node:fs/promises';
import { InvalidArgumentError, Option } from 'commander';
import { command, count } from '../bench/command.ts';
import { readCorpora, type Sample } from './corpus.ts';
import { readHouses } from './house-pages.ts';
import { readLayouts } from './layouts.ts';
import { readHard, readKinds, readOwnSet, readPoints } from './own.ts';
import { evaluate, layoutSection } from './report.ts';
import { readBriefs, readLookAlikes, readSites } from './sites.ts';

/**
 * Measures the summaries against people's, baselines and the editor's checks. Without `--data` only the repository's own
 * sets are measured.
 */
const { part, maxChars, ...options } = command('npm run eval --', 'How good the summaries are, as a page of Markdown.')
  .option('--data <dir>', 'corpora to measure besides: ant-*.jsonl, easc-*.jsonl')
  .addOption(new Option('--part <part>', 'of the corpora').choices(['tune', 'test']).default('tune'))
  .option('--max-chars <n>', 'characters of a summary, 80 or more', budget, 350)
  .option('--out <file>', 'write the page there too')
  .option(
    '--faults',
    'name each of our summaries that a check finds fault with, and each fault in the layouts of the part',
  )
  .option('--layouts', 'measure the layouts of news pages alone')
  .option('--read <n>', 'print so many summaries to be read instead', count)
  .option('--seed <n>', 'draw others to read', count)
  .parse()
  .opts<Options>();

interface Options {
  readonly part: 'tune' | 'test';
  readonly maxChars: number;
  readonly data?: string;
  readonly out?: string;
  readonly faults?: true;
  readonly layouts?: true;
  readonly read?: number;
  readonly seed?: number;
}

function budget(value: string): number {
  const chars = count(value);
  if (chars < 80) throw new InvalidArgumentError('a whole number from 80 is needed.');
  return chars;
}

const corpora: Map<string, Sample[]> = options.data === undefined ? new Map() : await readCorpora(options.data, part);
corpora.set('own', await readOwnSet());
corpora.set('kinds', await readKinds());
corpora.set('hard', await readHard(part));
if (part === 'tune') corpora.set('points', await readPoints());

if (options.read !== undefined) {
  const { printForReading } = await import('./reading.ts');
  printForReading(corpora, { count: options.read, seed: options.seed ?? options.read, maxChars });
} else {
  const [lookAlikes, briefs] = [await readLookAlikes(part), await readBriefs(part)];
  const common = {
    maxChars,
    part,
    faults: options.faults ? 'list' : 'count',
    layouts: await readLayouts(part),
  } as const;
  const report = options.layouts
    ? layoutSection(new Map([...corpora, ['look-alikes', lookAlikes], ['briefs', briefs]]), common)
    : evaluate(corpora, {
        ...common,
        sites: await readSites(part),
        houses: await readHouses(part),
        lookAlikes,
        briefs,
      });
  console.log(report);
  if (options.out !== undefined) await writeFile(options.out, `${report}\n`);
}
