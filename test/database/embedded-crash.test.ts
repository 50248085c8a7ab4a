import { spawnSync } from 'node:child_process';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded/index.ts';
import { startStamp } from '../../src/database/embedded/process-identity.ts';
import { endChild, startChild } from '../setup/child.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';
import { query, serverIsGone, startOwner } from './embedded-owner.ts';

const log = { info: () => {}, warn: () => {}, error: () => {} };

async function start(dataDir: string, supervise: 'restart' | 'leave' = 'leave'): Promise<EmbeddedServer> {
  const server = await startEmbedded({ dataDir, log, supervise });
  onTestFinished(() => server.release());
  return server;
}

it('outlives a killed program and is adopted by the next', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner({ dataDir });
  const before = await owner.ready();
  await query(before.url, 'create table kept (n integer); insert into kept values (1)');
  await owner.child.kill('SIGKILL');

  const after = await start(dataDir);
  expect(after).toMatchObject({ adopted: true, pid: before.pid, url: before.url });
  expect(await query(after.url, 'select n from kept')).toEqual([{ n: 1 }]);
  await after.release();
  expect(await serverIsGone(after.url)).toBe(true);
});

it('is not reached by what the terminal sends to the program and all it started', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner({ dataDir });
  const { url, pid } = await owner.ready();
  owner.child.killGroup('SIGKILL');
  await owner.child.ended;
  await query(url, 'select 1');
  expect(await start(dataDir)).toMatchObject({ adopted: true, pid });
});

it('loses no acknowledged row to kill -9 of the server, and is back on its port within seconds', async () => {
  const server = await start(await temporaryFolder(), 'restart');
  await query(server.url, 'create table acknowledged (writer integer, n integer)');
  const acknowledged = new Set<string>();
  const stop = new AbortController();
  const writers = [1, 2, 3, 4].map((writer) => insertUntil(stop.signal, server.url, writer, acknowledged));

  for (let kill = 1; kill <= 3; kill += 1) {
    const { pid } = server;
    const before = acknowledged.size;
    await waitFor(() => acknowledged.size > before + 200, { message: 'nothing is written' });
    process.kill(pid, 'SIGKILL');
    const since = Date.now();
    await waitFor(() => server.pid !== pid, { message: 'the server was not started again' });
    await query(server.url, 'select 1');
    console.log(`back after ${Date.now() - since} ms`);
  }
  stop.abort();
  await Promise.all(writers);

  const rows = await query<{ key: string }>(server.url, `select writer || ':' || n as key from acknowledged`);
  const stored = new Set(rows.map((row) => row.key));
  expect([...acknowledged].filter((key) => !stored.has(key))).toEqual([]);
  expect(acknowledged.size).toBeGreaterThan(600);
});

/** Inserts one row after another, each committed by itself, and connects again whenever the server is away. */
async function insertUntil(signal: AbortSignal, url: string, writer: number, acknowledged: Set<string>): Promise<void> {
  let n = 0;
  while (!signal.aborted) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      while (!signal.aborted) {
        n += 1;
        await client.query('insert into acknowledged values ($1, $2)', [writer, n]);
        acknowledged.add(`${writer}:${n}`);
      }
    } catch {
      await delay(20);
    } finally {
      client.end().catch(() => undefined);
    }
  }
}

it('recovers at the next start when server and program were both killed', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner({ dataDir, supervise: 'restart' });
  const { url, pid } = await owner.ready();
  await query(url, 'create table kept (n integer); insert into kept values (1)');
  await owner.child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');

  const after = await start(dataDir);
  expect(after.adopted).toBe(false);
  expect(await query(after.url, 'select n from kept')).toEqual([{ n: 1 }]);
});

it('does not start beside a process of the killed server that still works', async () => {
  const dataDir = await temporaryFolder();
  const before = await start(dataDir);
  const busy = new pg.Client({ connectionString: before.url });
  busy.on('error', () => undefined);
  await busy.connect();
  const { rows } = await busy.query<{ pid: number }>('select pg_backend_pid() as pid');
  const orphan = rows[0]?.pid ?? 0;
  // Never waits for anything, so it does not hear that its postmaster is gone.
  const calculation = busy.query('do $$ begin loop end loop; end $$').catch(() => undefined);
  const running = `select 1 from pg_stat_activity where pid = ${orphan} and state = 'active'`;
  await waitFor(async () => (await query(before.url, running)).length > 0, { message: 'it does not calculate' });
  process.kill(before.pid, 'SIGKILL');

  const after = await start(dataDir);
  expect(['ended', undefined]).toContain(startStamp(orphan));
  await query(after.url, 'select 1');
  await calculation;
  await busy.end().catch(() => undefined);
});

