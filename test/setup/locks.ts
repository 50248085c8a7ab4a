import { sql } from 'kysely';
import type { Db } from '../../src/database/database.ts';
import { waitFor } from './wait.ts';

/** Resolves when a session of the database waits for a lock of another. */
export async function somebodyWaits(db: Db): Promise<void> {
  await waitFor(
    async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return rows.length > 0;
    },
    { message: 'nobody waits for the lock' },
  );
}
