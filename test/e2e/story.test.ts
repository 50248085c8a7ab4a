import { describe, expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { startRedis } from '../setup/redis.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { type E2eNewsroom, newsroomConfig, startNewsroom } from './newsroom.ts';

const salma = { id: 42_000_001, firstName: 'سلمى', languageCode: 'ar' };

const texts = (newsroom: E2eNewsroom, id: number) =>
  (newsroom.telegram.phones.person(id)?.messages ?? []).map((message) => message.formatted.text);

describe.each([
  ['PostgreSQL', async () => ({})],
  ['Redis', async () => ({ redisUrl: (await startRedis({ appendOnly: true })).url })],
])('the whole way of one story, the queue on %s', (_, queue) => {
  test('a reader joins, gets what is there and what comes, once, and leaves', async () => {
    const feed = await startFeedServer();
    atEnd(() => feed.close());
    feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
    const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`), { ...(await queue()), record: 'empty' });
    const person = newsroom.telegram.phones.join(salma);
    const serve = await newsroom.serve({ LOG_LEVEL: 'debug' });

    person.say('/start');
    await waitFor(() => texts(newsroom, salma.id).some((text) => text.includes('أهلاً بكم في نشرة درج')), {
      message: 'no welcome',
    });
    feed.set('/feed', {
      ...rssType,
      body: rss({ slug: 'two', title: 'مدرسة بلا سقف' }, { slug: 'one', title: 'الحافلة الليلية' }),
    });
    await waitFor(() => texts(newsroom, salma.id).some((text) => text.includes('مدرسة بلا سقف')), {
      message: 'the new story never came',
      timeoutMs: 30_000,
    });
    const sent = texts(newsroom, salma.id).find((text) => text.includes('مدرسة بلا سقف'));
    expect(sent).toContain('لجنة من المهندسين');

    person.say('/latest');
    await waitFor(() => texts(newsroom, salma.id).some((text) => text.includes('أحدث ما نشرته درج')), {
      message: 'no answer to /latest',
    });
    person.say('/stop');
    await waitFor(() => texts(newsroom, salma.id).some((text) => text.includes('أُلغي اشتراككم')), {
      message: 'no answer to /stop',
    });
    feed.set('/feed', { ...rssType, body: rss({ slug: 'three', title: 'خبر لا يصل' }) });
    await waitFor(
      async () =>
        (await newsroom.database.db.selectFrom('push').select('id').where('state', '=', 'finished').execute()).length >=
        2,
      { message: 'the third story was never pushed', timeoutMs: 30_000 },
    );
    expect(texts(newsroom, salma.id).filter((text) => text.includes('مدرسة بلا سقف'))).toHaveLength(2); // and in /latest
    expect(texts(newsroom, salma.id).join()).not.toContain('خبر لا يصل');

    const stopped = Date.now();
    expect(await serve.kill('SIGTERM')).toBe(0);
    expect(Date.now() - stopped).toBeLessThan(10_000);
    // Identities never reach the log.
    expect(serve.stderr()).not.toContain(String(salma.id));
    expect(serve.stderr()).not.toContain('AAnashra-sandbox');
  });
});

describe('several instances', () => {
  test('two on one database fire one digest a tick and talk to each reader once', async () => {
    const feed = await startFeedServer();
    atEnd(() => feed.close());
    feed.set('/feed', { ...rssType, body: rss({ slug: 'one', title: 'الحافلة الليلية' }) });
    const config = newsroomConfig(`${feed.url}/feed`, {
      editions: {
        minutely: { kind: 'digest', names: { ar: 'نشرة الدقيقة', en: 'Minutely' }, cron: '* * * * *' },
      },
    });
    const newsroom = await startNewsroom(config);
    const person = newsroom.telegram.phones.join(salma);
    await Promise.all([newsroom.serve(), newsroom.serve()]);
    person.say('/start');
    await waitFor(() => texts(newsroom, salma.id).some((text) => text.includes('نشرة الدقيقة —')), {
      message: 'no digest came within two ticks',
      timeoutMs: 130_000,
    });
    await waitFor(
      async () => (await newsroom.database.db.selectFrom('edition_tick').select('state').execute()).length >= 1,
      { message: 'no tick on record' },
    );
    expect(texts(newsroom, salma.id).filter((text) => text.includes('نشرة الدقيقة —'))).toHaveLength(1);
    expect(texts(newsroom, salma.id).filter((text) => text.includes('أهلاً بكم'))).toHaveLength(1);
    const ticks = await newsroom.database.db.selectFrom('edition_tick').select('instant').execute();
    expect(new Set(ticks.map((tick) => tick.instant.getTime())).size).toBe(ticks.length);
  }, 180_000);
});
