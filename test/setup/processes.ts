import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtFolder } from './build.ts';
import { type Child, endChild, startChild } from './child.ts';
import { atEnd } from './cleanup.ts';
import { repository } from './repository.ts';

export type { Child } from './child.ts';

export interface NashraOptions {
  /** Added to a minimal environment: nothing of the person who runs the tests (a token, a DATABASE_URL) gets in. */
  readonly env?: Readonly<Record<string, string>>;
  /** The repository's root without. */
  readonly cwd?: string;
  /** A command that runs the program inside of something: `['unshare', '--pid', …]`. */
  readonly inside?: readonly string[];
  /** The account it runs as; only root may choose another one. */
  readonly account?: { readonly uid: number; readonly gid: number };
}

/** Starts `node dist/src/cli.js …`, the program as built for this run. Ended with the test file. */
export async function startNashra(args: readonly string[], options: NashraOptions = {}): Promise<Child> {
  return startNode([join(builtFolder, 'src', 'cli.js'), ...args], options);
}

/** Runs a command of the program to its end. */
export async function runNashra(
  args: readonly string[],
  options: NashraOptions = {},
): Promise<{ exit: number | NodeJS.Signals; stdout: string; stderr: string }> {
  const child = await startNashra(args, options);
  const exit = await child.ended;
  return { exit, stdout: child.stdout(), stderr: child.stderr() };
}

/** Starts a script (ES module source) in a process of its own. `built` gives what it may import of the program. */
export async function startScript(source: string, options: NashraOptions = {}): Promise<Child> {
  return startNode(['--input-type=module', '--eval', source], options);
}

/** The address of a compiled module of the program: `built('src/database/embedded/index.js')`. */
export function built(path: string): string {
  return pathToFileURL(join(builtFolder, path)).href;
}

async function startNode(args: readonly string[], options: NashraOptions): Promise<Child> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const env = { PATH, HOME, ...(TMPDIR === undefined ? {} : { TMPDIR }), ...options.env };
  const settings = { ...options.account, cwd: options.cwd ?? repository, env };
  const [program, ...rest] = [...(options.inside ?? []), process.execPath, ...args];
  const child = await startChild(program ?? process.execPath, rest, settings);
  atEnd(() => endChild(child));
  return child;
}
