import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

/** Enough for several transactions. */
const stories = 1_200;

test('killed in the middle of a long first poll: the next start has every story once, and announces the newest', async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  const now = Date.now();
  const items = Array.from({ length: stories }, (_, index) => ({
    slug: `s${index}`,
    title: `قصة ${index}`,
    at: new Date(now - index * 60_000),
  }));
  feed.set('/feed', { ...rssType, body: rss(...items) });
  const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`));
  const { db } = newsroom.database;
  const count = async () => (await db.selectFrom('article').select('id').execute()).length;

  const first = await newsroom.serve();
  await waitFor(async () => (await count()) > 0, { message: 'nothing was taken in', timeoutMs: 60_000 });
  await first.kill('SIGKILL');
  const left = await count();
  expect(left).toBeLessThan(stories);
  // A transaction that was cut leaves nothing of itself: no story without its text and its names.
  const { rows } = await sql`
    select from article a
    where not exists (select from article_version v where v.article_id = a.id)
       or not exists (select from article_key k where k.article_id = a.id)`.execute(db);
  expect(rows).toEqual([]);
  expect(await db.selectFrom('feed').select('primed_at').execute()).toEqual([{ primed_at: null }]);

  await newsroom.serve();
  await waitFor(async () => (await db.selectFrom('feed').select('primed_at').executeTakeFirst())?.primed_at !== null, {
    message: 'the poll was not made again',
    timeoutMs: 90_000,
  });
  expect(await count()).toBe(stories);
  const versions = await db.selectFrom('article_version').select('article_id').execute();
  expect(versions).toHaveLength(stories);
  const pushes = await db.selectFrom('push').select('content').orderBy('id').execute();
  expect(pushes.map(({ content }) => content.type === 'story' && content.item.title)).toEqual(['قصة 1', 'قصة 0']);
}, 240_000);
