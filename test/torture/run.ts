import { option, progress, type Row, report } from '../../bench/report.ts';
import { torture } from './torture.ts';

/**
 * `npm run torture -- [--seeds 20] [--seed N] [--queue postgresql|redis] [--seconds 25] [--json]`: ends with 1 when a seed
 * fails; `--seed N` plays that one again, with what happened.
 */
const one = option('seed');
const seeds =
  one === undefined ? Array.from({ length: Number(option('seeds') ?? 20) }, (_, index) => index + 1) : [Number(one)];
const wanted = option('queue');
const queues = (['postgresql', 'redis'] as const).filter((queue) => wanted === undefined || queue === wanted);
const seconds = Number(option('seconds') ?? 25);

const rows: Row[] = [];
let failed = 0;
for (const seed of seeds) {
  for (const queue of queues) {
    const started = performance.now();
    const say = one === undefined ? () => {} : progress;
    const { faults, ...figures } = await torture({ seed, queue, readers: 400, pushes: 6, seconds, say });
    const took = Math.round((performance.now() - started) / 1_000);
    progress(`seed ${seed}, queue on ${queue}: ${faults.length === 0 ? 'all is well' : 'FAILED'} (${took} s)`);
    for (const fault of faults.slice(0, 10)) progress(`  ${fault}`);
    if (faults.length > 0) failed += 1;
    rows.push({ seed, queue, ...figures, faults: faults.length });
  }
}
report('Torture: what was accepted against what the ledger says', rows);
if (failed > 0) progress(`${failed} of ${rows.length} failed; play one again with --seed N --queue NAME`);
process.exitCode = failed > 0 ? 1 : 0;
