import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFeed } from '../../src/articles/check-feed.ts';
import { createSafeFetcher, type SafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { fixture, now } from '../feeds/fixtures.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';

let site: FeedServer;
let fetcher: SafeFetcher;
beforeAll(async () => {
  site = await startFeedServer();
  fetcher = createSafeFetcher({ userAgent: 'x', allowHosts: [site.host] });
});
afterAll(async () => {
  await fetcher.close();
  await site.close();
});
const file = (name: string) => fileURLToPath(new URL(`../fixtures/feeds/${name}`, import.meta.url));

test('a source is told entry by entry', async () => {
  site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
  const report = await checkFeed(`${site.url}/feed/`, { fetcher, now });
  expect(report).toMatchObject({
    source: `${site.url}/feed/`,
    format: 'rss',
    title: 'درج',
    count: 1,
    newest: '2022-07-12T08:30:00.000Z',
    warnings: [],
  });
  expect(report.items[0]).toMatchObject({
    link: 'https://example.org/tokayev/',
    needsPage: false,
    byline: 'مراسل درج',
  });
  expect(report.items[0]?.chars).toBeGreaterThan(11_000);
});

test('a file is read like an address', async () => {
  const report = await checkFeed(file('missing-fields.xml'), { fetcher, now });
  expect(report.count).toBeGreaterThan(4);
  expect(report.items.find((item) => item.title === 'بلا رابط')?.link).toBeNull();
  expect(report.warnings).toContain('entries without a title: 1');
});

test('a web page is answered with the feeds it offers', async () => {
  site.set('/', {
    body: '<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>',
    contentType: 'text/html',
  });
  await expect(checkFeed(`${site.url}/`, { fetcher, now })).rejects.toThrow(`it offers ${site.url}/feed/`);
});

test('what cannot be read is one line', async () => {
  await expect(checkFeed('/no/such/file.xml', { fetcher, now })).rejects.toThrow(
    '/no/such/file.xml: there is no such file',
  );
  await expect(checkFeed(file('not-a-feed.txt'), { fetcher, now })).rejects.toThrow('this is no feed');
  await expect(checkFeed(`${site.url}/nowhere`, { fetcher, now })).rejects.toThrow('not found (404)');
});
