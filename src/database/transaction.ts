import type { Transaction } from 'kysely';
import pg from 'pg';
import type { Db } from './database.ts';
import type { Database } from './schema.ts';

export type Trx = Transaction<Database>;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: `deadlock_detected`. */
const deadlock = '40P01';

/** Whether PostgreSQL ended a transaction because it and another waited for each other: nothing of it was done. */
export const isDeadlock = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === deadlock;

const mostTries = 5;

/**
 * Runs `work` in one transaction: all of it happens or nothing. When it and another wait for each other, PostgreSQL ends
 * one of them after a second; `work` is then run again, so it does nothing that is not undone with its transaction.
 */
export async function inTransaction<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (!isDeadlock(error) || tries === mostTries) throw error;
    }
  }
}
