import { readdirSync, readFileSync } from 'node:fs';

/** A process that another one started. */
export interface Relative {
  readonly pid: number;
  readonly command: string;
}

/** All that a process started and what those started, as /proc shows it now. */
export function descendantsOf(pid: number): Relative[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name));
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found: number[] = [];
  for (let next = children.get(pid) ?? []; next.length > 0; next = next.flatMap((one) => children.get(one) ?? [])) {
    found.push(...next);
  }
  return found.map((one) => ({ pid: one, command: commandOf(one) }));
}

/** Whether it lives; one that ended and waits to be reaped does not. */
export function isAlive(pid: number): boolean {
  return parentOf(pid) !== null;
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : Number(parent);
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
