import { afterEach, describe, expect, test } from 'vitest';
import { takeInHanded } from '../../src/editions/handed-over.ts';
import { itemOfLink } from '../../src/feeds/item.ts';
import { syncFeeds } from '../../src/feeds/store.ts';
import { rss, rssType } from '../e2e/feed.ts';
import { useDatabase } from '../setup/migrated.ts';
import { feedRow, minute, pollOnce, pushedTitles, usePolling } from './polling.ts';

const database = useDatabase();
const polling = usePolling(database, (site) => [
  { name: 'main', url: `${site}/feed`, mode: 'auto', pollEvery: '5m', firstRun: 1 },
]);

const item = (slug: string) => ({ slug, title: `قصة ${slug}`, at: polling.now });
const shows = (...slugs: string[]) => polling.server.set('/feed', { ...rssType, body: rss(...slugs.map(item)) });

/** As `nashra restore` leaves the feeds behind. */
async function restored(): Promise<void> {
  const { db } = database;
  await db
    .updateTable('record')
    .set({ restored_from: new Date(polling.now.getTime() - 60 * minute) })
    .execute();
  await db.updateTable('feed').set({ primed_at: polling.now, polled_at: null, succeeded_at: null }).execute();
}

afterEach(async () => {
  await database.db.updateTable('record').set({ restored_from: null }).execute();
});

describe('after a restore', () => {
  test('what a site published before it could be read first is remembered, also behind polls that failed', async () => {
    await restored();
    polling.server.set('/feed', { status: 503, body: '' });
    expect(await pollOnce(polling)).toEqual([]);
    expect((await feedRow(database.db)).failures).toBe(1);
    shows('since');
    expect(await pollOnce(polling)).toEqual([]);
    shows('since', 'news');
    expect(await pollOnce(polling)).toHaveLength(1);
    expect(await pushedTitles(database.db)).toEqual(['قصة news']);
  });

  test('a feed that the backup does not know may have been read since, and one that came later was not', async () => {
    await restored();
    const [main] = polling.newsroom.feeds;
    if (main === undefined) throw new Error('there is a feed');
    await database.db.deleteFrom('feed').execute();
    await syncFeeds(database.db, polling.newsroom.feeds);
    shows('since');
    expect(await pollOnce(polling)).toEqual([]);
    await syncFeeds(database.db, [main, { ...main, name: 'later' }]);
    expect((await feedRow(database.db, 'later')).primed_at).toBeNull();
  });

  test('a story that the site hands over before its feed was read is remembered', async () => {
    await restored();
    const made: number[] = [];
    const handed = (slug: string) => {
      const link = `${polling.server.url}/${slug}`;
      const entry = { ...itemOfLink(link), title: `قصة ${slug}`, contentHtml: text, publishedAt: polling.now };
      return takeInHanded(polling.context, entry, AbortSignal.timeout(10_000), async ({ id }) => {
        made.push(id);
      });
    };
    const text = `<p>${'قالت البلدية إن الحافلة الليلية تعود إلى العمل ابتداءً من الأسبوع المقبل. '.repeat(8)}</p>`;
    await handed('since');
    expect(made).toEqual([]);
    shows();
    await pollOnce(polling);
    await handed('news');
    expect(made).toHaveLength(1);
  });
});
