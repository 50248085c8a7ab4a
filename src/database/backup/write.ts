import { createHash } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type BackupContents, BackupError, type BackupHeader, END_OF_ROWS } from './format.ts';
import { forgetTimeouts } from './session.ts';
import { recordTables } from './tables.ts';

/**
 * Writes the whole record at `url` to `out`, as it was at one instant: the desk may go on working on it. Memory stays small however much there is.
 * `progress` hears of each table before it is written.
 */
export async function writeBackup(
  url: string,
  out: Writable,
  given: Pick<BackupHeader, 'version' | 'keyMark'>,
  progress: (table: string) => void,
): Promise<BackupContents> {
  const client = new pg.Client({ connectionString: url, application_name: 'nashra-backup', keepAlive: true });
  // A server that goes while rows are copied fails the copy, too.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    await forgetTimeouts(client);
    const header = { ...given, ...(await about(client)) };
    const rows: Record<string, number> = {};
    await pipeline(Readable.from(piecesOf(client, header, rows, progress)), createGzip(), out);
    await client.query('commit');
    return { ...header, rows };
  } finally {
    await client.end().catch(() => {});
  }
}

async function about(client: pg.Client): Promise<Omit<BackupHeader, 'version' | 'keyMark'>> {
  const { rows } = await client.query<{ now: Date; record: string | null; schema: string }>(
    'select now(), (select id from record) as record, (select max(name) from schema_migration) as schema',
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the record says nothing of itself');
  // Whoever waited for a restore sees neither the record before it nor the one behind it.
  if (row.record === null) throw new BackupError('the record was being restored: make the backup now');
  return { nashra: 'backup', format: 1, takenAt: row.now.toISOString(), schema: row.schema, record: row.record };
}

async function* piecesOf(
  client: pg.Client,
  header: BackupHeader,
  rows: Record<string, number>,
  progress: (table: string) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  const taken = (piece: Buffer): Buffer => {
    hash.update(piece);
    return piece;
  };
  yield taken(lineOf(header));
  for (const { table, columns } of await recordTables(client)) {
    progress(table);
    yield taken(lineOf({ table, columns }));
    const copy = client.query(copyTo(`copy ${table} (${columns.join(', ')}) to stdout`));
    for await (const piece of copy as AsyncIterable<Buffer>) yield taken(piece);
    rows[table] = copy.rowCount;
    yield taken(Buffer.from(`${END_OF_ROWS}\n`));
  }
  yield lineOf({ rows, sha256: hash.digest('hex') });
}

function lineOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}
