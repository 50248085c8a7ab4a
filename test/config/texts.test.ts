import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { ConfigError } from '../../src/config/error.ts';
import { loadNewsroom } from '../../src/config/load-newsroom.ts';
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

test('a file that is something else is one line, and not a list of all that it lacks', async () => {
  const file = join(configFile, '../texts/ar.yaml');
  await writeFile(file, 'عاجل\n');
  const error = await load().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ConfigError);
  expect((error as ConfigError).problems).toEqual([
    `${file}: holds no texts with their names; copy it from the sample config/texts`,
  ]);
  expect(warnings).toEqual([]);
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

describe('what an editor may write by mistake is one line that says what to do', () => {
  test.each([
    [
      'byline: بقلم {name}',
      'byline: كتب: {name}',
      /ar\.yaml:\d+: not valid YAML: .*«: » in it, put the text in quotes/,
    ],
    ['byline: بقلم {name}', 'byline: {name} كتب', /ar\.yaml:\d+: .*put the text in quotes|not valid YAML/],
    ['byline: بقلم {name}', 'byline: {name}', /ar\.yaml:\d+: YAML does not take «\{» at a beginning as text; put/],
    ['byline: بقلم {name}', 'byline: بقلم {الاسم}', /ar\.yaml: message\.byline: got \{الاسم\}; allowed: \{name\}/],
    ['byline: بقلم {name}', 'byline: بقلم { name }', /message\.byline: got \{ name \}; allowed: \{name\}/],
    ['byline: بقلم {name}', 'byline: بقلم {name', /message\.byline: got \{; allowed: \{name\}/],
    [
      'breaking: عاجل',
      'breaking: *عاجل*',
      /ar\.yaml:\d+: YAML does not take «\*عاجل\*» as text; put the text in quotes/,
    ],
    ['breaking: عاجل', 'breaking: &عاجل الآن', /YAML does not take «&عاجل» as text/],
    ['breaking: عاجل', 'breaking: خبر #عاجل', /YAML does not take what follows «#عاجل» as text/],
    ['breaking: عاجل', 'breaking: - عاجل', /begins with a mark, put the text in quotes/],
  ])('%s → %s', async (before, after, told) => {
    const file = join(configFile, '../texts/ar.yaml');
    const source = await readFile(file, 'utf8');
    expect(source).toContain(before);
    await writeFile(file, source.replace(before, after));
    const error = await load().catch((reason: unknown) => reason);
    if (!(error instanceof ConfigError)) throw new Error(`no mistake was told: ${String(error)}`);
    expect(error.problems).toHaveLength(1);
    expect(error.problems[0]).toMatch(told);
    expect(warnings).toEqual([]);
  });

  test('a text that says nothing of what it is for is asked about', async () => {
    const file = join(configFile, '../texts/ar.yaml');
    await writeFile(file, (await readFile(file, 'utf8')).replace('بقلم {name}', 'بقلم كاتبنا'));
    await load();
    expect(warnings).toEqual([`${file}: message.byline: says nothing of {name}; is that meant?`]);
  });
});

test('an alias that leads nowhere in newsroom.yaml is named with its line', async () => {
  await writeFile(configFile, (await readFile(configFile, 'utf8')).replace(/^site: .*$/m, 'site: *home'));
  await expect(loadNewsroom(configFile)).rejects.toThrow(/newsroom\.yaml:\d+: YAML does not take «\*home» as text/);
});

test('the desk starts with them; its log and doctor say so', { timeout: 60_000 }, async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'), { record: 'empty' });
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
