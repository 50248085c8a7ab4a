import { pino } from 'pino';
import { afterEach, beforeEach } from 'vitest';
import { type Newsroom, newsroomSchema } from '../../src/config/newsroom.ts';
import type { Db } from '../../src/database/database.ts';
import { pollFeed } from '../../src/editions/poll.ts';
import type { PollContext } from '../../src/editions/poll-context.ts';
import { syncFeeds } from '../../src/feeds/store.ts';
import { pollContext } from '../../src/serve/poll-context.ts';
import { newsroomConfig } from '../e2e/newsroom.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';

export const minute = 60_000;

export interface Polling {
  server: FeedServer;
  newsroom: Newsroom;
  context: PollContext;
  now: Date;
}

/** Before each test an empty record, a site over HTTP, and the feeds that `feeds` names on it. */
export function usePolling(
  database: { readonly db: Db },
  feeds: (site: string) => readonly Record<string, unknown>[],
  changes: Record<string, unknown> = {},
): Polling {
  const polling = {} as Polling;
  beforeEach(async () => {
    const { db } = database;
    await db.deleteFrom('push').execute();
    await db.deleteFrom('article').execute();
    await db.deleteFrom('feed').execute();
    polling.server = await startFeedServer();
    polling.now = new Date('2026-11-23T10:00:00Z');
    polling.newsroom = newsroomSchema.parse({
      ...newsroomConfig('http://127.0.0.1/'),
      feeds: feeds(polling.server.url),
      ...changes,
    });
    await syncFeeds(db, polling.newsroom.feeds);
    polling.context = {
      ...pollContext({
        db,
        newsroom: polling.newsroom,
        log: pino({ level: 'silent' }),
        site: { address: null },
        hubs: 'reachable',
        // Its site is our own and need not be spared.
        pageDelayMs: 0,
      }),
      now: () => polling.now,
    };
  });
  afterEach(async () => {
    await polling.context.fetcher.close();
    await polling.server.close();
  });
  return polling;
}

/** Polls a feed once; gives the pushes that this made. */
export async function pollOnce(polling: Polling, feed = 'main'): Promise<number[]> {
  const made: number[] = [];
  await pollFeed(polling.context, feed, AbortSignal.timeout(110_000), async ({ id }) => {
    made.push(id);
  });
  return made;
}

export function feedRow(db: Db, name = 'main') {
  return db.selectFrom('feed').selectAll().where('name', '=', name).executeTakeFirstOrThrow();
}

/** Titles of the stories that pushes tell of, oldest first. */
export async function pushedTitles(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('push').select('content').orderBy('id').execute();
  return rows.flatMap(({ content }) => ('item' in content ? [content.item.title] : []));
}
