import { beforeEach, expect, test } from 'vitest';
import { fetchMostRead, findMostRead } from '../../src/articles/most-read.ts';
import { createSafeFetcher, type SafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { fixture, now } from '../feeds/fixtures.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';

let site: FeedServer;
let fetcher: SafeFetcher;
beforeEach(async () => {
  site = await startFeedServer();
  fetcher = createSafeFetcher({ userAgent: 'x', allowHosts: [site.host] });
  return async () => {
    await fetcher.close();
    await site.close();
  };
});
const json = (value: unknown) => ({ body: JSON.stringify(value), contentType: 'application/json' });
const post = (id: number, title: string, visits: number) => ({
  id,
  date_gmt: '2024-03-01T10:00:00',
  link: `https://example.org/${id}/?utm_source=x`,
  title: { rendered: title },
  visits,
});

test('the plugin of the broken shortcode is asked for the last week, five titles', async () => {
  site.set(
    '/wp-json/top-10/v1/popular-posts',
    json([post(1, 'الأكثر &#8220;قراءة&#8221;', 900), post(2, 'الثاني', 300)]),
  );
  expect(await fetchMostRead(fetcher, { kind: 'top-10', site: site.url }, { now })).toEqual([
    {
      title: 'الأكثر “قراءة”',
      link: 'https://example.org/1/',
      publishedAt: new Date('2024-03-01T10:00:00Z'),
      visits: 900,
    },
    { title: 'الثاني', link: 'https://example.org/2/', publishedAt: new Date('2024-03-01T10:00:00Z'), visits: 300 },
  ]);
  expect(site.requests[0]?.path).toBe('/wp-json/top-10/v1/popular-posts?limit=5&daily=1&daily_range=7');
});

test('a title longer than 200 characters ends between two words', async () => {
  site.set('/wp-json/top-10/v1/popular-posts', json([post(1, 'كلمة '.repeat(60), 1)]));
  const [story] = await fetchMostRead(fetcher, { kind: 'top-10', site: site.url }, { now });
  expect(story?.title).toMatch(/ كلمة…$/);
  expect([...(story?.title ?? '')].length).toBeLessThanOrEqual(200);
});

test('any address: JSON of titles and links, an object of items, a feed', async () => {
  site.set(
    '/a.json',
    json([{ title: 'أول', url: '/one', date: '٥ آذار ٢٠٢٤' }, { nothing: 1 }, { title: 'أول مكرر', url: '/one' }]),
  );
  site.set('/b.json', json({ items: [{ title: 'ثانٍ', link: 'https://example.org/2', pageviews: '1,204' }] }));
  site.set('/c.xml', { body: fixture('bare-ampersand.xml') });
  const read = (path: string) => fetchMostRead(fetcher, { kind: 'address', url: site.url + path }, { now, limit: 2 });
  expect(await read('/a.json')).toEqual([
    { title: 'أول', link: `${site.url}/one`, publishedAt: new Date('2024-03-05T00:00:00Z'), visits: null },
  ]);
  expect(await read('/b.json')).toMatchObject([{ title: 'ثانٍ', visits: 1_204 }]);
  expect(await read('/c.xml')).toHaveLength(2);
});

test('which plugin a site has is found, or that it has none', async () => {
  expect(await findMostRead(fetcher, site.url, { now })).toBeNull();
  site.set('/wp-json/wordpress-popular-posts/v1/popular-posts', json([post(1, 'أول', 1)]));
  expect(await findMostRead(fetcher, site.url, { now })).toMatchObject({
    source: { kind: 'popular-posts', site: site.url },
    stories: [{ title: 'أول' }],
  });
});

test('what is no list says so', async () => {
  site.set('/x.json', json([{ headline: 'x' }]));
  site.set('/y', { body: '<html></html>', contentType: 'text/html' });
  const read = (path: string) => fetchMostRead(fetcher, { kind: 'address', url: site.url + path }, { now });
  await expect(read('/x.json')).rejects.toThrow('each entry needs `title` and `link`');
  await expect(read('/y')).rejects.toThrow('web page');
  await expect(read('/z')).rejects.toThrow('not found (404)');
});