it('stays counted as a user when the server restarts itself after one of its processes was killed', async () => {
  const dataDir = await temporaryFolder();
  const here = await start(dataDir, 'restart');
  const other = await startOwner({ dataDir, supervise: 'leave' });
  await other.ready();
  const users = `select count(*)::integer as n from pg_locks where locktype = 'advisory' and mode = 'ShareLock'`;
  expect(await query(here.url, users)).toEqual([{ n: 2 }]);

  const victim = await query<{ pid: number }>(here.url, `select pid from pg_stat_activity where datname = 'postgres'`);
  process.kill(victim[0]?.pid ?? 0, 'SIGKILL');
  await waitFor(async () => (await query<{ n: number }>(here.url, users))[0]?.n === 2, { message: 'not counted' });
  await here.release();
  await query(here.url, 'select 1');
  await other.child.kill('SIGTERM');
  expect(await serverIsGone(here.url)).toBe(true);
});

it('begins anew after a first start that was killed at any moment', async () => {
  // The whole of a first start takes some 800 ms.
  for (const moment of [30, 250, 450, 600, 800]) {
    const dataDir = await temporaryFolder();
    const killed = await startOwner({ dataDir });
    const began = Date.now();
    await waitFor(async () => (await readdir(dataDir)).length > 0, { message: 'the start does nothing' });
    await waitFor(() => Date.now() - began >= moment, { message: 'time stands still' });
    await killed.child.kill('SIGKILL');

    const server = await startEmbedded({ dataDir, log });
    await query(server.url, 'create table works (n integer)');
    await server.release();
    const left = (await readdir(dataDir)).filter((name) => name.startsWith('postgresql.new'));
    expect({ moment, left }).toEqual({ moment, left: [] });
  }
});

it('waits for a server that a killed start has just begun to start', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  await first.release();
  const logFile = join(dirname(first.dataDir), 'server.log');
  for (let round = 0; round < 3; round += 1) {
    const { size } = await stat(logFile);
    const killed = await startOwner({ dataDir });
    await waitFor(async () => (await stat(logFile)).size > size, { message: 'the server does not start' });
    await killed.child.kill('SIGKILL');
    const server = await startEmbedded({ dataDir, log });
    await query(server.url, 'select 1');
    await server.release();
    expect(await serverIsGone(server.url)).toBe(true);
  }
});

it('makes one database when several programs make their first start at once', async () => {
  const dataDir = await temporaryFolder();
  const owners = await Promise.all([1, 2, 3, 4].map(() => startOwner({ dataDir })));
  const reports = await Promise.all(owners.map((owner) => owner.ready()));
  expect(new Set(reports.map((report) => report.pid)).size).toBe(1);
  expect(reports.filter((report) => !report.adopted).length).toBe(1);
  const makers = owners.filter((owner) => owner.child.stderr().includes('made a database'));
  expect(makers.length).toBe(1);

  // And when all let go at once, the last one ends it, whichever that is.
  await Promise.all(owners.map((owner) => owner.child.kill('SIGTERM')));
  expect(await serverIsGone(reports[0]?.url ?? '')).toBe(true);
});

it('is not misled by an old number that now belongs to another process', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner({ dataDir });
  const { pid, dataDir: cluster } = await owner.ready();
  await owner.child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  // PostgreSQL minds only processes of its own account, so the stranger is one.
  const { uid, gid } = await stat(cluster);
  const stranger = await startChild('sleep', ['600'], { uid, gid, cwd: '/' });
  onTestFinished(() => endChild(stranger));
  const pidFile = join(cluster, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8')).split('\n');
  await writeFile(pidFile, [String(stranger.pid), ...lines.slice(1)].join('\n'));

  const server = await start(dataDir);
  expect(server.adopted).toBe(false);
  await query(server.url, 'select 1');
  await server.release();
  expect(stranger.isRunning()).toBe(true);
});

it('lets a start wait for a server that is still ending', async () => {
  const dataDir = await temporaryFolder();
  const owner = await startOwner({ dataDir });
  const { pid } = await owner.ready();
  await owner.child.kill('SIGKILL');
  process.kill(pid, 'SIGINT');
  const server = await start(dataDir);
  await query(server.url, 'select 1');
});

it('is not barred by the empty file that a start on a full disk leaves', async () => {
  const dataDir = await temporaryFolder();
  const before = await start(dataDir);
  await before.release();
  await writeFile(join(before.dataDir, 'postmaster.pid'), '');
  const server = await start(dataDir);
  await query(server.url, 'select 1');
});

it('starts no second server on a folder that another container uses', async ({ skip }) => {
  const container = ['--pid', '--fork', '--mount-proc', '--kill-child', '--'];
  if (spawnSync('unshare', [...container, 'true']).status !== 0)
    return skip('process namespaces are not permitted here');
  const dataDir = await temporaryFolder();
  const elsewhere = await startOwner({ dataDir }, { inside: ['unshare', ...container] });
  const { url } = await elsewhere.ready();
  await query(url, 'create table kept (n integer); insert into kept values (1)');
  await expect(startEmbedded({ dataDir, log })).rejects.toThrow(/is in use in another container .*: stop that one/);

  // A container that is killed takes its server with it. That it is silent has to be heard for a while.
  await elsewhere.child.kill('SIGKILL');
  expect(await query((await start(dataDir)).url, 'select n from kept')).toEqual([{ n: 1 }]);
});
