import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export type FoundChromium =
  | { readonly kind: 'found'; readonly path: string }
  /** `advice`: one line that says what to do. */
  | { readonly kind: 'missing'; readonly advice: string };

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const places = ['/usr/bin', '/usr/local/bin', '/snap/bin'];

/** The browser for WhatsApp: CHROMIUM_PATH, else where systems put it. */
export function findChromium(configured: string | null, path: string = process.env.PATH ?? ''): FoundChromium {
  if (configured !== null) {
    return isProgram(configured)
      ? { kind: 'found', path: configured }
      : { kind: 'missing', advice: `WhatsApp is off: CHROMIUM_PATH names ${configured}, which is no program` };
  }
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...places];
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
  return found === undefined
    ? { kind: 'missing', advice: 'WhatsApp is off: no Chromium was found; install it with: apt-get install chromium' }
    : { kind: 'found', path: found };
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
