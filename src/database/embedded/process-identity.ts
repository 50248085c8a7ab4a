import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { errorCode } from './error.ts';

/**
 * A process that cannot be mistaken for another one that got its number later: the number, when it started, and which
 * boot of the machine that was.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** Who we are, for others to tell whether we are still there. */
export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, started: startStamp(process.pid) ?? 'unknown' };
}

/** Whether the very process is still there. A zombie is not. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!pidExists(identity.pid)) return false;
  const stamp = startStamp(identity.pid);
  // Where the stamp cannot be read (a hidden /proc) the number has to do: better to wait for a stranger than to
  // take a lock away from its owner.
  return stamp === undefined ? !isZombie(identity.pid) : stamp === identity.started;
}

/** Whether any process, even a zombie or one of another account, has this number. */
export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

function isZombie(pid: number): boolean {
  return statFields(pid)?.[0] === 'Z';
}

/** Undefined when it cannot be told; never equal for two processes. */
export function startStamp(pid: number): string | undefined {
  if (process.platform === 'linux') {
    const fields = statFields(pid);
    if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return fields ? 'ended' : undefined;
    // Field 22 of proc(5): start time in clock ticks since boot. The fields here begin with the third.
    return `${bootId()}:${fields[19] ?? ''}`;
  }
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** The fields of /proc/PID/stat from the third (state) on: the second, the name, may hold blanks and brackets. */
function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
