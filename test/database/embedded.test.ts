import { chmod, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded/index.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { query, serverIsGone, startOwner } from './embedded-owner.ts';

const log = { info: () => {}, warn: () => {}, error: console.error };

async function start(dataDir: string, more: { signal?: AbortSignal } = {}): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, log, ...more });
  onTestFinished(() => server.release());
  return server;
}

it('makes a database at the first start, and finds it again at the next', async () => {
  const dataDir = join(await temporaryFolder(), "the editor's data", 'بيانات');
  const first = await start(dataDir);
  await query(first.url, `create table story (title text); insert into story values ('نشرة المساء')`);
  await first.release();
  expect(await serverIsGone(first.url)).toBe(true);

  const second = await start(dataDir);
  expect(second.url).toBe(first.url);
  expect(second.adopted).toBe(false);
  expect(await query(second.url, 'select title from story')).toEqual([{ title: 'نشرة المساء' }]);
});

it('keeps what was committed through a loss of power, and sorts the same on every machine', async () => {
  const { url } = await start(await temporaryFolder());
  const names = ['fsync', 'synchronous_commit', 'full_page_writes', 'jit', 'max_connections', 'data_checksums'];
  const rows = await query<{ name: string; setting: string }>(
    url,
    `select name, setting from pg_settings where name in (${names.map((name) => `'${name}'`)})`,
  );
  expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    jit: 'off',
    max_connections: '200',
    data_checksums: 'on',
  });
  const locale = `select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale
    from pg_database where datname = current_database()`;
  expect(await query(url, locale)).toEqual([{ encoding: 'UTF8', provider: 'b', locale: 'C.UTF-8' }]);
});

it('lets in only who knows the password, and only from this machine', async () => {
  const { url, dataDir } = await start(await temporaryFolder());
  const guess = new URL(url);
  guess.password = 'guess';
  await expect(query(guess.href, 'select 1')).rejects.toThrow('password authentication failed');
  expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
  expect(await query(url, 'show unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
  const password = await stat(join(dirname(dataDir), 'password'));
  expect(password.mode & 0o777).toBe(0o600);
});

it('writes nothing of what people sent into its log', async () => {
  const { url, dataDir } = await start(await temporaryFolder());
  await query(url, 'create table person (address text not null, name text not null)');
  await expect(query(url, `insert into person values ('secret-address', null)`)).rejects.toThrow('null value');
  await expect(query(url, `select 'secret-address'::integer`)).rejects.toThrow('invalid input');
  expect(await readFile(join(dirname(dataDir), 'server.log'), 'utf8')).not.toContain('secret-address');
});

it('runs for as long as anybody uses it, and ends with the last one', async () => {
  const dataDir = await temporaryFolder();
  const here = await start(dataDir);
  const other = await startOwner({ dataDir });
  expect(await other.ready()).toMatchObject({ adopted: true, pid: here.pid, url: here.url });

  await here.release();
  await query(here.url, 'select 1');
  expect(await other.child.kill('SIGTERM')).toBe(0);
  expect(await serverIsGone(here.url)).toBe(true);
});

it('takes another port when a stranger has taken its own', async () => {
  const dataDir = await temporaryFolder();
  const before = await start(dataDir);
  await before.release();
  const stranger = createServer();
  onTestFinished(() => void stranger.close());
  await new Promise<void>((resolve) => stranger.listen(Number(new URL(before.url).port), '127.0.0.1', resolve));

  const after = await start(dataDir);
  expect(new URL(after.url).port).not.toBe(new URL(before.url).port);
  await query(after.url, 'select 1');
});

it('leaves no server behind when the start is given up', async () => {
  const dataDir = await temporaryFolder();
  const giveUp = new AbortController();
  const starting = startEmbedded({ dataDir, log: { ...log, info: () => giveUp.abort() }, signal: giveUp.signal });
  await expect(starting).rejects.toThrow('aborted');
  expect(await stat(join(dataDir, 'postgresql', 'cluster', 'postmaster.pid')).catch(() => 'none')).toBe('none');
  await query((await start(dataDir)).url, 'select 1');
});

it('mends the modes of a database that was copied without them', async () => {
  const dataDir = await temporaryFolder();
  const before = await start(dataDir);
  await before.release();
  await chmod(before.dataDir, 0o755);
  await query((await start(dataDir)).url, 'select 1');
});

it('says in one line what is wrong with a data folder', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), '');
  await expect(start(join(folder, 'file'))).rejects.toMatchObject({ problem: 'not-writable' });
  await expect(start(join(folder, 'file', 'below'))).rejects.toThrow(/^The data folder .*: remove the file, or set/);

  const server = await start(folder);
  await server.release();
  await writeFile(join(server.dataDir, 'PG_VERSION'), '17\n');
  await expect(start(folder)).rejects.toMatchObject({ problem: 'other-version' });
  await expect(start(folder)).rejects.toThrow(/made by PostgreSQL 17 and this program brings 18/);

  await rm(join(server.dataDir, 'PG_VERSION'));
  await expect(start(folder)).rejects.toThrow(/holds no PostgreSQL database/);
});
