import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newsroomSchema } from '../../src/config/newsroom.ts';
import { pollFeed } from '../../src/editions/poll.ts';
import type { PollContext } from '../../src/editions/poll-context.ts';
import { createSafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { claimDueFeeds, syncFeeds } from '../../src/feeds/store.ts';
import { createMetrics } from '../../src/observability/metrics.ts';
import type { Queues } from '../../src/queue/queues.ts';
import { pollContext } from '../../src/serve/poll-context.ts';
import { rss, rssType } from '../e2e/feed.ts';
import { newsroomConfig } from '../e2e/newsroom.ts';
import { useDatabase } from '../setup/migrated.ts';
import { type FeedAnswer, type FeedServer, startFeedServer } from '../standins/feed-server.ts';

const database = useDatabase();
const fixture = (name: string) => readFileSync(new URL(`../fixtures/feeds/${name}`, import.meta.url));
const minute = 60_000;

let server: FeedServer;
let context: PollContext;
let now: Date;

beforeEach(async () => {
  const { db } = database;
  await db.deleteFrom('push').execute();
  await db.deleteFrom('article').execute();
  await db.deleteFrom('feed').execute();
  server = await startFeedServer();
  now = new Date('2026-11-23T10:00:00Z');
  const newsroom = newsroomSchema.parse({
    ...newsroomConfig(`${server.url}/main`),
    feeds: [
      { name: 'main', url: `${server.url}/main`, mode: 'auto', pollEvery: '1m', firstRun: 2 },
      { name: 'other', url: `${server.url}/other`, mode: 'auto', pollEvery: '1m' },
    ],
  });
  await syncFeeds(db, newsroom.feeds);
  context = {
    ...pollContext({ db, newsroom, log: pino({ level: 'silent' }), site: { address: null }, pageDelayMs: 0 }),
    now: () => now,
  };
});
afterEach(async () => {
  await context.fetcher.close();
  await server.close();
});

const poll = async (feed = 'main', answer?: FeedAnswer) => {
  if (answer) server.set(`/${feed}`, answer);
  const made: number[] = [];
  await pollFeed(context, feed, AbortSignal.timeout(110_000), async ({ id }) => {
    made.push(id);
  });
  return made;
};
const good = (...slugs: string[]): FeedAnswer => ({
  ...rssType,
  body: rss(...slugs.map((slug) => ({ slug, title: `قصة ${slug}`, at: new Date('2026-11-23T09:00:00Z') }))),
});
const row = (name = 'main') =>
  database.db.selectFrom('feed').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
const titles = async () =>
  (await database.db.selectFrom('push').select('content').orderBy('id').execute()).flatMap(({ content }) =>
    content.type === 'story' ? [content.item.title] : [],
  );

const padding = (megabytes: number) => `<!-- ${'x'.repeat(megabytes * 1024 * 1024)} -->`;

describe('a source that fails', () => {
  test.each<[string, FeedAnswer, RegExp]>([
    ['404', { status: 404, body: 'not here' }, /404/],
    ['410', { status: 410, body: 'gone' }, /410/],
    ['500', { status: 500, body: 'oh' }, /500/],
    ['a web page', { contentType: 'text/html', body: fixture('web-page.html') }, /page/],
    ['no XML at all', { ...rssType, body: fixture('not-a-feed.txt') }, /feed/],
    ['an empty body', { ...rssType, body: '' }, /empty/],
    ['16 MB', { ...rssType, body: `${padding(16)}${rss({ slug: 'a', title: 'أ' })}` }, /larger than 15 MB/],
  ])('%s: one clear line, left alone for longer each time, nothing lost, others go on', async (_, answer, reason) => {
    await poll('main', good('first'));
    expect(await titles()).toEqual(['قصة first']);
    await poll('main', answer);
    const once = await row();
    expect(once.error).toMatch(reason);
    expect(once.error).toContain(`${server.url}/main`);
    expect(once.error).not.toContain('\n');
    expect(once.failures).toBe(1);
    expect(once.next_poll_at.getTime() - now.getTime()).toBe(2 * minute);
    now = new Date(now.getTime() + 2 * minute);
    await poll('main', answer);
    const twice = await row();
    expect(twice.failures).toBe(2);
    expect(twice.next_poll_at.getTime() - now.getTime()).toBe(4 * minute);

    await poll('other', good('elsewhere'));
    expect((await row('other')).error).toBeNull();
    await poll('main', good('second', 'first'));
    expect(await row()).toMatchObject({ failures: 0, error: null });
    expect(await titles()).toEqual(['قصة first', 'قصة elsewhere', 'قصة second']);
  });

  test.each(['headers', 'body'] as const)(
    'one that stops before its %s have come is given up in time',
    async (hang) => {
      const impatient = createSafeFetcher({ userAgent: 'test', allowHosts: [server.host], limits: { timeoutMs: 200 } });
      context = { ...context, fetcher: impatient };
      await poll('main', { ...good('a'), hang });
      const failed = await row();
      expect(failed.error).toMatch(/no whole answer within 0\.2 s; it will be tried again/);
      expect(failed.failures).toBe(1);
      expect(await titles()).toEqual([]);
    },
  );

  test('is shown to ops: its error in the record, its failures and its age in the metrics', async () => {
    await poll('main', good('a'));
    now = new Date(now.getTime() + 10 * minute);
    await poll('main', { status: 500, body: 'oh' });
    await poll('other', good('b'));
    const queues = { all: new Map() } as unknown as Queues;
    const metrics = await createMetrics(database.db, queues, () => now).metrics();
    expect(metrics).toContain('nashra_feed_failures{feed="main"} 1');
    expect(metrics).toContain('nashra_feed_age_seconds{feed="main"} 600');
    expect(metrics).toContain('nashra_feed_failures{feed="other"} 0');
    expect(metrics).toContain('nashra_feed_age_seconds{feed="other"} 0');
  });

  test('one that names a time is left alone for so long', async () => {
    await poll('main', { status: 503, headers: { 'retry-after': '3600' }, body: 'later' });
    expect((await row()).next_poll_at.getTime() - now.getTime()).toBe(60 * minute);
    expect(
      await claimDueFeeds(database.db, new Map([['main', minute]]), new Date(now.getTime() + 59 * minute)),
    ).toEqual([]);
  });

  test('the wait never grows over six hours', async () => {
    await database.db.updateTable('feed').set({ failures: 400 }).where('name', '=', 'main').execute();
    await poll('main', { status: 500, body: 'oh' });
    expect((await row()).next_poll_at.getTime() - now.getTime()).toBe(360 * minute);
  });
});

describe('feeds as they are', () => {
  test('truncated XML gives what is whole, and the rest when it comes', async () => {
    const whole = rss({ slug: 'a', title: 'أولى' }, { slug: 'b', title: 'ثانية' });
    await poll('main', { ...rssType, body: whole.slice(0, whole.indexOf('ثانية') + 20) });
    expect(await titles()).toEqual(['أولى']);
    await poll('main', { ...rssType, body: whole });
    expect(await titles()).toEqual(['أولى', 'ثانية']);
  });

  test('a connection that breaks gives what came whole; the rest comes with the next poll', async () => {
    const whole = rss({ slug: 'a', title: 'أولى' }, { slug: 'b', title: 'ثانية' });
    const cutAfter = Buffer.byteLength(whole.slice(0, whole.indexOf('ثانية')));
    await poll('main', { ...rssType, etag: '"v1"', body: whole, cutAfter });
    expect(await titles()).toEqual(['أولى']);
    expect(JSON.stringify((await row()).warnings)).toMatch(/part|broke|cut/);
    await poll('main', { ...rssType, etag: '"v1"', body: whole });
    expect(await titles()).toEqual(['أولى', 'ثانية']);
  });

  test('a feed of 10 MB is read', async () => {
    await poll('main', {
      ...rssType,
      body:
        good('a')
          .body?.toString()
          .replace('</channel>', `${padding(10)}</channel>`) ?? '',
    });
    expect(await titles()).toEqual(['قصة a']);
  });

  test('the wrong charset in the header changes no letter', async () => {
    await poll('main', { contentType: 'text/xml; charset=iso-8859-1', body: good('a').body ?? '' });
    expect(await titles()).toEqual(['قصة a']);
  });

  test('items without guid, link or date, dates in the future, entities in titles, the same guid twice', async () => {
    const whole = /<content:encoded>.*<\/content:encoded>/s.exec(rss({ slug: 'x', title: 'س' }))?.[0] ?? '';
    const item = (inner: string) => `<item>${inner}${whole.replaceAll('س بدأت', `${inner.length} بدأت`)}</item>`;
    const body = `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>x</title>
      ${item('<title>بلا معرّف</title><link>https://daraj.media/1</link>')}
      ${item('<title>بلا رابط</title><guid isPermaLink="false">two</guid>')}
      ${item('<title>من المستقبل</title><link>https://daraj.media/3</link><pubDate>Mon, 23 Nov 2099 09:00:00 GMT</pubDate>')}
      ${item('<title>&amp;laquo;عنوان&amp;raquo; &amp;amp; آخر</title><link>https://daraj.media/4</link>')}
      ${item('<title>معرّف مكرّر</title><link>https://daraj.media/5</link><guid isPermaLink="false">same</guid>')}
      ${item('<title>معرّف مكرّر</title><link>https://daraj.media/5</link><guid isPermaLink="false">same</guid>')}
    </channel></rss>`;
    await database.db.updateTable('feed').set({ primed_at: now, succeeded_at: now }).execute();
    await poll('main', { ...rssType, body });
    await poll('main', { ...rssType, body: `${body}\n` });
    const found = await titles();
    expect(new Set(found).size).toBe(found.length);
    expect(found).toEqual(expect.arrayContaining(['بلا معرّف', 'من المستقبل', '«عنوان» & آخر', 'معرّف مكرّر']));
    const dates = await database.db.selectFrom('article').select('published_at').execute();
    for (const { published_at } of dates) expect(published_at.getTime()).toBeLessThanOrEqual(now.getTime());
  });

  test('the first poll announces the newest few and remembers the rest', async () => {
    await poll('main', {
      ...rssType,
      body: rss(
        ...Array.from({ length: 50 }, (_, index) => ({
          slug: `s${index}`,
          title: `قصة ${index}`,
          at: new Date(now.getTime() - index * minute),
        })),
      ),
    });
    expect(await titles()).toEqual(['قصة 1', 'قصة 0']);
    expect(await database.db.selectFrom('article').select('id').execute()).toHaveLength(50);
  });

  test('reordered, vanished and returned items are told once', async () => {
    await poll('main', good('a', 'b'));
    await poll('main', good('b'));
    await poll('main', good('b', 'a'));
    await poll('main', good('a', 'b', 'c'));
    expect((await titles()).sort()).toEqual(['قصة a', 'قصة b', 'قصة c']);
  });

  test('whatever vanishes, returns, is reordered, gets another guid or other spaces: each story is told once', async () => {
    const slugs = ['a', 'b', 'c', 'd', 'e'];
    const poll4 = fc.array(
      fc.record({
        there: fc.shuffledSubarray(slugs, { minLength: 1 }),
        guids: fc.constantFrom('own', 'new', 'none'),
        spaces: fc.constantFrom('', ' ', '\n  '),
      }),
      { minLength: 2, maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(poll4, async (polls) => {
        const { db } = database;
        await db.deleteFrom('push').execute();
        await db.deleteFrom('article').execute();
        await db
          .updateTable('feed')
          .set({ primed_at: now, succeeded_at: now, etag: null, last_modified: null })
          .execute();
        for (const [round, { there, guids, spaces }] of polls.entries()) {
          const items = there.map((slug) => ({ slug, title: `قصة ${slug}`, at: new Date(now.getTime() - 60_000) }));
          let body = rss(...items).replace(/(<p>)(قالت)/g, `$1${spaces}$2`);
          if (guids === 'none') body = body.replace(/<guid.*?<\/guid>/g, '');
          if (guids === 'new') body = body.replace(/(<guid[^>]*>)/g, `$1${round}-`);
          await poll('main', { ...rssType, body });
        }
        const told = await titles();
        const ever = new Set(polls.flatMap(({ there }) => there));
        expect(told.sort()).toEqual([...ever].map((slug) => `قصة ${slug}`).sort());
        expect(await db.selectFrom('article').select('id').execute()).toHaveLength(ever.size);
      }),
      { numRuns: 20 },
    );
  });

  test('a changed article is a new version and no new push', async () => {
    const first = rss({ slug: 'a', title: 'قبل التعديل', at: new Date('2026-11-23T09:00:00Z') });
    await poll('main', { ...rssType, body: first });
    await poll('main', { ...rssType, body: first.replaceAll('نحو مليوني دولار', 'نحو أربعة ملايين دولار') });
    expect(await database.db.selectFrom('article_version').select('version').orderBy('version').execute()).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
    expect((await titles()).filter((title) => title === 'قبل التعديل').length).toBeGreaterThan(0);
    const stories = await database.db.selectFrom('push').select('kind').where('kind', '=', 'breaking').execute();
    expect(stories).toHaveLength(1);
  });

  test('what did not change is not fetched again', async () => {
    await poll('main', { ...good('a'), etag: '"v1"', lastModified: 'Mon, 23 Nov 2026 09:00:00 GMT' });
    await poll('main');
    expect(server.requests.at(-1)?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 23 Nov 2026 09:00:00 GMT',
    });
    expect((await row()).etag).toBe('"v1"');
  });

  test('windows-1256 behind a header that says UTF-8 is read as what it is', async () => {
    const body = iconv.encode(String(good('a').body).replace('encoding="UTF-8"', ''), 'windows-1256');
    await poll('main', { contentType: 'application/rss+xml; charset=utf-8', body });
    expect(await titles()).toEqual(['قصة a']);
  });

  test.each<[string, (feed: string) => string]>([
    ['an id', (feed) => feed.replace('>a</guid>', '>another</guid>')],
    ['tracking parameters', (feed) => feed.replace('/a</link>', '/a?utm_source=rss&amp;fbclid=1</link>')],
    ['id and address', (feed) => feed.replace('>a</guid>', '>z</guid>').replace('/a</link>', '/z</link>')],
    ['a date', (feed) => feed.replace('09:00:00', '09:45:00')],
    ['commas and spaces', (feed) => feed.replaceAll('،', ' ').replaceAll('</p>', ' \n</p>')],
  ])('a story that gets %s anew is the same story', async (_, change) => {
    const first = rss({ slug: 'a', title: 'قصة طويلة', at: new Date('2026-11-23T09:00:00Z') });
    await poll('main', { ...rssType, body: first });
    await poll('main', { ...rssType, body: change(first) });
    expect(change(first)).not.toBe(first);
    expect(await titles()).toEqual(['قصة طويلة']);
    expect(await database.db.selectFrom('article_version').select('version').execute()).toHaveLength(1);
  });

  test('two feeds of one house tell a story once', async () => {
    await poll('main', good('a', 'b'));
    await poll('other', good('b', 'c'));
    expect((await titles()).sort()).toEqual(['قصة a', 'قصة b', 'قصة c']);
  });

  test('a feed without entries is well, and its first entry is announced', async () => {
    await poll('main', { ...rssType, body: rss() });
    expect(await row()).toMatchObject({ failures: 0, error: null });
    await poll('main', good('a', 'b', 'c'));
    expect((await titles()).sort()).toEqual(['قصة a', 'قصة b', 'قصة c']);
  });

  test('polls of one feed at the same time, by two instances, announce a story once', async () => {
    server.set('/main', good('a', 'b'));
    await Promise.all([poll('main'), poll('main'), poll('main')]);
    expect((await titles()).sort()).toEqual(['قصة a', 'قصة b']);
  });

  test('a hostile title is a title', async () => {
    await poll('main', {
      ...rssType,
      body: rss({ slug: 'a', title: '&lt;script&gt;alert(1)&lt;/script&gt; &lt;/a&gt;&lt;b&gt;خبر' }),
    });
    const [title] = await titles();
    expect(title).toContain('خبر');
    expect(title).not.toContain('<b>');
  });

  test('5,000 items are taken in, and a story of the flood is announced once', { timeout: 120_000 }, async () => {
    const items = Array.from({ length: 5_000 }, (_, index) => ({
      slug: `s${index}`,
      title: `قصة ${index}`,
      at: new Date(now.getTime() - index * 1_000),
    }));
    await poll('main', { ...rssType, body: rss(...items) });
    expect(await database.db.selectFrom('article').select('id').execute()).toHaveLength(5_000);
    expect(await titles()).toHaveLength(2);
    // What is known and unchanged is not even cleaned again; what changed is.
    let cleaned = 0;
    const { toArticle } = context;
    context = {
      ...context,
      toArticle: (...given) => {
        cleaned += 1;
        return toArticle(...given);
      },
    };
    await poll('main', { ...rssType, body: `${rss(...items)}\n` });
    expect(cleaned).toBe(0);
    await poll('main', { ...rssType, body: rss(...items).replace('قالت البلدية في بيان', 'نفت البلدية في بيان') });
    expect(cleaned).toBe(1);
    expect(await titles()).toHaveLength(2);
    expect(
      await database.db.selectFrom('article_version').select('version').where('version', '=', 2).execute(),
    ).toHaveLength(1);
  });
});
