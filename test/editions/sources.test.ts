import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { rss, rssType } from '../e2e/feed.ts';
import { useDatabase } from '../setup/migrated.ts';
import { feedRow, minute, pollOnce, pushedTitles, usePolling } from './polling.ts';

const database = useDatabase();
const polling = usePolling(database, (site) => [
  { name: 'main', url: `${site}/`, mode: 'auto', pollEvery: '1m' },
  { name: 'posts', url: site, kind: 'wordpress', mode: 'auto', pollEvery: '1m' },
  { name: 'map', url: `${site}/sitemap.xml`, kind: 'sitemap', mode: 'auto', pollEvery: '1m' },
  { name: 'wrong', url: `${site}/feed`, kind: 'atom', mode: 'auto', pollEvery: '1m' },
]);

const at = new Date('2026-11-23T09:00:00Z');
const story = (slug: string) => ({ slug, title: `قصة ${slug}`, at });
const json = { contentType: 'application/json; charset=utf-8' } as const;
const html = { contentType: 'text/html; charset=utf-8' } as const;
const frontPage = (links: string) => `<!doctype html><html><head>${links}</head><body><p>أهلاً</p></body></html>`;
const textOf = (slug: string) => /CDATA\[(.*?)\]\]/s.exec(rss(story(slug)))?.[1] ?? '';

const post = (id: number, slug: string) => ({
  id,
  date_gmt: '2026-11-23T09:00:00',
  modified_gmt: '2026-11-23T09:00:00',
  guid: { rendered: `https://daraj.media/?p=${id}` },
  link: `https://daraj.media/${slug}/`,
  title: { rendered: `&#8220;قصة&#8221; ${slug}` },
  excerpt: { rendered: '<p>مقدمة [&hellip;]</p>', protected: false },
  content: { rendered: textOf(slug), protected: false },
});

describe('a feed that is configured by its site', () => {
  test('is found from what the front page declares, once, and polled there', async () => {
    const { server } = polling;
    server.set('/', {
      ...html,
      body: frontPage('<link rel="alternate" type="application/rss+xml" href="/all.xml?x=1&amp;y=2">'),
    });
    server.set('/all.xml', { ...rssType, body: rss(story('a')), etag: '"1"' });
    await pollOnce(polling);
    expect(await pushedTitles(database.db)).toEqual(['قصة a']);
    expect((await feedRow(database.db)).found_url).toBe(`${server.url}/all.xml?x=1&y=2`);
    const asked = server.requests.length;
    await pollOnce(polling);
    expect(server.requests.slice(asked).map((request) => request.path)).toEqual(['/all.xml?x=1&y=2']);
    expect(server.requests.at(-1)?.headers['if-none-match']).toBe('"1"');
  });

  test('is looked for again when it is not there any more', async () => {
    const { server } = polling;
    server.set('/', { ...html, body: frontPage('<link rel="alternate" type="application/rss+xml" href="/old.xml">') });
    server.set('/old.xml', { ...rssType, body: rss(story('a')) });
    await pollOnce(polling);
    server.set('/', { ...html, body: frontPage('<link rel="alternate" type="application/rss+xml" href="/new.xml">') });
    server.set('/old.xml', { status: 404, body: 'gone' });
    server.set('/new.xml', { ...rssType, body: rss(story('b'), story('a')) });
    await pollOnce(polling);
    expect((await feedRow(database.db)).error).toMatch(/404/);
    await pollOnce(polling);
    expect(await feedRow(database.db)).toMatchObject({ error: null, found_url: `${server.url}/new.xml` });
    expect(await pushedTitles(database.db)).toEqual(['قصة a', 'قصة b']);
  });

  test('is left where it is when it has a fault for a while', async () => {
    const { server } = polling;
    server.set('/', { ...html, body: frontPage('<link rel="alternate" type="application/rss+xml" href="/all.xml">') });
    server.set('/all.xml', { ...rssType, body: rss(story('a')) });
    await pollOnce(polling);
    server.set('/all.xml', { status: 500, body: 'oh' });
    await pollOnce(polling);
    expect(await feedRow(database.db)).toMatchObject({ failures: 1, found_url: `${server.url}/all.xml` });
  });

  test('is looked for again when nothing new stands in it any more, once an hour', async () => {
    const { server } = polling;
    const map = (name: string) => `<sitemapindex><sitemap><loc>${server.url}/${name}</loc></sitemap></sitemapindex>`;
    const month = (slug: string, day: string) =>
      `<urlset xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${server.url}/s/${slug}</loc><n:news>
       <n:publication_date>${day}</n:publication_date><n:title>قصة ${slug}</n:title></n:news></url></urlset>`;
    server.set('/sitemap.xml', { body: map('11.xml') });
    server.set('/11.xml', { body: month('a', '2026-11-23T08:00:00Z'), etag: '"1"' });
    server.set('/12.xml', { body: month('b', '2026-11-23T20:00:00Z') });
    for (const slug of ['a', 'b']) {
      server.set(`/s/${slug}`, { ...html, body: `<html><body><article>${textOf(slug)}</article></body></html>` });
    }
    await pollOnce(polling, 'map');
    server.set('/sitemap.xml', { body: map('12.xml') });
    polling.now = new Date('2026-11-23T20:01:00Z');
    const asked = server.requests.length;
    await pollOnce(polling, 'map');
    await pollOnce(polling, 'map');
    expect(server.requests.slice(asked).map(({ path }) => path)).not.toContain('/11.xml');
    expect((await feedRow(database.db, 'map')).found_url).toBe(`${server.url}/12.xml`);
    expect(await pushedTitles(database.db)).toEqual(['قصة a', 'قصة b']);
  });

  test('fails with one line that says what to do when the site offers none', async () => {
    polling.server.set('/', { ...html, body: frontPage('') });
    await pollOnce(polling);
    expect((await feedRow(database.db)).error).toBe(
      `${polling.server.url}/: this is a site's page, and no feed was found from it; give the feed's own address`,
    );
  });
});

