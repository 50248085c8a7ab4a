import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSamples, type Sample } from './corpus.ts';

/** The repository's own articles and reference summaries, written for it; see `eval/own/README.md`. */
export async function readOwnSet(): Promise<Sample[]> {
  const folder = ownFolder();
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).toSorted();
  return (await Promise.all(files.map((name) => readSamples(join(folder, name))))).flat();
}

/** `eval/own` stands beside the sources; compiled code in `dist/` finds it two levels up. */
function ownFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [join(here, 'own'), join(here, '..', '..', 'eval', 'own')];
  const found = candidates.find((folder) => existsSync(join(folder, 'README.md')));
  if (found === undefined) throw new Error(`The own set is not found in ${candidates.join(' or ')}`);
  return found;
}
