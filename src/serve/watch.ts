import { schedule } from 'node-cron';
import { claimMostRead } from '../articles/most-read-store.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { type ScheduledEdition, scheduledEditions } from '../editions/scheduled.ts';
import { recordTicks } from '../editions/ticks.ts';
import { claimDueFeeds } from '../feeds/store.ts';
import type { Logger } from '../observability/log.ts';
import { everyInterval } from './loop.ts';

export interface WatchContext {
  readonly db: Db;
  readonly newsroom: Newsroom;
  readonly log: Logger;
  readonly sandbox: boolean;
  /** Editions do not tick before: the sandbox's digest has no second one for those who come late. */
  readonly readersJoined: () => boolean;
  readonly pollFeed: (feed: string) => Promise<void>;
  readonly composeEdition: (edition: string, instant: Date) => Promise<void>;
  /** Takes old records out; asked twice for a day it does nothing the second time. */
  readonly pruneRecords: (day: string) => Promise<void>;
  /** Asks the site what is read most. */
  readonly refreshMostRead: () => Promise<void>;
}

/** When few readers are about. */
const pruneAt = '17 3 * * *';

/**
 * The watcher's role: asks for the polls that are due, and ticks the editions. Every instance does both; the database
 * lets each poll and each tick through once. Returns when `signal` is aborted.
 */
export async function watch(context: WatchContext, signal: AbortSignal): Promise<void> {
  const { log } = context;
  const tick = async (edition: ScheduledEdition) => {
    if (!context.readersJoined()) return;
    for (const recorded of await recordTicks(context.db, edition, new Date())) {
      if (recorded.state === 'skipped') {
        log.warn({ edition: edition.name, instant: recorded.instant }, 'missed by more than its grace; skipped');
      } else {
        await context.composeEdition(edition.name, recorded.instant);
      }
    }
  };
  const editions = scheduledEditions(context.newsroom, context);
  const tasks = editions.map((edition) =>
    schedule(
      edition.cron,
      () => tick(edition).catch((error: Error) => log.error({ edition: edition.name, error }, 'tick failed')),
      { timezone: edition.timeZone, name: edition.name, noOverlap: true, suppressMissedWarning: true },
    ),
  );
  const prune = () =>
    context
      .pruneRecords(new Date().toISOString().slice(0, 10))
      .catch((error: Error) => log.error({ error }, 'pruning could not be asked for'));
  tasks.push(schedule(pruneAt, prune, { timezone: context.newsroom.timeZone, name: 'prune-records' }));
  const intervals = new Map(context.newsroom.feeds.map((feed) => [feed.name, feed.pollEvery]));
  try {
    await Promise.all([
      everyInterval('feeds', 1_000, log, signal, async () => {
        for (const feed of await claimDueFeeds(context.db, intervals, new Date())) {
          await context.pollFeed(feed);
        }
      }),
      everyInterval('most-read', 5_000, log, signal, async () => {
        const { source, every } = context.newsroom.mostRead;
        if (source !== 'links' && (await claimMostRead(context.db, every, new Date()))) await context.refreshMostRead();
      }),
      // At start this catches up what was missed while down; later, what a tick could not record with the database away.
      everyInterval('editions', 15_000, log, signal, async () => {
        for (const edition of editions) await tick(edition);
      }),
    ]);
  } finally {
    await Promise.all(tasks.map((task) => task.destroy()));
  }
}
