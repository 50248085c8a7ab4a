import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { databaseName, role } from './cluster.ts';
import { EmbeddedServerError, errorCode, messageOf } from './error.ts';

/** How to reach a running server. */
export interface Address {
  readonly port: number;
  readonly password: string;
}

export function urlOf(address: Address): string {
  return `postgres://${role}:${address.password}@127.0.0.1:${address.port}/${databaseName}`;
}

/** Connects to the maintenance database, which is there from the first moment and which nobody drops. */
export async function connect(address: Address, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: address.port,
    user: role,
    password: address.password,
    database: 'postgres',
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    ssl: false,
  });
  // A connection that breaks later also fails its query; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.end().catch(() => undefined);
    throw error;
  }
}

async function ensureDatabase(address: Address): Promise<void> {
  const client = await connect(address, 'nashra start');
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** How long a server that says it is ready may refuse connections. */
const patienceMs = 30_000;

/**
 * Waits until a server that exists answers. Recovery after a crash takes as long as it takes; only a server that refuses
 * for other reasons is given up on.
 *
 * @param check Called before each try: whether the process is still there.
 */
export async function untilAnswering(
  address: Address,
  check: () => Promise<'starting' | 'ready' | 'gone'>,
  signal?: AbortSignal,
): Promise<'answers' | 'gone'> {
  let readySince: number | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const state = await check();
    if (state === 'gone') return 'gone';
    if (state === 'ready') {
      readySince ??= Date.now();
      try {
        await ensureDatabase(address);
        return 'answers';
      } catch (error) {
        const code = errorCode(error);
        // 57P03: starting up, recovering or shutting down. Its own process says when it is done.
        if (code === '57P03') readySince = undefined;
        else if (code === '28P01' || Date.now() - readySince > patienceMs) throw notAnswering(address, error);
      }
    }
    await delay(25, undefined, { signal });
  }
}

function notAnswering(address: Address, cause: unknown): EmbeddedServerError {
  return new EmbeddedServerError(
    'failed',
    `The database server on port ${address.port} runs but does not let us in (${messageOf(cause)}): stop it with kill -INT and start again, or set DATABASE_URL.`,
    { cause },
  );
}
