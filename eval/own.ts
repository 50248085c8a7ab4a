import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Sample } from './corpus.ts';

/** The repository's own articles and reference summaries, written for it; see `eval/own/README.md`. */
export async function readOwnSet(): Promise<Sample[]> {
  return parseOwnSet(await readFile(join(evalFolder(), 'own', 'articles.txt'), 'utf8'));
}

/** Thirty-one more, of kinds that the corpora lack; see `eval/kinds/README.md`. */
export async function readKinds(): Promise<Sample[]> {
  const samples = parseOwnSet(await readFile(join(evalFolder(), 'kinds', 'articles.txt'), 'utf8'));
  return samples.map((sample) => ({ ...sample, source: 'kinds' }));
}

/** Articles whose news is told late or not in so many words, those rules were made on or those kept for counting; see `eval/hard/README.md`. */
export async function readHard(part: 'tune' | 'test'): Promise<Sample[]> {
  const samples = parseOwnSet(await readFile(join(evalFolder(), 'hard', `${part}.txt`), 'utf8'));
  return samples.map((sample) => ({ ...sample, source: 'hard' }));
}

/** Sixty opinions, analyses, features and the like, most of whose openings are not their point; see `eval/hard/README.md`. */
export async function readPoints(): Promise<Sample[]> {
  const samples = parseOwnSet(await readFile(join(evalFolder(), 'hard', 'points.txt'), 'utf8'));
  return samples.map((sample) => ({ ...sample, source: 'points' }));
}

/** Reads `# kind | title`, paragraphs, `= reference`, empty line; the id is the kind. A block without its parts is an error. */
export function parseOwnSet(text: string): Sample[] {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [head = '', ...lines] = block.trim().split('\n');
      const named = /^# (.+?) \| (.+)$/.exec(head);
      const [kind, title] = [named?.[1], named?.[2]];
      const references = lines.filter((line) => line.startsWith('= ')).map((line) => line.slice(2));
      const paragraphs = lines.filter((line) => !line.startsWith('= '));
      if (kind === undefined || title === undefined || references.length === 0 || paragraphs.length === 0)
        throw new Error(`own set: «${head}» needs «# kind | title», paragraphs and a reference`);
      return { id: kind, source: 'own', title, paragraphs, references };
    });
}

/** `eval/` with its texts stands beside the sources; compiled code in `dist/` finds it two levels up. */
export function evalFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const candidates = [here, join(here, '..', '..', 'eval')];
  const found = candidates.find((folder) => existsSync(join(folder, 'own', 'articles.txt')));
  if (found === undefined) throw new Error(`The own set is not found in ${candidates.join(' or ')}`);
  return found;
}
