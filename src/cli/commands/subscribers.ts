import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ChannelName } from '../../channels/channel.ts';
import type { SubscriberState } from '../../database/schema.ts';
import type { Json } from '../output.ts';
import type { ListOptions } from '../subscribers.ts';

const work = () => import('../subscribers.ts');
const transfer = () => import('../subscribers-transfer.ts');

const channels: readonly ChannelName[] = ['telegram', 'whatsapp'];
const states: readonly SubscriberState[] = ['active', 'left', 'gone'];

export function registerSubscribers(program: Command): void {
  const subscribers = program
    .command('subscribers')
    .description('count, list, move and forget readers; addresses are shown by nothing but `export`');

  subscribers
    .command('count')
    .description('how many readers there are, by channel, state, language and edition')
    .option('--json', 'print the counts as JSON')
    .action(async (options: Json) => (await work()).count(options));

  subscribers
    .command('list')
    .description('readers by their number in the record, with their choices; no addresses')
    .addOption(new Option('--channel <channel>', 'only of this channel').choices([...channels]))
    .addOption(new Option('--state <state>', 'only in this state').choices([...states]))
    .option('--edition <edition>', 'only those who get this edition')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--after <id>', 'go on after this number', wholeNumber, 0)
    .option('--json', 'print them as JSON')
    .action(async (options: ListOptions) => (await work()).list(options));

  subscribers
    .command('export')
    .description('write all readers WITH THEIR ADDRESSES IN CLEAR to a new file, one JSON line each')
    .argument('<file>', 'a file that is not there yet; only its owner may read it')
    .action(async (file: string) => (await transfer()).exportTo(file));

  subscribers
    .command('import')
    .description('take readers in from JSON lines as `export` writes them; who is known, or has left, stays so')
    .argument('<file>', 'lines {channel, address, language?, topics?, editions?, consentedAt}')
    .option('--dry-run', 'only check the lines')
    .option('--json', 'print the result as JSON')
    .action(async (file: string, options: Json & { dryRun?: boolean }) => (await transfer()).importFrom(file, options));

  subscribers
    .command('forget')
    .description('erase a person: address, choices, everything that leads to them')
    .addOption(new Option('--channel <channel>', 'where the address is').choices([...channels]).makeOptionMandatory())
    .argument('<address>', 'chat number or telephone number; - reads it from the input, so that no history keeps it')
    .option('--json', 'print the result as JSON')
    .action(async (address: string, options: Json & { channel: ChannelName }) =>
      (await transfer()).forget(address, options),
    );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}
