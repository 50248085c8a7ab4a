import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

/** A result must not be lost because the database is away for a moment: it is kept and tried until it is written. */
export async function keepTrying(log: Logger, write: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await write();
      return;
    } catch (error) {
      if (tries === 0) log.error({ error: (error as Error).message }, 'a result waits for the database');
      // After some minutes the process gives up; the rows then say `sending`, and recovery calls them uncertain.
      if (tries > 600) throw error;
      await delay(Math.min(100 * 2 ** tries, 1_000));
    }
  }
}
