import { expect, test } from 'vitest';
import { signatureHeader, signWebhook } from '../../src/feeds/webhook.ts';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

const secret = 'a secret of the newsroom';

test('a story that the site hands over is sent at once, and not again by the poll that follows', {
  timeout: 60_000,
}, async () => {
  const feed = await startFeedServer();
  atEnd(() => feed.close());
  feed.set('/feed', { ...rssType, body: rss() });
  const newsroom = await startNewsroom(newsroomConfig(`${feed.url}/feed`));
  const serve = await newsroom.serve({ NASHRA_WEBHOOK_SECRET: secret });
  await newsroom.subscribe(3);
  await waitFor(() => feed.requests.length > 0, { message: 'the feed was never polled' });

  const html = /CDATA\[(.*?)\]\]/s.exec(rss({ slug: 'one', title: 'الحافلة الليلية' }))?.[1] ?? '';
  const body = JSON.stringify({ url: 'https://daraj.media/one', title: 'الحافلة الليلية', html });
  const post = (signature: string) =>
    fetch(`${serve.address}/hooks/article`, { method: 'POST', body, headers: { [signatureHeader]: signature } });

  expect((await post(signWebhook(body, 'another secret', new Date()))).status).toBe(401);
  const signature = signWebhook(body, secret, new Date());
  expect((await post(signature)).status).toBe(202);
  await waitFor(() => newsroom.telegram.statistics().accepted === 3, { message: 'the story was not sent' });
  expect((await post(signature)).status).toBe(200);
  expect((await post(signWebhook(body, secret, new Date(Date.now() + 1_000)))).status).toBe(202);

  feed.set('/feed', {
    ...rssType,
    body: rss({ slug: 'one', title: 'الحافلة الليلية' }, { slug: 'two', title: 'قصة ثانية' }),
  });
  await waitFor(() => newsroom.telegram.statistics().accepted === 6, { message: 'the next story was not sent' });
  expect(await newsroom.database.db.selectFrom('push').select('id').execute()).toHaveLength(2);
});

test('without a secret there is no such page', async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'));
  const serve = await newsroom.serve();
  expect((await fetch(`${serve.address}/hooks/article`, { method: 'POST', body: '{}' })).status).toBe(404);
});
