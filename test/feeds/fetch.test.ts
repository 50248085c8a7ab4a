import { type AddressInfo, createServer } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isPublicAddress, type Lookup } from '../../src/feeds/addresses.ts';
import { FeedError } from '../../src/feeds/error.ts';
import { fetchFeed, retryAfter } from '../../src/feeds/fetch.ts';
import { parseFeed } from '../../src/feeds/parse.ts';
import { createSafeFetcher, type SafeFetcher } from '../../src/feeds/safe-fetch.ts';
import { type FeedServer, startFeedServer } from '../standins/feed-server.ts';
import { fixture } from './fixtures.ts';

let site: FeedServer;
let fetcher: SafeFetcher;
const feed = fixture('atom.xml');

beforeAll(async () => {
  site = await startFeedServer();
  fetcher = createSafeFetcher({ userAgent: 'Nashra/test', allowHosts: [site.host] });
});
afterAll(async () => {
  await fetcher.close();
  await site.close();
});
beforeEach(() => {
  site.requests.length = 0;
});

async function errorOf(attempt: Promise<unknown>): Promise<FeedError> {
  try {
    await attempt;
  } catch (error) {
    if (error instanceof FeedError) return error;
    throw error;
  }
  throw new Error('it was fetched');
}

describe('conditional GET', () => {
  test('the second poll sends the validators and hears «nothing new»', async () => {
    site.set('/etag', { body: feed, etag: '"v1"', lastModified: 'Tue, 05 Mar 2024 10:00:00 GMT' });
    const first = await fetchFeed(fetcher, { url: `${site.url}/etag` });
    expect(first).toMatchObject({ kind: 'fetched', etag: '"v1"', lastModified: 'Tue, 05 Mar 2024 10:00:00 GMT' });
    const second = await fetchFeed(fetcher, {
      url: `${site.url}/etag`,
      etag: '"v1"',
      lastModified: 'Tue, 05 Mar 2024 10:00:00 GMT',
    });
    expect(second).toEqual({ kind: 'notModified' });
    expect(site.requests[0]?.headers['if-none-match']).toBeUndefined();
    expect(site.requests[1]?.headers).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Tue, 05 Mar 2024 10:00:00 GMT',
      'user-agent': 'Nashra/test',
    });
  });

  test.each(['gzip', 'br'] as const)('a body in %s', async (compress) => {
    site.set('/packed', { body: feed, compress });
    const got = await fetchFeed(fetcher, { url: `${site.url}/packed` });
    expect(got.kind === 'fetched' && Buffer.from(got.body).equals(feed)).toBe(true);
  });

  test.each([
    ['twice', 'gzip, gzip', gzipSync(gzipSync(feed))],
    ['not at all', 'gzip', feed],
    ['bare', 'deflate', deflateRawSync(feed)],
    ['in its wrapper', 'deflate', deflateSync(feed)],
    ['by two', 'gzip, br', brotliCompressSync(gzipSync(feed))],
  ])('a body that is packed %s, and called «%s»', async (_, encoding, body) => {
    site.set('/packed', { body, headers: { 'content-encoding': encoding } });
    const got = await fetchFeed(fetcher, { url: `${site.url}/packed` });
    expect(got.kind === 'fetched' && Buffer.from(got.body).equals(feed)).toBe(true);
  });

  test.each([
    ['gzip', gzipSync(feed)],
    ['br', brotliCompressSync(feed)],
  ])('of a body in %s that is cut off what came is read, and asked for again', async (encoding, body) => {
    site.set('/packed', { body: body.subarray(0, -20), headers: { 'content-encoding': encoding, etag: '"v1"' } });
    const got = await fetchFeed(fetcher, { url: `${site.url}/packed` });
    expect(got).toMatchObject({ kind: 'fetched', etag: null });
    expect(got.kind === 'fetched' && feed.toString().startsWith(Buffer.from(got.body).toString().slice(0, 300))).toBe(
      true,
    );
  });

  test('a .gz file served as it is', async () => {
    site.set('/sitemap.xml.gz', { body: gzipSync(fixture('news-sitemap.xml')), contentType: 'application/gzip' });
    const got = await fetchFeed(fetcher, { url: `${site.url}/sitemap.xml.gz` });
    expect(got.kind === 'fetched' && parseFeed(got.body).items).toHaveLength(2);
  });
});

