import { afterAll, beforeAll, inject } from 'vitest';
import { type DatabaseHandle, type Db, openDatabase } from '../../src/database/database.ts';
import { createTestDatabase } from './database.ts';

/** A migrated database for the tests of one file; call it at the top of the file. */
export function useDatabase(): { readonly db: Db; readonly prepared: Db; readonly url: string } {
  let handle: DatabaseHandle | undefined;
  let address = '';
  beforeAll(async () => {
    const database = await createTestDatabase({ template: inject('migrated') });
    address = database.url;
    handle = openDatabase(database.url, { onError: () => {} });
  });
  afterAll(() => handle?.close());
  const opened = () => {
    if (!handle) throw new Error('the database is there only inside tests and hooks');
    return handle;
  };
  return {
    get db() {
      return opened().db;
    },
    get prepared() {
      return opened().prepared;
    },
    get url() {
      return address;
    },
  };
}
