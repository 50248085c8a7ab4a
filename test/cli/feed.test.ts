import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fixture } from '../feeds/fixtures.ts';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra } from '../setup/processes.ts';
import { startFeedServer } from '../standins/feed-server.ts';

const file = (name: string) => fileURLToPath(new URL(`../fixtures/feeds/${name}`, import.meta.url));

describe('nashra feed check', () => {
  test('a file whose encoding nobody declared, in lines for people', async () => {
    const { exit, stdout } = await runNashra(['feed', 'check', file('windows-1256-undeclared.xml')]);
    expect(exit).toBe(0);
    expect(stdout).toContain('rss, windows-1256');
    expect(stdout).toContain('! no charset is declared; read as windows-1256');
    expect(stdout).toContain('a first poll would send');
  });

  test('an address, as JSON: what it is, each entry, and the messages a first poll would make', async () => {
    const site = await startFeedServer();
    atEnd(() => site.close());
    site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
    const { exit, stdout } = await runNashra(['feed', 'check', `${site.url}/feed/`, '--json']);
    expect(exit).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ format: 'rss', encoding: 'utf-8', count: 1, whole: 1, hub: null, better: [] });
    expect(report.items).toMatchObject([{ fate: 'announced', needsPage: false, warnings: [] }]);
    expect(report.announced).toMatchObject([{ link: 'https://example.org/tokayev/', byline: 'مراسل درج' }]);
    expect(report.announced[0].summary.length).toBeGreaterThan(80);
  });

  test('a report longer than a pipe holds arrives whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nashra-long-'));
    atEnd(() => rmSync(folder, { recursive: true }));
    const items = Array.from({ length: 3000 }, (_, n) => `<item><title>خبر ${n}</title><link>/${n}</link></item>`);
    const path = join(folder, 'long.xml');
    writeFileSync(
      path,
      `<rss version="2.0"><channel><link>https://example.org/</link>${items.join('')}</channel></rss>`,
    );
    const { exit, stdout } = await runNashra(['feed', 'check', path, '--json', '--no-pages', '--show', '3000']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout).items).toHaveLength(3000);
  });

  test('says what is wrong in one line, with the exit code of its kind', async () => {
    const nothing = await runNashra(['feed', 'check', '/nowhere.xml']);
    expect(nothing).toMatchObject({
      exit: 1,
      stderr: 'nashra: /nowhere.xml: there is no such file; give a file or an address with https://\n',
    });
    expect(await runNashra(['feed', 'check', file('not-a-feed.txt')])).toMatchObject({ exit: 1 });
    expect(await runNashra(['feed', 'check'])).toMatchObject({ exit: 2 });
    expect(await runNashra(['feed', 'check', 'x.xml', '--show', 'all'])).toMatchObject({ exit: 2 });
  });
});
