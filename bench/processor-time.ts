import { readdirSync, readFileSync } from 'node:fs';

/** Processor time that this process and the trees below `pids` have taken, milliseconds; ended children included. */
export function processorTime(pids: readonly number[]): number {
  const ticks = processes();
  const chosen = new Set<number>([process.pid]);
  for (const root of pids) addTree(root, ticks, chosen);
  let sum = 0;
  for (const pid of chosen) sum += ticks.get(pid)?.time ?? 0;
  // USER_HZ is 100 on every Linux that Node runs on.
  return sum * 10;
}

interface Stat {
  readonly parent: number;
  readonly time: number;
}

function addTree(root: number, all: ReadonlyMap<number, Stat>, chosen: Set<number>): void {
  chosen.add(root);
  for (const [pid, { parent }] of all) if (parent === root) addTree(pid, all, chosen);
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 4, 14–17. */
function processes(): Map<number, Stat> {
  const found = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const time = (fields[11] ?? 0) + (fields[12] ?? 0) + (fields[13] ?? 0) + (fields[14] ?? 0);
      found.set(Number(name), { parent: fields[1] ?? 0, time });
    } catch {
      // Ended between the listing and the reading.
    }
  }
  return found;
}
