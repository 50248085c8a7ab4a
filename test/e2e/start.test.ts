import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { request } from 'undici';
import { describe, expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { runNashra, startNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

/** A start that fails: its exit code and the lines it printed, without the log. */
async function failing(env: Record<string, string>, more: Parameters<typeof runNashra>[1] = {}) {
  const { exit, stderr } = await runNashra(['serve'], {
    ...more,
    env: { NASHRA_DATA_DIR: await temporaryFolder(), ...env },
  });
  return { exit, lines: stderr.split('\n').filter((line) => line.startsWith('nashra: ')) };
}

describe('a start that cannot be', () => {
  test('port taken: one line says which and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    atEnd(async () => void server.close());
    const { port } = server.address() as AddressInfo;
    const dataDir = await temporaryFolder();
    const { exit, lines } = await failing({ PORT: String(port), NASHRA_DATA_DIR: dataDir });
    expect(exit).toBe(1);
    // And its database does not stay behind.
    expect(await readFile(join(dataDir, 'postgresql/cluster/postmaster.pid'), 'utf8').catch(() => 'gone')).toBe('gone');
    expect(lines).toEqual([
      `nashra: port ${port} is taken: stop what uses it or set PORT to another (PORT=0 takes any free one)`,
    ]);
  });

  test('data folder not writable', async () => {
    const folder = join(await temporaryFolder(), 'closed');
    await mkdir(folder, { mode: 0o500 });
    await chmod(folder, 0o500);
    const nobody = { uid: 65_534, gid: 65_534 };
    const { exit, lines } = await failing(
      { NASHRA_DATA_DIR: folder, HOME: '/tmp' },
      process.getuid?.() === 0 ? { account: nobody, cwd: '/' } : {},
    );
    expect(exit).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(folder);
    expect(lines[0]).toMatch(/writ|NASHRA_DATA_DIR/);
  });

  test('every wrong variable at once', async () => {
    const { exit, lines } = await failing({ PORT: 'http', REDIS_URL: 'localhost' });
    expect(exit).toBe(1);
    expect(lines).toHaveLength(2);
  });

  test('a real token without a key to seal addresses with', async () => {
    const { lines } = await failing({ TELEGRAM_BOT_TOKEN: '7000000001:AAnashra-sandbox-has-no-secret-to-keep' });
    expect(lines).toEqual([
      'nashra: environment: NASHRA_SECRET_KEY: is missing; allowed: 64 hexadecimal digits, made by: openssl rand -hex 32',
    ]);
  });

  test('a mistake in newsroom.yaml or in the texts', async () => {
    const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed', { timeZone: 'Mars/Base' }), {
      record: 'empty',
    });
    const first = await runNashra(['serve'], { env: newsroom.env });
    expect(first.exit).toBe(1);
    expect(first.stderr).toContain('timeZone: got "Mars/Base"; allowed: an IANA time zone');

    const texts = join(newsroom.env.NASHRA_CONFIG ?? '', '../texts/ar.yaml');
    await writeFile(texts, (await readFile(texts, 'utf8')).replace('{newsroom}', '{newspaper}'));
    await writeFile(newsroom.env.NASHRA_CONFIG ?? '', JSON.stringify(newsroomConfig('http://127.0.0.1:9/feed')));
    const second = await runNashra(['serve'], { env: newsroom.env });
    expect(second.stderr).toContain('start.welcome: got {newspaper}; allowed: {newsroom}');
  });

  test('an instance for WhatsApp alone, where WhatsApp is off or has no browser', async () => {
    const off = await runNashra(['serve', '--role', 'whatsapp'], { env: { WHATSAPP: 'off' } });
    expect(off.exit).toBe(1);
    expect(off.stderr).toContain('nashra: WhatsApp is off: WHATSAPP=off is set');
    const missing = await runNashra(['serve', '--role', 'whatsapp'], { env: { CHROMIUM_PATH: '/no/such/chromium' } });
    expect(missing.exit).toBe(1);
    expect(missing.stderr).toContain('CHROMIUM_PATH names /no/such/chromium, which is no program');
  });

  test('a database that is not there', async () => {
    const { exit, lines } = await failing({ DATABASE_URL: 'postgres://nobody:wrong@127.0.0.1:1/none' });
    expect(exit).toBe(1);
    expect(lines[0]).toMatch(/the database does not answer: .*; check DATABASE_URL or run: nashra doctor/);
  });
});