test('a page that stands for a while where a feed was leads to no other feed of the site', async () => {
  const { server } = polling;
  server.set('/', { ...rssType, body: rss(story('a')), etag: '"1"' });
  await pollOnce(polling);
  await pollOnce(polling);
  server.set('/', { ...html, body: frontPage('<link rel="alternate" type="application/rss+xml" href="/sport.xml">') });
  server.set('/sport.xml', { ...rssType, body: rss(story('s')) });
  for (let times = 1; times <= 3; times += 1) {
    await pollOnce(polling);
    const { failures, error } = await feedRow(database.db);
    expect({ failures, error }).toEqual({
      failures: times,
      error: `${server.url}/: a web page stands where this feed was; it is asked again. If the feed has moved, give its new address`,
    });
  }
  server.set('/', { ...rssType, body: rss(story('b'), story('a')) });
  await pollOnce(polling);
  expect(await pushedTitles(database.db)).toEqual(['قصة a', 'قصة b']);
  expect(await feedRow(database.db)).toMatchObject({ failures: 0, error: null });
});

describe('a WordPress site', () => {
  test('is asked for its posts, then only for what changed since', async () => {
    const { server } = polling;
    let posts = [post(1, 'a')];
    server.set('/wp-json/wp/v2/posts', () => ({ ...json, body: JSON.stringify(posts) }));
    await pollOnce(polling, 'posts');
    expect(await pushedTitles(database.db)).toEqual(['“قصة” a']);
    expect(new URL(server.requests.at(-1)?.path ?? '', server.url).searchParams.get('modified_after')).toBeNull();

    polling.now = new Date(polling.now.getTime() + 5 * minute);
    posts = [post(2, 'b')];
    await pollOnce(polling, 'posts');
    expect(await pushedTitles(database.db)).toEqual(['“قصة” a', '“قصة” b']);
    expect(new URL(server.requests.at(-1)?.path ?? '', server.url).searchParams.get('modified_after')).toBe(
      '2026-11-23T09:00:00.000Z',
    );
    posts = [];
    await pollOnce(polling, 'posts');
    expect(await feedRow(database.db, 'posts')).toMatchObject({ failures: 0, error: null });
  });

  describe('with more changes than a page holds', () => {
    const changed = (from: number, to: number, day = '2026-11-23') =>
      Array.from({ length: to - from + 1 }, (_, index) => ({
        ...post(from + index, `n${from + index}`),
        modified_gmt: `${day}T09:30:00`,
      }));
    const pageOf = (path: string) => Number(new URL(path, 'http://stand.in').searchParams.get('page') ?? 1);
    async function primed(later: ReturnType<typeof changed>) {
      const { server } = polling;
      server.set('/wp-json/wp/v2/posts', { ...json, body: JSON.stringify([post(1, 'a')]) });
      await pollOnce(polling, 'posts');
      server.set('/wp-json/wp/v2/posts', ({ path }) => ({
        ...json,
        headers: { 'x-wp-totalpages': String(Math.ceil(later.length / 50)) },
        body: JSON.stringify(later.slice((pageOf(path) - 1) * 50, pageOf(path) * 50)),
      }));
      const asked = server.requests.length;
      await pollOnce(polling, 'posts');
      return server.requests.slice(asked).map(({ path }) => pageOf(path));
    }

    test('is read page by page, and none is lost', async () => {
      expect(await primed(changed(2, 121))).toEqual([1, 2, 3]);
      const { count } = await database.db
        .selectFrom('article')
        .select((eb) => eb.fn.countAll<string>().as('count'))
        .executeTakeFirstOrThrow();
      expect(Number(count)).toBe(121);
    });

    test('but only the first page where it does not know of changes and tells of everything', async () => {
      expect(await primed([...changed(2, 40), ...changed(41, 200, '2026-10-01')])).toEqual([1]);
    });
  });

  test('that has closed its posts says so', async () => {
    polling.server.set('/wp-json/wp/v2/posts', {
      ...json,
      status: 401,
      body: readFileSync(new URL('../fixtures/feeds/wordpress-error.json', import.meta.url)),
    });
    await pollOnce(polling, 'posts');
    expect((await feedRow(database.db, 'posts')).error).toMatch(/401/);
  });

  test('repeats nothing when its feed was read before', async () => {
    const { server } = polling;
    server.set('/feed', { ...rssType, body: rss(story('a')) });
    server.set('/wp-json/wp/v2/posts', { ...json, body: JSON.stringify([post(1, 'a')]) });
    await pollOnce(polling, 'wrong');
    await pollOnce(polling, 'posts');
    expect(await pushedTitles(database.db)).toEqual(['قصة a']);
  });
});

