import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PushState } from '../../database/schema.ts';
import type { Json } from '../output.ts';
import type { Sending } from '../push.ts';
import type { ChangeOptions } from '../push-changes.ts';

const work = () => import('../push.ts');
const changes = () => import('../push-changes.ts');

const states: readonly PushState[] = ['proposed', 'approved', 'sending', 'paused', 'finished', 'cancelled', 'dropped'];

export function registerPush(program: Command): void {
  const push = program.command('push').description('make, look at and steer pushes; a running `serve` sends them');

  push
    .command('create')
    .description('make a push of one story by its link; without --now, --at or --breaking it waits for a decision')
    .argument('<url>', 'link of the story: known already, or fetched now')
    .option('--now', 'send it at once, and show the progress')
    .option('--breaking', 'send it at once as breaking news, before everything else')
    .addOption(
      new Option('--at <time>', 'send it then, e.g. 2026-03-01T08:00+02:00')
        .argParser(instant)
        .conflicts(['now', 'breaking']),
    )
    .addOption(whatsappTo())
    .option('--paid', 'as a paid broadcast on Telegram: up to 1,000 messages a second, for Telegram Stars')
    .option('--free', 'at the free pace, whatever its edition pays for')
    .option('--yes', 'of a paid broadcast: spend what it costs; without, the cost is only shown')
    .option('--json', 'print the push as JSON')
    .action(async (url: string, options: Json & Sending & { now?: boolean }) => (await work()).create(url, options));

  push
    .command('list')
    .description('the newest pushes')
    .addOption(new Option('--state <state>', 'only those in this state').choices([...states]))
    .option('--limit <n>', 'at most so many', positive, 20)
    .option('--json', 'print them as JSON')
    .action(async (options: Json & { state?: PushState; limit: number }) => (await work()).list(options));

  push
    .command('show')
    .description('one push with its books: everybody in its audience, by what became of them')
    .argument('<id>', 'number of the push', positive)
    .option('--watch', 'show the progress until it ends')
    .option('--json', 'print it as JSON')
    .action(async (id: number, options: Json & { watch?: boolean }) => (await work()).look(id, options));

  push
    .command('approve')
    .description('send a proposal')
    .argument('<id>', 'number of the push', positive)
    .option('--breaking', 'as breaking news, before everything else')
    .addOption(new Option('--at <time>', 'then, instead of at once').argParser(instant))
    .addOption(whatsappTo())
    .option('--paid', 'as a paid broadcast on Telegram: up to 1,000 messages a second, for Telegram Stars')
    .option('--free', 'at the free pace, whatever its edition pays for')
    .option('--yes', 'of a paid broadcast: spend what it costs; without, the cost is only shown')
    .option('--json', 'print the push as JSON')
    .action(async (id: number, options: Json & Sending) => (await work()).approve(id, options));

  push
    .command('missed')
    .description('how many did not get a push and why; --list says who, --send sends it to them')
    .argument('<id>', 'number of the push', positive)
    .addOption(
      new Option(
        '--list',
        'each of them by the number of `subscribers list`, by reason; with --json a line of JSON each',
      ).conflicts(['send', 'uncertain']),
    )
    .option('--send', 'send it once more to those who certainly did not get it')
    .option('--uncertain', 'with --send: also to those of whom nobody knows; some will have it twice')
    .option('--json', 'print the push as JSON')
    .action(async (id: number, options: Json & { list?: boolean; send?: boolean; uncertain?: boolean }) =>
      (await work()).missed(id, options),
    );

  changing(push.command('correct').description('edit what a push sent; who still waits for it gets the corrected text'))
    .option('--title <text>', 'the corrected title')
    .option('--summary <text>', 'the corrected summary')
    .option('--note <text>', 'what readers are told was corrected', '')
    .action(async (id: number, options: ChangeOptions & { title?: string; summary?: string; note: string }) =>
      (await changes()).correct(id, options),
    );

  changing(push.command('retract').description('take back what a push sent, and stop it when it is still running'))
    .requiredOption('--reason <text>', 'why, as readers may be told')
    .action(async (id: number, options: ChangeOptions & { reason: string }) => (await changes()).retract(id, options));

  const orders = [
    ['pause', 'stop a push where it is; messages on their way arrive, and who has the beginning of it gets the rest'],
    ['resume', 'go on with a paused push'],
    ['cancel', 'end a push: whoever has not got it will not'],
  ] as const;
  for (const [order, description] of orders) {
    const command = push
      .command(order)
      .description(description)
      .argument('<id>', 'number of the push', positive)
      .option('--json', 'print the push as JSON')
      .action(async (id: number, options: Json & { gone?: boolean }) => (await work()).steer(id, order, options));
    if (order === 'resume') {
      command.option('--gone', 'those who seemed to have left have: take them off the list, and do not ask again');
    }
  }
}

/** What `correct` and `retract` have in common: what would happen is shown first, and done with `--yes`. */
function changing(command: Command): Command {
  return command
    .argument('<id>', 'number of the push that was sent', positive)
    .option('--story <n>', 'the story with this number in a digest', positive)
    .addOption(
      new Option(
        '--notice <whom>',
        'send a message of its own besides: to all who got it, or to those whose message cannot be changed',
      )
        .choices(['all', 'unchanged-only', 'none'])
        .default('none'),
    )
    .option('--yes', 'do it; without, it is only shown what would be done')
    .option('--json', 'print the plan, or with --yes the push, as JSON');
}

function whatsappTo(): Option {
  return new Option('--whatsapp <to>', 'on WhatsApp to everybody, or in the newsroom’s Channel only').choices([
    'everybody',
    'channel',
  ]);
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It takes a whole number from 1.');
  return Number(text);
}

function instant(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new InvalidArgumentError('It takes a time such as 2026-03-01T08:00+02:00.');
  if (date.getTime() < Date.now() - 60_000) throw new InvalidArgumentError('It takes a time that is still to come.');
  return date;
}
