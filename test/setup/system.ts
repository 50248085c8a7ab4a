import type { TestProject } from 'vitest/node';
import { buildProgram } from './build.ts';
import { ensureSystemPackages } from './packages.ts';
import { makeMigrated, startSharedDatabase } from './shared-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's address on the PostgreSQL server that all test files share. */
    adminUrl: string;
    /** The database there that has our schema and nothing else: what a test begins with is a copy of it. */
    migrated: string;
  }
}

/** Once for a whole run: what the suite needs from the system, the built program, one PostgreSQL for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await ensureSystemPackages();
  await buildProgram();
  const database = await startSharedDatabase();
  project.provide('adminUrl', database.url);
  project.provide('migrated', await makeMigrated(database.url));
  return () => database.stop();
}
