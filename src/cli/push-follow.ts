import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '../database/database.ts';
import { isServed } from '../delivery/lane-report.ts';
import { type PushReport, reportOn } from '../delivery/push-report.ts';
import { Interrupted } from './failure.ts';
import { progressLine } from './push-report.ts';

/** How often progress is looked at, milliseconds. */
const lookEvery = 500;
/** After so long without progress it is asked whether anybody serves at all, milliseconds. */
const quietAfter = 5_000;

/**
 * Prints how far a push is until it has ended or waits for somebody. When nobody serves it, that is said once, and it is
 * followed on: an instance may start. Ctrl+C ends the following alone (`Interrupted`).
 */
export async function follow(db: Db, id: number): Promise<void> {
  const stop = new AbortController();
  const onStop = () => stop.abort();
  process.once('SIGINT', onStop);
  try {
    await untilEnded(db, id, stop.signal);
  } finally {
    process.off('SIGINT', onStop);
  }
}

async function untilEnded(db: Db, id: number, stop: AbortSignal): Promise<void> {
  let last = '';
  let changedAt = Date.now();
  let told = false;
  for (;;) {
    const report = await reportOn(db, id);
    if (!report) return;
    const line = progressLine(report);
    if (line !== last) {
      process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
      last = line;
      changedAt = Date.now();
    }
    const waiting = report.state === 'approved' && report.sendAt.getTime() > Date.now() + 1_000;
    if (waiting || !['approved', 'sending'].includes(report.state)) break;
    if (!told && Date.now() - changedAt >= quietAfter && !(await isServed(db, id))) {
      endLine();
      process.stderr.write(`${unservedLine(report)}\n`);
      told = true;
    }
    await delay(lookEvery, undefined, { signal: stop }).catch(() => {});
    if (stop.aborted) {
      endLine();
      throw new Interrupted(`push ${id} goes on without being followed: nashra push show ${id}`);
    }
  }
  endLine();
}

function unservedLine({ id, state, expiresAt }: PushReport): string {
  const until = expiresAt ? ` before ${expiresAt.toISOString()}` : '';
  return `no running instance serves push ${id}: it stays ${state} and is sent when \`nashra serve\` runs${until}; Ctrl+C stops following it and changes nothing`;
}

/** A terminal's progress is written over; what comes next begins a line. */
function endLine(): void {
  if (process.stderr.isTTY) process.stderr.write('\n');
}
