import { spawn } from 'node:child_process';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { isProgram } from '../../src/channels/whatsapp/chromium.ts';

/** What the suite runs for real, and the Debian package that brings it. */
const programs = [
  { program: 'redis-server', packages: ['redis-server'] },
  { program: 'chromium', packages: ['chromium', 'fonts-noto-core'] },
] as const;

const policyFile = '/usr/sbin/policy-rc.d';

/** Installs what is missing when it may (root with apt); else stops the run with the command that installs it. */
export async function ensureSystemPackages(): Promise<void> {
  const missing = programs.filter(({ program }) => findProgram(program) === undefined);
  if (missing.length === 0) return;
  const packages = missing.flatMap((one) => one.packages);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  const names = missing.map((one) => one.program).join(' and ');
  if (process.getuid?.() !== 0 || findProgram('apt-get') === undefined) {
    throw new Error(`The tests need ${names}. Install with: sudo sh -c '${command}'`);
  }
  console.log(`The tests need ${names}: ${command}`);
  await withoutStartingServices(async () => {
    await apt(['update', '-q']);
    await apt(['install', '-q', '-y', '--no-install-recommends', ...packages]);
  });
  for (const { program } of missing) {
    if (findProgram(program) === undefined) throw new Error(`apt-get installed no ${program}. Try: ${command}`);
  }
}

export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/sbin'];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

/** Debian asks this file before a package starts its daemon; 101 means no. Tests start their own servers. */
async function withoutStartingServices(work: () => Promise<void>): Promise<void> {
  let ours = false;
  try {
    await writeFile(policyFile, '#!/bin/sh\nexit 101\n', { flag: 'wx' });
    ours = true;
    await chmod(policyFile, 0o755);
  } catch (error) {
    // A container image brings its own, which says the same.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  try {
    await work();
  } finally {
    if (ours) await rm(policyFile, { force: true });
  }
}

async function apt(args: readonly string[]): Promise<void> {
  const child = spawn('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`apt-get ${args.join(' ')} ended with ${code}`);
}
