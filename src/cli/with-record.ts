import { loadEnvironment } from '../config/environment.ts';
import type { Db } from '../database/database.ts';
import { createLog } from '../observability/log.ts';
import { openRecord } from '../serve/open-record.ts';

/** Opens the installation's database for one command and closes it afterwards, whatever happens. */
export async function withRecord<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const record = await openRecord(loadEnvironment(), createLog('warn'), { supervise: 'leave', maxConnections: 3 });
  try {
    return await work(record.db);
  } finally {
    await record.close();
  }
}
