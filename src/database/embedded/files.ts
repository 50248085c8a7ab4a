import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { Account } from './account.ts';
import { errorCode } from './error.ts';

/** Writes a small file so that a reader, or a machine without power, sees the old or the new one whole. */
export async function writeWhole(
  path: string,
  text: string,
  options: { readonly mode: number; readonly owner: Account },
): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    const file = await open(draft, 'wx', options.mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await giveTo(options.owner, draft);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.kind === 'other') await chown(path, account.uid, account.gid);
}

/** Makes names that were created or renamed in the folder last through a power failure. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

/** A folder of ours that every account may pass through, whatever the umask. */
export async function makeReachableFolder(path: string): Promise<void> {
  if (await exists(path)) return;
  await mkdir(path, { recursive: true });
  await chmod(path, 0o755);
}
