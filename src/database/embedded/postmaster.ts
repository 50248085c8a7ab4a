import { execFileSync } from 'node:child_process';
import { readdirSync, readlinkSync } from 'node:fs';
import { readFile, realpath, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { errorCode } from './error.ts';
import { writeWhole } from './files.ts';
import type { Place } from './place.ts';
import { pidExists, startStamp } from './process-identity.ts';

/** What postmaster.pid says of a server that is really there. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly status: 'starting' | 'stopping' | 'ready';
}

/** More than any Linux or macOS gives to a process. */
const nobodysPid = 2 ** 31 - 1;
const emptyPidFileMs = 1_000;

/** The server that runs this database, if one does. A number in postmaster.pid that now means another process is none. */
export async function findPostmaster(place: Place): Promise<Postmaster | undefined> {
  const lines = await readPidFile(place);
  if (lines === undefined) return undefined;
  // Lines: pid, folder, start time, port, socket folder, address, shared memory, status (miscinit.c, pidfile.h).
  const pid = Math.abs(Number(lines[0]));
  if (!Number.isInteger(pid) || pid === 0 || !(await isPostgresOf(place, pid))) return undefined;
  const word = lines[7]?.trim();
  const status = word === 'ready' || word === 'stopping' ? word : 'starting';
  return { pid, port: Number(lines[3] ?? 0), status };
}

async function readPidFile(place: Place): Promise<string[] | undefined> {
  try {
    return (await readFile(join(place.cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A postmaster refuses to start while the process of an old postmaster.pid exists, even when that number now belongs to
 * an unrelated process or to a zombie (as it does in a container, where numbers are few and come again). So the number
 * is replaced. The file itself stays: it names the shared memory, by which the server finds out whether processes of its
 * predecessor still write to the database. To be called only while nobody else can start it.
 */
export async function forgetStalePid(place: Place): Promise<void> {
  const lines = await readPidFile(place);
  if (lines === undefined) return;
  const path = join(place.cluster, 'postmaster.pid');
  if (lines.join('').trim() === '') {
    // Left by a start on a full disk; a living one fills it within a moment. It names nothing that could be lost.
    const ageMs = Date.now() - (await stat(path)).mtimeMs;
    if (ageMs > emptyPidFileMs && (await findOrphans(place)).length === 0) await rm(path, { force: true });
    return;
  }
  if (!pidExists(Math.abs(Number(lines[0])))) return;
  await writeWhole(path, [String(nobodysPid), ...lines.slice(1)].join('\n'), {
    mode: 0o600,
    owner: place.account,
  });
}

/**
 * Server processes of this database whose postmaster is gone. They leave by themselves when they next look up; one in a
 * long calculation may not for a while.
 */
export async function findOrphans(place: Place): Promise<number[]> {
  if (process.platform !== 'linux') return [];
  const orphans: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name) && (await isPostgresOf(place, Number(name)))) orphans.push(Number(name));
  }
  return orphans;
}

/** Whether the process is a PostgreSQL one whose working folder is this cluster: every server process has it there. */
async function isPostgresOf(place: Place, pid: number): Promise<boolean> {
  const stamp = startStamp(pid);
  if (stamp === undefined || stamp === 'ended') return false;
  if (process.platform !== 'linux') return commandOf(pid).includes(place.cluster);
  try {
    const program = basename(withoutDeletedMark(readlinkSync(`/proc/${pid}/exe`)));
    const folder = readlinkSync(`/proc/${pid}/cwd`);
    return program === 'postgres' && folder === (await realpath(place.cluster));
  } catch {
    // Gone meanwhile, or another account's: then it is not the owner of this database.
    return false;
  }
}

/** A server goes on running when `npm ci` has replaced its program. */
function withoutDeletedMark(link: string): string {
  return link.replace(/ \(deleted\)$/, '');
}

function commandOf(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
