import { readdirSync, readFileSync } from 'node:fs';
import { readlink, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** Where LocalAuth keeps the browser's profile. */
const profileIn = (sessionFolder: string) => join(sessionFolder, 'session');

/**
 * Removes the lock that a dead browser left in the profile; a moved volume or another container's name in it makes
 * Chromium refuse to start («Code: 21»). The lock of a living browser on this machine stays.
 */
export async function clearStaleLock(sessionFolder: string): Promise<'free' | 'in use'> {
  const profile = profileIn(sessionFolder);
  const owner = await readlink(join(profile, 'SingletonLock')).catch(() => null);
  if (owner !== null) {
    const [, host = '', pid = ''] = /^(.*)-(\d+)$/.exec(owner) ?? [];
    if (host === hostname() && isBrowserOf(Number(pid), profile)) return 'in use';
  }
  for (const name of ['SingletonLock', 'SingletonSocket', 'SingletonCookie']) {
    await rm(join(profile, name), { force: true });
  }
  return 'free';
}

/** Forgets the pairing. Only when the browser is gone: a profile taken from under it loses the next pairing too. */
export async function removeProfile(sessionFolder: string): Promise<void> {
  await rm(profileIn(sessionFolder), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** When the profile was made, which no pairing in it can be older than; null when there is none. */
export async function profileBorn(sessionFolder: string): Promise<Date | null> {
  return stat(profileIn(sessionFolder)).then(
    ({ birthtime }) => birthtime,
    () => null,
  );
}

function isBrowserOf(pid: number, profile: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile);
  } catch {
    return false;
  }
}

/** Memory of a browser and all its processes in MB (proportional set size); null where /proc does not tell. */
export function browserMemory(pid: number): number | null {
  try {
    const children = new Map<number, number[]>();
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      const parent = parentOf(Number(name));
      if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
    const family = [pid];
    for (const member of family) family.push(...(children.get(member) ?? []));
    const kilobytes = family.map((member) => pssOf(member)).reduce((sum, one) => sum + one, 0);
    return Math.round(kilobytes / 1_024);
  } catch {
    return null;
  }
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function pssOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
