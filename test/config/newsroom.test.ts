import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadEnvironment } from '../../src/config/environment.ts';
import { ConfigError } from '../../src/config/error.ts';
import { loadNewsroom } from '../../src/config/load-newsroom.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { temporaryFolder } from '../setup/temporary.ts';

const sample = join(packageRoot, 'config/newsroom.yaml');

/** The sample newsroom.yaml with a change, and the problems that loading it names (without the file's path). */
async function problemsOf(change: (newsroom: Record<string, never>) => void): Promise<string[]> {
  const newsroom = parse(await readFile(sample, 'utf8'));
  change(newsroom);
  return problemsOfText(stringify(newsroom));
}

async function problemsOfText(text: string): Promise<string[]> {
  const file = join(await temporaryFolder(), 'newsroom.yaml');
  await writeFile(file, text);
  const error = await loadNewsroom(file).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return [];
  if (!(error instanceof ConfigError)) throw error;
  return error.problems.map((problem) => problem.replace(file, 'newsroom.yaml'));
}

describe('newsroom.yaml', () => {
  test('the sample is right', async () => {
    const newsroom = await loadNewsroom(sample);
    expect(newsroom.feeds.map((feed) => feed.pollEvery)).toEqual([30_000, 30_000]);
    expect(Object.values(newsroom.editions).map(({ expires }) => expires / 86_400_000)).toEqual([2, 2, 2]);
  });

  test('every problem is named at once, with file, path, value and what is allowed', async () => {
    const problems = await problemsOf((newsroom) => {
      Object.assign(newsroom, { timeZone: 'Asia/Bayrut', colour: 'red' });
      const { feeds, editions } = newsroom as unknown as {
        feeds: Record<string, unknown>[];
        editions: Record<string, Record<string, unknown>>;
      };
      Object.assign(feeds[0] ?? {}, { pollEvery: 'often', topics: ['sport'], url: 'daraj' });
      Object.assign(editions.morning ?? {}, { cron: '99 8 * * *', kind: 'digest' });
      Object.assign(editions.breaking ?? {}, { kind: 'urgent' });
      Object.assign(editions.weekly ?? {}, { expires: '0s' });
    });
    const text = problems.join('\n');
    expect(text).toContain(
      'newsroom.yaml: timeZone: got "Asia/Bayrut"; allowed: an IANA time zone such as Asia/Beirut',
    );
    expect(text).toContain('newsroom.yaml: colour: unknown key');
    expect(text).toContain('newsroom.yaml: feeds.0.pollEvery: got "often"; allowed: a duration such as 30s');
    expect(text).toContain('newsroom.yaml: feeds.0.url: got "daraj"; allowed: an http(s) address');
    expect(text).toContain(
      'newsroom.yaml: editions.morning.cron: got "99 8 * * *"; allowed: a cron expression such as',
    );
    expect(text).toContain(
      'newsroom.yaml: editions.weekly.expires: got "0s"; allowed: longer than nothing, such as 2d',
    );
    expect(text).toContain('newsroom.yaml: editions.breaking.kind: got "urgent"; allowed: breaking | digest');
  });

  test('an unknown topic is named with those there are', async () => {
    const problems = await problemsOf((newsroom) => {
      Object.assign((newsroom as unknown as { feeds: object[] }).feeds[0] ?? {}, { topics: ['sport'] });
    });
    expect(problems).toEqual([
      'newsroom.yaml: feeds.0.topics.0: got "sport"; allowed: a topic listed under topics: politics, economy, rights, culture, environment, technology',
    ]);
  });

  test('pictures are none, one, or an album that the account’s rate can carry', async () => {
    const withPhotos = (photos: unknown, rate = 28) =>
      problemsOf((newsroom) => {
        Object.assign(newsroom, { channels: { telegram: { photos, rate } } });
      });
    for (const photos of [true, false, { album: 2 }, { album: 10 }]) expect(await withPhotos(photos)).toEqual([]);
    expect(await withPhotos(true, 0.5)).toEqual([]);
    const allowed = 'true, false, or { album: N } with N from 2 to 10';
    for (const photos of [4, 'yes', {}, { albums: 4 }]) {
      expect(await withPhotos(photos)).toEqual([
        `newsroom.yaml: channels.telegram.photos: got ${JSON.stringify(photos)}; allowed: ${allowed}`,
      ]);
    }
    for (const [album, bound] of [
      [1, 'at least 2'],
      [11, 'at most 10'],
    ] as const) {
      expect(await withPhotos({ album })).toEqual([
        `newsroom.yaml: channels.telegram.photos.album: got ${album}; allowed: ${bound}`,
      ]);
    }
    expect(await withPhotos({ album: 4 }, 3)).toEqual([
      'newsroom.yaml: channels.telegram.photos.album: got 4; allowed: at most 3 pictures, because each counts as a message of channels.telegram.rate',
    ]);
  });

  test('what is missing is named as missing', async () => {
    const problems = await problemsOf((newsroom) => {
      delete (newsroom as Record<string, unknown>).timeZone;
    });
    expect(problems).toEqual(['newsroom.yaml: timeZone: is missing; allowed: a text']);
  });

  test('text that is not YAML is named with its line', async () => {
    const [problem] = await problemsOfText('name: {ar: درج\nfeeds: [');
    expect(problem).toMatch(/^newsroom\.yaml:\d+: not valid YAML: /);
  });

  test('an empty file asks for everything that is needed', async () => {
    expect((await problemsOfText('')).join()).toContain('newsroom.yaml: (top level)');
  });

  test('a file that is not there says what to set', async () => {
    await expect(loadNewsroom('/nowhere/newsroom.yaml')).rejects.toThrow(
      /cannot be read \(ENOENT\); set NASHRA_CONFIG/,
    );
  });
});

describe('environment', () => {
  test('an empty environment is the sandbox', () => {
    expect(loadEnvironment({})).toMatchObject({ port: 3000, telegram: null, databaseUrl: null, redisUrl: null });
  });

  test('every wrong variable is named with what it got and takes, and no secret is shown', () => {
    const source = {
      PORT: '70000',
      DATABASE_URL: 'mysql://x',
      TELEGRAM_BOT_TOKEN: 'secret-token',
      NASHRA_SECRET_KEY: 'short',
      WHATSAPP: 'maybe',
    };
    let problems: readonly string[] = [];
    try {
      loadEnvironment(source);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      problems = error.problems;
    }
    expect(problems).toHaveLength(5);
    const text = problems.join('\n');
    expect(text).toContain('environment: PORT: got "70000"; allowed: a port from 0 to 65535');
    expect(text).toContain('environment: DATABASE_URL: got "mysql://x"; allowed: an address such as postgres://');
    expect(text).toContain('environment: WHATSAPP: got "maybe"; allowed: on | off');
    expect(text).not.toContain('secret-token');
    expect(text).not.toContain('short');
  });

  test('an empty value in .env means not set', () => {
    expect(loadEnvironment({ REDIS_URL: '', PORT: '' })).toMatchObject({ redisUrl: null, port: 3000 });
  });
});