test('a news sitemap gives the titles, its pages the stories', async () => {
  const { server } = polling;
  server.set('/sitemap.xml', {
    contentType: 'application/xml',
    body: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <url><loc>${server.url}/stories/a</loc><news:news><news:publication><news:name>درج</news:name></news:publication>
      <news:publication_date>2026-11-23T09:00:00Z</news:publication_date><news:title>قصة من خريطة</news:title></news:news></url></urlset>`,
  });
  server.set('/stories/a', {
    ...html,
    body: `<html lang="ar"><head><title>قصة من خريطة - درج</title></head><body><nav><a href="/">الرئيسية</a></nav><article><h1>قصة من خريطة</h1>${textOf('a')}</article></body></html>`,
  });
  await pollOnce(polling, 'map');
  expect(await pushedTitles(database.db)).toEqual(['قصة من خريطة']);
  const [push] = await database.db.selectFrom('push').select('content').execute();
  expect(push?.content.type === 'story' && push.content.item.summary).toContain('البلدية');
});

test('a list of sitemaps leads to the one of news', async () => {
  const { server } = polling;
  const map = (url: string) =>
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>${url}</loc><news:news><news:publication_date>2026-11-23T09:00:00Z</news:publication_date><news:title>خبر</news:title></news:news></url></urlset>`;
  server.set('/sitemap.xml', {
    contentType: 'application/xml',
    body: `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${server.url}/news-sitemap.xml</loc></sitemap><sitemap><loc>${server.url}/category-sitemap.xml</loc></sitemap></sitemapindex>`,
  });
  server.set('/news-sitemap.xml', { contentType: 'application/xml', body: map(`${server.url}/stories/x`) });
  server.set('/stories/x', {
    ...html,
    body: `<html><body><article><h1>خبر</h1>${textOf('x')}</article></body></html>`,
  });
  await pollOnce(polling, 'map');
  expect((await feedRow(database.db, 'map')).found_url).toBe(`${server.url}/news-sitemap.xml`);
  expect(await pushedTitles(database.db)).toEqual(['خبر']);
});

test('a source of another kind than configured is read, and that is said', async () => {
  polling.server.set('/feed', { ...rssType, body: rss(story('a')) });
  await pollOnce(polling, 'wrong');
  expect(await pushedTitles(database.db)).toEqual(['قصة a']);
  expect((await feedRow(database.db, 'wrong')).warnings).toContain(
    'the configuration calls this source «atom», but it is «rss»; it was read as what it is',
  );
});

describe('a story whose text is only on its page', () => {
  const teaser = (slug: string, site: string) =>
    `<rss version="2.0"><channel><title>درج</title><link>${site}</link><item><title>قصة ${slug}</title><link>${site}/stories/${slug}</link>
      <description>أغلقت البلدية سوق الخضار القديم بعد حريق أتى على عشرين دكاناً، ووعدت بإعادة فتحه قبل نهاية العام.</description>
      <pubDate>${at.toUTCString()}</pubDate></item></channel></rss>`;

  test.each([
    ['robots.txt forbids it', '/robots.txt', { contentType: 'text/plain', body: 'User-agent: *\nDisallow: /stories/' }],
    ['the site refuses it', '/stories/a', { status: 403, body: 'no' }],
    ['it is too large', '/stories/a', { ...html, body: 'a'.repeat(6 * 1024 * 1024) }],
    ['it is no page', '/stories/a', { contentType: 'application/pdf', body: '%PDF' }],
  ])('is told by its feed when %s', async (_why, path, answer) => {
    const { server } = polling;
    server.set('/sitemap.xml', { ...rssType, body: teaser('a', server.url) });
    server.set(path, answer);
    await pollOnce(polling, 'map');
    await pollOnce(polling, 'map');
    expect(await pushedTitles(database.db)).toEqual(['قصة a']);
  });

  test('waits while the site has a fault of its own', async () => {
    const { server } = polling;
    server.set('/sitemap.xml', { ...rssType, body: teaser('a', server.url) });
    server.set('/stories/a', { status: 503, body: 'later' });
    await pollOnce(polling, 'map');
    expect(await pushedTitles(database.db)).toEqual([]);
    server.set('/stories/a', {
      ...html,
      body: `<html><body><article><h1>قصة a</h1>${textOf('a')}</article></body></html>`,
    });
    await pollOnce(polling, 'map');
    expect(await pushedTitles(database.db)).toEqual(['قصة a']);
  });
});

test('a date without a zone, in the feed or on the page, is told by the newsroom’s clocks', async () => {
  const { server } = polling;
  const entry = (slug: string, text: string) =>
    `<item><title>قصة ${slug}</title><link>${server.url}/stories/${slug}</link>${text}</item>`;
  const inFeed = `<pubDate>22 تشرين الثاني 2026، 23:30</pubDate><content:encoded><![CDATA[${textOf('a')}]]></content:encoded>`;
  server.set('/sitemap.xml', {
    ...rssType,
    body: `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>درج</title>
      <link>${server.url}</link>${entry('a', inFeed)}${entry('b', '')}</channel></rss>`,
  });
  server.set('/stories/b', {
    ...html,
    body: `<html><head><meta property="article:published_time" content="2026-11-22T23:45:00"></head>
      <body><article><h1>قصة b</h1>${textOf('b')}</article></body></html>`,
  });
  await pollOnce(polling, 'map');
  const rows = await database.db.selectFrom('article').select('published_at').orderBy('published_at').execute();
  expect(rows.map((row) => row.published_at.toISOString())).toEqual([
    '2026-11-22T21:30:00.000Z',
    '2026-11-22T21:45:00.000Z',
  ]);
});
