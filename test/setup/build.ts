import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { repository } from './repository.ts';

/** Where `node dist/src/cli.js` is. */
export const builtFolder = join(repository, 'dist');

/**
 * Compiles the program to dist/, which tests start in processes of their own. Made aside and moved file by file, only
 * what changed, so that a program which another run starts at this moment never reads half a file. Types have
 * a check of their own and are not looked at.
 */
export async function buildProgram(): Promise<void> {
  const cache = join(repository, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'nashra-build-'));
  try {
    const said = await compileTo(draft);
    const files = await filesUnder(draft);
    if (!files.includes(join('src', 'database', 'database.js')))
      throw new Error(`The program does not compile:\n${said}`);
    const errors = said.split('\n').filter((line) => /error TS\d+/.test(line));
    if (errors.length > 0) console.warn(`dist/ was built with ${errors.length} errors, first: ${errors[0]}`);
    for (const file of files) await moveIfChanged(join(draft, file), join(builtFolder, file));
    const known = new Set(files);
    for (const folder of ['src', 'jobs']) {
      for (const file of await filesUnder(join(builtFolder, folder))) {
        const path = join(folder, file);
        if (isCompiled(path) && !known.has(path)) await rm(join(builtFolder, path), { force: true });
      }
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function compileTo(folder: string): Promise<string> {
  const compiler = join(repository, 'node_modules', '.bin', 'tsc');
  const child = spawn(compiler, ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', folder], { cwd: repository });
  let said = '';
  child.stdout.on('data', (part) => {
    said += part;
  });
  child.stderr.on('data', (part) => {
    said += part;
  });
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return said;
}

async function filesUnder(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function moveIfChanged(from: string, to: string): Promise<void> {
  const [fresh, old] = await Promise.all([readFile(from), readFile(to).catch(() => undefined)]);
  if (old?.equals(fresh) === true) return;
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

function isCompiled(path: string): boolean {
  return /\.js(\.map)?$/.test(path);
}
