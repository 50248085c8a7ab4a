import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Environment } from '../config/environment.ts';
import { type DatabaseHandle, type Db, openDatabase } from '../database/database.ts';
import { type EmbeddedServer, startEmbedded } from '../database/embedded/index.ts';
import { migrate, pendingMigrations } from '../database/migrate.ts';
import type { Logger } from '../observability/log.ts';
import { StartError } from './start-error.ts';

export interface OpenRecord {
  readonly db: Db;
  /** See `DatabaseHandle`. */
  readonly prepared: Db;
  readonly url: string;
  /** Where the record is, without secrets, for the start line. */
  readonly where: string;
  /** Migrations that this opening ran. */
  readonly applied: readonly string[];
  close(): Promise<void>;
}

/** How long a start waits for a database that does not answer yet (it may be starting beside us). */
const patienceMs = 30_000;

/** Opens the database of this installation, the embedded one when no other is set, and brings its schema up to date. */
export async function openRecord(
  environment: Environment,
  log: Logger,
  options: {
    readonly supervise: 'restart' | 'leave';
    readonly maxConnections?: number;
    readonly applicationName?: string;
    readonly signal?: AbortSignal;
  },
): Promise<OpenRecord> {
  let embedded: EmbeddedServer | null = null;
  if (environment.databaseUrl === null) {
    embedded = await startEmbedded({
      dataDir: environment.dataDir,
      log: {
        info: (message) => log.info(message),
        warn: (message) => log.warn(message),
        error: (message) => log.error(message),
      },
      supervise: options.supervise,
      ...(options.signal ? { signal: options.signal } : {}),
    });
  }
  const url = environment.databaseUrl ?? embedded?.url ?? '';
  const handle = openDatabase(url, {
    max: options.maxConnections ?? 20,
    ...(options.applicationName === undefined ? {} : { applicationName: options.applicationName }),
    onError: (error) => log.warn({ error: error.message }, 'a database connection broke'),
  });
  let applied: readonly string[];
  try {
    await waitForAnswer(handle, log, options.signal);
    const pending = await pendingMigrations(handle.db);
    if (pending.length > 0)
      log.info(
        { pending },
        'bringing the schema up to date: of a large record this takes minutes, in which other instances wait',
      );
    applied = (await migrate(handle.db)).applied;
    if (applied.length > 0) log.info({ applied }, 'schema brought up to date');
  } catch (error) {
    await handle.close();
    await embedded?.release();
    throw error;
  }
  return {
    db: handle.db,
    prepared: handle.prepared,
    url,
    where: embedded ? `embedded PostgreSQL in ${embedded.dataDir}` : `PostgreSQL at ${hostOf(url)}`,
    applied,
    async close() {
      await handle.close();
      await embedded?.release();
    },
  };
}

async function waitForAnswer(handle: DatabaseHandle, log: Logger, signal?: AbortSignal): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      await sql`select 1`.execute(handle.db);
      return;
    } catch (error) {
      signal?.throwIfAborted();
      const code = (error as { code?: string }).code ?? '';
      const mayCome = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', '57P03', '08006'].includes(code);
      if (!mayCome || Date.now() > deadline) {
        const reason = error instanceof Error ? error.message || code : String(error);
        throw new StartError(`the database does not answer: ${reason}; check DATABASE_URL or run: nashra doctor`, {
          cause: error,
        });
      }
      if (tries === 0) log.warn('waiting for the database');
      await delay(500, undefined, signal ? { signal } : {});
    }
  }
}

function hostOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
