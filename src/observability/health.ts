import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Queues } from '../queue/queues.ts';

export interface Check {
  readonly part: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** Whether this instance can do its work now: the database answers and the queue answers, each within `deadlineMs`. */
export async function readiness(db: Db, queues: Queues, deadlineMs: number): Promise<Check[]> {
  return Promise.all([
    check('database', deadlineMs, async () => {
      await sql`select 1`.execute(db);
    }),
    check('queue', deadlineMs, async () => {
      const [first] = queues.all.values();
      await first?.getJobCounts('wait');
    }),
  ]);
}

async function check(part: string, deadlineMs: number, probe: () => Promise<void>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    await Promise.race([probe(), late]);
    return { part, ok: true, detail: 'answers' };
  } catch (error) {
    return { part, ok: false, detail: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
