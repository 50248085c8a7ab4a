import { isUtf8 } from 'node:buffer';
import { Agent, type Dispatcher } from 'undici';
import { guardedConnector, type Lookup } from './addresses.ts';
import { displaySource, FeedError } from './error.ts';
import { networkError } from './network-error.ts';
import { readBody } from './read-body.ts';

export interface FetchLimits {
  /** Largest body after decompression, in bytes. */
  readonly maxBytes: number;
  readonly maxRedirects: number;
  /** For the whole exchange, redirects included, in milliseconds. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
}

export const defaultLimits: FetchLimits = {
  maxBytes: 15 * 1024 * 1024,
  maxRedirects: 5,
  timeoutMs: 30_000,
  connectTimeoutMs: 10_000,
};

export interface SafeRequest {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly limits?: Partial<FetchLimits>;
  readonly signal?: AbortSignal | undefined;
}

export interface SafeResponse {
  readonly status: number;
  /** Names in small letters; a header that came more than once is joined with commas. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  readonly finalUrl: string;
  /** Where the address has moved for good (301, 308 from the first hop on), or null. */
  readonly permanentlyMovedTo: string | null;
  /** False when the connection ended before the body did: `body` is what came. */
  readonly complete: boolean;
}

export interface SafeFetcher {
  fetch(request: SafeRequest): Promise<SafeResponse>;
  close(): Promise<void>;
}

export interface SafeFetcherOptions {
  readonly userAgent: string;
  /** `host:port` reachable although not public: the sandbox, tests, a feed inside the own network. */
  readonly allowHosts?: readonly string[];
  readonly limits?: Partial<FetchLimits>;
  /** For tests: how names become addresses. */
  readonly lookup?: Lookup;
}

/**
 * HTTP for addresses that others wrote: http and https only, never a private address (checked when connecting, so also
 * after DNS and on every redirect), limits on size, time and redirects. Any status comes back as a response.
 *
 * The fetcher throws {@link FeedError} alone. Keep one for the life of the process and close it at the end.
 */
export function createSafeFetcher(options: SafeFetcherOptions): SafeFetcher {
  const base: FetchLimits = { ...defaultLimits, ...options.limits };
  const agent = new Agent({
    connect: guardedConnector({
      allowHosts: new Set(options.allowHosts),
      connectTimeoutMs: base.connectTimeoutMs,
      lookup: options.lookup,
    }),
    connections: 4,
    pipelining: 1,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 64 * 1024,
  });
  return {
    fetch: (request) => fetchSafely(agent, options.userAgent, { ...base, ...request.limits }, request),
    close: () => agent.close(),
  };
}

async function fetchSafely(
  agent: Agent,
  userAgent: string,
  limits: FetchLimits,
  request: SafeRequest,
): Promise<SafeResponse> {
  const source = displaySource(request.url);
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout;
  try {
    return await followRedirects(agent, userAgent, limits, request, signal);
  } catch (error) {
    if (error instanceof FeedError) throw error;
    if (request.signal?.aborted) {
      throw new FeedError({ reason: 'cancelled', source, what: 'the request was cancelled', cause: error });
    }
    if (timeout.aborted) {
      throw new FeedError({
        reason: 'timeout',
        source,
        what: `no whole answer within ${limits.timeoutMs / 1_000} s; it will be tried again`,
        cause: error,
      });
    }
    throw networkError(source, error);
  }
}

async function followRedirects(
  agent: Agent,
  userAgent: string,
  limits: FetchLimits,
  request: SafeRequest,
  signal: AbortSignal,
): Promise<SafeResponse> {
  const source = displaySource(request.url);
  let url = httpUrl(request.url, source);
  const credentials = basicCredentials(url);
  const origin = url.origin;
  let permanent = true;
  let movedTo: string | null = null;
  let method = request.method ?? 'GET';
  for (let hop = 0; ; hop += 1) {
    const response = await agent.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method,
      headers: {
        'user-agent': userAgent,
        // Of «deflate» servers mean two things.
        'accept-encoding': 'gzip, br',
        'accept-language': 'ar, en;q=0.5',
        ...request.headers,
        ...(credentials !== null && url.origin === origin ? { authorization: credentials } : {}),
      },
      body: method === 'GET' ? null : (request.body ?? null),
      signal,
      headersTimeout: limits.timeoutMs,
      bodyTimeout: limits.timeoutMs,
    });
    const headers = flatHeaders(response.headers);
    const location = headers.get('location');
    if (![301, 302, 303, 307, 308].includes(response.statusCode) || location === undefined) {
      const read = await readBody(response, headers, { maxBytes: limits.maxBytes, source });
      return { status: response.statusCode, headers, ...read, finalUrl: url.href, permanentlyMovedTo: movedTo };
    }
    await response.body.dump({ limit: 16_384 });
    // RFC 9110, 15.4: only 307 and 308 repeat what was posted.
    if (response.statusCode !== 307 && response.statusCode !== 308) method = 'GET';
    if (hop >= limits.maxRedirects) {
      throw new FeedError({
        reason: 'too-many-redirects',
        source,
        what: `more than ${limits.maxRedirects} redirects, the last to ${displaySource(location)}; check the address`,
      });
    }
    url = httpUrl(URL.canParse(location, url.href) ? new URL(location, url).href : location, source);
    permanent = permanent && (response.statusCode === 301 || response.statusCode === 308);
    if (permanent) movedTo = url.href;
  }
}

function httpUrl(address: string, source: string): URL {
  if (!URL.canParse(address)) {
    throw new FeedError({ reason: 'bad-address', source, what: 'this is no web address' });
  }
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FeedError({
      reason: 'bad-address',
      source,
      what: `only http and https are fetched, this is ${url.protocol.replace(':', '')}`,
    });
  }
  return url;
}

/** User name and password in an address go to that origin alone. */
function basicCredentials(url: URL): string | null {
  if (url.username === '' && url.password === '') return null;
  const text = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(text, 'utf8').toString('base64')}`;
}

function flatHeaders(headers: Dispatcher.ResponseData['headers']): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat.set(name.toLowerCase(), asSent(Array.isArray(value) ? value.join(', ') : value));
  }
  return flat;
}

/** A header's bytes come one to a character; sites that redirect to «/مقال» send them as UTF-8. */
function asSent(value: string): string {
  const bytes = Buffer.from(value, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : value;
}
