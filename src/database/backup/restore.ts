import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { AuditAction } from '../audit.ts';
import { type BackupContents, BackupError, type BackupHeader, type BackupTable } from './format.ts';
import { readBackup } from './read.ts';
import { forgetTimeouts } from './session.ts';
import { recordTables } from './tables.ts';

/** Reads a whole backup and takes nothing in. @throws {BackupError} when it is not whole */
export async function checkBackup(file: Readable): Promise<BackupContents> {
  let header: BackupHeader | null = null;
  let rows: Readonly<Record<string, number>> | null = null;
  for await (const piece of readBackup(file)) {
    if (piece.kind === 'header') header = piece.header;
    if (piece.kind === 'end') rows = piece.rows;
  }
  if (header === null || rows === null) throw new BackupError('it is cut short: its end is missing');
  return { ...header, rows };
}

/** What the record holds before a restore takes its place. */
export interface RecordNow {
  readonly record: string;
  readonly schema: string;
  readonly subscribers: number;
  readonly articles: number;
  readonly pushes: number;
}

export async function recordNow(client: pg.ClientBase): Promise<RecordNow> {
  const { rows } = await client.query<RecordNow>(`
    select (select id from record) as record, (select max(name) from schema_migration) as schema,
      (select count(*)::integer from subscriber) as subscribers, (select count(*)::integer from article) as articles,
      (select count(*)::integer from push) as pushes`);
  const [row] = rows;
  if (row === undefined) throw new Error('the record says nothing of itself');
  return row;
}

/** Why a backup of another schema is not taken in: its rows would lack what the changes between made of them. */
export function whyOtherSchema({ schema, version }: Pick<BackupHeader, 'schema' | 'version'>, own: string): string {
  return schema < own
    ? `it was made before the change ${own} of the record: restore it with nashra ${version}, which made it, then start this one on that record`
    : `it was made by a newer program (nashra ${version}, ${schema}): restore it with that one`;
}

/** What was done so that nothing is sent twice, and nobody written to who has left. */
export interface Restored {
  readonly rows: Readonly<Record<string, number>>;
  /** Readers of the backup who were erased, or had left, since; they stay so. */
  readonly erased: number;
  readonly left: number;
  /** Pushes that were on their way when the backup was made; they wait, paused. */
  readonly paused: number;
  /** Proposals that may have been decided since. */
  readonly proposed: number;
}

/**
 * Puts a backup in the place of the whole record, in one transaction: whatever happens, the record is the old one or the new. What happened after the
 * backup was made is not known to it, so what it was sending waits for a person; stories that a site published since are remembered and not sent;
 * editions that were due are not composed; and of the same record, who left or was erased since stays so, unless `bringBack`.
 *
 * @throws {BackupError} when the file is not whole, or the desk still works on the record
 */
export async function restoreBackup(
  url: string,
  file: Readable,
  options: { readonly actor: string; readonly bringBack: boolean },
  progress: (table: string) => void,
): Promise<Restored> {
  const client = new pg.Client({ connectionString: url, application_name: RESTORING, keepAlive: true });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin');
    await forgetTimeouts(client);
    await mustBeAlone(client);
    const before = await recordNow(client);
    const tables = await takeAlone(client);
    await client.query(`
      create temporary table known on commit drop as select id, channel, address_hash, state, changed_at from subscriber`);
    await client.query('create temporary table known_status on commit drop as select * from channel_status');
    await client.query('create temporary table known_user on commit drop as select * from app_user');
    await client.query(`truncate ${namesOf(tables)} restart identity`);
    const { header, rows } = await takeIn(client, file, tables, progress);
    if (header.schema !== before.schema) throw new BackupError(whyOtherSchema(header, before.schema));
    const isSame = before.record === header.record;
    const gone = isSame && !options.bringBack ? await keepGone(client) : { erased: 0, left: 0 };
    if (isSame) await keepCounts(client);
    if (isSame) await keepUsers(client);
    const held = await holdBack(client, header.takenAt);
    await moveSequences(client);
    await client.query('insert into audit (actor, action, subject, detail) values ($1, $2, $3, $4)', [
      options.actor,
      'record.restore' satisfies AuditAction,
      `the record of ${header.takenAt}`,
      JSON.stringify({ ...gone, ...held }),
    ]);
    await client.query('commit');
    return { rows, ...gone, ...held };
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE) throw new BackupError(IN_USE);
    if (error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? ''))
      throw new BackupError(`its rows do not fit the record: ${error.message}`);
    throw error;
  } finally {
    // Ending the session undoes what was not committed.
    await client.end().catch(() => {});
  }
}

/** Name of the sessions of a restore, the command's own among them. */
export const RESTORING = 'nashra-restore';

const LOCK_NOT_AVAILABLE = '55P03';
const IN_USE = 'the desk works on this record: stop every instance of it first, then restore';

/** Nobody else works on the record until the end: who came before the locks is seen by his session, who comes after them waits. */
async function takeAlone(client: pg.ClientBase): Promise<readonly BackupTable[]> {
  await client.query("set local lock_timeout = '5s'");
  const tables = await recordTables(client);
  await client.query(`lock table ${namesOf(tables)} in access exclusive mode`);
  await client.query("set local lock_timeout = '0'");
  await mustBeAlone(client);
  return tables;
}

function namesOf(tables: readonly BackupTable[]): string {
  return tables.map(({ table }) => table).join(', ');
}

