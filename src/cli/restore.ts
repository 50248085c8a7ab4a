import { createReadStream } from 'node:fs';
import pg from 'pg';
import { loadEnvironment } from '../config/environment.ts';
import { commandLine as actor } from '../database/audit.ts';
import { type BackupContents, BackupError } from '../database/backup/format.ts';
import {
  checkBackup,
  RESTORING,
  type RecordNow,
  type Restored,
  recordNow,
  restoreBackup,
  whyOtherSchema,
} from '../database/backup/restore.ts';
import { createLog } from '../observability/log.ts';
import { openRecord } from '../serve/open-record.ts';
import { secretKey } from '../serve/secret-key.ts';
import { keyMark } from '../subscribers/addresses.ts';
import { held } from './backup.ts';
import { CommandFailure } from './failure.ts';
import { type Json, print } from './output.ts';

export interface RestoreOptions extends Json {
  readonly yes?: boolean;
  readonly bringBack?: boolean;
}

/** Puts the backup `file` in the place of the record; without `yes` it shows what that would do. */
export async function restore(file: string, options: RestoreOptions): Promise<void> {
  const environment = loadEnvironment();
  const contents = await named(file, () => checkBackup(createReadStream(file)));
  if (contents.keyMark !== keyMark(await secretKey(environment)))
    throw new CommandFailure(
      `${file}: its addresses are sealed with another NASHRA_SECRET_KEY than the one set here, so nobody in it could be written to: set the key of that time`,
    );
  const record = await openRecord(environment, createLog('warn'), {
    supervise: 'leave',
    maxConnections: 2,
    applicationName: RESTORING,
  });
  try {
    const now = await withClient(record.url, recordNow);
    if (contents.schema !== now.schema) throw new CommandFailure(`${file}: ${whyOtherSchema(contents, now.schema)}`);
    if (!options.yes) {
      print({ backup: contents, record: now, done: false }, options, () => planned(file, contents, now, record.where));
      return;
    }
    const restored = await named(file, () =>
      restoreBackup(record.url, createReadStream(file), { actor, bringBack: options.bringBack ?? false }, (table) =>
        process.stderr.write(`${table}\n`),
      ),
    );
    print({ backup: contents, ...restored, done: true }, options, () => told(contents, restored));
  } finally {
    await record.close();
  }
}

async function withClient<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: RESTORING });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** `work` on a file, whose name its failures then have. */
async function named<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackupError) throw new CommandFailure(`${file}: ${error.message}`);
    if (error instanceof Error && 'syscall' in error && 'path' in error)
      throw new CommandFailure(`${file} cannot be read: ${error.message}`);
    throw error;
  }
}

function planned(file: string, contents: BackupContents, now: RecordNow, where: string): string {
  const isSame = now.record === contents.record;
  return [
    `${file} is whole: the record of ${contents.takenAt}, with ${held(contents.rows)}.`,
    `It would take the place of ${isSame ? 'the same record as it is now' : 'another record'}, with ${held({ subscriber: now.subscribers, article: now.articles, push: now.pushes })}, in the ${where}.`,
    ...(isSame ? ['Readers who left or were erased since stay so, unless you add --bring-back.'] : []),
    'Nothing was done. Stop every instance, make a backup of what is there, then add --yes.',
  ].join('\n');
}

function told({ takenAt }: BackupContents, { rows, erased, left, paused, proposed }: Restored): string {
  const notes = [
    erased > 0 && `readers erased since, who stay so: ${erased}`,
    left > 0 && `readers who left since, and stay so: ${left}`,
    paused > 0 &&
      `pushes that were on their way and wait now, paused: ${paused} (nashra push list; resume or cancel each)`,
    proposed > 0 &&
      `proposals that wait as they did then: ${proposed} (look whether they went out before you approve one)`,
  ];
  return [
    `The record is as it was on ${takenAt}: ${held(rows)}.`,
    ...notes.filter((note) => note !== false),
    'Stories that waited for a digest then are in none, and those that the site published since will be remembered and not sent: nashra push create URL sends one.',
  ].join('\n');
}
