import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

const int8 = 20;

/** Reads `bigint` as number: our ids stay far below 2^53. Everything else as pg does. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

export interface DatabaseHandle {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

/**
 * Opens a pool on `url`. A connection that breaks while idle is reported through `onError` and replaced at its next
 * use: losing the database is a state to wait through, never a reason to end the process.
 */
export function openDatabase(
  url: string,
  options: { readonly max?: number; readonly applicationName?: string; readonly onError: (error: Error) => void },
): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'nashra',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types,
  });
  pool.on('error', options.onError);
  // A client that is checked out when the server goes emits `error` as well as failing its query.
  pool.on('connect', (client) => client.on('error', options.onError));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pool, close: () => db.destroy() };
}
