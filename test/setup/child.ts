import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { findProgram } from './packages.ts';

/** A process that a test started. */
export interface Child {
  readonly pid: number;
  /** What it wrote so far, to stdout and to stderr. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Its exit code, or the signal that ended it; waits for its end. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly isRunning: () => boolean;
  /** Sends the signal (SIGTERM without) and waits for its end. */
  kill(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
  /** As Ctrl+C in a terminal does: to the process and all it started that did not leave its group. */
  killGroup(signal: NodeJS.Signals): void;
}

/**
 * Starts a program in a process group of its own. It ends when this test process ends, even by SIGKILL: on Linux the
 * kernel sees to that (`setpriv --pdeathsig`).
 */
export async function startChild(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Child> {
  const setpriv = process.platform === 'linux' ? findProgram('setpriv') : undefined;
  const [command, all] =
    setpriv === undefined ? [program, args] : [setpriv, ['--pdeathsig', 'KILL', '--', program, ...args]];
  const child = spawn(command, all, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  return follow(child);
}

async function follow(child: ChildProcess): Promise<Child> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal ?? 'SIGKILL'));
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('spawn', () => resolve(child.pid ?? 0));
  });
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    pid,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    isRunning,
    kill(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
    killGroup(signal) {
      process.kill(-pid, signal);
    },
  };
}

/** Ends it for certain: politely, and after `graceMs` by SIGKILL. */
export async function endChild(child: Child, graceMs = 10_000): Promise<void> {
  if (!child.isRunning()) return;
  const patience = new AbortController();
  const late = delay(graceMs, 'late' as const, { signal: patience.signal }).catch(() => 'ended' as const);
  const outcome = await Promise.race([child.kill('SIGTERM'), late]);
  patience.abort();
  if (outcome === 'late') await child.kill('SIGKILL');
}
