import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase } from '../../src/database/database.ts';
import { startEmbedded } from '../../src/database/embedded/index.ts';
import { migrate } from '../../src/database/migrate.ts';
import { putAwayAfterUs } from './put-away.ts';

const quiet = { info: () => {}, warn: console.warn, error: console.error };
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/**
 * One PostgreSQL for the whole run, in a folder of its own, quick because it need not survive the machine. Tests of what
 * survives start their own server.
 */
export async function startSharedDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  await clearLeftovers();
  const dataDir = await mkdtemp(join(tmpdir(), `nashra-suite-${process.pid}-`));
  // The account that runs PostgreSQL for root must be able to enter.
  await chmod(dataDir, 0o755);
  putAwayAfterUs(dataDir);
  const server = await startEmbedded({ dataDir, log: quiet, settings });
  const stop = async () => {
    await server.release();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** A database with our schema on the server at `url`, to be copied: that takes a fifth of what the migrations take. */
export async function makeMigrated(url: string): Promise<string> {
  const name = 'migrated';
  const server = openDatabase(url, { onError: () => {} });
  await sql`create database ${sql.id(name)}`.execute(server.db);
  await server.close();
  const made = openDatabase(Object.assign(new URL(url), { pathname: `/${name}` }).href, { onError: () => {} });
  await migrate(made.db);
  // A copy waits for nobody, and fails when anybody is connected.
  await made.close();
  return name;
}

/** A run that was killed leaves its server and its folders behind; the next one puts them away. */
async function clearLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const [, kind, pid] = /^nashra-(suite|test)-(\d+)-/.exec(name) ?? [];
    if (pid === undefined || isThere(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    if (kind === 'suite') await stopServerOf(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function stopServerOf(dataDir: string): Promise<void> {
  try {
    const server = await startEmbedded({ dataDir, log: quiet, settings });
    await server.release();
  } catch (error) {
    console.warn(`the server of a killed run in ${dataDir} could not be stopped: ${error}`);
  }
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
