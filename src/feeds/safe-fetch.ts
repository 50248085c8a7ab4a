import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, gunzipSync } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { BlockedAddressError, guardedConnector, type Lookup } from './addresses.ts';
import { displaySource, FeedError } from './error.ts';

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
        'accept-encoding': 'gzip, deflate, br',
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
      const read = await readBody(response, headers, limits, source);
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
    if (value !== undefined) flat.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value);
  }
  return flat;
}

async function readBody(
  response: Dispatcher.ResponseData,
  headers: ReadonlyMap<string, string>,
  limits: FetchLimits,
  source: string,
): Promise<{ body: Uint8Array; complete: boolean }> {
  const tooLarge = () =>
    new FeedError({
      reason: 'too-large',
      source,
      what: `larger than ${Math.floor(limits.maxBytes / 1_048_576)} MB, the most that is read; ask the site for a shorter feed`,
    });
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? '';
  const decoder = decompressor(encoding);
  if (decoder === null && Number(headers.get('content-length') ?? 0) > limits.maxBytes) {
    response.body.destroy();
    throw tooLarge();
  }
  // `pipeline` ends both sides when either fails; the error is met where the result is read.
  const stream: Readable = decoder === null ? response.body : pipeline(response.body, decoder, () => undefined);
  const chunks: Buffer[] = [];
  let size = 0;
  let complete = true;
  try {
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      if (size > limits.maxBytes) throw tooLarge();
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof FeedError || !endedEarly(error) || size === 0) throw error;
    complete = false;
  }
  const body = Buffer.concat(chunks, size);
  // A `.xml.gz` served as a file, or compressed twice.
  if (complete && body[0] === 0x1f && body[1] === 0x8b) {
    try {
      return { body: gunzipSync(body, { maxOutputLength: limits.maxBytes }), complete };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
      throw error;
    }
  }
  return { body, complete };
}

function decompressor(encoding: string): Transform | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

function endedEarly(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? '';
  return /^(?:UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|ECONNRESET|Z_BUF_ERROR|ERR_STREAM_PREMATURE_CLOSE|UND_ERR_ABORTED|HPE_\w+)$/.test(
    code,
  );
}

const networkTexts: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such host; check the address, or the name server of this machine',
  EAI_AGAIN: 'the name server of this machine does not answer',
  ECONNREFUSED: 'nothing answers at this address',
  ECONNRESET: 'the server broke the connection off',
  EHOSTUNREACH: 'the server cannot be reached from here',
  ENETUNREACH: 'the server cannot be reached from here',
  ETIMEDOUT: 'the server does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the server does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the server does not answer',
  UND_ERR_BODY_TIMEOUT: 'the server stopped in the middle of its answer',
  UND_ERR_SOCKET: 'the server broke the connection off',
  UND_ERR_HEADERS_OVERFLOW: 'the server sends too many headers',
  CERT_HAS_EXPIRED: "the site's certificate has expired; tell the site",
  DEPTH_ZERO_SELF_SIGNED_CERT: "the site's certificate is not signed by anybody known",
  SELF_SIGNED_CERT_IN_CHAIN: "the site's certificate is not signed by anybody known",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the site's certificate chain is incomplete; tell the site",
  ERR_TLS_CERT_ALTNAME_INVALID: "the site's certificate is for another name",
  Z_DATA_ERROR: 'the answer is compressed wrongly',
};

function networkError(source: string, error: unknown): FeedError {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    const causes = cause instanceof AggregateError ? [cause, ...cause.errors] : [cause];
    for (const one of causes) {
      if (one instanceof BlockedAddressError) {
        return new FeedError({
          reason: 'blocked-address',
          source,
          what: `${one.message}; only public addresses are fetched`,
          cause: error,
        });
      }
      const code = (one as NodeJS.ErrnoException).code ?? '';
      const text = networkTexts[code];
      if (text !== undefined)
        return new FeedError({ reason: 'network', source, what: `${text} (${code})`, cause: error });
    }
  }
  const message = error instanceof Error ? error.message : String(error);
  return new FeedError({
    reason: 'network',
    source,
    what: `could not be fetched (${message.slice(0, 160)})`,
    cause: error,
  });
}
