import { randomBytes, randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nameOf } from './account.ts';
import type { Binaries } from './binaries.ts';
import { EmbeddedServerError, errorCode, explainFileError, noSpace } from './error.ts';
import { exists, giveTo, syncFolder, writeWhole } from './files.ts';
import type { Place } from './place.ts';
import { run } from './run.ts';

/** The role we connect as, and the database of the program. */
export const role = 'nashra';
export const databaseName = 'nashra';

/**
 * Makes the database's folder when there is none. Everything is made beside its place and renamed: a start that is
 * killed at any moment leaves a draft, which the next start removes, or the whole.
 *
 * @throws {EmbeddedServerError} `no-space`, `not-writable`, `other-version`, `failed`.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  signal?: AbortSignal,
): Promise<'made' | 'was-there'> {
  await removeDrafts(place);
  if (await exists(place.home)) {
    await checkVersion(place, binaries);
    // A copy or a backup that lost the modes; PostgreSQL refuses a folder that others may read.
    await chmod(place.cluster, 0o700);
    return 'was-there';
  }
  const draft = `${place.home}.new-${randomUUID()}`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await giveTo(place.account, draft);
    const password = join(draft, 'password');
    await writeWhole(password, randomBytes(24).toString('base64url'), { mode: 0o600, owner: place.account });
    await initialise(place, binaries, draft, signal);
    await syncFolder(draft);
    await rename(draft, place.home);
    await syncFolder(place.base);
  } catch (error) {
    throw explainFileError(error, place.base);
  } finally {
    await removeDraft(draft);
  }
  return 'made';
}

/** An initdb that outlived its start may still write there until it misses its files; what then is left goes next time. */
async function removeDraft(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 6, retryDelay: 100 }).catch(() => undefined);
}

async function initialise(place: Place, binaries: Binaries, draft: string, signal?: AbortSignal): Promise<void> {
  const result = await run(
    place.account,
    join(binaries.binDir, 'initdb'),
    [
      ...['-D', join(draft, 'cluster'), '-U', role, '--pwfile', join(draft, 'password'), '-A', 'scram-sha-256'],
      // The built-in provider sorts by code point and knows the letters of all scripts, the same on every machine:
      // no index breaks when the system's C library changes its sort order.
      ...['-E', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
      ...['--text-search-config', 'simple', '--no-instructions'],
    ],
    { signal },
  );
  if (result.exitCode === 0) return;
  const said = `${result.stdout}\n${result.stderr}`;
  if (/No space left on device|Disk quota exceeded/.test(said)) throw noSpace(place.base);
  const reason = result.startError?.message ?? lastLine(result.stderr);
  throw new EmbeddedServerError(
    'failed',
    `PostgreSQL could not make a database in ${place.base} as ${nameOf(place.account)} (${reason}): mend that, or set DATABASE_URL.`,
  );
}

/** What initdb or the server said last that tells a cause. */
export function lastLine(text: string): string {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.filter((line) => /\b(error|fatal|panic):/i.test(line));
  return telling.at(-1) ?? lines.at(-1) ?? 'it did not say why';
}

async function checkVersion(place: Place, binaries: Binaries): Promise<void> {
  const path = join(place.cluster, 'PG_VERSION');
  let version: string;
  try {
    version = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw explainFileError(error, place.home);
    throw new EmbeddedServerError(
      'failed',
      `${place.home} holds no PostgreSQL database (${path} is missing): restore it from a backup, or move the folder away to begin with an empty one.`,
    );
  }
  if (version !== String(binaries.major)) {
    throw new EmbeddedServerError(
      'other-version',
      `The database in ${place.home} was made by PostgreSQL ${version} and this program brings ${binaries.major}: back it up with the program that made it, move the folder away and restore the backup here.`,
    );
  }
}

/** Only under the start lock, so no draft is anybody's work in progress but that of a killed start. */
async function removeDrafts(place: Place): Promise<void> {
  for (const name of await readdir(place.base)) {
    if (!name.startsWith('postgresql.new-')) continue;
    await removeDraft(join(place.base, name));
  }
}

/** @throws {EmbeddedServerError} when the file is gone. */
export async function readPassword(place: Place): Promise<string> {
  const path = join(place.home, 'password');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw explainFileError(error, path);
    throw new EmbeddedServerError(
      'failed',
      `The password of the database, ${path}, is missing: restore it from a backup.`,
    );
  }
}
