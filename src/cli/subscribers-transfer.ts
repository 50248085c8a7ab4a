import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import type { ChannelName } from '../channels/channel.ts';
import { loadEnvironment } from '../config/environment.ts';
import { loadNewsroom } from '../config/load-newsroom.ts';
import { commandLine as actor, recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { secretKey } from '../serve/secret-key.ts';
import { type AddressBook, addressBook } from '../subscribers/addresses.ts';
import { importLines, type LineProblem } from '../subscribers/import-lines.ts';
import { subscriberStore } from '../subscribers/store.ts';
import { addressOf, exportPeople } from '../subscribers/transfer.ts';
import { CommandFailure } from './failure.ts';
import { writeNewFile } from './new-file.ts';
import { type Json, print } from './output.ts';
import { withRecord } from './with-record.ts';

function withAddresses<T>(work: (db: Db, addresses: AddressBook) => Promise<T>): Promise<T> {
  return withRecord(async (db) => work(db, addressBook(await secretKey(loadEnvironment()))));
}

export function exportTo(file: string): Promise<void> {
  return withAddresses((db, addresses) => written(db, addresses, file));
}

export function importFrom(file: string, options: Json & { dryRun?: boolean }): Promise<void> {
  return withAddresses((db, addresses) => takeIn(db, addresses, file, options));
}

export function forget(given: string, options: Json & { channel: ChannelName }): Promise<void> {
  return withAddresses(async (db, addresses) => {
    const { channel } = options;
    const address = addressOf({ channel, address: given === '-' ? await firstLine() : given });
    if (address === null) throw new CommandFailure(`this is no address on ${channel}`);
    const result = await subscriberStore(db, addresses).forget({ channel, address });
    if (result === 'notThere') throw new CommandFailure(`nobody on ${channel} is known by this address`);
    await recordAudit(db, { actor, action: 'subscriber.forget', subject: `one reader on ${channel}` });
    print({ forgotten: 1 }, options, () => 'forgotten');
  });
}

async function written(db: Db, addresses: AddressBook, file: string): Promise<void> {
  const count = await writeNewFile(file, async (out) => {
    let written = 0;
    for await (const person of exportPeople(db, addresses)) {
      if (!out.write(`${JSON.stringify(person)}\n`)) await once(out, 'drain');
      written += 1;
      if (written % 10_000 === 0) process.stderr.write(`${written} readers\n`);
    }
    return written;
  });
  await recordAudit(db, { actor, action: 'subscribers.export', subject: `${count} readers` });
  process.stdout.write(
    `${count} readers are in ${file}, with their addresses in clear: keep it encrypted, and delete it when it has served\n`,
  );
}

async function takeIn(
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
