import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import type { Trx } from './transaction.ts';

const retryMs = 1_000;

/** What sessions announce: that there may be something to send (triggers do, of each approved push), or an account's pace. */
export type NoticeChannel = 'push_approved' | 'lane_pace';

/** Wakes all who send, as soon as the transaction is committed: what waited may be sent now. */
export async function announceWork(trx: Trx): Promise<void> {
  await sql`select pg_notify(${'push_approved' satisfies NoticeChannel}, '')`.execute(trx);
}

/**
 * Hears what other sessions announce on a channel (`NOTIFY`) until `signal` is aborted. An announcement only says that
 * there may be something to do: what is lost while the session is broken is found by whoever looks regularly.
 */
export async function hearNotices(
  url: string,
  channel: NoticeChannel,
  log: Logger,
  signal: AbortSignal,
  /** With what was announced; null when there may have been announcements that nobody heard. */
  onNotice: (payload: string | null) => void,
): Promise<void> {
  let told = false;
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url, application_name: 'nashra-notices', keepAlive: true });
    const lost = new AbortController();
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    client.on('notification', ({ payload }) => onNotice(payload ?? ''));
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      told = false;
      // What was announced before this moment.
      onNotice(null);
      await untilAborted(AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      if (!told) log.warn({ error: error instanceof Error ? error.message : String(error) }, 'announcements not heard');
      told = true;
    } finally {
      await client.end().catch(() => {});
    }
    await delay(retryMs, undefined, { signal }).catch(() => {});
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
