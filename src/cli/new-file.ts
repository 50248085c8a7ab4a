import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';
import { CommandFailure } from './failure.ts';

/**
 * A new file that only its owner may read. It is written aside and given its name when it is whole and on the disk, so that half of one is never
 * taken for all of it. `write` leaves its stream open or ends it.
 *
 * @throws {CommandFailure} when the file is there already or cannot be written
 */
export async function writeNewFile<T>(file: string, write: (out: Writable) => Promise<T>): Promise<T> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) throw new CommandFailure(`${file} is there already: name a new file, or remove it`);
  const draft = `${file}.part`;
  await rm(draft, { force: true });
  const out = createWriteStream(draft, { mode: 0o600, flags: 'wx', flush: true });
  const closed = once(out, 'close');
  closed.catch(() => {});
  try {
    await once(out, 'open');
    const result = await write(out);
    out.end();
    await closed;
    await rename(draft, file);
    await keepName(dirname(file));
    return result;
  } catch (error) {
    out.destroy();
    await rm(draft, { force: true });
    throw error instanceof Error && 'syscall' in error && 'path' in error
      ? new CommandFailure(`${file} cannot be written: ${error.message}`)
      : error;
  }
}

/** A name is on the disk only once its folder is. */
async function keepName(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
