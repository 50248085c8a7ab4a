import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { absolute } from './entry-to-item.ts';
import { displaySource, FeedError } from './error.ts';
import { plainText } from './plain.ts';
import type { SafeFetcher } from './safe-fetch.ts';

/** Where a source says its news can be subscribed to (W3C WebSub, 4). */
export interface WebSubLinks {
  readonly hub: string;
  /** The source's own name of itself, which the hub knows it by. */
  readonly topic: string;
}

/** A subscription as it is kept: made by {@link newSubscription}, changed by what the hub says. */
export interface WebSubSubscription {
  readonly hub: string;
  readonly topic: string;
  /** Part of the callback's address that nobody can guess. */
  readonly token: string;
  readonly secret: string;
}

/** The hub and name that a source declares, in its headers or its beginning; null when it has no hub. */
export function webSubLinks(
  body: string,
  headers: { readonly link?: string | null | undefined },
  url: string,
): WebSubLinks | null {
  const links = [...headerLinks(headers.link ?? ''), ...elementLinks(body), ...jsonLinks(body)];
  const find = (rel: string) => absolute(links.find((link) => link.rel === rel)?.href ?? null, url);
  const hub = find('hub');
  return hub === null ? null : { hub, topic: find('self') ?? url };
}

interface Link {
  readonly rel: string;
  readonly href: string;
}

function headerLinks(header: string): Link[] {
  return [...header.matchAll(/<([^>]+)>([^<]*)/g)].flatMap((match) => {
    const rels =
      match[2]
        ?.match(/;\s*rel\s*=\s*"?([^";,]+)/i)?.[1]
        ?.toLowerCase()
        .split(/\s+/) ?? [];
    return rels.map((rel) => ({ rel, href: match[1] ?? '' }));
  });
}

/** `atom:link` and `link` before the first entry. */
function elementLinks(body: string): Link[] {
  const entry = body.search(/<(?:item|entry)[\s>]/i);
  const head = entry < 0 ? body.slice(0, 100_000) : body.slice(0, entry);
  return [...head.matchAll(/<(?:\w+:)?link\b[^>]*>/gi)].map(([element]) => ({
    rel: element.match(/\srel\s*=\s*["']([^"']*)/i)?.[1]?.toLowerCase() ?? '',
    href: plainText(element.match(/\shref\s*=\s*["']([^"']*)/i)?.[1] ?? ''),
  }));
}

function jsonLinks(body: string): Link[] {
  if (!/^\s*\{/.test(body)) return [];
  const hub = body.match(/"hubs"\s*:\s*\[\s*\{[^}]*"url"\s*:\s*"([^"]+)"/)?.[1];
  const self = body.match(/"feed_url"\s*:\s*"([^"]+)"/)?.[1];
  return [
    ...(hub === undefined ? [] : [{ rel: 'hub', href: hub.replace(/\\\//g, '/') }]),
    ...(self === undefined ? [] : [{ rel: 'self', href: self.replace(/\\\//g, '/') }]),
  ];
}

export function newSubscription(links: WebSubLinks): WebSubSubscription {
  return { ...links, token: randomBytes(24).toString('base64url'), secret: randomBytes(32).toString('hex') };
}

/** Ten days, what hubs commonly grant. */
const wantedLeaseSeconds = 10 * 86_400;

/**
 * Asks the hub to begin or end sending; it answers by a request to the callback (see {@link answerIntent}).
 *
 * @throws FeedError when the hub refuses or cannot be reached.
 */
export async function requestSubscription(
  fetcher: SafeFetcher,
  subscription: WebSubSubscription,
  request: { readonly mode: 'subscribe' | 'unsubscribe'; readonly callback: string; readonly signal?: AbortSignal },
): Promise<void> {
  const form = new URLSearchParams({
    'hub.mode': request.mode,
    'hub.topic': subscription.topic,
    'hub.callback': request.callback,
    'hub.secret': subscription.secret,
    'hub.lease_seconds': String(wantedLeaseSeconds),
  });
  const response = await fetcher.fetch({
    url: subscription.hub,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    limits: { maxBytes: 64 * 1024 },
    signal: request.signal,
  });
  if (response.status >= 200 && response.status < 300) return;
  const reason = plainText(Buffer.from(response.body).toString('utf8')).slice(0, 200);
  throw new FeedError({
    reason: response.status >= 500 ? 'server-error' : 'refused',
    source: displaySource(subscription.hub),
    what: `the hub refuses to ${request.mode} (${response.status}${reason === '' ? '' : `: ${reason}`})`,
    status: response.status,
  });
}

export type IntentAnswer =
  /** Answer 200 with the challenge as plain text. */
  | {
      readonly kind: 'confirmed';
      readonly mode: 'subscribe';
      readonly challenge: string;
      readonly leaseSeconds: number;
    }
  | { readonly kind: 'confirmed'; readonly mode: 'unsubscribe'; readonly challenge: string }
  /** The hub ended it; answer 200. */
  | { readonly kind: 'denied'; readonly reason: string }
  /** Answer 404: nobody here asked for this. */
  | { readonly kind: 'unknown' };

/**
 * Answers a hub's GET to the callback (WebSub, 5.3): confirms only what this side asked for.
 *
 * @param wanted what is wanted of this token's subscription now, or null when the token is unknown.
 */
export function answerIntent(
  query: URLSearchParams,
  wanted: { readonly topic: string; readonly mode: 'subscribe' | 'unsubscribe' } | null,
): IntentAnswer {
  const mode = query.get('hub.mode');
  if (wanted === null || query.get('hub.topic') !== wanted.topic) return { kind: 'unknown' };
  if (mode === 'denied') return { kind: 'denied', reason: query.get('hub.reason') ?? 'no reason given' };
  const challenge = query.get('hub.challenge');
  if (mode !== wanted.mode || challenge === null || challenge === '') return { kind: 'unknown' };
  if (mode === 'unsubscribe') return { kind: 'confirmed', mode: 'unsubscribe', challenge };
  const lease = Number(query.get('hub.lease_seconds'));
  return {
    kind: 'confirmed',
    mode: 'subscribe',
    challenge,
    leaseSeconds: Number.isFinite(lease) && lease > 0 ? lease : wantedLeaseSeconds,
  };
}

/**
 * Whether what a hub sent was signed with the subscription's secret (WebSub, 7). SHA-1 is accepted because the largest
 * public hub still signs with it; as an HMAC it is not broken. Without a fitting signature the content must be ignored,
 * yet answered with 2xx.
 */
export function verifyDistribution(
  body: Uint8Array | string,
  header: string | null | undefined,
  secret: string,
): boolean {
  const match = header?.trim().match(/^(sha1|sha256|sha384|sha512)=([0-9a-f]+)$/i);
  if (!match) return false;
  const expected = createHmac(match[1]?.toLowerCase() ?? '', secret)
    .update(body)
    .digest();
  const given = Buffer.from(match[2] ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** When to ask again so that a subscription does not run out: after four fifths of its lease, at least a minute on. */
export function renewAt(confirmedAt: Date, leaseSeconds: number): Date {
  return new Date(confirmedAt.getTime() + Math.max(60, leaseSeconds * 0.8) * 1_000);
}
