import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readCorpora, type Sample } from './corpus.ts';
import { readHouses } from './house-pages.ts';
import { readKinds, readOwnSet } from './own.ts';
import { evaluate } from './report.ts';
import { readBriefs, readLookAlikes, readSites } from './sites.ts';

/**
 * Measures the summaries against people's, baselines and the editor's checks:
 * `npm run eval -- [--data DIR] [--part tune|test] [--max-chars 350] [--out FILE.md] [--read N [--seed S]]`.
 * Without `--data` only the repository's own two sets are measured. `--read N` prints N summaries to be read
 * instead; another `--seed` draws others.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    part: { type: 'string', default: 'tune' },
    'max-chars': { type: 'string', default: '350' },
    out: { type: 'string' },
    read: { type: 'string' },
    seed: { type: 'string' },
    faults: { type: 'boolean', default: false },
  },
});
const { part } = values;
const maxChars = Number(values['max-chars']);
if ((part !== 'tune' && part !== 'test') || !Number.isInteger(maxChars) || maxChars < 80) {
  console.error('eval: --part takes tune or test, --max-chars a whole number of at least 80');
  process.exit(2);
}

const corpora: Map<string, Sample[]> = values.data === undefined ? new Map() : await readCorpora(values.data, part);
corpora.set('own', await readOwnSet());
corpora.set('kinds', await readKinds());

if (values.read !== undefined) {
  const { printForReading } = await import('./reading.ts');
  printForReading(corpora, { count: Number(values.read), seed: Number(values.seed ?? values.read), maxChars });
} else {
  const report = evaluate(corpora, {
    maxChars,
    part,
    faults: values.faults ? 'list' : 'count',
    sites: await readSites(part),
    houses: await readHouses(part),
    lookAlikes: await readLookAlikes(part),
    briefs: await readBriefs(part),
  });
  console.log(report);
  if (values.out !== undefined) await writeFile(values.out, `${report}\n`);
}
