import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureLane } from '../../src/delivery/lane/lease.ts';
import { addressBook } from '../../src/subscribers/addresses.ts';
import { subscriberStore } from '../../src/subscribers/store.ts';
import { type E2eNewsroom, newsroomConfig, startNewsroom } from '../e2e/newsroom.ts';
import { runNashra } from '../setup/processes.ts';
import { temporaryFolder } from '../setup/temporary.ts';

const consentedAt = '2026-03-01T08:00:00Z';
let newsroom: E2eNewsroom;
let folder: string;
const nashra = (...args: string[]) => runNashra(['subscribers', ...args], { env: newsroom.env });
const people = () => newsroom.database.db.selectFrom('subscriber').select(['id', 'state']).orderBy('id').execute();

/** The record with one account and one reader who has left. */
beforeAll(async () => {
  newsroom = await startNewsroom(
    newsroomConfig('http://127.0.0.1:9/feed', {
      topics: { politics: { names: { ar: 'سياسة', en: 'Politics' }, tags: ['سياسة'] } },
      editions: {
        breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' }, default: true },
        morning: { kind: 'digest', names: { ar: 'صباح', en: 'Morning' }, cron: '0 8 * * *', default: false },
      },
    }),
  );
  expect((await runNashra(['migrate'], { env: newsroom.env })).exit).toBe(0);
  folder = await temporaryFolder();
  const { db } = newsroom.database;
  const laneId = await ensureLane(db, 'telegram:1', 'telegram');
  const store = subscriberStore(db, addressBook(Buffer.from(newsroom.env.NASHRA_SECRET_KEY ?? '', 'hex')));
  const left = { channel: 'telegram', address: '100' } as const;
  await store.join(left, { laneId, language: 'ar', editions: ['breaking'] });
  await store.leave(left, 'left');
});

async function fileOf(lines: readonly unknown[]): Promise<string> {
  const file = join(folder, `${lines.length}-${Math.random()}.jsonl`);
  await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
  return file;
}

describe('readers on the command line', () => {
  test('good lines are taken in, bad ones are named without what stands in them, who left stays away', async () => {
    const file = await fileOf([
      { channel: 'telegram', address: 100, consentedAt },
      { channel: 'telegram', address: '101', consentedAt, topics: ['politics'], editions: ['morning'], language: 'en' },
      '{"channel":"telegram","address":"102"',
      { channel: 'telegram', address: '103' },
      { channel: 'telegram', address: '@name', consentedAt },
      { channel: 'telegram', address: '104', consentedAt, editions: ['evening'] },
      { channel: 'telegram', address: '105', consentedAt, name: 'سلمى' },
      { channel: 'whatsapp', address: '+961 70 123456', consentedAt },
      { channel: 'telegram', address: '101', consentedAt },
      '',
      { channel: 'telegram', address: '106', consentedAt },
    ]);
    const checked = await nashra('import', file, '--dry-run');
    expect(checked.exit).toBe(1);
    expect(checked.stdout.trim().split('\n')).toEqual([
      'line 3: is not JSON',
      'line 4: consentedAt: says no time at which this person agreed (2026-03-01T08:00:00Z)',
      'line 5: address: is none on telegram',
      'line 6: editions: «evening» is not in newsroom.yaml',
      'line 7: has a field that is not known: name',
      'line 8: channel: no account sends on whatsapp yet; start nashra serve with it once',
      '4 of 10 lines are good; nothing was taken in',
    ]);
    expect(await people()).toHaveLength(1);

    const taken = JSON.parse((await nashra('import', file, '--json')).stdout) as Record<string, unknown>;
    expect(taken).toMatchObject({ read: 10, good: 4, added: 2, refused: 6 });
    expect((await people()).map(({ state }) => state)).toEqual(['left', 'active', 'active']);
    const again = JSON.parse((await nashra('import', file, '--json')).stdout) as Record<string, unknown>;
    expect(again).toMatchObject({ added: 0, refused: 6 });
  });

  test('counts and lists tell no address', async () => {
    const counts = JSON.parse((await nashra('count', '--json')).stdout) as Record<string, unknown>;
    expect(counts).toEqual({
      total: 3,
      byChannel: [
        { channel: 'telegram', state: 'active', language: 'ar', count: 1 },
        { channel: 'telegram', state: 'active', language: 'en', count: 1 },
        { channel: 'telegram', state: 'left', language: 'ar', count: 1 },
      ],
      byEdition: [
        { edition: 'breaking', count: 1 },
        { edition: 'morning', count: 1 },
      ],
    });
    const list = JSON.parse((await nashra('list', '--edition', 'morning', '--json')).stdout) as Record<
      string,
      unknown
    >[];
    expect(list).toMatchObject([{ language: 'en', topics: ['politics'], editions: ['morning'] }]);
    expect(Object.keys(list[0] ?? {}).sort()).toEqual(
      ['channel', 'editions', 'id', 'joinedAt', 'language', 'state', 'topics'].sort(),
    );
    expect((await nashra('list', '--state', 'left')).stdout).toMatch(/\d+ +telegram +left/);
    expect((await nashra('list', '--state', 'lost')).exit).toBe(2);
  });

  test('an export can be read by its owner only, replaces nothing, and fills an empty record', async () => {
    const file = join(folder, 'readers.jsonl');
    const { exit, stdout } = await nashra('export', file);
    expect({ exit, stdout }).toMatchObject({ exit: 0, stdout: expect.stringContaining('in clear') as string });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file, 'utf8');
    expect(before.trim().split('\n')).toHaveLength(3);
    expect((await nashra('export', file)).exit).toBe(1);
    expect((await nashra('export', join(folder, 'nowhere', 'x.jsonl'))).stderr).toContain('cannot be written');

    await newsroom.database.db.deleteFrom('subscriber').execute();
    expect((await nashra('import', file)).exit).toBe(0);
    expect((await nashra('export', join(folder, 'again.jsonl'))).exit).toBe(0);
    expect(await readFile(join(folder, 'again.jsonl'), 'utf8')).toBe(before);
    const audit = await newsroom.database.db.selectFrom('audit').select(['action', 'subject']).execute();
    expect(audit).toContainEqual({ action: 'subscribers.export', subject: '3 readers' });
  });

  test('a person is forgotten by their address, once', async () => {
    expect((await nashra('forget', '--channel', 'telegram', '106')).exit).toBe(0);
    const again = await nashra('forget', '--channel', 'telegram', '106');
    expect({ exit: again.exit, says: again.stderr.trim() }).toEqual({
      exit: 1,
      says: 'nashra: nobody on telegram is known by this address',
    });
    expect((await nashra('forget', '106')).exit).toBe(2);
    expect(await people()).toHaveLength(2);
  });
});
