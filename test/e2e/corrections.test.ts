import { expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import { correctPush } from '../../src/editions/correct.ts';
import { itemsOf } from '../../src/editions/push.ts';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { chatId, type E2eNewsroom, newsroomConfig, startNewsroom } from './newsroom.ts';

const readers = 1_000;

const finished = (newsroom: E2eNewsroom, id: number) =>
  waitFor(
    () =>
      newsroom.database.db
        .selectFrom('push')
        .select('id')
        .where('id', '=', id)
        .where('state', '=', 'finished')
        .executeTakeFirst(),
    { message: `push ${id} never finished`, timeoutMs: 60_000 },
  );

test('kill -9 in the middle of a correction: after the next start all have it, and the books balance', async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`, { channels: { telegram: { rate: 500 } } }), {
    telegram: { latency: { ms: 30, jitterMs: 10 } },
  });
  const { db } = newsroom.database;
  for (let index = 0; index < readers; index += 1) {
    newsroom.telegram.phones.join({ id: chatId(index), firstName: `قارئ ${index}` }).say('/start');
  }
  const first = await newsroom.serve();
  await newsroom.subscribe(readers);
  feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
  const push = await waitFor(() => db.selectFrom('push').select(['id', 'content']).executeTakeFirst(), {
    message: 'the push was never made',
  });
  await finished(newsroom, push.id);

  const [story] = itemsOf(push.content);
  const edits = [
    { articleId: story?.articleId ?? 0, title: 'الحافلة المسائية', change: { kind: 'corrected' as const, note: '' } },
  ];
  const made = await correctPush(db, { pushId: push.id, actor: 'rana', notice: 'none', edits });
  if (made.kind !== 'made') throw new Error(JSON.stringify(made));
  const edited = () => newsroom.telegram.statistics().byMethod.editmessagetext ?? 0;
  await waitFor(() => edited() > 200, { message: 'the correction never began' });
  await first.kill('SIGKILL');
  expect(edited()).toBeLessThan(readers);

  await newsroom.serve();
  await finished(newsroom, made.pushId);
  expect(await booksOf(db, made.pushId)).toMatchObject({
    audience: readers,
    balanced: true,
    byState: { sent: readers },
  });
  for (let index = 0; index < readers; index += 1) {
    const sent = newsroom.telegram.phones.person(chatId(index))?.messages.filter(({ from }) => from.is_bot) ?? [];
    const titles = sent.map(({ formatted }) => /الحافلة \S+/.exec(formatted.text)?.[0]);
    expect(titles.filter((title) => title !== undefined)).toEqual(['الحافلة المسائية']);
  }
  // Only what was on its way at the kill is edited once more.
  expect(edited()).toBeLessThanOrEqual(readers + 256);
}, 180_000);
