import { type Context, Hono } from 'hono';
import { limitedBody } from '../limited-body.ts';
import { FeedError, type FeedErrorReason } from './error.ts';
import type { FeedItem } from './item.ts';
import { createReplayGuard, parseWebhookArticle, signatureHeader, verifyWebhook } from './webhook.ts';
import { answerIntent, verifyDistribution, type WebSubSubscription } from './websub.ts';

/** A WebSub subscription with what is wanted of it. */
export interface HeldSubscription extends WebSubSubscription {
  readonly wanted: 'subscribe' | 'unsubscribe';
}

export interface HookParts {
  /** Secret of `POST /article`; null leaves that route out. */
  readonly secret: string | null;
  readonly now: () => Date;
  /** Whose clocks a date without a zone is told by; UTC without. */
  readonly timeZone?: string;
  /** A story that the newsroom's site pushed. It is answered when this has taken it in. */
  readonly onArticle: (item: FeedItem) => Promise<void>;
  readonly webSub: {
    readonly find: (token: string) => Promise<HeldSubscription | null>;
    readonly onConfirmed: (token: string, leaseSeconds: number) => Promise<void>;
    readonly onEnded: (token: string, reason: string) => Promise<void>;
    /** New content of a source. Must return soon: hubs wait seconds only. */
    readonly onContent: (token: string, body: Uint8Array, contentType: string | null) => Promise<void>;
  } | null;
}

const largestArticle = 2 * 1024 * 1024;
const largestFeed = 15 * 1024 * 1024;

/** What is mounted under `/hooks`: signed articles of the newsroom's site, and the callbacks of WebSub hubs. */
export function hookRoutes(parts: HookParts): Hono {
  const app = new Hono();
  const { secret, webSub } = parts;
  if (secret !== null) app.post('/article', limitedBody(largestArticle), articleHandler(parts, secret));
  if (webSub !== null) {
    app.get('/websub/:token', async (context) => {
      const token = context.req.param('token');
      const held = await webSub.find(token);
      const query = new URL(context.req.url).searchParams;
      const answer = answerIntent(query, held && { topic: held.topic, mode: held.wanted });
      switch (answer.kind) {
        case 'unknown':
          return context.text('No such subscription.\n', 404);
        case 'denied':
          await webSub.onEnded(token, answer.reason);
          return context.text('');
        case 'confirmed':
          if (answer.mode === 'subscribe') await webSub.onConfirmed(token, answer.leaseSeconds);
          else await webSub.onEnded(token, 'unsubscribed');
          return context.text(answer.challenge);
      }
    });
    app.post('/websub/:token', limitedBody(largestFeed), async (context) => {
      const token = context.req.param('token');
      const held = await webSub.find(token);
      // 410 tells a hub to forget a subscription.
      if (held === null || held.wanted === 'unsubscribe') return context.text('No such subscription.\n', 410);
      const body = new Uint8Array(await context.req.arrayBuffer());
      if (verifyDistribution(body, context.req.header('x-hub-signature'), held.secret)) {
        await webSub.onContent(token, body, context.req.header('content-type') ?? null);
      }
      return context.body(null, 202);
    });
  }
  return app;
}

const passing: readonly FeedErrorReason[] = [
  'network',
  'timeout',
  'incomplete',
  'server-error',
  'rate-limited',
  'robots-unread',
  'cancelled',
];

function articleHandler(parts: HookParts, secret: string) {
  const replays = createReplayGuard(parts.now);
  return async (context: Context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const now = parts.now();
    const verdict = verifyWebhook(body, context.req.header(signatureHeader), secret, { now });
    if (verdict.kind === 'refused') return context.json({ error: verdict.message }, 401);
    const article = parseWebhookArticle(body, now, parts.timeZone);
    if (article.kind === 'refused') return context.json({ error: article.message }, 422);
    if (!replays.firstTime(verdict.signature)) return context.json({ status: 'already received' }, 200);
    try {
      await parts.onArticle(article.item);
    } catch (error) {
      replays.forget(verdict.signature);
      if (!(error instanceof FeedError)) throw error;
      // Its page was wanted. What may be well in a moment is for the sender to repeat.
      return context.json({ error: error.message }, passing.includes(error.reason) ? 503 : 422);
    }
    return context.json({ status: 'accepted' }, 202);
  };
}
