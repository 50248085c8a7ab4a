import type { Hono } from 'hono';
import { takeInDistributed, takeInHanded } from '../editions/handed-over.ts';
import type { PushMade } from '../editions/poll-context.ts';
import { FeedError } from '../feeds/error.ts';
import { hookRoutes } from '../feeds/hook-routes.ts';
import { findWebSub, recordConfirmed, recordEnded } from '../feeds/websub-store.ts';
import type { Program } from './program.ts';

/** How long the site that hands over a story waits at most: its page may have to be read. Milliseconds. */
const handOverDeadline = 30_000;

export interface Hooks {
  /** To be mounted under `/hooks`. */
  readonly routes: Hono;
  /** Waits for what hubs sent and is still being taken in. */
  settled(): Promise<void>;
}

/** Stories that come by themselves: handed over by the newsroom's site, and sent by WebSub hubs. */
export function hooks(
  program: Program,
  orders: { readonly onPush: (push: PushMade) => Promise<void>; readonly pollFeed: (feed: string) => Promise<void> },
  signal: AbortSignal,
): Hooks {
  const { db, environment, log } = program;
  const now = () => new Date();
  const underWay = new Set<Promise<void>>();
  const inBackground = (work: Promise<void>) => {
    const settled = work.finally(() => underWay.delete(settled));
    underWay.add(settled);
  };

  async function takeIn(feed: string, body: Uint8Array, contentType: string | null): Promise<void> {
    try {
      await takeInDistributed(program.poll, feed, { body, contentType }, signal, orders.onPush);
    } catch (error) {
      if (signal.aborted) return;
      // What a hub sends is an offer: the source itself is asked for the same.
      log.warn(
        { feed, error: error instanceof Error ? error.message : String(error) },
        'a hub’s news could not be taken',
      );
      if (error instanceof FeedError) await orders.pollFeed(feed).catch(() => {});
    }
  }

  const routes = hookRoutes({
    secret: environment.webhookSecret,
    now,
    timeZone: program.newsroom.timeZone,
    onArticle: (item) =>
      takeInHanded(program.poll, item, AbortSignal.any([signal, AbortSignal.timeout(handOverDeadline)]), orders.onPush),
    webSub:
      environment.publicUrl === null
        ? null
        : {
            find: async (token) => {
              const held = await findWebSub(db, token);
              return held === undefined ? null : { ...held, wanted: 'subscribe' };
            },
            onConfirmed: (token, leaseSeconds) => recordConfirmed(db, token, leaseSeconds, now()),
            onEnded: (token, reason) => recordEnded(db, token, reason, now()),
            onContent: async (token, body, contentType) => {
              const held = await findWebSub(db, token);
              // Hubs wait seconds only, and a story's page may have to be read.
              if (held) inBackground(takeIn(held.feed, body, contentType));
            },
          },
  });
  return {
    routes,
    async settled() {
      await Promise.all(underWay);
    },
  };
}
