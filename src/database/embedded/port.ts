import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { EmbeddedServerError, errorCode } from './error.ts';
import { writeWhole } from './files.ts';
import type { Place } from './place.ts';

/** Below the range from which systems give ports to outgoing connections, one of which could hold ours at a restart. */
const lowest = 20_000;
const count = 10_000;

/** The port the database had last when that is free, else another, from a number that depends on the folder. */
export async function choosePort(place: Place): Promise<number> {
  const saved = await savedPort(place);
  if (saved !== undefined && (await isFree(saved))) return saved;
  const start = createHash('sha256').update(place.cluster).digest().readUInt16BE() % count;
  for (let n = 0; n < count; n += 1) {
    const port = lowest + ((start + n) % count);
    if (port !== saved && (await isFree(port))) return port;
  }
  throw new EmbeddedServerError('failed', `No port from ${lowest} to ${lowest + count - 1} is free on 127.0.0.1.`);
}

export async function savePort(place: Place, port: number): Promise<void> {
  if ((await savedPort(place)) === port) return;
  await writeWhole(join(place.home, 'port'), `${port}\n`, { mode: 0o600, owner: place.account });
}

async function savedPort(place: Place): Promise<number | undefined> {
  try {
    const port = Number(await readFile(join(place.home, 'port'), 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
