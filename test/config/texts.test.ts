import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ConfigError } from '../../src/config/error.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadTexts } from '../../src/config/texts.ts';
import { newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { runNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';

let configFile: string;
let warnings: string[];

beforeEach(async () => {
  const folder = await temporaryFolder();
  await cp(join(packageRoot, 'config'), folder, { recursive: true });
  configFile = join(folder, 'newsroom.yaml');
  warnings = [];
});

const load = () => loadTexts(configFile, (warning) => warnings.push(warning));

async function change(file: string, how: (words: Record<string, Record<string, unknown>>) => void): Promise<void> {
  const words = parse(await readFile(file, 'utf8'));
  how(words);
  await writeFile(file, stringify(words));
}

test('texts that came after a newsroom copied its own are the shipped ones, with a line that names them', async () => {
  const file = join(configFile, '../texts/ar.yaml');
  await change(file, (words) => {
    delete words.editors?.commandLine;
    delete words.message?.readingTime;
    if (words.stop) words.stop.done = 'مع السلامة من {newsroom}';
  });
  const shipped = await loadTexts(join(packageRoot, 'config/newsroom.yaml'));
  const { ar } = await load();
  expect(ar.say('editors.commandLine')).toBe(shipped.ar.say('editors.commandLine'));
  for (const minutes of [1, 2, 3, 11, 100]) {
    expect(ar.count('message.readingTime', minutes)).toBe(shipped.ar.count('message.readingTime', minutes));
  }
  expect(ar.say('stop.done', { newsroom: 'درج' })).toBe('مع السلامة من درج');
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(`${file}: has no editors.commandLine, message.readingTime.other; `);
});

test('whole texts warn of nothing; an unknown key and a wrong placeholder stay mistakes', async () => {
  await load();
  expect(warnings).toEqual([]);
  await change(join(configFile, '../texts/en.yaml'), (words) => {
    delete words.editors?.commandLine;
    Object.assign(words.editors ?? {}, { comandLine: 'command line', gone: 'gone, {who}' });
  });
  const error = await load().catch((reason: unknown) => reason);
  if (!(error instanceof ConfigError)) throw error;
  expect(error.problems.map((problem) => problem.replace(/^.*yaml: /, ''))).toEqual([
    'editors.gone: got {who}; allowed: none here',
    'editors.comandLine: unknown text; remove it or check its spelling',
  ]);
});

test('the desk starts with them; its log and doctor say so', { timeout: 60_000 }, async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'));
  await change(join(newsroom.env.NASHRA_CONFIG ?? '', '../texts/ar.yaml'), (words) => {
    delete words.editors?.commandLine;
  });
  const served = await newsroom.serve();
  await waitFor(() => /ar\.yaml: has no editors\.commandLine; /.test(served.stdout() + served.stderr()), {
    message: 'nothing was said of the missing text',
  });
  const { stdout } = await runNashra(['doctor'], { env: newsroom.env });
  expect(stdout).toMatch(/✓ texts: .*ar\.yaml: has no editors\.commandLine; /);
});
