import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { FeedError } from '../../src/feeds/error.ts';
import { type HeldSubscription, type HookParts, hookRoutes } from '../../src/feeds/hook-routes.ts';
import type { FeedItem } from '../../src/feeds/item.ts';
import { createSafeFetcher } from '../../src/feeds/safe-fetch.ts';
import {
  createReplayGuard,
  parseWebhookArticle,
  signatureHeader,
  signWebhook,
  verifyWebhook,
} from '../../src/feeds/webhook.ts';
import {
  answerIntent,
  newSubscription,
  renewAt,
  requestSubscription,
  verifyDistribution,
  webSubLinks,
} from '../../src/feeds/websub.ts';
import { startFeedServer } from '../standins/feed-server.ts';
import { fixture } from './fixtures.ts';

const now = new Date('2024-03-05T12:00:00Z');
const secret = 'a secret of the newsroom';
const article = {
  url: 'https://example.org/now/?utm_source=hook',
  title: 'خبر عاجل &amp; هام',
  html: '<p>نص.</p>',
  author: 'سلوى',
  tags: ['سياسة'],
};

describe('a signed webhook', () => {
  const body = JSON.stringify(article);

  test('is believed when it was signed with the secret a moment ago', () => {
    const header = signWebhook(body, secret, now);
    expect(verifyWebhook(body, header, secret, { now }).kind).toBe('verified');
    expect(verifyWebhook(Buffer.from(body), header, secret, { now: new Date(now.getTime() + 299_000) }).kind).toBe(
      'verified',
    );
  });

  test('while a secret is being changed two signatures may stand there', () => {
    const both = `${signWebhook(body, 'old', now)},${signWebhook(body, secret, now).split(',')[1]}`;
    expect(verifyWebhook(body, both, secret, { now }).kind).toBe('verified');
  });

  test.each([
    ['another body', `${body} `, signWebhook(body, secret, now), secret, now],
    ['another secret', body, signWebhook(body, 'other', now), secret, now],
    ['an old one', body, signWebhook(body, secret, new Date(now.getTime() - 301_000)), secret, now],
    ['one from the future', body, signWebhook(body, secret, new Date(now.getTime() + 301_000)), secret, now],
    [
      'an old one with a new time written over it',
      body,
      signWebhook(body, secret, new Date(0)).replace('t=0', `t=${now.getTime() / 1_000}`),
      secret,
      now,
    ],
    ['none', body, undefined, secret, now],
    ['an empty secret', body, signWebhook(body, '', now), '', now],
    ['nonsense', body, 't=x,v1=zz', secret, now],
    ['half a signature', body, signWebhook(body, secret, now).slice(0, -2), secret, now],
  ])('%s is refused', (_what, sent, header, key, present) => {
    expect(verifyWebhook(sent, header, key, { now: present }).kind).toBe('refused');
  });

  test('is accepted once within the window', () => {
    const clock = { now };
    const guard = createReplayGuard(() => clock.now, 600_000);
    expect([guard.firstTime('a'), guard.firstTime('a'), guard.firstTime('b')]).toEqual([true, false, true]);
    clock.now = new Date(now.getTime() + 600_000);
    expect(guard.firstTime('a')).toBe(true);
  });

  test('its article is an item like a feed’s', () => {
    expect(parseWebhookArticle(body, now)).toMatchObject({
      kind: 'item',
      item: {
        title: 'خبر عاجل & هام',
        link: article.url,
        byline: 'سلوى',
        tags: ['سياسة'],
        publishedAt: now,
        contentHtml: '<p>نص.</p>',
        content: 'whole',
      },
    });
  });

  test('its address alone is enough: the page says the rest', () => {
    const read = parseWebhookArticle(JSON.stringify({ url: 'https://example.org/now' }), now);
    expect(read).toMatchObject({
      kind: 'item',
      item: { title: '', link: 'https://example.org/now', contentHtml: null },
    });
  });

  test('tags in one string with commas, and a picture’s address alone', () => {
    const read = parseWebhookArticle(JSON.stringify({ ...article, tags: 'سياسة، بيئة', image: '/p.jpg' }), now);
    expect(read).toMatchObject({
      kind: 'item',
      item: { tags: ['سياسة', 'بيئة'], imageUrl: new URL('/p.jpg', article.url).href },
    });
  });

  test.each([
    ['not JSON', '{', 'not JSON'],
    ['an empty title', JSON.stringify({ url: 'https://example.org/', title: ' ' }), 'title'],
    ['no address', JSON.stringify({ url: 'javascript:1', title: 'س' }), 'url: an http(s) address'],
    ['no date', JSON.stringify({ ...article, publishedAt: 'أمس' }), 'publishedAt: a date such as'],
  ])('%s is refused with what is wrong', (_what, sent, message) => {
    const read = parseWebhookArticle(sent, now);
    expect(read.kind === 'refused' && read.message).toContain(message);
  });
});

