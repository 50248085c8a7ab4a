import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkFeed } from '../../src/articles/check-feed.ts';
import { createPageFetcher } from '../../src/feeds/fetch-page.ts';
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
  const { report, announced } = await checkFeed(`${site.url}/feed/`, { fetcher, now });
  expect(report).toMatchObject({
    source: `${site.url}/feed/`,
    format: 'rss',
    encoding: 'utf-8',
    title: 'درج',
    count: 1,
    whole: 1,
    hub: null,
    better: [],
    newest: '2022-07-12T08:30:00.000Z',
    warnings: [],
  });
  expect(report.items[0]).toMatchObject({
    link: 'https://example.org/tokayev/',
    needsPage: false,
    byline: 'مراسل درج',
  });
  expect(report.items[0]?.chars).toBeGreaterThan(11_000);
  expect(announced.map((article) => article.link)).toEqual(['https://example.org/tokayev/']);
});

test('a file is read like an address', async () => {
  const { report } = await checkFeed(file('missing-fields.xml'), { fetcher, now });
  expect(report.count).toBeGreaterThan(4);
  expect(report.items.find((item) => item.title === 'بلا رابط')?.link).toBeNull();
  expect(report.warnings).toContain('entries without a title: 1');
});

test('a site’s address is answered with its best source, and with what else it offers', async () => {
  site.set('/', {
    body: '<html><head><link rel="alternate" type="application/rss+xml" href="/teasers/"><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>',
    contentType: 'text/html',
  });
  site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
  site.set('/teasers/', { body: fixture('titles.xml') });
  const { report } = await checkFeed(`${site.url}/`, { fetcher, now });
  expect(report).toMatchObject({ source: `${site.url}/`, readAt: `${site.url}/feed/`, count: 1 });
  expect(report.warnings[0]).toContain(`the best source there is ${site.url}/feed/`);
  expect(report.better).toMatchObject([{ url: `${site.url}/teasers/`, whole: 0 }]);
  site.set('/', { body: '<html><body>لا شيء</body></html>', contentType: 'text/html' });
  site.set('/feed/', { status: 404 });
  site.set('/teasers/', { status: 404 });
  await expect(checkFeed(`${site.url}/`, { fetcher, now })).rejects.toThrow('no feed was found from it');
});

test('teasers: the pages of what would be sent are read, the hub and a better source are named', async () => {
  const teaser = (name: string) =>
    `<item><title>${name}</title><link>${site.url}/${name}</link><guid>${name}</guid><pubDate>${new Date(now.getTime() - (5 - Number(name.at(-1))) * 60_000).toUTCString()}</pubDate><description>مقدّمة قصيرة…</description></item>`;
  const body = ['n1', 'n2', 'n3', 'n4'].map(teaser).join('');
  site.set('/rss', {
    body: `<rss version="2.0"><channel><title>موجز</title><link>${site.url}/front</link><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example.org/"/>${body}</channel></rss>`,
  });
  site.set('/front', {
    body: '<html><head><link rel="alternate" type="application/rss+xml" href="/feed/"></head></html>',
    contentType: 'text/html',
  });
  site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
  const text = 'قال الوزير إن الحكومة ستناقش الموازنة في جلسة الخميس المقبل بحضور الكتل كلها. '.repeat(5);
  site.set('/n4', {
    body: `<html><body><article><h1>n4</h1><p>${text}</p><p>${text}</p></article></body></html>`,
    contentType: 'text/html',
  });
  const pages = createPageFetcher({ fetcher, robotName: 'x', delayMs: 0 });
  const { report, announced } = await checkFeed(`${site.url}/rss`, { fetcher, pages, now, firstRun: 2 });
  expect(report).toMatchObject({ count: 4, whole: 0, hub: 'https://hub.example.org/' });
  expect(report.better.map((one) => one.url)).toEqual([`${site.url}/feed/`]);
  expect(report.items.map((item) => item.fate)).toEqual(['remembered', 'remembered', 'announced', 'announced']);
  expect(announced.map((article) => (article.blocks[0]?.text.length ?? 0) > 100)).toEqual([false, true]);
  expect(report.warnings.join()).toContain('/n3: not found (404)');
});

test('what was wrong with an entry is said at the entry', async () => {
  const { report } = await checkFeed(file('missing-fields.xml'), { fetcher, now });
  expect(report.items.find((item) => item.title === 'بلا رابط')?.warnings).toContain(
    'no link: readers are led to the site',
  );
  expect(report.items[0]?.warnings).toEqual(['no id: it is known by its link']);
});

test('what cannot be read is one line', async () => {
  await expect(checkFeed('/no/such/file.xml', { fetcher, now })).rejects.toThrow(
    '/no/such/file.xml: there is no such file',
  );
  await expect(checkFeed(file('not-a-feed.txt'), { fetcher, now })).rejects.toThrow('this is no feed');
  await expect(checkFeed(`${site.url}/nowhere`, { fetcher, now })).rejects.toThrow('not found (404)');
});

test('a date without a zone is told by the newsroom’s clocks, as a poll tells it', async () => {
  const item = '<item><title>قصة</title><guid>1</guid><pubDate>2024-03-05 10:00:00</pubDate></item>';
  site.set('/zoneless', { body: `<rss version="2.0"><channel><title>ج</title>${item}</channel></rss>` });
  const { report } = await checkFeed(`${site.url}/zoneless`, { fetcher, now, timeZone: 'Asia/Beirut' });
  expect(report.newest).toBe('2024-03-05T08:00:00.000Z');
});

test('a front page that refuses programs is a site’s address, as it is to a poll', async () => {
  site.set('/', { status: 403, body: 'no' });
  site.set('/feed/', { body: fixture('daraj-wordpress.xml') });
  const { report } = await checkFeed(`${site.url}/`, { fetcher, now });
  expect(report).toMatchObject({ readAt: `${site.url}/feed/`, count: 1 });
});
