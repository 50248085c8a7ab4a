import { beforeEach, describe, expect, test } from 'vitest';
import { Clicks } from '../../src/articles/clicks.ts';
import { claimMostRead, replaceSiteList } from '../../src/articles/most-read-store.ts';
import { takeIn } from '../../src/editions/intake.ts';
import { mostRead, refreshMostRead } from '../../src/editions/most-read.ts';
import { composeWeekly } from '../../src/editions/weekly.ts';
import { createSafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { useDatabase } from '../setup/migrated.ts';
import { testNewsroom } from '../setup/newsroom.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { context, makeFeed, story } from './stories.ts';

const database = useDatabase();
const now = new Date('2026-11-27T10:00:00Z');
const day = 86_400_000;
const daysAgo = (days: number) => new Date(now.getTime() - days * day);
const config = testNewsroom().mostRead;
const never = new AbortController().signal;
let ids: readonly number[];

beforeEach(async () => {
  const { db } = database;
  for (const table of ['push', 'article', 'edition_tick', 'feed', 'most_read', 'most_read_clock'] as const) {
    await db.deleteFrom(table).execute();
  }
  const feed = await makeFeed(db, 'main', 'auto');
  const taken = [];
  for (const slug of ['a', 'b', 'c'])
    taken.push(await takeIn(db, feed, story(slug, { treatment: 'hold', keys: [`link:daraj.media/${slug}`] }), context));
  ids = taken.map(({ saved }) => saved.articleId);
});

/** Opens links: a letter for each time a story's link is opened, at that instant. */
async function opened(stories: string, at: Date): Promise<void> {
  const clicks = new Clicks();
  for (const letter of stories) clicks.count(ids['abc'.indexOf(letter)] ?? 0, at);
  await clicks.write(database.db);
}
const titles = async (limit = 5, changes = {}) =>
  (await mostRead(database.db, { ...config, ...changes }, now, limit)).map((one) => one.title);
const listed = (slug: string) => ({
  title: `من الموقع ${slug}`,
  link: `https://daraj.media/${slug}`,
  publishedAt: daysAgo(2),
  visits: 1,
});

describe('what is read most', () => {
  test('a story that was dropped or taken back is passed over, also in the list of the site', async () => {
    const { db } = database;
    await replaceSiteList(db, [listed('a'), listed('b'), listed('elsewhere')], now);
    await db
      .updateTable('article')
      .set({ state: 'dropped' })
      .where('id', '=', ids[0] ?? 0)
      .execute();
    expect(await titles(2)).toEqual(['من الموقع b', 'من الموقع elsewhere']);
  });

  test('nothing counted, nothing listed: an empty list', async () => {
    expect(await titles()).toEqual([]);
  });

  test('the opened links of the last seven days, the most opened first', async () => {
    await opened('aaaaa', daysAgo(8));
    await opened('bbc', daysAgo(6));
    await opened('ccc', now);
    expect(await titles()).toEqual(['قصة c', 'قصة b']);
    expect(await titles(1)).toEqual(['قصة c']);
    expect(await titles(5, { days: 30 })).toEqual(['قصة a', 'قصة c', 'قصة b']);
    expect((await mostRead(database.db, config, now, 1))[0]).toEqual({
      articleId: ids[2],
      title: 'قصة c',
      link: 'https://daraj.media/c',
      publishedAt: '2026-03-01T06:00:00.000Z',
    });
  });

  test('counts are numbers of a story and a day, and a dropped story is not listed', async () => {
    await opened('aab', now);
    await opened('a', now);
    const rows = await database.db.selectFrom('link_count').selectAll().orderBy('article_id').execute();
    expect(rows.map(({ article_id, clicks }) => [article_id, clicks])).toEqual([
      [ids[0], 3],
      [ids[1], 1],
    ]);
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual(['article_id', 'clicks', 'day']);
    await database.db
      .updateTable('article')
      .set({ state: 'dropped' })
      .where('id', '=', ids[0] ?? 0)
      .execute();
    expect(await titles()).toEqual(['قصة b']);
  });

  test('a story that is gone from the record does not stop the others from being counted', async () => {
    await database.db
      .deleteFrom('article')
      .where('id', '=', ids[0] ?? 0)
      .execute();
    await opened('aabb', now);
    expect(await titles()).toEqual(['قصة b']);
  });

  test('the site’s own list goes before our counts, until it is too old', async () => {
    await opened('a', now);
    await replaceSiteList(database.db, [listed('b'), listed('elsewhere')], daysAgo(1));
    const list = await mostRead(database.db, config, now, 5);
    expect(list.map(({ articleId, title }) => [articleId, title])).toEqual([
      [ids[1], 'من الموقع b'],
      [null, 'من الموقع elsewhere'],
    ]);
    expect(await titles(5, { source: 'links' })).toEqual(['قصة a']);
    expect((await mostRead(database.db, config, new Date(now.getTime() + 3 * day), 5))[0]?.title).toBe('قصة a');
  });
});

describe('asking the site', () => {
  test('one instance of many asks, once in the time', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, () => claimMostRead(database.db, 3_600_000, now)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await claimMostRead(database.db, 3_600_000, new Date(now.getTime() + 3_599_000))).toBe(false);
    expect(await claimMostRead(database.db, 3_600_000, new Date(now.getTime() + 3_600_000))).toBe(true);
  });

  test('the plugin’s list is kept; a site that fails later keeps it, an address that fails says so', async () => {
    const site = await startFeedServer();
    const fetcher = createSafeFetcher({ userAgent: 'x', allowHosts: [site.host] });
    const route = '/wp-json/top-10/v1/popular-posts';
    const post = { title: { rendered: 'الأولى' }, link: `${site.url}/1`, date_gmt: '2026-11-20T10:00:00', visits: 9 };
    site.set(route, { body: JSON.stringify([post]), contentType: 'application/json' });
    const ask = (source: string) =>
      refreshMostRead(database.db, fetcher, { ...config, source, site: site.url }, { now, signal: never });
    expect(await ask('auto')).toEqual({ from: 'top-10', stories: 1 });
    site.set(route, { status: 500 });
    expect(await ask('auto')).toEqual({ from: 'none', stories: 0 });
    await expect(ask(`${site.url}/nothing`)).rejects.toThrow('not found (404)');
    expect(await titles()).toEqual(['الأولى']);
    expect(await ask('links')).toEqual({ from: 'none', stories: 0 });
    await fetcher.close();
    await site.close();
  });
});

