import { displaySource, FeedError, type FeedErrorReason } from './error.ts';
import type { FetchLimits, SafeFetcher, SafeResponse } from './safe-fetch.ts';

export interface FeedRequest {
  readonly url: string;
  /** Validators of the last poll that was taken in whole. */
  readonly etag?: string | null;
  readonly lastModified?: string | null;
  readonly limits?: Partial<FetchLimits>;
  readonly signal?: AbortSignal | undefined;
  /** The present, for a `Retry-After` that names a date. */
  readonly now?: Date;
}

export type FetchedFeed =
  | { readonly kind: 'notModified' }
  | {
      readonly kind: 'fetched';
      readonly body: Uint8Array;
      readonly contentType: string | null;
      /** The `Link` header (RFC 8288), which may name a hub. */
      readonly link: string | null;
      /** Null when the answer was cut off, so that the next poll asks for all of it. */
      readonly etag: string | null;
      readonly lastModified: string | null;
      readonly finalUrl: string;
      /** Where the source has moved for good: the configuration should say so. */
      readonly permanentlyMovedTo: string | null;
      /** Pages that a WordPress site has of what was asked for; null where nothing tells. */
      readonly pages: number | null;
      readonly warnings: readonly string[];
    };

const accept =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5';

/**
 * Asks a source whether it has anything new (conditional GET).
 *
 * @throws FeedError for every answer that is no feed: 404, 410, 401/403, 429 and 5xx (with the `Retry-After` they name),
 * no answer, an address that is not public, a body over the limit.
 */
export async function fetchFeed(fetcher: SafeFetcher, request: FeedRequest): Promise<FetchedFeed> {
  const source = displaySource(request.url);
  const response = await fetcher.fetch({
    url: request.url,
    headers: {
      accept,
      ...(request.etag ? { 'if-none-match': request.etag } : {}),
      ...(request.lastModified ? { 'if-modified-since': request.lastModified } : {}),
    },
    ...(request.limits ? { limits: request.limits } : {}),
    signal: request.signal,
  });
  if (response.status === 304) return { kind: 'notModified' };
  refuseStatus(response, source, request.now ?? new Date());
  if (response.body.length === 0) {
    throw new FeedError({ reason: 'empty', source, what: 'the answer is empty; it will be asked again' });
  }
  return {
    kind: 'fetched',
    body: response.body,
    contentType: response.headers.get('content-type') ?? null,
    link: response.headers.get('link') ?? null,
    etag: response.complete ? (response.headers.get('etag') ?? null) : null,
    lastModified: response.complete ? (response.headers.get('last-modified') ?? null) : null,
    finalUrl: response.finalUrl,
    permanentlyMovedTo: response.permanentlyMovedTo,
    pages: Number.parseInt(response.headers.get('x-wp-totalpages') ?? '', 10) || null,
    warnings: [
      ...(response.complete ? [] : ['the connection ended before the answer did']),
      ...(response.permanentlyMovedTo === null
        ? []
        : [`moved for good to ${displaySource(response.permanentlyMovedTo)}; change the address in the configuration`]),
    ],
  };
}

/** Turns every status that carries no content into an error that says what to do. */
export function refuseStatus(response: SafeResponse, source: string, now: Date): void {
  const { status } = response;
  if (status >= 200 && status < 300 && status !== 204) return;
  const retryAfterMs = retryAfter(response.headers.get('retry-after'), now);
  const [reason, what] = statusText(status);
  throw new FeedError({ reason, source, what, status, retryAfterMs });
}

function statusText(status: number): [FeedErrorReason, string] {
  if (status === 204) return ['empty', 'the answer is empty (204); it will be asked again'];
  if (status === 404) return ['not-found', 'not found (404); check the address'];
  if (status === 410) return ['gone', 'gone for good (410); take it out of the configuration'];
  if (status === 401) return ['refused', 'a password is asked for (401); put it into the address or use another'];
  if (status === 403 || status === 406 || status === 451) {
    return ['refused', `the site refuses (${status}); ask it to let this program's user agent through`];
  }
  if (status === 429) return ['rate-limited', 'asked too often (429); poll it less'];
  if (status >= 500) return ['server-error', `the site has a fault of its own (${status}); it will be tried again`];
  return ['unexpected-status', `an answer that cannot be used (${status}); check the address`];
}

const longestRetryAfter = 24 * 3_600_000;

/**
 * `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3), at most a day; null when there is none.
 */
export function retryAfter(header: string | undefined, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const ms = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(0, Math.ceil(ms)), longestRetryAfter) : null;
}
