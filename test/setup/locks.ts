import { sql } from 'kysely';
import type { Db } from '../../src/database/database.ts';
import { waitFor } from './wait.ts';

/** Resolves when a session of the database waits for a lock of another, or so many do. */
export async function somebodyWaits(db: Db, sessions = 1): Promise<void> {
  await waitFor(
    async () => {
      const { rows } = await sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
      return rows.length >= sessions;
    },
    { message: 'nobody waits for the lock' },
  );
}
