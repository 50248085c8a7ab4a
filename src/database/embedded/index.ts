import { join as joinPath } from 'node:path';
import { type Binaries, folderForCopies, prepareBinaries } from './binaries.ts';
import { ensureCluster } from './cluster.ts';
import { urlOf } from './connection.ts';
import { ensureRunning, type Running } from './ensure-running.ts';
import { EmbeddedServerError, explainFileError, messageOf } from './error.ts';
import { exists } from './files.ts';
import { beat, beatMs, silence } from './heartbeat.ts';
import { stopServer } from './launch.ts';
import type { EmbeddedServerLog } from './log.ts';
import { join, type Membership } from './membership.ts';
import { findPlace, openDataFolder, type Place } from './place.ts';
import { findPostmaster } from './postmaster.ts';
import { withStartLock } from './start-lock.ts';
import { superviseMembership } from './supervise.ts';

export { EmbeddedServerError, type EmbeddedServerProblem } from './error.ts';
export type { EmbeddedServerLog } from './log.ts';

/** A PostgreSQL server of our own that runs, and that this process is counted as a user of. */
export interface EmbeddedServer {
  /** Holds the password: not for logs. */
  readonly url: string;
  /** Where PostgreSQL's data is, for the start line. Not always below the data folder: see `findPlace`. */
  readonly dataDir: string;
  /** Where its programs are, for the start line. */
  readonly binDir: string;
  /** Whether it ran already: left by a killed program, or used by another one now. */
  readonly adopted: boolean;
  /** Changes when the server had to be started again. */
  readonly pid: number;
  /**
   * Lets go of the server and, when nobody else uses it, stops it. To be called after the program's own connections are
   * closed. Takes a fraction of a second, at most 12 s; never throws. A second call waits for the first.
   */
  release(): Promise<void>;
}

export interface StartOptions {
  /** The program's data folder; made when missing. */
  readonly dataDir: string;
  readonly log: EmbeddedServerLog;
  /** Gives up the start. */
  readonly signal?: AbortSignal;
  /** What to do when the server dies: start it again on the same port (`restart`), or nothing (`leave`, the default). */
  readonly supervise?: 'restart' | 'leave';
  /** Where root's stand-in account can go when it cannot enter the data folder or the checkout. */
  readonly systemDir?: string;
  /** Server settings on top of ours, when this call starts the server. For tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const releaseLockPatienceMs = 2_000;

/**
 * Starts a real PostgreSQL on `dataDir`, or adopts the one that runs there. Several processes may do so at the same
 * time; the last one to let go stops it. A killed program leaves it running for the next start; after a killed server
 * the next start recovers it. The first start on a folder makes the database.
 *
 * @throws {EmbeddedServerError} one line that says what is wrong and what to do; or `signal`'s reason.
 */
export async function startEmbedded(options: StartOptions): Promise<EmbeddedServer> {
  const { log, signal } = options;
  const systemDir = options.systemDir ?? '/var/lib/nashra';
  const folder = await openDataFolder(options.dataDir);
  const lockFolder = joinPath(folder, '.database-start');
  const onWait = (pid: number) => log.info(`waiting for process ${pid}, which is starting or stopping the database`);

  try {
    return await withStartLock(lockFolder, { signal, onWait }, async () => {
      const place = await findPlace(folder, systemDir, (message) => log.warn(message));
      const binaries = await prepareBinaries(place.account, folderForCopies(folder, systemDir), signal);
      const made = await ensureCluster(place, binaries, signal);
      if (made === 'made') log.info(`made a database in ${place.home}`);
      const running = await ensureRunning(place, binaries, options);
      return await takePart({ options, lockFolder, place, binaries, running });
    });
  } catch (error) {
    throw explainFileError(error, folder);
  }
}

interface Parts {
  readonly options: StartOptions;
  readonly lockFolder: string;
  readonly place: Place;
  readonly binaries: Binaries;
  readonly running: Running;
}

/** Counts us as a user. Under the start lock, so that nobody who lets go can stop the server before we are counted. */
async function takePart(parts: Parts): Promise<EmbeddedServer> {
  const { running } = parts;
  const { supervise = 'leave', log } = parts.options;
  let pid = running.pid;
  // Replaced below, before any connection can have been lost for longer than one turn of the event loop.
  let look = () => {};
  let member = await join(running, () => look());
  const supervision = superviseMembership({
    log: supervise === 'restart' ? log : silent,
    member: () => member,
    recover: (signal) =>
      withStartLock(parts.lockFolder, { signal }, async () => {
        const again = await bringBack(parts, signal);
        member = await join(again, () => look());
        pid = again.pid;
      }),
  });
  look = supervision.look;
  look();
  // A beat that fails (a full disk) is only missed by containers that ought not to be there.
  const heart = setInterval(() => void beat(parts.place).catch(() => undefined), beatMs);
  heart.unref();

  let released: Promise<void> | undefined;
  return {
    url: urlOf(running),
    dataDir: parts.place.cluster,
    binDir: parts.binaries.binDir,
    adopted: running.adopted,
    get pid() {
      return pid;
    },
    release() {
      clearInterval(heart);
      released ??= supervision.stop().then(() => letGo(parts, member));
      return released;
    },
  };
}

const silent: EmbeddedServerLog = { info: () => {}, warn: () => {}, error: () => {} };

/** The same server again, for the connections that point at its port. One who leaves starting to others only adopts. */
async function bringBack({ options, place, binaries, running }: Parts, signal: AbortSignal): Promise<Running> {
  if (!(await exists(place.cluster))) {
    throw new EmbeddedServerError('failed', `the database folder ${place.cluster} is gone: restore it and start again`);
  }
  if (options.supervise !== 'restart' && (await findPostmaster(place)) === undefined) {
    throw new EmbeddedServerError('failed', 'the database server was stopped');
  }
  const again = await ensureRunning(place, binaries, { ...options, signal, port: running.port });
  if (again.port !== running.port) {
    throw new EmbeddedServerError(
      'failed',
      `the database server runs on another port now, ${again.port}: start this program again`,
    );
  }
  return again;
}

async function letGo(parts: Parts, membership: Membership): Promise<void> {
  const { lockFolder, place, options } = parts;
  let member = membership;
  try {
    // Whoever holds the lock for longer is starting the server, and so will be its user: nothing is left for us to stop.
    await withStartLock(lockFolder, { timeoutMs: releaseLockPatienceMs }, async () => {
      // A server that lost its connections a moment ago, to a crash of one of its processes, still is ours to stop.
      const running = member.holds() ? undefined : await findPostmaster(place);
      if (running !== undefined) member = await join({ ...parts.running, port: running.port }, () => {});
      if (!member.holds() || (await member.leave()) === 'others-remain') return;
      const outcome = await stopServer(place);
      if (outcome === 'stopped') await silence(place);
      else options.log.info('the database server is still writing; it ends by itself');
    });
  } catch (error) {
    if (!(error instanceof EmbeddedServerError && error.problem === 'busy')) {
      options.log.warn(`the database server was left running: ${messageOf(error)}`);
    }
  } finally {
    await member.close();
  }
}