describe('WebSub', () => {
  const rss = `<rss><channel><atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2"/><atom:link rel="self" href="/feed/"/><item><link rel="hub" href="https://evil.example/"/></item></channel></rss>`;

  test('the hub is found in the beginning of a feed, in a header, in a JSON feed', () => {
    const url = 'https://example.org/rss?x=1';
    expect(webSubLinks(rss, {}, url)).toEqual({
      hub: 'https://hub.example/?a=1&b=2',
      topic: 'https://example.org/feed/',
    });
    expect(
      webSubLinks('<rss/>', { link: '<https://hub.example/>; rel="hub", <https://example.org/a>; rel=self' }, url),
    ).toEqual({
      hub: 'https://hub.example/',
      topic: 'https://example.org/a',
    });
    expect(
      webSubLinks(
        '{"feed_url":"https:\\/\\/example.org\\/f","hubs":[{"type":"WebSub","url":"https://hub.example/"}]}',
        {},
        url,
      ),
    ).toEqual({
      hub: 'https://hub.example/',
      topic: 'https://example.org/f',
    });
    expect(webSubLinks('<rss><channel><link>https://x</link></channel></rss>', {}, url)).toBeNull();
    expect(
      webSubLinks(
        '<rss><channel><item><atom:link rel="hub" href="https://evil.example/"/></item></channel></rss>',
        {},
        url,
      ),
    ).toBeNull();
  });

  test('a subscription is asked for, and a refusal told', async () => {
    const hub = await startFeedServer();
    const fetcher = createSafeFetcher({ userAgent: 'x', allowHosts: [hub.host] });
    const subscription = newSubscription({ hub: `${hub.url}/hub`, topic: 'https://example.org/feed/' });
    const callback = `https://nashra.example/hooks/websub/${subscription.token}`;
    hub.set('/hub', { status: 202 });
    await requestSubscription(fetcher, subscription, { mode: 'subscribe', callback });
    expect(Object.fromEntries(new URLSearchParams(hub.requests[0]?.body))).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': 'https://example.org/feed/',
      'hub.callback': callback,
      'hub.secret': subscription.secret,
      'hub.lease_seconds': '864000',
    });
    hub.set('/hub', { status: 400, body: 'bad topic' });
    const refusal = requestSubscription(fetcher, subscription, { mode: 'subscribe', callback });
    await expect(refusal).rejects.toThrow(/the hub refuses to subscribe \(400: bad topic\)/);
    await expect(refusal).rejects.toBeInstanceOf(FeedError);
    await fetcher.close();
    await hub.close();
  });

  const intent = (fields: Record<string, string>) =>
    new URLSearchParams(Object.fromEntries(Object.entries(fields).map(([name, value]) => [`hub.${name}`, value])));
  const wanted = { topic: 'https://example.org/feed/', mode: 'subscribe' } as const;

  test('only what was asked for is confirmed', () => {
    const query = { mode: 'subscribe', topic: wanted.topic, challenge: 'abc', lease_seconds: '1000' };
    expect(answerIntent(intent(query), wanted)).toEqual({
      kind: 'confirmed',
      mode: 'subscribe',
      challenge: 'abc',
      leaseSeconds: 1_000,
    });
    expect(answerIntent(intent(query), null).kind).toBe('unknown');
    expect(answerIntent(intent({ ...query, topic: 'https://other.example/' }), wanted).kind).toBe('unknown');
    expect(answerIntent(intent({ ...query, mode: 'unsubscribe' }), wanted).kind).toBe('unknown');
    expect(answerIntent(intent({ ...query, challenge: '' }), wanted).kind).toBe('unknown');
    expect(answerIntent(intent({ mode: 'denied', topic: wanted.topic, reason: 'no' }), wanted)).toEqual({
      kind: 'denied',
      reason: 'no',
    });
  });

  test('content is believed by its signature', () => {
    const body = Buffer.from('<rss/>');
    for (const method of ['sha1', 'sha256', 'sha512']) {
      const hex = createHmac(method, secret).update(body).digest('hex');
      expect(verifyDistribution(body, `${method}=${hex}`, secret)).toBe(true);
      expect(verifyDistribution(body, `${method}=${hex}`, 'other')).toBe(false);
    }
    expect(verifyDistribution(body, 'md5=00', secret)).toBe(false);
    expect(verifyDistribution(body, null, secret)).toBe(false);
  });

  test('is renewed before it ends', () => {
    expect(renewAt(now, 864_000).toISOString()).toBe('2024-03-13T12:00:00.000Z');
    expect(renewAt(now, 10).getTime() - now.getTime()).toBe(60_000);
  });
});

