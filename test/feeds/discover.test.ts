import { beforeEach, expect, test } from 'vitest';
import { discoverFeed } from '../../src/feeds/discover.ts';
import { FeedError } from '../../src/feeds/error.ts';
import { createSafeFetcher, type SafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';
import { fixture, now } from './fixtures.ts';

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

const page = (head: string) => ({
  body: `<!doctype html><html><head><title>الموقع</title>${head}</head><body></body></html>`,
  contentType: 'text/html; charset=utf-8',
});
const link = (href: string, type = 'application/rss+xml') =>
  `<link rel="alternate" type="${type}" href="${href}" title="خلاصة">`;
const posts = JSON.stringify([
  {
    id: 1,
    date_gmt: '2024-03-05T10:00:00',
    link: 'https://example.org/1/',
    title: { rendered: 'عنوان' },
    content: { rendered: `<p>${'نص طويل من المقالة. '.repeat(60)}</p>`, protected: false },
    excerpt: { rendered: '' },
  },
]);

test('a WordPress site: its REST posts come before its feed, feeds of comments are left out', async () => {
  site.set('/', page(`${link('/feed/')}${link('/comments/feed/')}<link rel="https://api.w.org/" href="/wp-json/">`));
  site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
  site.set('/wp-json/wp/v2/posts', { body: posts, contentType: 'application/json' });
  const { best, candidates } = await discoverFeed(fetcher, site.url, { now });
  expect(best).toMatchObject({ format: 'wordpress', count: 1, whole: 1 });
  expect(best?.url).toContain(`${site.url}/wp-json/wp/v2/posts?per_page=20`);
  expect(candidates.map((candidate) => candidate.format)).toEqual(['wordpress', 'rss']);
  expect(site.requests.map((request) => request.path)).not.toContain('/comments/feed/');
});

test('a REST root named only in a header, and closed to the public: the feed is taken', async () => {
  site.set('/', {
    ...page(link('/feed/')),
    headers: { link: `<${site.url}/index.php?rest_route=/>; rel="https://api.w.org/"` },
  });
  site.set('/index.php', {
    status: 401,
    body: '{"code":"rest_forbidden","message":"x"}',
    contentType: 'application/json',
  });
  site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
  const { best } = await discoverFeed(fetcher, site.url, { now });
  expect(best).toMatchObject({ url: `${site.url}/feed/`, format: 'rss' });
  expect(site.requests.some((request) => request.path.includes('rest_route=%2Fwp%2Fv2%2Fposts'))).toBe(true);
});

test('whole texts come before teasers, whatever the order', async () => {
  site.set('/', page(`${link('/teasers.xml')}${link('/whole.xml')}`));
  site.set('/teasers.xml', { body: fixture('bare-ampersand.xml') });
  site.set('/whole.xml', { body: fixture('daraj-wordpress.xml') });
  const { best } = await discoverFeed(fetcher, site.url, { now });
  expect(best?.url).toBe(`${site.url}/whole.xml`);
});

test('a site that declares nothing: the usual places, and no more than fourteen requests', async () => {
  site.set('/', page(''));
  site.set('/rss.xml', { body: fixture('bare-ampersand.xml') });
  const { best } = await discoverFeed(fetcher, `${site.url}/`, { now });
  expect(best?.url).toBe(`${site.url}/rss.xml`);
  expect(site.requests.length).toBeLessThanOrEqual(14);
});

test('an address that is a feed is its own best source', async () => {
  site.set('/atom', { body: fixture('atom.xml') });
  const { best, candidates } = await discoverFeed(fetcher, `${site.url}/atom`, { now });
  expect(best).toMatchObject({ url: `${site.url}/atom`, format: 'atom', count: 2 });
  expect(candidates).toHaveLength(1);
});

test('nothing to find is no error; a site that cannot be read is', async () => {
  site.set('/', page(''));
  expect(await discoverFeed(fetcher, site.url, { now })).toEqual({ best: null, candidates: [] });
  await expect(discoverFeed(fetcher, `${site.url}/gone`, { now })).rejects.toBeInstanceOf(FeedError);
});