describe('answers that are no feed are one clear line each', () => {
  test.each([
    [404, 'not-found', /not found \(404\); check the address/],
    [410, 'gone', /take it out of the configuration/],
    [401, 'refused', /password/],
    [403, 'refused', /user agent/],
    [429, 'rate-limited', /poll it less/],
    [500, 'server-error', /fault of its own \(500\)/],
    [503, 'server-error', /\(503\)/],
    [204, 'empty', /empty/],
    [418, 'unexpected-status', /\(418\)/],
  ])('%i', async (status, reason, message) => {
    site.set('/status', { status, body: '' });
    const error = await errorOf(fetchFeed(fetcher, { url: `${site.url}/status` }));
    expect(error.reason).toBe(reason);
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`${site.url}/status: `)).toBe(true);
  });

  test('how long the site asks to be left alone', async () => {
    site.set('/busy', { status: 429, headers: { 'retry-after': '120' } });
    expect((await errorOf(fetchFeed(fetcher, { url: `${site.url}/busy` }))).retryAfterMs).toBe(120_000);
    const now = new Date('2024-03-05T10:00:00Z');
    expect(retryAfter('Tue, 05 Mar 2024 10:05:00 GMT', now)).toBe(300_000);
    expect(retryAfter('Tue, 05 Mar 2024 09:00:00 GMT', now)).toBe(0);
    expect(retryAfter('99999999', now)).toBe(24 * 3_600_000);
    expect(retryAfter('soon', now)).toBeNull();
  });

  test('an empty body', async () => {
    site.set('/empty', { body: '' });
    expect((await errorOf(fetchFeed(fetcher, { url: `${site.url}/empty` }))).reason).toBe('empty');
  });

  test('no answer, and an answer that stops in the middle', async () => {
    site.set('/silent', { hang: 'headers' });
    site.set('/slow', { body: feed, hang: 'body' });
    for (const path of ['/silent', '/slow']) {
      const error = await errorOf(fetchFeed(fetcher, { url: site.url + path, limits: { timeoutMs: 150 } }));
      expect(error.reason).toBe('timeout');
      expect(error.message).toContain('within 0.15 s');
    }
  });

  test('nobody listens', async () => {
    const gone = await startFeedServer();
    await gone.close();
    const own = createSafeFetcher({ userAgent: 'x', allowHosts: [gone.host] });
    const error = await errorOf(fetchFeed(own, { url: gone.url }));
    await own.close();
    expect(error.message).toMatch(/nothing answers at this address \(ECONNREFUSED\)/);
  });

  test.each([
    ['https', 'HTTP/1.1 200 OK\r\n\r\nx', /does not speak https; try the address with http:/],
    ['http', 'SSH-2.0-OpenSSH\r\n', /does not speak HTTP as it should; check the address and its port/],
  ])('asked by %s, what answers «%s»', async (protocol, said, told) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(said));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const open = createSafeFetcher({ userAgent: 'x', allowHosts: [host] });
    const error = await errorOf(fetchFeed(open, { url: `${protocol}://${host}/` }));
    expect(error).toMatchObject({ reason: 'network', message: expect.stringMatching(told) });
    await open.close();
    server.close();
  });

  test('a cancelled request', async () => {
    site.set('/silent', { hang: 'headers' });
    const cancel = new AbortController();
    const attempt = errorOf(fetchFeed(fetcher, { url: `${site.url}/silent`, signal: cancel.signal }));
    cancel.abort();
    expect((await attempt).reason).toBe('cancelled');
  });

  test.each(['ftp://example.org/feed', 'file:///etc/passwd', 'not an address'])('%s', async (url) => {
    expect((await errorOf(fetchFeed(fetcher, { url }))).reason).toBe('bad-address');
  });
});

