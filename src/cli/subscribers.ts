import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ChannelName } from '../channels/channel.ts';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { commandLine, recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import type { SubscriberState } from '../database/schema.ts';
import { secretKey } from '../serve/secret-key.ts';
import { type AddressBook, addressBook } from '../subscribers/addresses.ts';
import { importLines, type LineProblem } from '../subscribers/import-lines.ts';
import { countSubscribers, listSubscribers } from '../subscribers/overview.ts';
import { subscriberStore } from '../subscribers/store.ts';
import { addressOf, exportPeople } from '../subscribers/transfer.ts';
import { CommandFailure } from './failure.ts';
import { print, table } from './output.ts';
import { withRecord } from './with-record.ts';

interface Json {
  readonly json?: boolean;
}

const actor = commandLine;
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
    .action((options: Json) =>
      withRecord(async (db) => {
        const counts = await countSubscribers(db);
        print(counts, options, () =>
          [
            `${counts.total} readers`,
            table(
              counts.byChannel.map((row) => [row.channel, row.state, row.language, row.count]),
              ['channel', 'state', 'language', 'readers'],
            ),
            '',
            table(
              counts.byEdition.map((row) => [row.edition, row.count]),
              ['edition', 'active readers'],
            ),
          ].join('\n'),
        );
      }),
    );

  subscribers
    .command('list')
    .description('readers by their number in the record, with their choices; no addresses')
    .addOption(new Option('--channel <channel>', 'only of this channel').choices([...channels]))
    .addOption(new Option('--state <state>', 'only in this state').choices([...states]))
    .option('--edition <edition>', 'only those who get this edition')
    .option('--limit <n>', 'at most so many', wholeNumber, 50)
    .option('--after <id>', 'go on after this number', wholeNumber, 0)
    .option('--json', 'print them as JSON')
    .action(
      (
        options: Json & {
          channel?: ChannelName;
          state?: SubscriberState;
          edition?: string;
          limit: number;
          after: number;
        },
      ) =>
        withRecord(async (db) => {
          const rows = await listSubscribers(db, options);
          print(rows, options, () =>
            table(
              rows.map((row) => [
                row.id,
                row.channel,
                row.state,
                row.language,
                row.topics?.join(' ') ?? 'all',
                row.editions.join(' '),
                row.joinedAt.toISOString().slice(0, 10),
              ]),
              ['id', 'channel', 'state', 'language', 'topics', 'editions', 'joined'],
            ),
          );
        }),
    );

  subscribers
    .command('export')
    .description('write all readers WITH THEIR ADDRESSES IN CLEAR to a new file, one JSON line each')
    .argument('<file>', 'a file that is not there yet; only its owner may read it')
    .action((file: string) => withAddresses((db, addresses) => exportTo(db, addresses, file)));

  subscribers
    .command('import')
    .description('take readers in from JSON lines as `export` writes them; who is known, or has left, stays so')
    .argument('<file>', 'lines {channel, address, language?, topics?, editions?, consentedAt}')
    .option('--dry-run', 'only check the lines')
    .option('--json', 'print the result as JSON')
    .action((file: string, options: Json & { dryRun?: boolean }) =>
      withAddresses((db, addresses) => importFrom(db, addresses, file, options)),
    );

  subscribers
    .command('forget')
    .description('erase a person: address, choices, everything that leads to them')
    .addOption(new Option('--channel <channel>', 'where the address is').choices([...channels]).makeOptionMandatory())
    .argument('<address>', 'chat number or telephone number; - reads it from the input, so that no history keeps it')
    .option('--json', 'print the result as JSON')
    .action((given: string, options: Json & { channel: ChannelName }) =>
      withAddresses(async (db, addresses) => {
        const { channel } = options;
        const address = addressOf({ channel, address: given === '-' ? await firstLine() : given });
        if (address === null) throw new CommandFailure(`this is no address on ${channel}`);
        const result = await subscriberStore(db, addresses).forget({ channel, address });
        if (result === 'notThere') throw new CommandFailure(`nobody on ${channel} is known by this address`);
        await recordAudit(db, { actor, action: 'subscriber.forget', subject: `one reader on ${channel}` });
        print({ forgotten: 1 }, options, () => 'forgotten');
      }),
    );
}

function withAddresses<T>(work: (db: Db, addresses: AddressBook) => Promise<T>): Promise<T> {
  return withRecord(async (db) => work(db, addressBook(await secretKey(loadEnvironment()))));
}

/** Written aside and given its name when whole, so that half an export is never taken for one. */
async function exportTo(db: Db, addresses: AddressBook, file: string): Promise<void> {
  if (
    await access(file).then(
      () => true,
      () => false,
    )
  ) {
    throw new CommandFailure(`${file} is there already: name a new file, or remove it`);
  }
  const draft = `${file}.part`;
  await rm(draft, { force: true });
  const out = createWriteStream(draft, { mode: 0o600, flags: 'wx' });
  let count = 0;
  try {
    await once(out, 'open');
    for await (const person of exportPeople(db, addresses)) {
      if (!out.write(`${JSON.stringify(person)}\n`)) await once(out, 'drain');
      count += 1;
      if (count % 10_000 === 0) process.stderr.write(`${count} readers\n`);
    }
    out.end();
    await once(out, 'close');
    await rename(draft, file);
  } catch (error) {
    out.destroy();
    await rm(draft, { force: true });
    throw error instanceof Error && 'code' in error
      ? new CommandFailure(`${file} cannot be written: ${error.message}`)
      : error;
  }
  await recordAudit(db, { actor, action: 'subscribers.export', subject: `${count} readers` });
  process.stdout.write(
    `${count} readers are in ${file}, with their addresses in clear: keep it encrypted, and delete it when it has served\n`,
  );
}

async function importFrom(
  db: Db,
  addresses: AddressBook,
  file: string,
  options: Json & { dryRun?: boolean },
): Promise<void> {
  const newsroom = await loadNewsroom(loadEnvironment().configFile);
  const lanes = await db.selectFrom('lane').select(['id', 'channel']).orderBy('id').execute();
  const lines = createInterface({ input: createReadStream(file) });
  const result = await importLines(
    { db, addresses, newsroom, lanes, write: options.dryRun ? 'nothing' : 'everything' },
    lines,
    (read) => process.stderr.write(`${read} lines\n`),
  ).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('E'))
      throw new CommandFailure(`${file} cannot be read: ${error.message}`);
    throw error;
  });
  if (!options.dryRun) {
    await recordAudit(db, { actor, action: 'subscribers.import', subject: `${result.added} readers` });
  }
  print(result, options, () =>
    [
      ...result.problems.map(({ line, reason }: LineProblem) => `line ${line}: ${reason}`),
      ...(result.refused > result.problems.length ? [`… and ${result.refused - result.problems.length} more`] : []),
      options.dryRun
        ? `${result.good} of ${result.read} lines are good; nothing was taken in`
        : `${result.added} readers taken in, ${result.good - result.added} known before, ${result.refused} lines refused`,
    ].join('\n'),
  );
  if (result.refused > 0) throw new CommandFailure(`${result.refused} lines were refused; the others are not affected`);
}

async function firstLine(): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) return line;
  return '';
}

function wholeNumber(text: string): number {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(text);
}
