import pg from 'pg';
import { expect, test } from 'vitest';
import { setLaneState } from '../../src/delivery/lane-control.ts';
import { pausePush, resumePush } from '../../src/delivery/push-control.ts';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

const actor = 'رنا';

/** How often somebody was told so far that there may be something to send. */
async function announcements(url: string): Promise<() => number> {
  const client = new pg.Client({ connectionString: url });
  let heard = 0;
  client.on('notification', () => {
    heard += 1;
  });
  await client.connect();
  atEnd(() => client.end());
  await client.query('listen push_approved');
  return () => heard;
}

test('a push or an account that goes on wakes the desk: the next message leaves at once', {
  timeout: 90_000,
}, async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`, { channels: { telegram: { rate: 5 } } }));
  const { db } = newsroom.database;
  const heard = await announcements(newsroom.databaseUrl);
  await newsroom.serve();
  await newsroom.subscribe(200);
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const accepted = () => newsroom.telegram.statistics().accepted;
  await waitFor(() => accepted() > 0, { message: 'the push did not begin', timeoutMs: 40_000 });
  const { id: pushId } = await db.selectFrom('push').select('id').executeTakeFirstOrThrow();
  const { name: lane } = await db
    .selectFrom('lane')
    .select('name')
    .where('channel', '=', 'telegram')
    .executeTakeFirstOrThrow();
  const orders = [
    [() => pausePush(db, { pushId, actor }), () => resumePush(db, { pushId, actor })],
    [() => setLaneState(db, { lane, actor, state: 'paused' }), () => setLaneState(db, { lane, actor, state: 'open' })],
  ] as const;
  for (const [pause, resume] of orders) {
    await pause();
    // Nobody looks into the lane any more: it was let go.
    await waitFor(
      async () =>
        (await db.selectFrom('lane').select('holder').where('name', '=', lane).executeTakeFirst())?.holder === null,
      { message: 'the lane was not let go' },
    );
    const before = accepted();
    const [asked, announced] = [performance.now(), heard()];
    expect(await resume()).toMatchObject({ kind: 'done' });
    await waitFor(() => accepted() > before, { message: 'it did not go on' });
    expect(performance.now() - asked).toBeLessThan(1_500);
    expect(heard()).toBeGreaterThan(announced);
  }
});
