import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { sql } from 'kysely';
import pg from 'pg';
import { beforeEach, describe, expect, inject, test } from 'vitest';
import { restoreBackup } from '../../src/database/backup/restore.ts';
import { recordTables } from '../../src/database/backup/tables.ts';
import { writeBackup } from '../../src/database/backup/write.ts';
import { type Db, openDatabase } from '../../src/database/database.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { moveAddress } from '../../src/subscribers/move-address.ts';
import { subscriberStore } from '../../src/subscribers/store.ts';
import { atEnd } from '../setup/cleanup.ts';
import { createTestDatabase } from '../setup/database.ts';
import { somebodyWaits } from '../setup/locks.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { sealed } from './backup-sealed.ts';

let url: string;
let db: Db;
let file: string;
const addresses = addressBook(randomBytes(32));

beforeEach(async () => {
  ({ url } = await createTestDatabase({ template: inject('migrated') }));
  const handle = openDatabase(url, { applicationName: 'test', onError: () => {} });
  atEnd(() => handle.close());
  db = handle.db;
  file = join(await temporaryFolder(), 'backup.gz');
});

const given = { version: '0', keyMark: '' };
const backUp = (out: Writable = createWriteStream(file)) => writeBackup(url, out, given, () => {});
const restore = () => restoreBackup(url, createReadStream(file), { actor: 'test', bringBack: false }, () => {});
const audits = (count: number) =>
  sql`insert into audit (actor, action, subject)
    select 'test', 'test', repeat(md5(n::text), 10) from generate_series(1, ${count}::integer) n`.execute(db);

async function session(name: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: name });
  client.on('error', () => {});
  await client.connect();
  atEnd(() => client.end());
  return client;
}

describe('a backup', () => {
  test('has every table that the migrations make', async () => {
    const { rows } = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_name not like 'schema_migration%' order by 1`.execute(db);
    const tables = (await recordTables(await session('test'))).map(({ table }) => table);
    expect(tables.sort()).toEqual(rows.map(({ name }) => name));
  });

  test('takes longer than the server gives a statement, when its pipe is slow', { timeout: 60_000 }, async () => {
    await audits(60_000);
    await sql`alter database ${sql.id(new URL(url).pathname.slice(1))} set statement_timeout = '1s'`.execute(db);
    let stood: Promise<void> | null = null;
    // It stands still for two seconds behind the first that it is given.
    const slow = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        stood ??= new Promise((resolve) => setTimeout(resolve, 2_000));
        void stood.then(() => done());
      },
    });
    expect((await backUp(slow)).rows.audit).toBe(60_000);
  });

  test('that waited for a restore is none, and says so', async () => {
    const restoring = await session('nashra-restore');
    await restoring.query('begin; create temporary table was as select * from record; truncate record');
    await restoring.query('insert into record select * from was');
    const made = backUp().catch((error: unknown) => error);
    await somebodyWaits(db);
    await restoring.query('commit');
    expect(await made).toMatchObject({ name: 'BackupError', message: expect.stringContaining('was being restored') });
  });
});

describe('restoring', () => {
  test('leaves alone what another program keeps in the same database', async () => {
    await backUp();
    await sql`create table "another’s" as select 1 as kept`.execute(db);
    await restore();
    expect((await sql`select kept from "another’s"`.execute(db)).rows).toEqual([{ kept: 1 }]);
  });

  test('of very many rows waits for the server without a listener for each time', { timeout: 60_000 }, async () => {
    const warnings: string[] = [];
    const warned = (warning: Error) => warnings.push(warning.name);
    process.on('warning', warned);
    await audits(100_000);
    await backUp();
    expect((await restore()).rows.audit).toBe(100_000);
    process.off('warning', warned);
    expect(warnings).toEqual([]);
  });

  test('of rows that the record refuses says which and why, and changes nothing', { timeout: 60_000 }, async () => {
    await audits(100_000);
    await backUp();
    const broken = file.replace('backup', 'broken');
    await pipeline(
      createReadStream(file),
      createGunzip(),
      sealed(/\ttest\ttest\t/, '\t\\N\ttest\t'),
      createGzip(),
      createWriteStream(broken),
    );
    file = broken;
    await expect(restore()).rejects.toMatchObject({
      name: 'BackupError',
      message: expect.stringContaining('null value in column "actor"'),
    });
    expect((await sql<{ count: number }>`select count(*) from audit`.execute(db)).rows[0]?.count).toBe(100_000);
  });

  test('is refused while a session of the desk is open, also one that came while it waited for the locks', async () => {
    await backUp();
    const desk = await session('nashra');
    await expect(restore()).rejects.toThrow('stop every instance');
    await desk.end();
    const reading = await session('test');
    await reading.query('begin; select from lane');
    const restored = restore().catch((error: unknown) => error);
    await somebodyWaits(db);
    await session('nashra-notices');
    await reading.query('commit');
    expect(await restored).toMatchObject({ message: expect.stringContaining('stop every instance') });
  });

  test('composes no edition that was due, and what an account sent today counts on', async () => {
    await db.insertInto('edition_tick').values({ edition: 'morning', instant: new Date() }).execute();
    await backUp();
    await db.insertInto('channel_status').values({ lane: 'whatsapp:main', status: '{"today":{"sent":240}}' }).execute();
    await restore();
    expect(await db.selectFrom('edition_tick').select('state').execute()).toEqual([{ state: 'skipped' }]);
    expect(await db.selectFrom('channel_status').select('status').execute()).toEqual([
      { status: { today: { sent: 240 } } },
    ]);
  });

  test('keeps a reader whose address is another since, and not one who left under it', async () => {
    const store = subscriberStore(db, addresses);
    await db.insertInto('lane').values({ name: 'whatsapp:main', channel: 'whatsapp' }).execute();
    const ids: number[] = [];
    for (const address of ['1@lid', '2@lid']) {
      const joined = await db
        .insertInto('subscriber')
        .values({
          lane_id: sql`(select id from lane)`,
          channel: 'whatsapp',
          language: 'ar',
          address_hash: addresses.hash('whatsapp', address),
          address_sealed: addresses.seal('whatsapp', address),
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      ids.push(joined.id);
    }
    await backUp();
    for (const [index, id] of ids.entries())
      await moveAddress(db, addresses, id, { channel: 'whatsapp', address: `96170000${index}` });
    await store.leave({ channel: 'whatsapp', address: '961700001' }, 'left');
    expect(await restore()).toMatchObject({ erased: 0, left: 1 });
    const states = await db.selectFrom('subscriber').select('state').orderBy('id').execute();
    expect(states).toEqual([{ state: 'active' }, { state: 'left' }]);
  });
});