/** Every session of the desk and of its commands is named so, and names are shown to whoever may connect. */
async function mustBeAlone(client: pg.ClientBase): Promise<void> {
  // What was seen of the sessions is kept for the whole transaction otherwise.
  await client.query('select pg_stat_clear_snapshot()');
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::integer from pg_stat_activity
     where datname = current_database() and application_name like 'nashra%' and application_name <> $1`,
    [RESTORING],
  );
  if ((rows[0]?.count ?? 0) > 0) throw new BackupError(IN_USE);
}

async function takeIn(
  client: pg.Client,
  file: Readable,
  tables: readonly BackupTable[],
  progress: (table: string) => void,
): Promise<{ header: BackupHeader; rows: Readonly<Record<string, number>> }> {
  let header: BackupHeader | null = null;
  let copy: Writable | null = null;
  let failure: Error | null = null;
  for await (const piece of readBackup(file)) {
    if (piece.kind === 'header') header = piece.header;
    if (piece.kind === 'table') {
      const { table, columns } = piece.table;
      const known = tables.find((one) => one.table === table);
      if (known === undefined || columns.some((column) => !known.columns.includes(column)))
        throw new BackupError(`its table ${table.slice(0, 60)} is not of this program's record`);
      progress(table);
      copy = client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`));
      // It may fail while the file is read, and takes nothing more then.
      copy.on('error', (error) => {
        failure = error;
      });
    }
    if (failure !== null) throw failure;
    if (piece.kind === 'rows' && copy?.write(piece.bytes) === false) await once(copy, 'drain');
    if (piece.kind === 'rows end' && copy !== null) {
      copy.end();
      await once(copy, 'finish');
    }
    if (piece.kind === 'end' && header !== null) return { header, rows: piece.rows };
  }
  throw new BackupError('it is cut short: its end is missing');
}

/** Who was erased, or had left, after the backup was made is not brought back by it. Who has another address since is known by the number. */
async function keepGone(client: pg.ClientBase): Promise<{ erased: number; left: number }> {
  const erased = await client.query(`
    delete from subscriber s where not destination
      and not exists (select from known k where k.channel = s.channel and k.address_hash = s.address_hash)
      and not exists (select from known k where k.id = s.id)`);
  const left = await client.query(`
    update subscriber s set state = k.state, changed_at = k.changed_at
    from (
      select distinct on (id) * from (
        select s.id, k.state, k.changed_at
        from subscriber s join known k on k.channel = s.channel and k.address_hash = s.address_hash
        union all select id, state, changed_at from known
      ) both_ways where state <> 'active' order by id
    ) k
    where k.id = s.id and s.state = 'active'`);
  return { erased: erased.rowCount ?? 0, left: left.rowCount ?? 0 };
}

/** What the accounts sent since is not in the backup, but counts against their caps of today. */
async function keepCounts(client: pg.ClientBase): Promise<void> {
  await client.query('delete from channel_status');
  await client.query('insert into channel_status select * from known_status');
}

/** Who was let in, shut out or given another password or role since the backup was made stays so. */
async function keepUsers(client: pg.ClientBase): Promise<void> {
  await client.query(
    `delete from app_user u where exists (select from known_user k where k.id = u.id or lower(k.name) = lower(u.name))`,
  );
  await client.query('insert into app_user overriding system value select * from known_user');
}

async function holdBack(client: pg.ClientBase, takenAt: string): Promise<{ paused: number; proposed: number }> {
  const paused = await client.query(
    `update push set state = 'paused', pause_reason = $1, pause_to_tell = true where state in ('approved', 'sending')`,
    [`the record was restored from a backup of ${takenAt}; who got it since is not known`],
  );
  const proposed = await client.query<{ count: number }>(
    "select count(*)::integer as count from push where state = 'proposed'",
  );
  await client.query('update edition_clock set checked_until = greatest(checked_until, now())');
  await client.query("update edition_tick set state = 'skipped' where state = 'due'");
  // Primed and never read: what it has and the record does not know may have been sent, see `isRestored` in take-in-feed.ts.
  await client.query(`
    update feed set primed_at = coalesce(primed_at, now()), polled_at = null, succeeded_at = null,
      etag = null, last_modified = null, next_poll_at = now()`);
  await client.query('update lane set holder = null, lease_until = null, blocked_until = null');
  // Nobody is signed in by a backup, nor invited.
  await client.query('delete from user_session');
  await client.query('update app_user set invitation_hash = null, invitation_until = null');
  // Orders to the account and what was called in were of that hour; what was done with is kept to know a repetition by.
  await client.query('delete from channel_order');
  await client.query('delete from cloud_event where event is not null');
  await client.query('update record set restored_from = $1', [takenAt]);
  return { paused: paused.rowCount ?? 0, proposed: proposed.rows[0]?.count ?? 0 };
}

/** Numbers given since the backup was made are not given again: jobs and messages may still name them. */
async function moveSequences(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; wide: boolean }>(`
    select c.relname as table, a.attname as column, a.atttypid <> 'smallint'::regtype as wide
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attidentity <> ''`);
  for (const { table, column, wide } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce((select max(${column}) from ${table}), 0) + $3, true)`,
      [table, column, wide ? SKIPPED : 1],
    );
}

/** More than a newsroom gives between two backups. */
const SKIPPED = 100_000;
