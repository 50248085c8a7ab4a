import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';

const retryMs = 1_000;

/**
 * Runs `work` in at most one process of all that share the database: the one whose session holds an advisory lock.
 * When the session breaks, `work` is told through its signal and another process may take over at once; this one tries
 * again. Returns when `signal` is aborted and `work` has ended.
 */
export async function whileLeader(
  url: string,
  role: string,
  log: Logger,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, application_name: `nashra-${role}`, keepAlive: true });
    const lost = new AbortController();
    client.on('error', () => lost.abort(new Error('the database session broke')));
    client.on('end', () => lost.abort(new Error('the database session ended')));
    try {
      await client.connect();
      if (await tryLock(client, role)) {
        log.info({ role }, 'this instance leads');
        await work(AbortSignal.any([signal, lost.signal]));
      }
    } catch (error) {
      log.warn({ role, error: error instanceof Error ? error.message : String(error) }, 'leadership interrupted');
    } finally {
      // Ending the session frees the lock, also when it was the database that went.
      await client.end().catch(() => {});
    }
    await delay(retryMs, undefined, { signal }).catch(() => {});
  }
}

async function tryLock(client: pg.Client, role: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock(hashtext($1)) as held', [
    `nashra.${role}`,
  ]);
  return rows[0]?.held ?? false;
}
