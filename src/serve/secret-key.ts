import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../config/environment.ts';
import { ConfigError } from '../config/error.ts';

/**
 * The key that subscribers' addresses are sealed with. With a real channel it must come from the environment, so that it
 * is not kept beside the data it protects; the sandbox makes one and keeps it in the data folder.
 */
export async function secretKey(environment: Environment): Promise<Buffer> {
  if (environment.secretKey) return environment.secretKey;
  if (environment.mode === 'live') {
    throw new ConfigError([
      'environment: NASHRA_SECRET_KEY: is missing; allowed: 64 hexadecimal digits, made by: openssl rand -hex 32',
    ]);
  }
  await mkdir(environment.dataDir, { recursive: true });
  const file = join(environment.dataDir, 'sandbox-secret-key');
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  try {
    // A link is made once: of two first starts both read the key of the winner, whole.
    await link(mine, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(mine, { force: true });
  }
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
}
