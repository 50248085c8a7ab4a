import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { loadEnvironment } from '../config/environment.ts';
import { version } from '../config/package-root.ts';
import { commandLine as actor, recordAudit } from '../database/audit.ts';
import { type BackupContents, BackupError } from '../database/backup/format.ts';
import { writeBackup } from '../database/backup/write.ts';
import { createLog } from '../observability/log.ts';
import { openRecord } from '../serve/open-record.ts';
import { secretKey } from '../serve/secret-key.ts';
import { keyMark } from '../subscribers/addresses.ts';
import { CommandFailure, UsageError } from './failure.ts';
import { writeNewFile } from './new-file.ts';
import { type Json, print } from './output.ts';

/** Writes the record to `file`, `-` for the standard output, or to a file of its own in the data folder. */
export async function backup(file: string | undefined, options: Json): Promise<void> {
  if (file === '-' && process.stdout.isTTY) throw new UsageError('a backup is not shown: name a file, or pipe it on');
  const environment = loadEnvironment();
  const mark = keyMark(await secretKey(environment));
  const record = await openRecord(environment, createLog('warn'), { supervise: 'leave', maxConnections: 2 });
  try {
    const write = (out: Writable) =>
      writeBackup(record.url, out, { version, keyMark: mark }, (table) => process.stderr.write(`${table}\n`));
    const target = file ?? join(environment.dataDir, 'backups', nameOf(new Date()));
    if (file === undefined) await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const contents = file === '-' ? await write(process.stdout) : await writeNewFile(target, write);
    await recordAudit(record.db, { actor, action: 'record.backup', subject: held(contents.rows) });
    if (file !== '-') print({ file: target, ...contents }, options, () => told(target, contents));
  } catch (error) {
    throw error instanceof BackupError ? new CommandFailure(error.message) : error;
  } finally {
    await record.close();
  }
}

function nameOf(now: Date): string {
  return `nashra-${now.toISOString().replace(/[-:]|\.\d+/g, '')}.backup.gz`;
}

function told(file: string, { rows }: BackupContents): string {
  return `${held(rows)} are in ${file}\nNo address in it can be opened without NASHRA_SECRET_KEY: keep that apart from it, and lose neither.`;
}

/** The record in numbers that people know. */
export function held(rows: Readonly<Record<string, number>>): string {
  const of = (table: string): number => rows[table] ?? 0;
  return `${of('subscriber')} readers, ${of('article')} stories and ${of('push')} pushes`;
}
