import type { Migration } from 'kysely';
import * as foundation from './0001-foundation.ts';

/** All migrations in order. They only go forward; a file that has been released never changes. */
export const migrations: Record<string, Migration> = {
  '0001-foundation': foundation,
};
