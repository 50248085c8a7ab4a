import type { Command } from 'commander';
import { commandLine } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { setLaneState } from '../delivery/lane-control.ts';
import { type LaneReport, listLanes } from '../delivery/lane-report.ts';
import { CommandFailure } from './failure.ts';
import { print, table } from './output.ts';
import { withRecord } from './with-record.ts';

interface Json {
  readonly json?: boolean;
}

export function registerLane(program: Command): void {
  const lane = program.command('lane').description('look at the sending accounts, and hold or reopen one');

  lane
    .command('list')
    .description('each sending account with what waits in it and how fast it goes')
    .option('--json', 'print them as JSON')
    .action((options: Json) => withRecord((db) => showLanes(db, options)));

  const orders = [
    ['pause', 'send nothing more through this account; what is on its way arrives, the rest waits', 'paused'],
    ['resume', 'go on where a paused account stopped', 'open'],
  ] as const;
  for (const [name, description, state] of orders) {
    lane
      .command(name)
      .description(description)
      .argument('<lane>', 'its name, as `nashra lane list` shows it')
      .option('--json', 'print all lanes as JSON')
      .action((of: string, options: Json) =>
        withRecord(async (db) => {
          const { kind } = await setLaneState(db, { lane: of, state, actor: commandLine });
          if (kind === 'unknown') throw new CommandFailure(`there is no lane ${of}: nashra lane list`);
          if (kind === 'already') throw new CommandFailure(`${of} is ${state} already`);
          await showLanes(db, options);
        }),
      );
  }
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
