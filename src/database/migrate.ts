import { Migrator, sql } from 'kysely';
import type { Db } from './database.ts';
import { migrations } from './migrations/index.ts';
import { isDeadlock } from './transaction.ts';

export interface MigrationReport {
  readonly applied: readonly string[];
  readonly latest: string;
}

/** Brings the schema forward, under kysely's lock, so several instances may start at once. */
export async function migrate(db: Db): Promise<MigrationReport> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  });
  let { error, results } = await migrator.migrateToLatest();
  // A running instance and this one waited for each other: nothing of it was done, so it is done again.
  for (let tries = 1; isDeadlock(error) && tries < 5; tries += 1)
    ({ error, results } = await migrator.migrateToLatest());
  if (error) {
    const failed = results?.find((result) => result.status === 'Error');
    throw new Error(`migration ${failed?.migrationName ?? ''} failed: ${describe(error)}`, { cause: error });
  }
  const names = Object.keys(migrations);
  return { applied: (results ?? []).map((result) => result.migrationName), latest: names.at(-1) ?? '' };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Names of the migrations that this database has not had yet. Changes nothing. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const { rows } = await sql<{ present: boolean }>`
    select to_regclass('schema_migration') is not null as present`.execute(db);
  const names = Object.keys(migrations);
  if (!rows[0]?.present) return names;
  const done = await sql<{ name: string }>`select name from schema_migration`.execute(db);
  return names.filter((name) => !done.rows.some((row) => row.name === name));
}
