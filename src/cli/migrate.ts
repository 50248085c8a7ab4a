import { loadEnvironment } from '../config/environment.ts';
import { createLog } from '../observability/log.ts';
import { openRecord } from '../serve/open-record.ts';
import { type Json, print } from './output.ts';

export async function migrate(options: Json): Promise<void> {
  const { where, applied, close } = await openRecord(loadEnvironment(), createLog('warn'), { supervise: 'leave' });
  await close();
  print({ where, applied }, options, () =>
    applied.length === 0 ? `up to date (${where})` : `applied ${applied.join(', ')} (${where})`,
  );
}
