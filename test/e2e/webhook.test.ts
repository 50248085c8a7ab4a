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

test('a flash of one sentence is sent as it is; an address alone is read there, and what is not there is said', {
  timeout: 60_000,
}, async () => {
  const site = await startFeedServer();
  atEnd(() => site.close());
  site.set('/feed', { ...rssType, body: rss() });
  const body = /CDATA\[(.*?)\]\]/s.exec(rss({ slug: 'one', title: 'قصة من صفحتها' }))?.[1] ?? '';
  site.set('/one', {
    contentType: 'text/html; charset=utf-8',
    body: `<html><head><title>قصة من صفحتها</title></head><body><article>${body}</article></body></html>`,
  });
  const newsroom = await startNewsroom(newsroomConfig(`${site.url}/feed`));
  const serve = await newsroom.serve({ NASHRA_WEBHOOK_SECRET: secret });
  await newsroom.subscribe(1);
  await waitFor(() => site.requests.length > 0, { message: 'the feed was never polled' });
  const hand = async (story: Record<string, string>) => {
    const text = JSON.stringify(story);
    const headers = { [signatureHeader]: signWebhook(text, secret, new Date()) };
    const answer = await fetch(`${serve.address}/hooks/article`, { method: 'POST', body: text, headers });
    return { status: answer.status, text: await answer.text() };
  };

  const html = '<p>اقتحمت قوات الأمن مبنى النقابة في وسط العاصمة صباح اليوم.</p>';
  expect((await hand({ url: `${site.url}/no-page-yet`, title: 'اقتحام النقابة', html })).status).toBe(202);
  expect((await hand({ url: `${site.url}/one` })).status).toBe(202);
  expect(await hand({ url: `${site.url}/missing` })).toMatchObject({ status: 422, text: expect.stringMatching(/404/) });
  expect(await hand({ url: 'http://10.0.0.1/story' })).toMatchObject({
    status: 422,
    text: expect.stringMatching(/not a public address/),
  });
  await waitFor(() => newsroom.telegram.statistics().accepted === 2, { message: 'the two stories were not sent' });
  // A site that saves a story of the archive again tells nobody anything new.
  const old = { url: `${site.url}/archive`, title: 'من الأرشيف', html, publishedAt: '26 تشرين الثاني 2019' };
  expect((await hand(old)).status).toBe(202);
  const articles = await newsroom.database.db.selectFrom('article').select('state').orderBy('id').execute();
  expect(articles.at(-1)).toEqual({ state: 'baseline' });
  const pushes = await newsroom.database.db.selectFrom('push').select('content').orderBy('id').execute();
  expect(pushes.map(({ content }) => 'item' in content && content.item.title)).toEqual([
    'اقتحام النقابة',
    'قصة من صفحتها',
  ]);
});

test('without a secret there is no such page', async () => {
  const newsroom = await startNewsroom(newsroomConfig('http://127.0.0.1:9/feed'));
  const serve = await newsroom.serve();
  expect((await fetch(`${serve.address}/hooks/article`, { method: 'POST', body: '{}' })).status).toBe(404);
});
