import { readlinkSync } from 'node:fs';
import { readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedServerError, errorCode } from './error.ts';
import { writeWhole } from './files.ts';
import type { EmbeddedServerLog } from './log.ts';
import type { Place } from './place.ts';

/** How often a user of a running server says that it is there. */
export const beatMs = 3_000;
const watchMs = 3 * beatMs;

/**
 * Where numbers of processes mean the same as here. Two containers, or two machines, that share a folder cannot see each
 * other's processes, and neither can PostgreSQL: two servers on one database would destroy it. They do see this file.
 */
function surroundings(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

const fileIn = (place: Place) => join(place.home, 'heartbeat');

/** Says that a server runs here for us. */
export async function beat(place: Place): Promise<void> {
  try {
    const now = new Date();
    await utimes(fileIn(place), now, now);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    await claim(place);
  }
}

/** To be called before a server is started, so that the file names the surroundings it runs in. */
export async function claim(place: Place): Promise<void> {
  await writeWhole(fileIn(place), surroundings(), { mode: 0o600, owner: place.account });
}

/** After a server was stopped in order nobody needs to be waited for. */
export async function silence(place: Place): Promise<void> {
  await rm(fileIn(place), { force: true });
}

/**
 * Makes sure that no other container or machine runs a server on this database. Only when the last one was elsewhere and
 * did not end in order does this take time: 9 s, in which a living one would be heard. Clocks need not agree.
 *
 * @throws {EmbeddedServerError} `busy` when one is heard.
 */
export async function ensureNobodyElsewhere(place: Place, log: EmbeddedServerLog, signal?: AbortSignal): Promise<void> {
  const before = await listen(place);
  if (before === undefined || before.surroundings === surroundings()) return;
  log.info(`the database was last used elsewhere (${before.surroundings}); making sure that it is not any more`);
  const until = Date.now() + watchMs;
  while (Date.now() < until) {
    await delay(200, undefined, { signal });
    const now = await listen(place);
    if (now === undefined) return;
    if (now.at === before.at) continue;
    throw new EmbeddedServerError(
      'busy',
      `The database in ${place.home} is in use in another container or on another machine (${now.surroundings}): stop that one, or set DATABASE_URL in both to a server they can share.`,
    );
  }
}

async function listen(place: Place): Promise<{ surroundings: string; at: number } | undefined> {
  try {
    const [said, { mtimeMs }] = await Promise.all([readFile(fileIn(place), 'utf8'), stat(fileIn(place))]);
    return { surroundings: said, at: mtimeMs };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
