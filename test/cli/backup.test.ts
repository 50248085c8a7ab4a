import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/database/database.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { subscriberStore } from '../../src/subscribers/store.ts';
import { addUser, inviteAgain, listUsers, shutOut, takeUpInvitation } from '../../src/users/store.ts';
import { rss, rssType } from '../e2e/feed.ts';
import { chatId, type E2eNewsroom, newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { atEnd } from '../setup/cleanup.ts';
import { createTestDatabase } from '../setup/database.ts';
import { runNashra, startNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';
import { waitFor } from '../setup/wait.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';

const readers = 200;
let feed: FeedServer;
let newsroom: E2eNewsroom;
let folder: string;
let whole: string;
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runNashra(args, { env: { ...newsroom.env, ...env } });
const stories = (...slugs: string[]) =>
  feed.set('/feed', { ...rssType, body: rss(...slugs.map((slug) => ({ slug, title: `قصة ${slug}` }))) });
const restored = (shown: string) => JSON.parse(shown) as { erased: number; left: number; paused: number };

/** Kills the command when it says that it comes to `table`; its process stands still from then on, so that it cannot have ended before. */
async function killedAt(table: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = await startNashra(args, { env: { ...env, NODE_OPTIONS: `--import=${stopAt(table)}` } });
  await waitFor(() => child.stderr().includes(`${table}\n`), { message: `${args[0]} never came to ${table}` });
  expect(await child.kill('SIGKILL')).toBe('SIGKILL');
}

/** A module that stops the process at the moment at which it has written the name of the table. */
function stopAt(table: string): string {
  const source = `
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (text, ...more) => {
      const written = write(text, ...more);
      if (text === '${table}\\n') process.kill(process.pid, 'SIGSTOP');
      return written;
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}

/** All that a record holds but its audit and what a restore puts back to its beginning, to be compared. */
async function contentOf(url: string): Promise<unknown> {
  const { db, close } = openDatabase(url, { applicationName: 'test', onError: () => {} });
  try {
    const { rows } = await sql<{ content: unknown }>`
      select jsonb_build_object(
        'subscriber', (select jsonb_agg(to_jsonb(s) order by id) from subscriber s),
        'subscription', (select jsonb_agg(to_jsonb(s) order by edition, subscriber_id) from subscription s),
        'article', (select jsonb_agg(to_jsonb(a) order by id) from article a),
        'version', (select jsonb_agg(to_jsonb(v) order by article_id, version) from article_version v),
        'push', (select jsonb_agg(to_jsonb(p) - '{state,pause_reason,pause_to_tell}'::text[] order by id) from push p),
        'delivery', (select jsonb_agg(to_jsonb(d) order by push_id, subscriber_id) from delivery d)) as content`.execute(
      db,
    );
    return rows[0]?.content;
  } finally {
    await close();
  }
}

/** A desk that has sent one story to all and is in the middle of another, and a backup made while it works. */
beforeAll(async () => {
  feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  newsroom = await startNewsroom(
    newsroomConfig(`${feed.url}/feed`, {
      feeds: [{ name: 'main', url: `${feed.url}/feed`, mode: 'auto', pollEvery: '1s', firstRun: 0 }],
      // So slow that a backup is made in the middle of a push.
      channels: { telegram: { rate: 25 } },
    }),
  );
  folder = await temporaryFolder();
  const served = await newsroom.serve();
  await newsroom.subscribe(readers);
  const sent = () => newsroom.telegram.statistics().accepted;
  await waitFor(
    () => newsroom.database.db.selectFrom('feed').where('primed_at', 'is not', null).selectAll().executeTakeFirst(),
    {
      message: 'the feed was never read',
    },
  );
  stories('one');
  await waitFor(() => sent() >= readers, { message: 'the first story was not sent' });
  stories('one', 'two');
  await waitFor(() => sent() > readers + 20, { message: 'the second story was never begun' });
  whole = join(folder, 'whole.backup.gz');
  const made = await run(['backup', whole]);
  expect(made.stderr).not.toContain('nashra:');
  expect(made.exit).toBe(0);
  expect(made.stdout).toContain(`${readers} readers, 2 stories and 2 pushes are in ${whole}`);
  await waitFor(() => sent() >= readers * 2, { message: 'the second story was not sent to all' });
  expect(await served.kill()).toBe(0);
}, 120_000);

describe('a backup', () => {
  test('is its owner’s alone, has no address in clear, and never takes the place of a file', async () => {
    expect((await stat(whole)).mode & 0o777).toBe(0o600);
    const text = gunzipSync(await readFile(whole)).toString();
    for (const index of [0, 1, readers - 1]) expect(text).not.toContain(String(chatId(index)));
    expect(text).not.toContain(newsroom.env.NASHRA_SECRET_KEY);
    const again = await run(['backup', whole]);
    expect(again).toMatchObject({ exit: 1, stdout: '' });
    expect(again.stderr).toContain('is there already');
  });

  test('goes into the data folder when no file is named, or to the standard output', async () => {
    const named = await run(['backup', '--json']);
    const { file } = JSON.parse(named.stdout) as { file: string };
    expect(dirname(file)).toBe(join(newsroom.env.NASHRA_DATA_DIR ?? '', 'backups'));
    expect((await run(['restore', file])).stdout).toContain('is whole');
    const piped = await startNashra(['backup', '-'], { env: newsroom.env });
    expect(await piped.ended).toBe(0);
    expect(piped.stdout().length).toBeGreaterThan(1000);
  });

  test('killed while it is written leaves nothing under its name', async () => {
    const file = join(folder, 'killed.backup.gz');
    for (const table of ['article', 'delivery', 'subscription']) {
      await killedAt(table, ['backup', file], newsroom.env);
      expect(await readdir(folder)).not.toContain('killed.backup.gz');
    }
  });
});

describe('restoring', () => {
  test('gives another server the same record, on which nobody gets anything twice, and news goes on', async () => {
    const { url } = await createTestDatabase();
    const env = { DATABASE_URL: url };
    const plan = await run(['restore', whole], env);
    expect(plan.exit).toBe(0);
    expect(plan.stdout).toContain('It would take the place of another record, with 0 readers, 0 stories and 0 pushes');
    const done = await run(['restore', whole, '--yes', '--json'], env);
    expect(done.stderr).not.toContain('nashra:');
    expect(restored(done.stdout)).toMatchObject({ erased: 0, left: 0, paused: 1 });

    const second = await createTestDatabase();
    expect((await run(['restore', whole, '--yes'], { DATABASE_URL: second.url })).exit).toBe(0);
    expect(await contentOf(second.url)).toEqual(await contentOf(url));

    // A story that the site published after the backup was sent by the desk that is lost.
    stories('one', 'two', 'three');
    const before = newsroom.telegram.statistics().accepted;
    const served = await newsroom.serve(env);
    const { db, close } = openDatabase(url, { applicationName: 'test', onError: () => {} });
    try {
      await waitFor(() => db.selectFrom('article').select('id').where('link', 'like', '%three').executeTakeFirst(), {
        message: 'the story was not remembered',
      });
      stories('one', 'two', 'three', 'four');
      await waitFor(() => newsroom.telegram.statistics().accepted >= before + readers, {
        message: 'news did not go on',
      });
      const pushes = await db.selectFrom('push').select(['id', 'state']).orderBy('id').execute();
      expect(pushes.map(({ state }) => state)).toEqual([
        'finished',
        'paused',
        expect.stringMatching(/sending|finished/),
      ]);
      // Numbers given since are not given again.
      expect(pushes[2]?.id).toBeGreaterThan(100_000);
      const books = await db
        .selectFrom('delivery')
        .select('state')
        .where('push_id', '=', pushes[1]?.id ?? 0)
        .execute();
      expect(books.length).toBe(readers);
    } finally {
      await served.kill();
      await close();
    }
    expect(newsroom.telegram.statistics().accepted).toBe(before + readers);
  }, 120_000);

  test('leaves erased who was erased since, and away who left, unless they are to be brought back', async () => {
    const { db } = newsroom.database;
    const store = subscriberStore(db, addressBook(Buffer.from(newsroom.env.NASHRA_SECRET_KEY ?? '', 'hex')));
    await store.leave({ channel: 'telegram', address: String(chatId(0)) }, 'left');
    expect(await store.forget({ channel: 'telegram', address: String(chatId(1)) })).toBe('forgotten');
    const stays = await run(['restore', whole, '--yes', '--json']);
    expect(restored(stays.stdout)).toMatchObject({ erased: 1, left: 1 });
    const people = () => db.selectFrom('subscriber').select('state').execute();
    expect((await people()).length).toBe(readers - 1);
    expect((await people()).filter(({ state }) => state === 'left').length).toBe(1);
    expect((await run(['restore', whole, '--yes', '--bring-back'])).exit).toBe(0);
    expect((await people()).filter(({ state }) => state === 'active').length).toBe(readers);
    expect(await db.selectFrom('audit').select('action').where('action', '=', 'record.restore').execute()).toHaveLength(
      1,
    );
  });

  test('lets nobody into the console who was shut out since, nor by an older password', async () => {
    const { url } = await createTestDatabase();
    const env = { DATABASE_URL: url };
    expect((await run(['restore', whole, '--yes'], env)).exit).toBe(0);
    const actor = 'command line';
    const { db, close } = openDatabase(url, { applicationName: 'test', onError: () => {} });
    for (const name of ['تخرج', 'تغيّر', 'تبقى']) {
      const made = await addUser(db, { name, role: 'editor', actor });
      if (made.kind === 'invited') await takeUpInvitation(db, made.token, 'حديقة صغيرة خلف المطبعة');
    }
    const file = join(folder, 'users.backup.gz');
    await close();
    expect((await run(['backup', file], env)).exit).toBe(0);
    const later = openDatabase(url, { applicationName: 'test', onError: () => {} });
    await shutOut(later.db, { name: 'تخرج', actor });
    const again = await inviteAgain(later.db, { name: 'تغيّر', actor });
    if (again.kind === 'invited') await takeUpInvitation(later.db, again.token, 'جسر خشبي فوق نهر جاف');
    await addUser(later.db, { name: 'جديدة', role: 'ops', actor });
    const before = await later.db
      .selectFrom('app_user')
      .select(['name', 'role', 'secret_hash'])
      .orderBy('name')
      .execute();
    await later.close();
    expect((await run(['restore', file, '--yes'], env)).exit).toBe(0);
    const after = openDatabase(url, { applicationName: 'test', onError: () => {} });
    try {
      const users = await after.db
        .selectFrom('app_user')
        .select(['name', 'role', 'secret_hash'])
        .orderBy('name')
        .execute();
      expect(users).toEqual(before);
      expect(await listUsers(after.db)).toContainEqual(expect.objectContaining({ name: 'تخرج', state: 'shut out' }));
      expect(await after.db.selectFrom('user_session').selectAll().execute()).toEqual([]);
    } finally {
      await after.close();
    }
  });

  test('of what is no whole backup says so and changes nothing', async () => {
    const { url } = await createTestDatabase();
    const env = { DATABASE_URL: url };
    expect((await run(['migrate'], env)).exit).toBe(0);
    const bytes = await readFile(whole);
    const text = gunzipSync(bytes).toString('latin1');
    const of = (changed: string) => gzipSync(Buffer.from(changed, 'latin1'));
    const lines = text.split('\n');
    const cases: readonly [string, Buffer, string][] = [
      ['empty', Buffer.alloc(0), 'cut short'],
      ['half', bytes.subarray(0, bytes.length / 2), 'cut short'],
      ['text', Buffer.from('readers'), 'no backup of Nashra'],
      ['other', of('{"tables":[]}\n'), 'no backup of Nashra'],
      [
        'row-lost',
        of(
          lines
            .toSpliced(
              lines.findIndex((line) => line.includes('breaking')),
              1,
            )
            .join('\n'),
        ),
        'its checksum is another',
      ],
      ['changed', of(text.replace('breaking', 'braeking')), 'its checksum is another'],
      ['no-end', of(lines.slice(0, -2).join('\n').concat('\n')), 'its end is missing'],
      ['behind', of(`${text}more\n`), 'goes on behind its end'],
    ];
    for (const [name, content, says] of cases) {
      const file = join(folder, `${name}.backup.gz`);
      await writeFile(file, content);
      const { exit, stderr } = await run(['restore', file, '--yes'], env);
      expect({ name, exit, stderr }).toMatchObject({ name, exit: 1, stderr: expect.stringContaining(says) });
      expect(stderr).toContain(file);
    }
    expect((await run(['restore', join(folder, 'none'), '--yes'], env)).stderr).toContain('cannot be read');
    const other = await run(['restore', whole, '--yes'], { ...env, NASHRA_SECRET_KEY: 'ab'.repeat(32) });
    expect(other).toMatchObject({ exit: 1, stderr: expect.stringContaining('another NASHRA_SECRET_KEY') });
    const newer = join(folder, 'newer.backup.gz');
    const body = text.slice(0, text.lastIndexOf('\n{"rows"') + 1).replace(/"schema":"[^"]*"/, '"schema":"9999-later"');
    const sha256 = createHash('sha256').update(Buffer.from(body, 'latin1')).digest('hex');
    const end = JSON.parse(lines.at(-2) ?? '') as object;
    await writeFile(newer, of(`${body}${JSON.stringify({ ...end, sha256 })}\n`));
    expect(await run(['restore', newer, '--yes'], env)).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('made by a newer program'),
    });
    const { db, close } = openDatabase(url, { applicationName: 'test', onError: () => {} });
    expect(await db.selectFrom('subscriber').select('id').execute()).toEqual([]);
    await close();
  }, 120_000);

  test('waits for nobody: while the desk works on the record it is refused', async () => {
    const served = await newsroom.serve();
    const { exit, stderr } = await run(['restore', whole, '--yes']);
    expect({ exit, stderr }).toMatchObject({ exit: 1, stderr: expect.stringContaining('stop every instance') });
    expect(served.isRunning()).toBe(true);
    await served.kill();
  });

  test('killed anywhere leaves the record that was, or has made the new one', async () => {
    const { url } = await createTestDatabase();
    const env = { ...newsroom.env, DATABASE_URL: url };
    expect((await run(['restore', whole, '--yes'], { DATABASE_URL: url })).exit).toBe(0);
    const { db, close } = openDatabase(url, { applicationName: 'test', onError: () => {} });
    await db.updateTable('subscriber').set({ language: 'en' }).execute();
    for (const table of ['article', 'push', 'delivery', 'subscription']) {
      await killedAt(table, ['restore', whole, '--yes'], env);
      const languages = await db.selectFrom('subscriber').select('language').distinct().execute();
      expect(languages).toEqual([{ language: 'en' }]);
      const { count } = await db
        .selectFrom('subscriber')
        .select(db.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      expect(count).toBe(readers);
    }
    await close();
  });
});
