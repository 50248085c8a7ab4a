import { pino } from 'pino';
import { contentKey, storyKeys } from '../src/articles/identity.ts';
import { newsroomSchema } from '../src/config/newsroom.ts';
import { pollFeed } from '../src/editions/poll.ts';
import { parseFeed } from '../src/feeds/parse.ts';
import type { SafeFetcher } from '../src/feeds/safe-fetch.ts';
import { syncFeeds } from '../src/feeds/store.ts';
import { pollContext } from '../src/serve/poll-context.ts';
import { rss } from '../test/e2e/feed.ts';
import { benchmark, count } from './command.ts';
import { openRecord } from './record.ts';
import { progress, type Row, report } from './report.ts';

/**
 * A feed of thousands of stories: its first poll, which remembers nearly all of them, and the next one, to which all are
 * known. The floor of the same run reads and cleans the same feed and writes the same rows, each table by one statement,
 * with nothing looked up and nothing kept safe.
 */
const { stories } = benchmark('bench:intake', 'The first polls of a large feed, against a floor of the same run.')
  .option('--stories <n>', 'stories in the feed', count, 5_000)
  .parse()
  .opts<{ stories: number }>();
const address = 'https://daraj.media/feed';
const never = new AbortController().signal;
const now = new Date('2026-11-23T10:00:00Z');
const body = Buffer.from(
  rss(
    ...Array.from({ length: stories }, (_, index) => ({
      slug: `s${index}`,
      title: `قصة ${index}`,
      at: new Date(now.getTime() - index * 1_000),
    })),
  ),
);

const record = await openRecord();
const newsroom = newsroomSchema.parse({
  name: { ar: 'درج', en: 'Daraj' },
  site: 'https://daraj.media',
  timeZone: 'Asia/Beirut',
  feeds: [{ name: 'main', url: address, mode: 'auto' }],
  editions: { breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' } } },
});
await syncFeeds(record.db, newsroom.feeds);
const answer = { status: 200, headers: new Map([['content-type', 'application/rss+xml']]), body, finalUrl: address };
const fetcher: SafeFetcher = {
  fetch: async () => ({ ...answer, permanentlyMovedTo: null, complete: true }),
  close: async () => {},
};
const context = {
  ...pollContext({ db: record.db, newsroom, log: pino({ level: 'silent' }), site: { address: null } }),
  fetcher,
  now: () => now,
};
// Once before, so that what runs first does not pay for the others' warming up.
await read();
const rows: Row[] = [];
const poll = () => pollFeed(context, 'main', never, async () => {});
const first = await timed(poll);
const known = await timed(poll);
const { written } = await record.db
  .selectFrom('article')
  .select((eb) => eb.fn.countAll<string>().as('written'))
  .executeTakeFirstOrThrow();
if (Number(written) !== stories) throw new Error(`${written} of ${stories} stories are in the record`);
const reading = await timed(async () => void (await read()));
const floor = await timed(bare);
rows.push(
  { what: 'first poll', stories, seconds: first, 'times the floor': first / floor },
  { what: 'next poll, all known', stories, seconds: known, 'times the floor': known / floor },
  { what: 'reading and cleaning alone', stories, seconds: reading, 'times the floor': reading / floor },
  { what: 'floor', stories, seconds: floor, 'times the floor': 1 },
);
report('Intake: one poll of a long feed', rows);
await record.close();

async function timed(work: () => Promise<void>): Promise<number> {
  progress('…');
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

async function read() {
  const stories = [];
  for (const item of parseFeed(body, { url: address, now }).items) {
    const { article } = await context.toArticle(item, { url: address, pages: 'never' }, never);
    stories.push({ article, key: contentKey(article), keys: storyKeys(item, article, 'main') });
  }
  return stories;
}

async function bare(): Promise<void> {
  const { db } = record;
  const stories = await read();
  await db.deleteFrom('push').execute();
  await db.deleteFrom('article').execute();
  const feed = await db.selectFrom('feed').select('id').executeTakeFirstOrThrow();
  for (let at = 0; at < stories.length; at += 500) {
    const part = stories.slice(at, at + 500);
    const ids = await db
      .insertInto('article')
      .values(
        part.map(({ article }) => ({
          feed_id: feed.id,
          link: article.link,
          state: 'baseline' as const,
          version: 1,
          published_at: article.publishedAt ?? now,
        })),
      )
      .returning('id')
      .execute();
    const id = (index: number) => ids[index]?.id ?? 0;
    await db
      .insertInto('article_version')
      .values(
        part.map(({ article, key }, index) => ({
          article_id: id(index),
          version: 1,
          content_key: key,
          title: article.title,
          blocks: JSON.stringify(article.blocks),
        })),
      )
      .execute();
    await db
      .insertInto('article_key')
      .values(part.flatMap(({ keys }, index) => keys.map((key) => ({ key, article_id: id(index) }))))
      .execute();
  }
}
