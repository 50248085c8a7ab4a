import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from './start-error.ts';

/** For so long the database may still hold the session of a program that was killed, milliseconds. */
const patienceMs = 5_000;
const retryMs = 200;

/**
 * Makes sure that no other sandbox runs on this record: each has phones of its own, and a message that one of them sends
 * would never be seen on the other's. Gives how to let go.
 *
 * @throws {StartError} when another one runs.
 */
export async function beOnlySandbox(url: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: url, application_name: 'nashra-sandbox', keepAlive: true });
  // Lost with the database; the sandbox itself goes on, and a second one is then not noticed.
  client.on('error', () => undefined);
  await client.connect();
  const close = () => client.end().catch(() => undefined);
  const until = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>(
      `select pg_try_advisory_lock(hashtext('nashra.sandbox')) as held`,
    );
    if (rows[0]?.held) return close;
    if (Date.now() > until) break;
    await delay(retryMs);
  }
  await close();
  throw new StartError(
    'a sandbox runs on this database already, and its phones get the messages: stop it, or set NASHRA_DATA_DIR to another folder',
  );
}