describe('size', () => {
  const limits = { maxBytes: 1_048_576 };
  const large = Buffer.alloc(2_097_152, 'a');

  test('a body over the limit, announced and not', async () => {
    site.set('/large', { body: large });
    site.set('/packed', { body: large, compress: 'gzip' });
    for (const path of ['/large', '/packed']) {
      const error = await errorOf(fetchFeed(fetcher, { url: site.url + path, limits }));
      expect(error.reason).toBe('too-large');
      expect(error.message).toContain('larger than 1 MB');
    }
  });

  test('a bomb: compressed twice', async () => {
    site.set('/bomb', { body: gzipSync(Buffer.alloc(50_000_000)), compress: 'gzip' });
    expect((await errorOf(fetchFeed(fetcher, { url: `${site.url}/bomb`, limits }))).reason).toBe('too-large');
  });

  test('ten megabytes pass the usual limit', async () => {
    site.set('/ten', { body: Buffer.alloc(10_485_760, 'a') });
    const got = await fetchFeed(fetcher, { url: `${site.url}/ten` });
    expect(got.kind === 'fetched' && got.body.length).toBe(10_485_760);
  });

  test('a connection that ends early gives what came, and no validators', async () => {
    const body = fixture('truncated.xml');
    site.set('/cut', { body: Buffer.concat([body, Buffer.alloc(500, ' ')]), cutAfter: body.length, etag: '"v1"' });
    const got = await fetchFeed(fetcher, { url: `${site.url}/cut` });
    expect(got).toMatchObject({
      kind: 'fetched',
      etag: null,
      warnings: ['the connection ended before the answer did'],
    });
    expect(got.kind === 'fetched' && parseFeed(got.body).items).toHaveLength(3);
  });
});

describe('redirects', () => {
  const redirect = (status: number, location: string) => ({ status, headers: { location } });

  test('are followed; one for good is told', async () => {
    site.set('/old', redirect(301, '/newer'));
    site.set('/newer', redirect(308, '/newest'));
    site.set('/newest', { body: feed });
    expect(await fetchFeed(fetcher, { url: `${site.url}/old` })).toMatchObject({
      finalUrl: `${site.url}/newest`,
      permanentlyMovedTo: `${site.url}/newest`,
    });
  });

  test('to an Arabic address, sent as the bytes of its letters', async () => {
    const location = Buffer.from('/سياسة/قصة جديدة').toString('latin1');
    site.set('/old', redirect(302, location));
    site.set(encodeURI('/سياسة/قصة جديدة'), { body: feed });
    expect(await fetchFeed(fetcher, { url: `${site.url}/old` })).toMatchObject({
      finalUrl: `${site.url}${encodeURI('/سياسة/قصة جديدة')}`,
    });
  });

  test('one for now is not', async () => {
    site.set('/away', redirect(302, '/newest'));
    site.set('/newest', { body: feed });
    expect(await fetchFeed(fetcher, { url: `${site.url}/away` })).toMatchObject({
      finalUrl: `${site.url}/newest`,
      permanentlyMovedTo: null,
    });
  });

  test('a circle ends', async () => {
    site.set('/circle', redirect(302, '/circle'));
    const error = await errorOf(fetchFeed(fetcher, { url: `${site.url}/circle` }));
    expect(error.reason).toBe('too-many-redirects');
    expect(site.requests).toHaveLength(6);
  });

  test('to another protocol is refused', async () => {
    site.set('/file', redirect(302, 'file:///etc/passwd'));
    expect((await errorOf(fetchFeed(fetcher, { url: `${site.url}/file` }))).reason).toBe('bad-address');
  });

  test('a password goes to its own site alone', async () => {
    const other = await startFeedServer();
    other.set('/', { body: feed });
    site.set('/private', redirect(302, `${other.url}/`));
    const own = createSafeFetcher({ userAgent: 'x', allowHosts: [site.host, other.host] });
    await fetchFeed(own, { url: `${site.url.replace('://', '://editor:s%20t@')}/private` });
    await own.close();
    await other.close();
    expect(site.requests[0]?.headers.authorization).toBe(`Basic ${Buffer.from('editor:s t').toString('base64')}`);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
  });
});

