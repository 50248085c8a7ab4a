import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { atEnd } from '../setup/cleanup.ts';
import { waitFor } from '../setup/wait.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { rss, rssType } from './feed.ts';
import { newsroomConfig, startNewsroom } from './newsroom.ts';

test('a hub that the feed names is asked, confirmed, and what it sends goes out at once', {
  timeout: 90_000,
}, async () => {
  const site = await startFeedServer();
  atEnd(() => site.close());
  const withHub = (feed: string) =>
    feed.replace(
      '<title>درج</title>',
      `<title>درج</title><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="${site.url}/hub"/><atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="${site.url}/feed"/>`,
    );
  site.set('/feed', { ...rssType, body: withHub(rss({ slug: 'old', title: 'قصة قديمة' })) });
  site.set('/hub', { status: 202, body: '' });
  const feeds = [{ name: 'main', url: `${site.url}/feed`, mode: 'auto', pollEvery: '1h', firstRun: 0 }];
  const newsroom = await startNewsroom(newsroomConfig(`${site.url}/feed`, { feeds }));
  // Hubs are told this address; the hub of this test calls the program where it really is.
  const serve = await newsroom.serve({ NASHRA_PUBLIC_URL: 'https://news.example.org/desk/' });
  await newsroom.subscribe(2);

  const asked = await waitFor(() => site.requests.find((request) => request.path === '/hub'), {
    timeoutMs: 30_000,
    message: 'the hub was not asked',
  });
  const form = new URLSearchParams(asked.body);
  expect(form.get('hub.mode')).toBe('subscribe');
  expect(form.get('hub.topic')).toBe(`${site.url}/feed`);
  const callback = new URL(form.get('hub.callback') ?? '');
  expect(callback.href).toMatch(/^https:\/\/news\.example\.org\/desk\/hooks\/websub\/[\w-]{20,}$/);
  const here = `${serve.address}${callback.pathname.replace('/desk', '')}`;

  const verify = (changes: Record<string, string> = {}) =>
    fetch(
      `${here}?${new URLSearchParams({
        'hub.mode': 'subscribe',
        'hub.topic': `${site.url}/feed`,
        'hub.challenge': 'a challenge',
        'hub.lease_seconds': '864000',
        ...changes,
      })}`,
    );
  expect((await verify({ 'hub.topic': 'https://evil.example/feed' })).status).toBe(404);
  expect(await (await verify()).text()).toBe('a challenge');
  const lease = await newsroom.database.db.selectFrom('websub').selectAll().executeTakeFirstOrThrow();
  expect((lease.lease_until?.getTime() ?? 0) - Date.now()).toBeGreaterThan(863_000_000);
  expect(lease.ask_at.getTime()).toBeLessThan(lease.lease_until?.getTime() ?? 0);
  expect(lease.ask_at.getTime() - Date.now()).toBeGreaterThan(600_000_000);

  const news = rss({ slug: 'new', title: 'قصة من الموزّع' }, { slug: 'old', title: 'قصة قديمة' });
  const send = (secret: string) =>
    fetch(here, {
      method: 'POST',
      body: news,
      headers: {
        'content-type': rssType.contentType,
        'x-hub-signature': `sha256=${createHmac('sha256', secret).update(news).digest('hex')}`,
      },
    });
  // A wrong signature is answered like a right one (WebSub, 7) and changes nothing.
  expect((await send('somebody else')).status).toBe(202);
  expect((await send(form.get('hub.secret') ?? '')).status).toBe(202);
  expect((await send(form.get('hub.secret') ?? '')).status).toBe(202);
  await waitFor(() => newsroom.telegram.statistics().accepted === 2, { message: 'the story was not sent' });
  const pushes = await newsroom.database.db.selectFrom('push').select('content').execute();
  expect(pushes.map(({ content }) => 'item' in content && content.item.title)).toEqual(['قصة من الموزّع']);
  expect((await fetch(`${serve.address}/hooks/websub/unknown`, { method: 'POST', body: news })).status).toBe(410);
});

test('without a public address hubs are not asked', { timeout: 60_000 }, async () => {
  const site = await startFeedServer();
  atEnd(() => site.close());
  site.set('/feed', {
    ...rssType,
    headers: { link: `<${site.url}/hub>; rel="hub", <${site.url}/feed>; rel="self"` },
    body: rss({ slug: 'a', title: 'قصة' }),
  });
  const newsroom = await startNewsroom(newsroomConfig(`${site.url}/feed`));
  const serve = await newsroom.serve();
  await waitFor(() => site.requests.length > 1, { message: 'the feed was not polled twice' });
  expect(await newsroom.database.db.selectFrom('websub').select('hub').execute()).toEqual([]);
  expect((await fetch(`${serve.address}/hooks/websub/x`)).status).toBe(404);
});
