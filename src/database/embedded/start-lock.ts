import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { EmbeddedServerError, errorCode } from './error.ts';
import { isAlive, ownIdentity, pidExists } from './process-identity.ts';

/** Kept behind the newest, so that a listing taken while others come and go always shows one that is as new. */
const generationsKept = 8;
const pollMs = 40;
const identitySchema = z.object({ pid: z.int().positive(), started: z.string() });

export interface StartLockOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long to wait for whoever holds it. Without: as long as that process lives. */
  readonly timeoutMs?: number;
  /** Told once, after a second of waiting, with the number of the process that holds it. */
  readonly onWait?: (pid: number) => void;
}

/**
 * Does `work` while no other process (and no other caller in this one) does work under the same folder.
 *
 * The lock of a killed process must not bar the next one, and taking over must not let two in. So a lock is never
 * removed and made again: it is a row of numbered files, and the newest one counts. Its maker holds it until the maker
 * dies or empties it; only then a next number may be made, and `link` lets exactly one process make it. Both, death and
 * emptiness, are for ever, so what a slow process saw cannot have become untrue. Emptying needs no space on the disk.
 *
 * @throws {EmbeddedServerError} `busy` after `timeoutMs`; what the file system answers when the folder is not writable.
 */
export async function withStartLock<T>(folder: string, options: StartLockOptions, work: () => Promise<T>): Promise<T> {
  const held = await acquire(folder, options);
  try {
    return await work();
  } finally {
    await truncate(held, 0);
  }
}

async function acquire(folder: string, options: StartLockOptions): Promise<string> {
  await mkdir(folder).catch((error) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  const claim = join(folder, `claim-${process.pid}-${randomUUID()}`);
  await writeFile(claim, JSON.stringify(ownIdentity()), { flag: 'wx', mode: 0o644 });
  try {
    const since = Date.now();
    let told = false;
    for (;;) {
      options.signal?.throwIfAborted();
      const newest = (await generations(folder)).at(-1) ?? 0;
      const holder = await holderOf(fileOf(folder, newest));
      if (holder === undefined) {
        const taken = await take(folder, claim, newest + 1);
        if (taken !== undefined) return taken;
        continue;
      }
      const waited = Date.now() - since;
      if (options.timeoutMs !== undefined && waited > options.timeoutMs) {
        throw new EmbeddedServerError('busy', `Process ${holder} is starting or stopping the database in ${folder}.`);
      }
      if (waited > 1000 && !told) {
        told = true;
        options.onWait?.(holder);
      }
      await delay(pollMs + Math.random() * pollMs, undefined, { signal: options.signal });
    }
  } finally {
    await rm(claim, { force: true });
  }
}

async function take(folder: string, claim: string, generation: number): Promise<string | undefined> {
  const file = fileOf(folder, generation);
  try {
    await link(claim, file);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
  const all = await generations(folder);
  if ((all.at(-1) ?? 0) > generation) {
    // We had looked so long ago that our number had come, gone and been cleaned away. The newer one counts.
    await rm(file, { force: true });
    return undefined;
  }
  for (const old of all.filter((other) => other <= generation - generationsKept)) {
    await rm(fileOf(folder, old), { force: true });
  }
  await removeAbandonedClaims(folder);
  return file;
}

/** Those of processes that were killed while they waited, or while they wrote it: then its name says whose it is. */
async function removeAbandonedClaims(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((other) => other.startsWith('claim-'))) {
    const path = join(folder, name);
    const claimant = identitySchema.safeParse(parseJson(await readFile(path, 'utf8').catch(() => '')));
    const there = claimant.success ? isAlive(claimant.data) : pidExists(Number(name.split('-')[1]));
    if (!there) await rm(path, { force: true });
  }
}

/** The number of the living process that holds this generation, if any. */
async function holderOf(file: string): Promise<number | undefined> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  if (content === '') return undefined;
  const holder = identitySchema.safeParse(parseJson(content));
  return holder.success && isAlive(holder.data) ? holder.data.pid : undefined;
}

/** Undefined for what is not JSON: only a machine that lost power leaves that, and no holder outlives it. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function generations(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

function fileOf(folder: string, generation: number): string {
  return join(folder, String(generation).padStart(8, '0'));
}
