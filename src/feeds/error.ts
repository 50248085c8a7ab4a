/** Why a source could not be read: what an ops page groups by and the poller decides by. */
export type FeedErrorReason =
  | 'bad-address'
  | 'blocked-address'
  | 'not-found'
  | 'gone'
  | 'refused'
  | 'rate-limited'
  | 'server-error'
  | 'unexpected-status'
  | 'timeout'
  | 'network'
  | 'too-many-redirects'
  | 'too-large'
  | 'incomplete'
  | 'robots'
  | 'robots-unread'
  | 'empty'
  | 'web-page'
  | 'sitemap-index'
  | 'not-a-feed'
  | 'no-article'
  | 'cancelled';

export interface FeedErrorDetail {
  readonly reason: FeedErrorReason;
  /** The address or file, as shown to people: never with a password in it. */
  readonly source: string;
  /** What happened and what to do, without the source's name. */
  readonly what: string;
  /** How long the source asked to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | null;
  readonly status?: number | null;
  readonly cause?: unknown;
}

/** A source or page that could not be read. `message` is one line that names it, says what happened and what to do. */
export class FeedError extends Error {
  override readonly name = 'FeedError';
  readonly reason: FeedErrorReason;
  readonly source: string;
  readonly what: string;
  readonly retryAfterMs: number | null;
  readonly status: number | null;

  constructor(detail: FeedErrorDetail) {
    super(
      `${detail.source}: ${detail.what}`.replace(/\s+/g, ' '),
      detail.cause === undefined ? {} : { cause: detail.cause },
    );
    this.reason = detail.reason;
    this.source = detail.source;
    this.what = detail.what;
    this.retryAfterMs = detail.retryAfterMs ?? null;
    this.status = detail.status ?? null;
  }
}

/** An address as it may be shown and logged: without user name, password and fragment. */
export function displaySource(address: string): string {
  if (!URL.canParse(address)) return address.slice(0, 200);
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}