describe('trouble while running', () => {
  test('a refused token is said with what to do, and the rest goes on', async () => {
    const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'), { record: 'empty' });
    const serve = await newsroom.serve({ TELEGRAM_BOT_TOKEN: '7000000001:another-token-that-is-not-known-here' });
    await waitFor(() => serve.stderr().includes('Telegram refused TELEGRAM_BOT_TOKEN: ask @BotFather'), {
      message: 'the refused token was not named',
    });
    expect((await fetch(`${serve.address}/readyz`)).status).toBe(200);
    expect(serve.stderr()).not.toContain('another-token-that-is-not-known-here');
  });

  test('a feed that cannot be reached is shown and the page is there', async () => {
    const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'), { record: 'empty' });
    const serve = await newsroom.serve();
    await waitFor(
      async () =>
        /nashra_feed_failures\{feed="main"\} [1-9]/.test(await (await fetch(`${serve.address}/metrics`)).text()),
      {
        message: 'the failing feed is not in the metrics',
      },
    );
    expect((await fetch(`${serve.address}/queues`)).status).toBe(200);
    // As a hostile page in the browser of this machine would: what is sent so needs no leave of ours.
    const foreign = await fetch(`${serve.address}/queues/api/queues/records/add`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'text/plain' },
      body: JSON.stringify({ name: 'prune', data: {} }),
    });
    expect(foreign.status).toBe(403);
    // fetch would not send another Host.
    const strange = await request(`${serve.address}/metrics`, { headers: { host: 'nashra.example' } });
    expect(strange.statusCode).toBe(403);
    await strange.body.dump();
  });

  test('the embedded database killed in mid-run comes back by itself and the desk goes on', async () => {
    const dataDir = await temporaryFolder();
    const serve = await startNashra(['serve'], { env: { NASHRA_DATA_DIR: dataDir, PORT: '0' } });
    const ready = await waitFor(
      () => /ready: (http:\/\/[^/]+)\/sandbox \(sandbox, embedded PostgreSQL in ([^,]+),/.exec(serve.stdout()),
      {
        message: 'not ready',
        timeoutMs: 40_000,
      },
    );
    const [, address = '', cluster = ''] = ready;
    const messages = async () => (await (await fetch(`${address}/sandbox/messages`)).json()) as { text: string }[];
    await waitFor(async () => (await messages()).some((message) => message.text.includes('كازاخستان')), {
      message: 'the sample story never came',
      timeoutMs: 60_000,
    });
    // Its phones would be others, and messages would be seen on either.
    const second = await failing({ NASHRA_DATA_DIR: dataDir, PORT: '0' });
    expect(second).toMatchObject({
      exit: 1,
      lines: [expect.stringContaining('a sandbox runs on this database already')],
    });
    const postmaster = async () =>
      Number((await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
    const killed = await postmaster();
    process.kill(killed, 'SIGKILL');
    await waitFor(async () => ![0, killed].includes(await postmaster()), {
      message: 'the database was not started again',
      timeoutMs: 30_000,
    });
    await waitFor(async () => (await fetch(`${address}/readyz`)).status === 200, {
      message: 'the database did not come back',
      timeoutMs: 30_000,
    });
    const before = (await messages()).length;
    await fetch(`${address}/sandbox/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ to: '710000001', text: '/latest' }),
    });
    await waitFor(async () => (await messages()).length > before, {
      message: 'the bot no longer answers',
      timeoutMs: 40_000,
    });
    expect(await serve.kill('SIGTERM')).toBe(0);
  }, 300_000);
});