describe('addresses that are not public', () => {
  test.each([
    ['8.8.8.8', true],
    ['2606:4700:4700::1111', true],
    ['64:ff9b::808:808', true],
    ['127.0.0.1', false],
    ['10.1.2.3', false],
    ['172.16.0.1', false],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['0.0.0.0', false],
    ['224.0.0.1', false],
    ['::1', false],
    ['::', false],
    ['fe80::1', false],
    ['fc00::1', false],
    ['::ffff:127.0.0.1', false],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    // IPv4 in the old spelling, NAT64 of one's own network, and what is given out to nobody.
    ['::127.0.0.1', false],
    ['::ffff:0:7f00:1', false],
    ['64:ff9b:1::7f00:1', false],
    ['100::1', false],
    ['4000::1', false],
    ['fec0::1', false],
    ['2001:db8::1', false],
    ['198.18.0.1', false],
    ['192.0.0.192', false],
    ['255.255.255.255', false],
    ['168.63.129.16', false],
    ['nonsense', false],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });

  test.each([
    'http://127.0.0.1:1/',
    'http://[::1]:1/',
    'http://2130706433:1/',
    'http://0x7f.1:1/',
    'http://localhost:1/',
    'http://0177.0.0.1:1/',
    'http://127.1:1/',
    'http://0:1/',
    'http://１２７.0.0.1:1/',
    'http://127.0.0.1.:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'http://[::ffff:7f00:1]:1/',
    'http://[64:ff9b::7f00:1]:1/',
    'http://user@127.0.0.1:1/',
    'http://public.example@127.0.0.1:1/',
    'http://169.254.169.254/latest/meta-data',
  ])('%s is refused before anything is sent', async (url) => {
    const error = await errorOf(fetchFeed(fetcher, { url }));
    expect(error.reason).toBe('blocked-address');
    expect(error.message).toContain('only public addresses are fetched');
  });

  /** A name server that answers every name with what it is told. */
  const resolvesTo = (...addresses: string[]): Lookup =>
    ((_name: string, _options: unknown, callback: (error: null, found: unknown) => void) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      )) as unknown as Lookup;

  test('a public name that leads inside is refused when connecting, also behind a redirect', async () => {
    const port = new URL(site.url).port;
    const own = createSafeFetcher({
      userAgent: 'x',
      allowHosts: [site.host],
      lookup: resolvesTo('127.0.0.1', '::1'),
    });
    site.set('/to-inside', { status: 302, headers: { location: `http://feeds.example.org:${port}/secret` } });
    site.set('/secret', { body: 'secret' });
    for (const url of [`http://feeds.example.org:${port}/secret`, `${site.url}/to-inside`]) {
      const error = await errorOf(fetchFeed(own, { url }));
      expect(error.reason).toBe('blocked-address');
    }
    await own.close();
    expect(site.requests.map((request) => request.path)).toEqual(['/to-inside']);
  });

  test('a name that changes sides between two looks is met where it is connected: each connection is looked at itself', async () => {
    const port = new URL(site.url).port;
    site.set('/twice', { body: 'inside' });
    let looks = 0;
    const turning = ((name: string, options: unknown, callback: (error: null, found: unknown) => void) => {
      looks += 1;
      // Public for whoever looks first; the machine itself afterwards.
      const address = looks === 1 ? '203.0.113.7' : '127.0.0.1';
      (resolvesTo(address) as unknown as (...all: unknown[]) => void)(name, options, callback);
    }) as unknown as Lookup;
    const own = createSafeFetcher({ userAgent: 'x', lookup: turning, limits: { connectTimeoutMs: 1_000 } });
    for (const _ of [1, 2, 3]) {
      const error = await errorOf(fetchFeed(own, { url: `http://turning.example.org:${port}/twice` }));
      expect(['blocked-address', 'network']).toContain(error.reason);
    }
    await own.close();
    expect(site.requests).toEqual([]);
  });

  test('of a name with addresses of both kinds only the public ones are tried', async () => {
    const port = new URL(site.url).port;
    const own = createSafeFetcher({
      userAgent: 'x',
      lookup: resolvesTo('127.0.0.1', '203.0.113.7', '::1'),
      limits: { connectTimeoutMs: 1_000, timeoutMs: 3_000 },
    });
    const error = await errorOf(fetchFeed(own, { url: `http://mixed.example.org:${port}/` }));
    await own.close();
    expect(['network', 'blocked-address', 'timeout']).toContain(error.reason);
    expect(site.requests).toEqual([]);
  });

  test('what is posted is not posted again where a redirect leads, except by 307 and 308', async () => {
    for (const [status, expected] of [
      [302, ['POST ?', 'GET ']],
      [303, ['POST ?', 'GET ']],
      [307, ['POST ?', 'POST ?']],
    ] as const) {
      site.requests.length = 0;
      site.set('/post', { status, headers: { location: '/posted' } });
      site.set('/posted', { body: 'ok' });
      await fetcher.fetch({ url: `${site.url}/post`, method: 'POST', body: '?' });
      expect(site.requests.map(({ method, body }) => `${method} ${body}`)).toEqual(expected);
    }
  });

  test('an allowed host is its port too', async () => {
    const other = await startFeedServer();
    const error = await errorOf(fetchFeed(fetcher, { url: `${other.url}/` }));
    await other.close();
    expect(error.reason).toBe('blocked-address');
    expect(other.requests).toEqual([]);
  });
});
