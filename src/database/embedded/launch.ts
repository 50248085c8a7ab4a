import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { lastLine } from './cluster.ts';
import { EmbeddedServerError, noSpace } from './error.ts';
import { giveTo } from './files.ts';
import type { Place } from './place.ts';
import { findPostmaster } from './postmaster.ts';
import { runSettings } from './run.ts';

const logLimitBytes = 5_000_000;
const stopPatienceMs = 5_000;

/**
 * What this program wants of its server. Passed on the command line, so that an update of the program changes them for
 * an existing database too. Nothing here weakens the promise that what was committed is on the disk.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  max_wal_size: '512MB',
  // Compiling pays for analytic queries that run for seconds; ours end in milliseconds.
  jit: 'off',
  timezone: 'UTC',
  lc_messages: 'C',
  cluster_name: 'nashra',
  // Statements and rows hold people's data. The program itself reports the errors of its statements.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** A server process that was started and may not be ready yet. */
export interface Launch {
  readonly pid: number;
  readonly ended: () => boolean;
  /** Why it ended, from its log. */
  readonly reason: () => Promise<LaunchFailure>;
  /** Ends it, however far it has come. */
  readonly stop: () => Promise<void>;
}

export type LaunchFailure =
  | { readonly kind: 'runs-already' }
  | { readonly kind: 'predecessor-remains' }
  | { readonly kind: 'port-taken' }
  | { readonly kind: 'error'; readonly error: EmbeddedServerError };

/**
 * Starts the server in a session of its own with its output in a file: neither Ctrl+C in our terminal nor our death
 * reaches it. So the database outlives the program until that has let go of it.
 *
 * @param extra Settings on top of ours.
 */
export async function launch(
  place: Place,
  binaries: Binaries,
  port: number,
  extra: Readonly<Record<string, string>>,
): Promise<Launch> {
  const logPath = join(place.home, 'server.log');
  await rotate(logPath);
  const log = await open(logPath, 'a', 0o600);
  try {
    await giveTo(place.account, logPath);
    const from = (await log.stat()).size;
    const options = Object.entries({ ...settings, port: String(port), ...extra });
    const child = spawn(
      join(binaries.binDir, 'postgres'),
      ['-D', place.cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...runSettings(place.account), detached: true, stdio: ['ignore', log.fd, log.fd] },
    );
    return await launched(child, place, logPath, from);
  } finally {
    await log.close();
  }
}

async function launched(child: ChildProcess, place: Place, logPath: string, from: number): Promise<Launch> {
  let ended = false;
  const pid = await new Promise<number>((resolve, reject) => {
    child.on('error', (error) =>
      reject(new EmbeddedServerError('failed', `PostgreSQL could not be started: ${error.message}.`, { cause: error })),
    );
    child.on('exit', () => {
      ended = true;
    });
    child.on('spawn', () => resolve(child.pid ?? 0));
  });
  child.unref();
  const reason = async () => explain(place, (await readFile(logPath, 'utf8')).slice(from), logPath);
  const stop = async () => {
    const deadline = Date.now() + stopPatienceMs;
    if (!ended) process.kill(pid, 'SIGINT');
    while (!ended && Date.now() < deadline) await delay(20);
  };
  return { pid, ended: () => ended, reason, stop };
}

function explain(place: Place, said: string, logPath: string): LaunchFailure {
  if (/lock file "postmaster\.pid" already exists|lock file .* is empty/.test(said)) return { kind: 'runs-already' };
  if (/shared memory block .* is still in use/.test(said)) return { kind: 'predecessor-remains' };
  if (/could not create any TCP\/IP sockets|Address already in use/.test(said)) return { kind: 'port-taken' };
  if (/No space left on device|Disk quota exceeded/.test(said)) return { kind: 'error', error: noSpace(place.home) };
  return {
    kind: 'error',
    error: new EmbeddedServerError(
      'failed',
      `PostgreSQL did not start on ${place.cluster} (${lastLine(said)}): see ${logPath}, mend that, or set DATABASE_URL.`,
    ),
  };
}

async function rotate(path: string): Promise<void> {
  const size = await stat(path).then(
    (file) => file.size,
    () => 0,
  );
  if (size > logLimitBytes) await rename(path, `${path}.1`);
}

/** Asks the server to write everything down and end ("fast": open connections are closed). */
export async function stopServer(place: Place): Promise<'stopped' | 'still-stopping'> {
  const before = await findPostmaster(place);
  if (before === undefined) return 'stopped';
  process.kill(before.pid, 'SIGINT');
  const deadline = Date.now() + stopPatienceMs;
  while (Date.now() < deadline) {
    const now = await findPostmaster(place);
    if (now === undefined || now.pid !== before.pid) return 'stopped';
    await delay(20);
  }
  return 'still-stopping';
}
