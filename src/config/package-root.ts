import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of our package.json, whether this runs from `src/` or from `dist/src/`. */
export const packageRoot: string = findUp(dirname(fileURLToPath(import.meta.url)));

/** Of this program. */
export const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };

function findUp(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of nashra was not found above its own code: reinstall it');
  return findUp(parent);
}
