import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from './cleanup.ts';
import { putAwayAfterUs } from './put-away.ts';

const ours = `nashra-test-${process.pid}-`;
let guarded: 'yes' | 'not yet' = 'not yet';

/** A new empty folder that every account may enter; removed when the test file ends. */
export async function temporaryFolder(
  options: { readonly under?: string; readonly mode?: number } = {},
): Promise<string> {
  if (guarded === 'not yet') putAwayAfterUs(join(tmpdir(), ours));
  guarded = 'yes';
  const folder = await mkdtemp(join(options.under ?? tmpdir(), ours));
  await chmod(folder, options.mode ?? 0o755);
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
