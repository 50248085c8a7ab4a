import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FeedError } from '../../src/feeds/error.ts';
import { createPageFetcher } from '../../src/feeds/fetch-page.ts';
import { createSafeFetcher, type SafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';

let site: FeedServer;
let fetcher: SafeFetcher;
beforeAll(async () => {
  site = await startFeedServer();
  fetcher = createSafeFetcher({ userAgent: 'Nashra/1.0', allowHosts: [site.host] });
});
afterAll(async () => {
  await fetcher.close();
  await site.close();
});
beforeEach(() => {
  site.requests.length = 0;
  site.set('/robots.txt', { status: 404 });
  site.set('/a', { body: '<p>أ</p>', contentType: 'text/html; charset=utf-8' });
  site.set('/b', { body: '<p>ب</p>', contentType: 'text/html; charset=utf-8' });
});

/** A page fetcher whose clock stands still unless it sleeps. */
function polite() {
  const slept: number[] = [];
  const clock = { ms: 1_000_000 };
  const pages = createPageFetcher({
    fetcher,
    robotName: 'Nashra',
    now: () => clock.ms,
    sleep: async (ms) => {
      slept.push(ms);
      clock.ms += ms;
    },
  });
  return { pages, slept, clock };
}

const reason = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'fetched',
    (error: unknown) => (error instanceof FeedError ? error.reason : String(error)),
  );

test('robots.txt is read once, and a second lies between two requests to one host', async () => {
  const { pages, slept } = polite();
  const [first, second] = await Promise.all([pages.fetchPage(`${site.url}/a`), pages.fetchPage(`${site.url}/b`)]);
  expect([first.html, second.html]).toEqual(['<p>أ</p>', '<p>ب</p>']);
  expect(site.requests.map((request) => request.path)).toEqual(['/robots.txt', '/a', '/b']);
  expect(slept).toEqual([1_000]);
});

test('what robots.txt forbids is not fetched; its delay is kept', async () => {
  site.set('/robots.txt', {
    body: 'User-agent: *\nDisallow: /private/\n\nUser-agent: Nashra\nDisallow: /b\nCrawl-delay: 4\n',
    contentType: 'text/plain',
  });
  const { pages, slept } = polite();
  expect(await reason(pages.fetchPage(`${site.url}/b`))).toBe('robots');
  await pages.fetchPage(`${site.url}/a`);
  await pages.fetchPage(`${site.url}/a`);
  expect(slept).toEqual([4_000]);
  expect(site.requests.map((request) => request.path)).toEqual(['/robots.txt', '/a', '/a']);
});

test('a robots.txt that is longer than has to be read, or leads round in circles, keeps nobody from its pages', async () => {
  site.set('/robots.txt', {
    body: `User-agent: *\nDisallow: /b\n${'# a comment of some length\n'.repeat(40_000)}`,
    contentType: 'text/plain',
  });
  const { pages } = polite();
  expect(await reason(pages.fetchPage(`${site.url}/a`))).toBe('fetched');
  expect(await reason(pages.fetchPage(`${site.url}/b`))).toBe('robots');
  site.set('/robots.txt', { status: 302, headers: { location: '/robots.txt' } });
  expect(await reason(polite().pages.fetchPage(`${site.url}/a`))).toBe('fetched');
});

test('a site whose robots.txt is out of order is left alone for a while', async () => {
  site.set('/robots.txt', { status: 503 });
  const { pages, clock } = polite();
  expect(await reason(pages.fetchPage(`${site.url}/a`))).toBe('robots-unread');
  site.set('/robots.txt', { status: 404 });
  expect(await reason(pages.fetchPage(`${site.url}/a`))).toBe('robots-unread');
  clock.ms += 11 * 60_000;
  expect(await reason(pages.fetchPage(`${site.url}/a`))).toBe('fetched');
});

test('a page in windows-1256, one that came in part, one that is a picture, one that is gone', async () => {
  const { pages } = polite();
  site.set('/a', { body: Buffer.from([0xc7, 0xe1, 0xda, 0xd1, 0xc8]), contentType: 'text/html; charset=windows-1256' });
  expect((await pages.fetchPage(`${site.url}/a`)).html).toBe('العرب');
  site.set('/b', { body: '<p>نص طويل</p>', cutAfter: 8, contentType: 'text/html' });
  expect(await reason(pages.fetchPage(`${site.url}/b`))).toBe('incomplete');
  site.set('/b', { body: 'x', contentType: 'image/png' });
  expect(await reason(pages.fetchPage(`${site.url}/b`))).toBe('not-a-feed');
  expect(await reason(pages.fetchPage(`${site.url}/nowhere`))).toBe('not-found');
  expect(await reason(pages.fetchPage('nonsense'))).toBe('bad-address');
});