describe('over HTTP', () => {
  function mounted(changes: Partial<HookParts> = {}) {
    const seen: unknown[] = [];
    const held: HeldSubscription = {
      ...newSubscription({ hub: 'https://hub.example/', topic: 'https://example.org/feed/' }),
      wanted: 'subscribe',
    };
    const app = hookRoutes({
      secret,
      now: () => now,
      onArticle: async (item: FeedItem) => void seen.push(['article', item.title]),
      webSub: {
        find: async (token) => (token === held.token ? held : null),
        onConfirmed: async (_token, lease) => void seen.push(['confirmed', lease]),
        onEnded: async (_token, reason) => void seen.push(['ended', reason]),
        onContent: async (_token, body) => void seen.push(['content', body.length]),
      },
      ...changes,
    });
    return { app, seen, held };
  }
  const post = (body: string, header = signWebhook(body, secret, now)) => ({
    method: 'POST',
    body,
    headers: { [signatureHeader]: header },
  });

  test('an article is accepted once, a forged one not at all, a bad one told why', async () => {
    const { app, seen } = mounted();
    const body = JSON.stringify(article);
    expect((await app.request('/article', post(body))).status).toBe(202);
    expect(await (await app.request('/article', post(body))).json()).toEqual({ status: 'already received' });
    expect((await app.request('/article', post(body, signWebhook(body, 'forged', now)))).status).toBe(401);
    const bad = await app.request('/article', post('{"title":"خبر"}'));
    expect(bad.status).toBe(422);
    expect(await bad.json()).toMatchObject({ error: expect.stringContaining('url') });
    expect((await app.request('/article', post('x'.repeat(3_000_000)))).status).toBe(413);
    expect(seen).toEqual([['article', 'خبر عاجل & هام']]);
  });

  test('an article that could not be taken in may be sent again', async () => {
    let attempts = 0;
    const { app } = mounted({
      onArticle: async () => {
        attempts += 1;
        if (attempts === 1) throw new Error('the database is away');
      },
    });
    app.onError((_error, context) => context.text('', 500));
    const body = JSON.stringify(article);
    expect((await app.request('/article', post(body))).status).toBe(500);
    expect((await app.request('/article', post(body))).status).toBe(202);
  });

  test('an article whose page cannot be read is refused with the reason, and may be sent again', async () => {
    const reasons = ['not-found', 'timeout'] as const;
    let attempts = 0;
    const { app } = mounted({
      onArticle: async () => {
        const reason = reasons[attempts];
        attempts += 1;
        if (reason) throw new FeedError({ reason, source: 'https://example.org/now', what: 'no page there' });
      },
    });
    const body = JSON.stringify({ url: 'https://example.org/now' });
    const refused = await app.request('/article', post(body));
    expect([refused.status, await refused.json()]).toEqual([422, { error: 'https://example.org/now: no page there' }]);
    expect((await app.request('/article', post(body))).status).toBe(503);
    expect((await app.request('/article', post(body))).status).toBe(202);
  });

  test('without a secret there is no such route', async () => {
    const { app } = mounted({ secret: null });
    expect((await app.request('/article', post('{}'))).status).toBe(404);
  });

  test('a hub is confirmed, its content taken when signed, a stranger refused', async () => {
    const { app, seen, held } = mounted();
    const query = `hub.mode=subscribe&hub.topic=${encodeURIComponent(held.topic)}&hub.challenge=c-1&hub.lease_seconds=500`;
    expect(await (await app.request(`/websub/${held.token}?${query}`)).text()).toBe('c-1');
    expect((await app.request(`/websub/guess?${query}`)).status).toBe(404);
    const body = fixture('atom.xml');
    const send = (signature: string, token = held.token) =>
      app.request(`/websub/${token}`, {
        method: 'POST',
        body: new Uint8Array(body),
        headers: { 'x-hub-signature': signature },
      });
    const signature = `sha256=${createHmac('sha256', held.secret).update(body).digest('hex')}`;
    expect((await send(signature)).status).toBe(202);
    expect((await send('sha256=00')).status).toBe(202);
    expect((await send(signature, 'guess')).status).toBe(410);
    expect(seen).toEqual([
      ['confirmed', 500],
      ['content', body.length],
    ]);
  });
});
