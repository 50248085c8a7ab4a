import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/** What the stand-in answers; every field is a switch a test can set. */
export interface FeedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly contentType?: string;
  /** Answers 304 to a request that carries it. */
  readonly etag?: string;
  readonly lastModified?: string;
  readonly compress?: 'gzip' | 'br';
  /** Send this many bytes of the body and break the connection. */
  readonly cutAfter?: number;
  /** Never answer (`headers`), or stop after the first half of the body (`body`). */
  readonly hang?: 'headers' | 'body';
}

export interface FeedServerRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly at: number;
}

export type FeedHandler = FeedAnswer | ((request: FeedServerRequest) => FeedAnswer);

export interface FeedServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** `127.0.0.1:PORT`, for `allowHosts`. */
  readonly host: string;
  /** Every request so far, oldest first. */
  readonly requests: FeedServerRequest[];
  /** Sets what a path answers (query ignored), from now on. Paths not set answer 404. */
  set(path: string, answer: FeedHandler): void;
  close(): Promise<void>;
}

/** A site's far end over real HTTP on 127.0.0.1. */
export async function startFeedServer(): Promise<FeedServer> {
  const answers = new Map<string, FeedHandler>();
  const requests: FeedServerRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen: FeedServerRequest = {
        method: request.method ?? 'GET',
        path: request.url ?? '/',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        at: Date.now(),
      };
      requests.push(seen);
      const handler = answers.get(new URL(seen.path, 'http://stand.in').pathname) ?? { status: 404, body: 'not here' };
      answer(response, seen, typeof handler === 'function' ? handler(seen) : handler);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}`,
    host,
    requests,
    set: (path, handler) => void answers.set(path, handler),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, request: FeedServerRequest, wanted: FeedAnswer): void {
  if (wanted.hang === 'headers') return;
  const headers: Record<string, string> = {
    'content-type': wanted.contentType ?? 'application/rss+xml; charset=utf-8',
  };
  if (wanted.etag) headers.etag = wanted.etag;
  if (wanted.lastModified) headers['last-modified'] = wanted.lastModified;
  Object.assign(headers, wanted.headers);
  const unchanged =
    (wanted.etag !== undefined && request.headers['if-none-match'] === wanted.etag) ||
    (wanted.lastModified !== undefined && request.headers['if-modified-since'] === wanted.lastModified);
  if (unchanged) {
    response.writeHead(304, headers).end();
    return;
  }
  let body = Buffer.from(wanted.body ?? '');
  if (wanted.compress === 'gzip') body = gzipSync(body);
  if (wanted.compress === 'br') body = brotliCompressSync(body);
  if (wanted.compress) headers['content-encoding'] = wanted.compress;
  headers['content-length'] = String(body.length);
  response.writeHead(wanted.status ?? 200, headers);
  const cut = wanted.hang === 'body' ? Math.floor(body.length / 2) : wanted.cutAfter;
  if (cut === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, cut), () => {
    if (wanted.hang === undefined) response.socket?.end();
  });
}
