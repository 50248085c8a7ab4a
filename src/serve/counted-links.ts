import { createHmac } from 'node:crypto';
import { Hono } from 'hono';
import type { Newsroom } from '../config/newsroom.ts';
import { readCountedLink } from '../messages/counted-link.ts';
import { withCampaign } from '../messages/outgoing-link.ts';

/** Programs that fetch a link to show a preview of it, or to look through the web; no reader opened it. */
const notReaders =
  /bot\b|bot[/(]|crawl|spider|slurp|preview|facebookexternalhit|facebookcatalog|^whatsapp\/|skypeuri|embedly|vkshare|pinterest|mastodon|iframely|outbrain|curl\/|wget\/|python|go-http-client|okhttp|axios|node-fetch|undici|java\/|libwww|headless|lighthouse|monitor|uptime|pingdom|scan/i;

export interface CountedLinkParts {
  readonly key: Buffer;
  readonly newsroom: Pick<Newsroom, 'site' | 'links'>;
  readonly onOpened: (articleId: number) => void;
}

/**
 * `GET /r/…`: leads from a message to its story and counts that, nothing else: no cookie is set, no address kept, no line
 * logged. It asks no database. What nobody signed leads to the newsroom's front page, and nowhere else.
 */
export function countedLinkRoutes({ key, newsroom, onOpened }: CountedLinkParts): Hono {
  const app = new Hono();
  app.get('/r/*', (context) => {
    const { pathname, search } = new URL(context.req.raw.url);
    const link = readCountedLink(key, `${pathname}${search}`);
    // The next reader behind the same proxy is to be counted too.
    context.header('cache-control', 'no-store');
    context.header('referrer-policy', 'no-referrer');
    context.header('x-robots-tag', 'noindex');
    if (link === null) return context.redirect(newsroom.site, 302);
    if (isReader(context.req.raw)) onOpened(link.articleId);
    return context.redirect(withCampaign(link.target, newsroom.links.campaign[link.channel]), 302);
  });
  return app;
}

function isReader({ method, headers }: Request): boolean {
  const agent = headers.get('user-agent') ?? '';
  const purpose = `${headers.get('purpose') ?? ''} ${headers.get('sec-purpose') ?? ''} ${headers.get('x-moz') ?? ''}`;
  return method === 'GET' && agent !== '' && !notReaders.test(agent) && !/prefetch|preview/i.test(purpose);
}

/** The key that signs links, made from the one that seals addresses, so that either tells nothing of the other. */
export function linkKeyOf(secretKey: Buffer): Buffer {
  return createHmac('sha256', secretKey).update('nashra.links').digest();
}
