import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runNashra } from '../setup/processes.ts';
import { repository } from '../setup/repository.ts';
import { temporaryFolder } from '../setup/temporary.ts';

/** A newsroom's own copy of the configuration, as editors change it. */
async function ownTexts(change: (yaml: string) => string): Promise<Record<string, string>> {
  const folder = join(await temporaryFolder(), 'config');
  await mkdir(folder);
  await cp(join(repository, 'config'), folder, { recursive: true });
  const file = join(folder, 'texts/ar.yaml');
  await writeFile(file, change(await readFile(file, 'utf8')));
  return { NASHRA_CONFIG: join(folder, 'newsroom.yaml') };
}

describe('nashra messages preview', () => {
  test('shows the sample story on both channels, in the words of config/texts', async () => {
    const env = await ownTexts((yaml) => yaml.replace('byline: بقلم {name}', 'byline: كتب {name}'));
    const { exit, stdout, stderr } = await runNashra(['messages', 'preview'], { env });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toMatch(/── telegram, \d+ characters/);
    expect(stdout).toMatch(/── whatsapp, \d+ characters/);
    expect(stdout.match(/كتب مراسل درج — .+ — قراءة \d+ دقيقة/g)).toHaveLength(2);
    expect(stdout).not.toMatch(/[\u2066-\u2069]|<b>/);
  });

  test('a wrong placeholder is one line with its file, key and name', async () => {
    const env = await ownTexts((yaml) => yaml.replace('byline: بقلم {name}', 'byline: بقلم {author}'));
    const { exit, stderr } = await runNashra(['messages', 'preview'], { env });
    expect(exit).toBe(1);
    expect(stderr).toMatch(/^nashra: .+\/texts\/ar\.yaml: message\.byline: got \{author\}; allowed: \{name\}\n$/);
  });

  test('a plural that Arabic does not have, and a missing one, are named', async () => {
    const misspelt = await ownTexts((yaml) => yaml.replace('    few: قراءة', '    several: قراءة'));
    const { exit, stderr } = await runNashra(['messages', 'preview'], { env: misspelt });
    expect(exit).toBe(1);
    expect(stderr).toContain('message.readingTime.several: unknown text');
    const shorter = await ownTexts((yaml) => yaml.replace(/ {4}other: قراءة.*\n/, ''));
    expect((await runNashra(['messages', 'preview'], { env: shorter })).stderr).toContain(
      'has no message.readingTime.other; said in the shipped words',
    );
  });

  test('a story from a file as «عاجل», and as a page', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'story.txt');
    await writeFile(
      file,
      'عنوان <القصة>\nقال الوزير سامي حداد إن المشروع سيبدأ في آذار.\nوأضاف أن كلفته مليونا دولار.\n',
    );
    const html = join(folder, 'preview.html');
    const { exit, stdout } = await runNashra([
      ...['messages', 'preview', file, '--breaking', '--channel', 'telegram', '--html', html, '--json'],
    ]);
    expect(exit).toBe(0);
    const [message] = JSON.parse(stdout);
    expect(message).toMatchObject({ channel: 'telegram', length: [...message.shown].length });
    expect(message.shown).toMatch(/^عاجل\nعنوان <القصة>/);
    expect(message.text).toContain('&lt;القصة&gt;');
    const page = await readFile(html, 'utf8');
    expect(page).toContain('<p dir="auto"><b>عاجل</b></p>');
    expect(page).not.toContain('واتساب');
  });

  test('a story with several pictures as the album that readers get', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'story.html');
    const words = 'يخرج الصيادون في الفجر إلى عرض البحر قبالة طرابلس، ويعودون عند الظهيرة بما تيسّر من السمك';
    const body = [1, 2, 3, 4]
      .map((place) => `<p>${words} في اليوم ${place}.</p><img src="/p/boats-${place}.jpg">`)
      .join('');
    await writeFile(
      file,
      `<html><head><title>صيادو طرابلس</title><meta property="og:image" content="https://daraj.media/p/lead-of-it.jpg"></head>
      <body><article><h1>صيادو طرابلس</h1><div class="entry-content">${body}</div></article></body></html>`,
    );
    const env = await ownTexts((yaml) => yaml);
    await writeFile(
      env.NASHRA_CONFIG ?? '',
      (await readFile(env.NASHRA_CONFIG ?? '', 'utf8')).replace('# photos: true', 'photos: { album: 4 }'),
    );
    const html = join(folder, 'preview.html');
    const { exit, stdout } = await runNashra(['messages', 'preview', file, '--html', html], { env });
    expect(exit).toBe(0);
    const addresses = ['lead-of-it', 'boats-1', 'boats-2', 'boats-3'].map(
      (name) => `https://daraj.media/p/${name}.jpg`,
    );
    const [telegram = '', whatsapp = ''] = stdout.split('── whatsapp');
    expect(telegram).toMatch(/^── telegram, an album of 4 pictures with its text below, \d+ characters\n/);
    expect(telegram).toContain(addresses.map((address, place) => `   ${place + 1}. ${address}`).join('\n'));
    expect(whatsapp).not.toMatch(/album|boats/);
    expect(await readFile(html, 'utf8')).toContain('<div class="pictures"><p><bdi>lead-of-it.jpg</bdi></p><p>');
  });

  test.each([
    ['morning', /^── telegram, \d+ characters\n\nنشرة الصباح — .+\n\n1\. .+/],
    ['weekly', /^── telegram, \d+ characters\n\nالأكثر قراءة — .+\n\n1\. .+/],
  ])('the edition %s', async (edition, expected) => {
    const { stdout } = await runNashra(['messages', 'preview', '--edition', edition]);
    expect(stdout).toMatch(expected);
  });

  test('a picture, by Chromium', async () => {
    const png = join(await temporaryFolder(), 'preview.png');
    const { exit, stderr } = await runNashra(['messages', 'preview', '--png', png]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect((await readFile(png)).subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'));
  }, 90_000);

  test('what cannot be done is said, with the exit code of its kind', async () => {
    const wrong = await runNashra(['messages', 'preview', '--edition', 'evening']);
    expect(wrong).toMatchObject({
      exit: 2,
      stderr: 'nashra: --edition: got "evening"; allowed: breaking, morning, weekly\n',
    });
    expect(await runNashra(['messages', 'preview', '--channel', 'post'])).toMatchObject({ exit: 2 });
    expect(await runNashra(['messages', 'preview', '/nowhere.txt'])).toMatchObject({ exit: 1 });
    const noBrowser = await runNashra(['messages', 'preview', '--png', '/tmp/x.png'], {
      env: { CHROMIUM_PATH: '/nowhere' },
    });
    expect(noBrowser.stderr).toContain('--png takes Chromium');
  });
});
