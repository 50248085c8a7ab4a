import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { cancelAtRest } from '../delivery/lane/cancel-at-rest.ts';
import { type LaneCancelled, loadOf } from '../delivery/lane/cancel-lane.ts';
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

/** Longer than any answer is waited for. Milliseconds. */
const patienceMs = 40_000;

/** Sets aside what waits in a lane, after it has come to rest; only says how much that is, without `yes`. */
export function cancel(lane: string, options: Json & { readonly yes?: boolean }): Promise<void> {
  return withRecord(async (db) => {
    if (options.yes !== true) {
      const { pending, pushes } = await loadOf(db, lane);
      throw new CommandFailure(
        pending === 0
          ? `nothing waits in ${lane}`
          : `${pending} messages of ${pushesNamed(pushes)} wait in ${lane}; with --yes it is paused, and nobody gets them`,
      );
    }
    const { readers, pushes } = await cancelled(db, lane);
    process.stderr.write(
      `${readers} messages of ${pushesNamed(pushes)} were set aside. ${lane} is paused: nashra lane resume ${lane}. To send one after all: nashra push missed ${pushes[0] ?? 'N'} --send\n`,
    );
    await showLanes(db, options);
  });
}

async function cancelled(db: Db, lane: string): Promise<Extract<LaneCancelled, { kind: 'done' }>> {
  const outcome = await cancelAtRest(db, { lane, actor: commandLine, patienceMs });
  switch (outcome.kind) {
    case 'done':
      return outcome;
    case 'unknown':
      throw new CommandFailure(`there is no lane ${lane}: nashra lane list`);
    case 'open':
      throw new CommandFailure(`${lane} was reopened meanwhile; nothing was set aside`);
    case 'not yet': {
      const { sending, growing } = outcome.load;
      throw new CommandFailure(
        growing.length > 0
          ? `the audience of ${pushesNamed(growing)} is not written down whole: resume or cancel it first; ${lane} is paused, nothing was set aside`
          : `${sending} messages are still on their way; ${lane} is paused, nothing was set aside: ask again`,
      );
    }
  }
}

const pushesNamed = (ids: readonly number[]) =>
  ids.length === 1 ? `push ${ids[0]}` : `pushes ${ids.join(', ') || '–'}`;

async function showLanes(db: Db, options: Json): Promise<void> {
  const lanes = await listLanes(db);
  print(lanes, options, () =>
    lanes.length === 0
      ? 'no lanes yet: they appear when `nashra serve` has started once'
      : [
          table(lanes.map(row), ['lane', 'state', 'sending', 'pending', 'last minute', 'waits until']),
          ...lanes.flatMap(troubleLine),
          ...lanes.filter(({ served, pending }) => served === 'no' && pending > 0).map(unservedLine),
        ].join('\n'),
  );
}

function unservedLine({ name, pending }: LaneReport): string {
  return `${pending} messages wait in ${name}, which no running instance serves: start one that does (nashra doctor says what is missing), or cancel their pushes (nashra push list --state sending)`;
}

function troubleLine({ name, trouble }: LaneReport): string[] {
  if (trouble === null) return [];
  const since = new Date(trouble.since).toISOString();
  return [`${name} cannot be used since ${since} (${trouble.reason}); it is tried again, and goes on by itself`];
}

function row(lane: LaneReport): (string | number | null)[] {
  const { name, state, drained, pending, lastMinute, blockedUntil } = lane;
  return [name, state, drained, pending, lastMinute, blockedUntil?.toISOString() ?? null];
}
