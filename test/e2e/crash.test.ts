import { describe, expect, test } from 'vitest';
import { booksOf } from '../../src/delivery/books.ts';
import { atEnd } from '../setup/cleanup.ts';
import { startRedis } from '../setup/redis.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { chatId, type E2eNewsroom, newsroomConfig, startNewsroom } from './newsroom.ts';

const readers = 2_000;
/** A lane has as many on their way, and as many answered whose results are being written, at most. */
const mostUnrecorded = 256 + 256;

async function start(
  uncertain: 'leave' | 'resend',
  { redisUrl, pictures = [] }: { readonly redisUrl?: string | undefined; readonly pictures?: readonly string[] } = {},
) {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const editions = { breaking: { kind: 'breaking', names: { ar: 'عاجل', en: 'Breaking' }, uncertain } };
  const channels = { telegram: { rate: 1_000, photos: { album: 3 } } };
  const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`, { editions, channels }), {
    telegram: { latency: { ms: 30, jitterMs: 10 } },
    ...(redisUrl ? { redisUrl } : {}),
  });
  const publish = () =>
    feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية', pictures }) });
  return { newsroom, publish };
}

async function finished(newsroom: E2eNewsroom): Promise<number> {
  const push = await waitFor(
    () => newsroom.database.db.selectFrom('push').select('id').where('state', '=', 'finished').executeTakeFirst(),
    { message: 'the push never finished', timeoutMs: 60_000 },
  );
  return push.id;
}

const copies = (newsroom: E2eNewsroom) => {
  const counts = newsroom.telegram.counts();
  return Array.from({ length: readers }, (_, index) => counts.get(chatId(index)) ?? 0);
};

describe.each([
  ['PostgreSQL', async () => undefined],
  ['Redis', async () => (await startRedis({ appendOnly: true })).url],
])('kill -9 in the middle of a push of 2,000, the queue on %s', (_, queue) => {
  test('after the next start everybody has it once; what was on its way is listed as uncertain and left', async () => {
    const { newsroom, publish } = await start('leave', { redisUrl: await queue() });
    const first = await newsroom.serve();
    await newsroom.subscribe(readers);
    publish();
    await waitFor(() => newsroom.telegram.statistics().accepted > 400, { message: 'the push never began' });
    await first.kill('SIGKILL');
    const atKill = newsroom.telegram.statistics().accepted;
    expect(atKill).toBeLessThan(readers);

    await newsroom.serve();
    const books = await booksOf(newsroom.database.db, await finished(newsroom));
    expect(books).toMatchObject({ audience: readers, balanced: true });
    expect(books.byState.sent + books.byState.uncertain).toBe(readers);
    // How many depends on how busy the machine is.
    expect(books.byState.uncertain).toBeLessThanOrEqual(mostUnrecorded);
    const received = copies(newsroom);
    expect(Math.max(...received)).toBe(1);
    expect(received.filter((count) => count === 0).length).toBeLessThanOrEqual(books.byState.uncertain);
  });
});

describe('kill -9 in the middle of a push of albums', () => {
  test('nobody has a part of one: all pictures or, where it was on its way, perhaps none', async () => {
    const pictures = ['a', 'b', 'c', 'd'].map((name) => `https://daraj.media/pictures/night-bus-${name}.jpg`);
    const { newsroom, publish } = await start('leave', { pictures });
    const first = await newsroom.serve();
    await newsroom.subscribe(readers);
    publish();
    await waitFor(() => newsroom.telegram.statistics().accepted > 900, { message: 'the push never began' });
    await first.kill('SIGKILL');
    expect(newsroom.telegram.statistics().accepted).toBeLessThan(3 * readers);

    await newsroom.serve();
    const books = await booksOf(newsroom.database.db, await finished(newsroom));
    expect(books).toMatchObject({ audience: readers, balanced: true });
    expect(books.byState.sent + books.byState.uncertain).toBe(readers);
    expect(books.byState.uncertain).toBeLessThanOrEqual(256);
    const received = copies(newsroom);
    expect([...new Set(received)].filter((count) => count !== 0)).toEqual([3]);
    expect(received.filter((count) => count === 0).length).toBeLessThanOrEqual(books.byState.uncertain);
    expect(newsroom.telegram.statistics().refusedAccount).toBe(0);
  });
});

describe('kill -9 with the policy «resend»', () => {
  test('nobody is missed, and only who was on the way may have it twice', async () => {
    const { newsroom, publish } = await start('resend');
    const first = await newsroom.serve();
    await newsroom.subscribe(readers);
    publish();
    await waitFor(() => newsroom.telegram.statistics().accepted > 400, { message: 'the push never began' });
    await first.kill('SIGKILL');
    await newsroom.serve();
    const books = await booksOf(newsroom.database.db, await finished(newsroom));
    expect(books.byState.sent).toBe(readers);
    const received = copies(newsroom);
    expect(Math.min(...received)).toBe(1);
    expect(received.filter((count) => count > 1).length).toBeLessThanOrEqual(mostUnrecorded);
  });
});

describe('a stop in the middle of a push', () => {
  test('SIGTERM ends within ten seconds with nothing uncertain, and the next start sends the rest', async () => {
    const { newsroom, publish } = await start('leave');
    const first = await newsroom.serve();
    await newsroom.subscribe(readers);
    publish();
    await waitFor(() => newsroom.telegram.statistics().accepted > 400, { message: 'the push never began' });
    const asked = Date.now();
    expect(await first.kill('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    const { rows } = { rows: await newsroom.database.db.selectFrom('delivery').select('state').distinct().execute() };
    expect(rows.map((row) => row.state).sort()).toEqual(['pending', 'sent']);
    await newsroom.serve();
    await finished(newsroom);
    expect(new Set(copies(newsroom))).toEqual(new Set([1]));
  });
});
