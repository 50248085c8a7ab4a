import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { parseDate } from './date.ts';
import { absolute, readEntry } from './entry-to-item.ts';
import type { FeedItem } from './item.ts';

/** Header that carries `t=UNIXSECONDS,v1=HEX`; several `v1` may stand there while a secret is being changed. */
export const signatureHeader = 'x-nashra-signature';

export type WebhookVerdict =
  | { readonly kind: 'verified'; readonly signature: string }
  | { readonly kind: 'refused'; readonly message: string };

export interface WebhookOptions {
  readonly now: Date;
  /** How old, or ahead of this clock, a signature may be; five minutes without. */
  readonly toleranceMs?: number;
}

/** The header for a body: HMAC-SHA256 over `TIME.BODY`, as the sender computes it. */
export function signWebhook(body: Uint8Array | string, secret: string, now: Date): string {
  const time = Math.floor(now.getTime() / 1_000);
  return `t=${time},v1=${hmac(body, secret, time).toString('hex')}`;
}

/**
 * Whether a webhook's body was signed with the secret a moment ago. Compared in constant time; the time is part of what
 * is signed, so an old message cannot be sent again later. Within the window {@link createReplayGuard} helps.
 */
export function verifyWebhook(
  body: Uint8Array | string,
  header: string | null | undefined,
  secret: string,
  options: WebhookOptions,
): WebhookVerdict {
  const refused = (message: string): WebhookVerdict => ({ kind: 'refused', message });
  if (secret === '') return refused('no secret is configured');
  if (!header) return refused(`the header ${signatureHeader} is missing`);
  const fields = header.split(',').map((field) => field.trim().split('=', 2));
  const time = Number(fields.find(([name]) => name === 't')?.[1] ?? Number.NaN);
  const signatures = fields.flatMap(([name, value]) => (name === 'v1' && value ? [value.toLowerCase()] : []));
  if (!Number.isSafeInteger(time) || signatures.length === 0) {
    return refused(`the header ${signatureHeader} must read t=UNIXSECONDS,v1=HEX`);
  }
  const expected = hmac(body, secret, time);
  const signature = signatures.slice(0, 5).find((candidate) => {
    const given = Buffer.from(/^[0-9a-f]{64}$/.test(candidate) ? candidate : '', 'hex');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (signature === undefined) return refused('the signature does not fit: check the secret on both sides');
  if (Math.abs(options.now.getTime() - time * 1_000) > (options.toleranceMs ?? defaultTolerance)) {
    return refused('the signature is too old, or the clocks differ: send it again, freshly signed');
  }
  return { kind: 'verified', signature };
}

const defaultTolerance = 5 * 60_000;

function hmac(body: Uint8Array | string, secret: string, time: number): Buffer {
  return createHmac('sha256', secret).update(`${time}.`).update(body).digest();
}

export interface ReplayGuard {
  /** True the first time a signature is seen within the window. */
  firstTime(signature: string): boolean;
  /** For a message that could not be taken in after all: its sender may repeat it. */
  forget(signature: string): void;
}

/**
 * Remembers signatures for the window in which they are valid. It is of one process: with several behind a balancer a
 * message may be accepted once by each, which the intake of stories makes harmless (the same story is taken in once).
 */
export function createReplayGuard(now: () => Date, windowMs = 2 * defaultTolerance): ReplayGuard {
  const seen = new Map<string, number>();
  return {
    firstTime(signature) {
      const present = now().getTime();
      // In order of arrival, so the oldest are first.
      for (const [old, until] of seen) {
        if (until > present) break;
        seen.delete(old);
      }
      if (seen.has(signature)) return false;
      seen.set(signature, present + windowMs);
      return true;
    },
    forget(signature) {
      seen.delete(signature);
    },
  };
}

const text = z.string().trim().min(1);
const isDate = (value: string) => parseDate(value) !== null;
const dateText = z.string().refine(isDate, 'a date such as 2024-03-05T10:00:00+02:00');
const names = z.union([text.transform((name) => [name]), z.array(text)]);

/** The body of `POST /hooks/article`. */
const articleSchema = z.object({
  url: z.string().refine((value) => absolute(value, null) !== null, 'an http(s) address'),
  /** Without it the page's own is taken, or the beginning of `html`. */
  title: text.nullish(),
  id: z.union([text, z.number().transform(String)]).nullish(),
  /** The whole article. */
  html: z.string().nullish(),
  /** The author's lead-in. */
  summary: z.string().nullish(),
  author: names.nullish(),
  publishedAt: dateText.nullish(),
  updatedAt: dateText.nullish(),
  /** In one string they are parted by commas when the entry is read. */
  tags: names.nullish(),
  image: z
    .union([text.transform((url) => ({ url, alt: null })), z.object({ url: text, alt: z.string().nullish() })])
    .nullish(),
});

export type WebhookArticle =
  | { readonly kind: 'item'; readonly item: FeedItem }
  | { readonly kind: 'refused'; readonly message: string };

/** Reads the body of a verified webhook: one article, in the shape of {@link articleSchema}, as an item of a feed. */
export function parseWebhookArticle(body: Uint8Array | string, now: Date, timeZone?: string): WebhookArticle {
  let json: unknown;
  try {
    json = JSON.parse(typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { kind: 'refused', message: 'the body is not JSON in UTF-8' };
  }
  const parsed = articleSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
    return { kind: 'refused', message: problems.join('; ') };
  }
  const { data } = parsed;
  const item = readEntry(
    {
      id: data.id ?? null,
      link: data.url,
      title: data.title ?? null,
      content: data.html?.trim() ? data.html : null,
      summary: data.summary ?? null,
      authors: data.author ?? [],
      // Without a date it is of now, unless its page says otherwise.
      published: data.publishedAt ?? (data.html?.trim() ? now.toISOString() : null),
      updated: data.updatedAt ?? null,
      tags: data.tags ?? [],
      image: data.image ? { url: data.image.url, alt: data.image.alt ?? null } : null,
      base: data.url,
    },
    { base: null, now, timeZone },
  );
  if (item === null) return { kind: 'refused', message: 'the article is empty' };
  return { kind: 'item', item: item.contentHtml === null ? item : { ...item, content: 'whole' } };
}
