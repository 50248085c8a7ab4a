import { spawn } from 'node:child_process';
import type { Account } from './account.ts';

export interface RunResult {
  /** Undefined when the program could not be started at all, or was ended by a signal. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it could not be started: `EACCES` (unreachable for that account), `ENOENT`, `ENOEXEC`, `EPERM`, … */
  readonly startError: Error | undefined;
}

/**
 * What a PostgreSQL program needs to know of our environment: nothing. `LC_ALL=C` keeps its messages readable for us;
 * no PG* variable of the person at the terminal can redirect it.
 */
const cleanEnvironment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' };

/**
 * How a program runs as that account. The working folder is `/` because an account that cannot enter ours would fail
 * with "could not access directory" before doing anything.
 */
export function runSettings(account: Account): {
  cwd: string;
  env: NodeJS.ProcessEnv;
  uid?: number;
  gid?: number;
} {
  const settings = { cwd: '/', env: cleanEnvironment };
  return account.kind === 'self' ? settings : { ...settings, uid: account.uid, gid: account.gid };
}

/** Runs a program as that account to its end and returns what it said. Never throws but for an abort. */
export async function run(
  account: Account,
  program: string,
  args: readonly string[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const child = spawn(program, args, {
    ...runSettings(account),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(options.signal ? { signal: options.signal } : {}),
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const result = await new Promise<RunResult>((resolve) => {
    let startError: Error | undefined;
    child.on('error', (error) => {
      startError = error;
      if (child.pid === undefined) resolve({ exitCode: undefined, stdout, stderr, startError });
    });
    child.on('close', (code) => resolve({ exitCode: code ?? undefined, stdout, stderr, startError }));
  });
  options.signal?.throwIfAborted();
  return result;
}
