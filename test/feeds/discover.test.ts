import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
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

describe('feeds of sections and of comments', () => {
  const titled = (href: string, title: string) =>
    `<link rel="alternate" type="application/rss+xml" href="${href}" title="${title}">`;
  const declared = page(
    `${titled('/feed/all/', 'درج &raquo; الخلاصة')}${titled('/feed/said/', 'درج &raquo; خلاصة التعليقات')}${titled('/feed/talk/', 'نقاش')}${link('/category/%D8%AB%D9%82%D8%A7%D9%81%D8%A9/feed/')}${link('/feed/comments/')}`,
  );
  beforeEach(() => {
    site.set('/feed/all/', { body: fixture('bare-ampersand.xml') });
    const whole = fixture('daraj-wordpress.xml')
      .toString('utf8')
      .replaceAll(/\w{3} 2022/g, 'Feb 2024');
    site.set('/category/%D8%AB%D9%82%D8%A7%D9%81%D8%A9/feed/', { body: whole });
    for (const path of ['/feed/said/', '/feed/comments/']) site.set(path, { body: whole });
    site.set('/feed/talk/', { body: whole.replace(/<title>[^<]*/, '<title>التعليقات على درج') });
  });

  test('are not the source of a site, though they hold whole texts and its own feed has teasers', async () => {
    site.set('/', declared);
    const { best } = await discoverFeed(fetcher, site.url, { now });
    expect(best).toMatchObject({ url: `${site.url}/feed/all/`, whole: 0 });
    expect(site.requests.map(({ path }) => path)).not.toContain('/feed/said/');
    expect(site.requests.map(({ path }) => path)).not.toContain('/feed/comments/');
  });

  test('but of a section’s page its own is, before the posts of all WordPress', async () => {
    site.set('/category/%D8%AB%D9%82%D8%A7%D9%81%D8%A9/', {
      ...declared,
      body: declared.body.replace('</head>', '<link rel="https://api.w.org/" href="/wp-json/"></head>'),
    });
    site.set('/wp-json/wp/v2/posts', { body: posts, contentType: 'application/json' });
    const { best } = await discoverFeed(fetcher, `${site.url}/category/ثقافة/`, { now });
    expect(best?.url).toBe(`${site.url}/category/%D8%AB%D9%82%D8%A7%D9%81%D8%A9/feed/`);
  });
});

test('a site that declares nothing: the usual places, also under the page it leads to, and no more than twenty requests', async () => {
  site.set('/', { status: 302, headers: { location: '/ar/' } });
  site.set('/ar/', page(''));
  site.set('/ar/feed/', { body: fixture('bare-ampersand.xml') });
  const { best } = await discoverFeed(fetcher, `${site.url}/`, { now });
  expect(best?.url).toBe(`${site.url}/ar/feed/`);
  site.set('/ar/feed/', { status: 404 });
  const asked = site.requests.length;
  expect((await discoverFeed(fetcher, `${site.url}/`, { now })).best).toBeNull();
  expect(site.requests.length - asked).toBeLessThanOrEqual(20);
});

test('what a page declares for its base, as plain XML, and not in a comment', async () => {
  const comment = `<!-- ${link('/old.xml')} -->`;
  site.set('/', page(`<base href="/ar/">${comment}<link rel=alternate type=text/xml href=all.xml>`));
  site.set('/old.xml', { body: fixture('daraj-wordpress.xml') });
  site.set('/ar/all.xml', { body: fixture('bare-ampersand.xml') });
  const { candidates } = await discoverFeed(fetcher, site.url, { now });
  expect(candidates.map(({ url }) => url)).toEqual([`${site.url}/ar/all.xml`]);
});

test('a feed that a page only links to, as readers press it', async () => {
  site.set('/', {
    ...page(''),
    body: '<html><body><a href="/story/1">قصة</a> <a href="/tools/rss2.aspx?id=1&amp;all=1">خلاصات</a></body></html>',
  });
  site.set('/tools/rss2.aspx', { body: fixture('bare-ampersand.xml') });
  const { best } = await discoverFeed(fetcher, site.url, { now });
  expect(best?.url).toBe(`${site.url}/tools/rss2.aspx?id=1&all=1`);
  expect(site.requests.map(({ path }) => path)).not.toContain('/story/1');
});

test('a front page that refuses programs: its feed is found all the same; without one the refusal is told', async () => {
  site.set('/', { status: 403, body: 'no' });
  await expect(discoverFeed(fetcher, `${site.url}/`, { now })).rejects.toMatchObject({ reason: 'refused' });
  site.set('/feed/', { body: fixture('bare-ampersand.xml') });
  expect((await discoverFeed(fetcher, `${site.url}/`, { now })).best?.url).toBe(`${site.url}/feed/`);
});

describe('sitemaps', () => {
  const news = (title: string) => `<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://example.org/a</loc><news:news><news:publication_date>2024-03-05T10:00:00Z</news:publication_date>
<news:title>${title}</news:title></news:news></url></urlset>`;
  const index = (...addresses: string[]) =>
    `<sitemapindex>${addresses.map((one) => `<sitemap><loc>${one}</loc></sitemap>`).join('')}</sitemapindex>`;

  test('that robots.txt names, a list of them opened, one packed', async () => {
    site.set('/', page(''));
    site.set('/robots.txt', { body: `User-agent: *\nDisallow: /x\n\nSitemap: ${site.url}/maps/all.xml\r\n` });
    site.set('/maps/all.xml', { body: index(`${site.url}/maps/pages.xml`, `${site.url}/maps/news.xml.gz`) });
    site.set('/maps/news.xml.gz', { body: gzipSync(news('قصة')), contentType: 'application/gzip' });
    const { best } = await discoverFeed(fetcher, site.url, { now });
    expect(best).toMatchObject({ url: `${site.url}/maps/news.xml.gz`, format: 'sitemap', count: 1 });
  });

  test('are looked at where what is declared has no entries', async () => {
    site.set('/', page(link('/empty.xml')));
    site.set('/empty.xml', { body: '<rss version="2.0"><channel><title>ج</title></channel></rss>' });
    expect((await discoverFeed(fetcher, site.url, { now })).best).toMatchObject({ url: `${site.url}/empty.xml` });
    site.set('/sitemap.xml', { body: news('قصة') });
    expect((await discoverFeed(fetcher, site.url, { now })).best).toMatchObject({ url: `${site.url}/sitemap.xml` });
  });
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