describe('the weekly edition', () => {
  const edition = testNewsroom({
    editions: { weekly: { kind: 'weekly', names: { ar: 'الأكثر قراءة', en: 'Most read' }, cron: '0 10 * * 5' } },
  }).editions.weekly;
  if (edition?.kind !== 'weekly') throw new Error('the test newsroom has a weekly');
  const due = async (instant: Date) => {
    await database.db.insertInto('edition_tick').values({ edition: 'weekly', instant, state: 'due' }).execute();
    return { edition: 'weekly', instant };
  };
  const compose = (tick: { edition: string; instant: Date }) => composeWeekly(database.db, tick, edition, config);

  test('eight that compose one tick make one push, of the list as it then was', async () => {
    await opened('aab', now);
    const tick = await due(now);
    const all = await Promise.all(Array.from({ length: 8 }, () => compose(tick)));
    expect(all.filter(({ kind }) => kind === 'composed')).toHaveLength(1);
    expect(all.filter(({ kind }) => kind === 'already')).toHaveLength(7);
    const pushes = await database.db.selectFrom('push').select(['kind', 'state', 'content']).execute();
    expect(pushes).toMatchObject([
      {
        kind: 'digest',
        state: 'approved',
        content: { type: 'most-read', edition: 'weekly', items: [{ title: 'قصة a' }, { title: 'قصة b' }] },
      },
    ]);
  });

  test('the same list is not sent a second time, in whatever order; another one is', async () => {
    await opened('aab', now);
    expect(await compose(await due(now))).toMatchObject({ kind: 'composed', stories: 2 });
    const next = (days: number) => new Date(now.getTime() + days * day);
    await opened('bbbb', now);
    expect(await compose(await due(next(1)))).toEqual({ kind: 'empty' });
    await opened('c', now);
    expect(await compose(await due(next(2)))).toMatchObject({ kind: 'composed', stories: 3 });
  });

  test('nothing counted: the tick is recorded as empty', async () => {
    expect(await compose(await due(now))).toEqual({ kind: 'empty' });
    const ticks = await database.db.selectFrom('edition_tick').select('state').execute();
    expect(ticks).toEqual([{ state: 'empty' }]);
  });
});
