import type { Logger } from 'pino';
import type { Db } from '../database/database.ts';
import { FeedError } from './error.ts';
import type { SafeFetcher } from './safe-fetch.ts';
import { requestSubscription } from './websub.ts';
import { claimDueWebSubs, recordHubFailure } from './websub-store.ts';

export interface HubContext {
  readonly db: Db;
  readonly fetcher: SafeFetcher;
  readonly log: Logger;
  /** Where hubs reach this program, without a slash at its end. */
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Asks every hub that is due to send its source's news, or to go on; each answers by a request to its callback. */
export async function subscribeHubs(context: HubContext, signal: AbortSignal): Promise<void> {
  for (const held of await claimDueWebSubs(context.db, context.now())) {
    const callback = `${context.publicUrl}/hooks/websub/${held.token}`;
    try {
      await requestSubscription(context.fetcher, held, { mode: 'subscribe', callback, signal });
      context.log.info({ feed: held.feed, hub: held.hub }, 'hub asked for the news of a feed');
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof FeedError)) throw error;
      await recordHubFailure(context.db, held, error.message, context.now());
      context.log.warn(
        { feed: held.feed, error: error.message },
        'hub could not be asked; the feed is polled as before',
      );
    }
  }
}
