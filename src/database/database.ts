import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

const int8 = 20;
/** One for marks, one for results: neither waits for the other. As many again for pushes in several messages, see `PartMarks`. */
const preparedConnections = { opened: 2, most: 4 };

/** Reads `bigint` as number: our ids stay far below 2^53. Everything else as pg does. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
} as pg.CustomTypesConfig;

export interface DatabaseHandle {
  readonly db: Db;
  /** For the statements of every message, see `preparing`; a few connections of its own, open while there is work. */
  readonly prepared: Db;
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
  const open = (max: number) => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      application_name: options.applicationName ?? 'nashra',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      types,
    });
    pool.on('error', options.onError);
    // A client that is checked out when the server goes emits `error` as well as failing its query.
    pool.on('connect', (client) => client.on('error', options.onError));
    return pool;
  };
  const pool = open(options.max ?? 10);
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  const prepared = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: preparing(open(preparedConnections.most)) }),
  });
  return {
    db,
    prepared,
    pool,
    close: async () => {
      await Promise.all([db.destroy(), prepared.destroy()]);
    },
  };
}

/** Opens the connections of `prepared`: who needs the first of them soon would wait for its planning, too. */
export async function warmUp(prepared: Db): Promise<void> {
  await Promise.all(Array.from({ length: preparedConnections.opened }, () => sql`select 1`.execute(prepared)));
}

/** Only for statements that look rows up by their keys, and name their tables in the order in which to look. */
const planning = `
  set plan_cache_mode = force_generic_plan; set from_collapse_limit = 1; set join_collapse_limit = 1;
  set enable_hashjoin = off; set enable_mergejoin = off`;
/** The tables may grow from nothing to a million rows while a plan is kept. Milliseconds. */
const planLasts = 1_000;

/**
 * Connections on which a statement is planned once in a second at most: planning one that looks up fifty rows costs more
 * than looking them up.
 */
function preparing(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `nashra_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
  const plannedAt = new WeakMap<pg.PoolClient, number>();
  const prepare = async (client: pg.PoolClient): Promise<void> => {
    const last = plannedAt.get(client);
    if (last !== undefined && performance.now() - last < planLasts) return;
    await client.query(last === undefined ? planning : 'discard plans');
    plannedAt.set(client, performance.now());
  };
  return {
    connect: async () => {
      const client = await pool.connect();
      try {
        await prepare(client);
      } catch (error) {
        client.release(error as Error);
        throw error;
      }
      const prepared = {
        query: (text: string, values: unknown[]) => client.query({ name: nameOf(text), text, values }),
        release: () => client.release(),
      };
      return prepared as unknown as PostgresPoolClient;
    },
    end: () => pool.end(),
  };
}
