import type { Command } from 'commander';
import type { Json } from '../output.ts';

const work = () => import('../lane.ts');

export function registerLane(program: Command): void {
  const lane = program.command('lane').description('look at the sending accounts, and hold or reopen one');

  lane
    .command('list')
    .description('each sending account with what waits in it and how fast it goes')
    .option('--json', 'print them as JSON')
    .action(async (options: Json) => (await work()).list(options));

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
      .action(async (of: string, options: Json) => (await work()).bring(of, state, options));
  }

  lane
    .command('cancel')
    .description('pause this account and set aside what waits in it: nobody gets it any more')
    .argument('<lane>', 'its name, as `nashra lane list` shows it')
    .option('--yes', 'do it; without, only how much waits is said')
    .option('--json', 'print all lanes as JSON')
    .action(async (of: string, options: Json & { yes?: boolean }) => (await work()).cancel(of, options));
}
