import { Option } from 'commander';
import { benchmark, count } from '../../bench/command.ts';
import { progress, type Row, report } from '../../bench/report.ts';
import { torture } from './torture.ts';

/** Ends with 1 when a seed fails. */
const { seed, ...given } = benchmark(
  'torture',
  'Kills, resets, storms and jumping clocks; then the ledger is compared with what was accepted.',
)
  .option('--seeds <n>', 'so many seeds, from 1', count, 20)
  .option('--seed <n>', 'that one alone, with what happened', count)
  .addOption(new Option('--queue <kind>', 'one queue instead of both').choices(['postgresql', 'redis']))
  .option('--seconds <n>', 'how long each play goes on', count, 25)
  .parse()
  .opts<{ seed?: number; seeds: number; queue?: 'postgresql' | 'redis'; seconds: number }>();
const seeds = seed === undefined ? Array.from({ length: given.seeds }, (_, index) => index + 1) : [seed];
const queues = given.queue ? [given.queue] : (['postgresql', 'redis'] as const);

const rows: Row[] = [];
let failed = 0;
for (const one of seeds) {
  for (const queue of queues) {
    const started = performance.now();
    const say = seed === undefined ? () => {} : progress;
    const { faults, ...figures } = await torture({
      seed: one,
      queue,
      readers: 400,
      pushes: 6,
      seconds: given.seconds,
      say,
    });
    const took = Math.round((performance.now() - started) / 1_000);
    progress(`seed ${one}, queue on ${queue}: ${faults.length === 0 ? 'all is well' : 'FAILED'} (${took} s)`);
    for (const fault of faults.slice(0, 10)) progress(`  ${fault}`);
    if (faults.length > 0) failed += 1;
    rows.push({ seed: one, queue, ...figures, faults: faults.length });
  }
}
report('Torture: what was accepted against what the ledger says', rows);
if (failed > 0) progress(`${failed} of ${rows.length} failed; play one again with --seed N --queue NAME`);
process.exitCode = failed > 0 ? 1 : 0;
