import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newsroomSchema } from '../../../src/config/newsroom.ts';
import { pollFeed } from '../../../src/editions/poll.ts';
import { syncFeeds } from '../../../src/feeds/store.ts';
import { pollContext } from '../../../src/serve/poll-context.ts';
import { rss, rssType } from '../../e2e/feed.ts';
import { newsroomConfig } from '../../e2e/newsroom.ts';
import { useDatabase } from '../../setup/migrated.ts';
import { type FeedServer, startFeedServer } from '../../standins/feed-server.ts';
import { type LyingEndpoint, startLyingEndpoint } from './lying-endpoint.ts';

const database = useDatabase();
let server: FeedServer;
let endpoint: LyingEndpoint;

beforeEach(async () => {
  server = await startFeedServer();
  endpoint = await startLyingEndpoint();
});
afterEach(async () => {
  await server.close();
  await endpoint.close();
});

test('a story that is announced is written once, whatever the number of polls; a lie leaves the extract and a warning', async () => {
  const { db } = database;
  const newsroom = newsroomSchema.parse({
    ...newsroomConfig(`${server.url}/main`),
    feeds: [{ name: 'main', url: `${server.url}/main`, mode: 'auto', pollEvery: '1m' }],
    writer: { baseUrl: endpoint.baseUrl, model: 'small' },
  });
  await syncFeeds(db, newsroom.feeds);
  const now = new Date('2026-11-23T10:00:00Z');
  server.set('/main', { ...rssType, body: rss({ slug: 'one', title: 'قصة one', at: now }) });
  endpoint.answers = [
    { text: 'قُتل 77 شخصاً في انفجار هز العاصمة صباح اليوم، وفق ما أعلنت وزارة الداخلية في بيان.', tokens: 900 },
  ];

  for (let time = 0; time < 2; time++) {
    // As by a process that starts again.
    const context = {
      ...pollContext({
        db,
        newsroom,
        log: pino({ level: 'silent' }),
        site: { address: null },
        pageDelayMs: 0,
        writerKey: 'k',
      }),
      now: () => now,
    };
    await pollFeed(context, 'main', AbortSignal.timeout(60_000), async () => {});
    await db.updateTable('feed').set({ etag: null, last_modified: null }).execute();
    await context.fetcher.close();
  }
  expect(endpoint.asked).toHaveLength(2);
  const { summary } = await db.selectFrom('article_version').select('summary').executeTakeFirstOrThrow();
  expect(summary?.method).not.toBe('writer');
  expect(summary?.summary).not.toContain('77');
  expect(summary?.warnings.join()).toContain('رُفض نص الكاتب الآلي');
});
