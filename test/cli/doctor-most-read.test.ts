import { expect, test } from 'vitest';
import { claimMostRead, replaceSiteList } from '../../src/articles/most-read-store.ts';
import { examineMostRead } from '../../src/cli/doctor-most-read.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';

const database = useDatabase();
const weekly = { weekly: { kind: 'weekly', names: { ar: 'الأكثر قراءة', en: 'Most read' }, cron: '0 10 * * 5' } };
const examine = async (changes: Record<string, unknown>) => {
  const [finding] = await examineMostRead({ mode: 'live' }, testNewsroom(changes), database.db);
  return finding;
};

test('a weekly edition that nothing can be made of is named, with what to do', async () => {
  expect(await examine({ editions: weekly })).toMatchObject({
    ok: true,
    detail: expect.stringContaining('not asked yet'),
  });
  await claimMostRead(database.db, 1, new Date());
  const empty = await examine({ editions: weekly });
  expect(empty).toMatchObject({ ok: false, detail: 'https://daraj.media gives no list' });
  expect(empty?.mend).toContain('links.counted');
  expect(await examine({})).toMatchObject({ ok: true });
  expect(await examine({ editions: weekly, links: { counted: true } })).toMatchObject({ ok: true });
  expect(await examine({ editions: weekly, mostRead: { source: 'links' } })).toMatchObject({
    ok: false,
    detail: 'links are not counted',
  });
  await replaceSiteList(
    database.db,
    [{ title: 'الأولى', link: 'https://daraj.media/1', publishedAt: null, visits: 1 }],
    new Date(),
  );
  expect(await examine({ editions: weekly })).toMatchObject({ ok: true, detail: expect.stringContaining('الأولى') });
  expect(await examineMostRead({ mode: 'sandbox' }, testNewsroom(), database.db)).toEqual([]);
});
