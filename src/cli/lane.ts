import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { setLaneState } from '../delivery/lane-control.ts';
import { type LaneReport, listLanes } from '../delivery/lane-report.ts';
import { CommandFailure } from './failure.ts';
import { type Json, print, table } from './output.ts';
import { withRecord } from './with-record.ts';

export function list(options: Json): Promise<void> {
  return withRecord((db) => showLanes(db, options));
}

export function bring(lane: string, state: 'paused' | 'open', options: Json): Promise<void> {
  return withRecord(async (db) => {
    const { kind } = await setLaneState(db, { lane, state, actor: commandLine });
    if (kind === 'unknown') throw new CommandFailure(`there is no lane ${lane}: nashra lane list`);
    if (kind === 'already') throw new CommandFailure(`${lane} is ${state} already`);
    await showLanes(db, options);
  });
}

async function showLanes(db: Db, options: Json): Promise<void> {
  const lanes = await listLanes(db);
  print(lanes, options, () =>
    lanes.length === 0
      ? 'no lanes yet: they appear when `nashra serve` has started once'
      : [
          table(lanes.map(row), ['lane', 'state', 'sending', 'pending', 'last minute', 'asked to wait until']),
          ...lanes.filter(({ served, pending }) => served === 'no' && pending > 0).map(unservedLine),
        ].join('\n'),
  );
}

function unservedLine({ name, pending }: LaneReport): string {
  return `${pending} messages wait in ${name}, which no running instance serves: start one that does (nashra doctor says what is missing), or cancel their pushes (nashra push list --state sending)`;
}

function row(lane: LaneReport): (string | number | null)[] {
  const { name, state, drained, pending, lastMinute, blockedUntil } = lane;
  return [name, state, drained, pending, lastMinute, blockedUntil?.toISOString() ?? null];
}
