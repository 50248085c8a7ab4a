import { setTimeout as delay } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { readPassword } from './cluster.ts';
import { type Address, untilAnswering } from './connection.ts';
import { EmbeddedServerError, errorCode } from './error.ts';
import { beat, beatMs, claim, ensureNobodyElsewhere } from './heartbeat.ts';
import { type LaunchFailure, launch } from './launch.ts';
import type { EmbeddedServerLog } from './log.ts';
import type { Place } from './place.ts';
import { choosePort, savePort } from './port.ts';
import { findOrphans, findPostmaster, forgetStalePid } from './postmaster.ts';

export interface Running extends Address {
  readonly pid: number;
  /** Whether it was there before us. */
  readonly adopted: boolean;
}

export interface RunOptions {
  readonly log: EmbeddedServerLog;
  readonly signal?: AbortSignal | undefined;
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** The port the program's connections point at, which a restart must have again. Without: any. */
  readonly port?: number;
}

/** Polite signals first. Nothing is lost by the last one: the next server replays its log as after any crash. */
const orphanSignals = [
  { afterMs: 2_000, signal: 'SIGTERM' },
  { afterMs: 5_000, signal: 'SIGQUIT' },
  { afterMs: 8_000, signal: 'SIGKILL' },
] as const;
const orphanPatienceMs = 60_000;
const attempts = 20;

/**
 * Adopts the server that runs this database, or starts one, and returns when it answers. Waits for one that is starting,
 * recovering or stopping, and for processes that outlived their killed server. Call it only under the start lock.
 *
 * @throws {EmbeddedServerError} `failed`, `no-space`, `busy` (the port that must be had again is taken).
 */
export async function ensureRunning(place: Place, binaries: Binaries, options: RunOptions): Promise<Running> {
  const password = await readPassword(place);
  const since = Date.now();
  for (let attempt = 1; ; attempt += 1) {
    const adopted = await adopt(place, password, options);
    if (adopted !== undefined) return adopted;
    const launched = await start(place, binaries, password, options);
    if ('running' in launched) return launched.running;
    const failure = launched.failure;
    if (failure.kind === 'error') throw failure.error;
    if (failure.kind === 'predecessor-remains') {
      await hastenOrphans(place, Date.now() - since);
      if (Date.now() - since < orphanPatienceMs) attempt = 0;
    }
    if (failure.kind === 'port-taken' && options.port !== undefined) {
      throw new EmbeddedServerError('busy', `Port ${options.port} of the database was taken by another program.`);
    }
    if (attempt >= attempts) {
      throw new EmbeddedServerError('failed', `PostgreSQL did not start on ${place.cluster} (${failure.kind}).`);
    }
    await delay(100, undefined, { signal: options.signal });
  }
}

async function adopt(place: Place, password: string, options: RunOptions): Promise<Running | undefined> {
  const found = await findPostmaster(place);
  // Without a port it is still writing itself down; the next look finds it.
  if (found === undefined || found.port === 0) return undefined;
  const address = { port: found.port, password };
  const check = async () => stateOf(place, found.pid);
  const outcome = await tellingOfWait(options.log, () => untilAnswering(address, check, options.signal));
  return outcome === 'gone' ? undefined : { ...address, pid: found.pid, adopted: true };
}

type Started = { running: Running } | { failure: LaunchFailure };

async function start(place: Place, binaries: Binaries, password: string, options: RunOptions): Promise<Started> {
  await ensureNobodyElsewhere(place, options.log, options.signal);
  await claim(place);
  await forgetStalePid(place);
  const port = options.port ?? (await choosePort(place));
  await savePort(place, port);
  const launched = await launch(place, binaries, port, options.settings ?? {});
  const address = { port, password };
  const check = async () => (launched.ended() ? 'gone' : stateOf(place, launched.pid, 'starting'));
  // A recovery may take longer than others listen for us.
  const heart = setInterval(() => void beat(place).catch(() => undefined), beatMs);
  try {
    const outcome = await tellingOfWait(options.log, () => untilAnswering(address, check, options.signal));
    if (outcome === 'answers') return { running: { ...address, pid: launched.pid, adopted: false } };
    return { failure: await launched.reason() };
  } catch (error) {
    // Told to give up, or it cannot be used: what we started must not stay behind.
    await launched.stop();
    throw error;
  } finally {
    clearInterval(heart);
  }
}

/** @param absent What it means that the process has not, or no longer, written itself down. */
async function stateOf(
  place: Place,
  pid: number,
  absent: 'starting' | 'gone' = 'gone',
): Promise<'starting' | 'ready' | 'gone'> {
  const found = await findPostmaster(place);
  if (found === undefined || found.pid !== pid) return absent;
  return found.status === 'ready' ? 'ready' : 'starting';
}

async function hastenOrphans(place: Place, waitedMs: number): Promise<void> {
  const signal = orphanSignals.findLast((step) => waitedMs >= step.afterMs)?.signal;
  if (signal === undefined) return;
  for (const pid of await findOrphans(place)) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error;
    }
  }
}

/** Recovery after a crash may take minutes; a person who waits should know for what. */
async function tellingOfWait<T>(log: EmbeddedServerLog, wait: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => log.info('waiting for the database to start or to recover'), 5_000);
  timer.unref();
  try {
    return await wait();
  } finally {
    clearInterval(timer);
  }
}
