import { sql } from 'kysely';
import type { FeedConfig } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';

export interface FeedRow {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly etag: string | null;
  readonly last_modified: string | null;
  /** Where a poll found the source, when the configuration names a site. */
  readonly found_url: string | null;
  /** Whether the last poll that worked read a source at `url` itself. */
  readonly is_source: boolean;
  readonly primed_at: Date | null;
  readonly polled_at: Date | null;
  /** Of a feed that is primed, null only in a restored record: what that does not know may have been sent. */
  readonly succeeded_at: Date | null;
  readonly newest_item_at: Date | null;
  readonly failures: number;
}

/**
 * Brings the table in line with the configuration: new feeds appear, changed addresses forget their validators, absent feeds are retired.
 * A feed that a restored record does not know, before any was read, counts as primed: the desk that made the backup may have read it since.
 */
export async function syncFeeds(db: Db, feeds: readonly FeedConfig[]): Promise<void> {
  for (const feed of feeds) {
    await db
      .insertInto('feed')
      .values({
        name: feed.name,
        url: feed.url,
        primed_at: sql`(select now() from record where restored_from is not null
          and not exists (select from feed where succeeded_at is not null))`,
      })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet((eb) => ({
          url: feed.url,
          retired_at: null,
          etag: eb.case().when('feed.url', '=', feed.url).then(eb.ref('feed.etag')).else(null).end(),
          last_modified: eb.case().when('feed.url', '=', feed.url).then(eb.ref('feed.last_modified')).else(null).end(),
          found_url: eb.case().when('feed.url', '=', feed.url).then(eb.ref('feed.found_url')).else(null).end(),
        })),
      )
      .execute();
  }
  await db
    .updateTable('feed')
    .set({ retired_at: new Date() })
    .where('retired_at', 'is', null)
    .where(
      'name',
      'not in',
      feeds.map((feed) => feed.name),
    )
    .execute();
}

/**
 * Takes the feeds that are due and moves their next poll on, so that each due time is taken once over all instances.
 * A poll lost to a crash comes again at its next interval.
 */
export async function claimDueFeeds(db: Db, intervals: ReadonlyMap<string, number>, now: Date): Promise<string[]> {
  const claimed: string[] = [];
  for (const [name, interval] of intervals) {
    const taken = await db
      .updateTable('feed')
      .set({ next_poll_at: new Date(now.getTime() + interval) })
      .where('name', '=', name)
      .where('retired_at', 'is', null)
      .where('next_poll_at', '<=', now)
      .executeTakeFirst();
    if (taken.numUpdatedRows === 1n) claimed.push(name);
  }
  return claimed;
}

export function findFeed(db: Db, name: string): Promise<FeedRow | undefined> {
  return db
    .selectFrom('feed')
    .select(['id', 'name', 'url', 'etag', 'last_modified', 'primed_at', 'polled_at', 'succeeded_at'])
    .select(['newest_item_at', 'failures'])
    .select([
      sql<string | null>`nullif(found_url, url)`.as('found_url'),
      sql<boolean>`found_url is not distinct from url`.as('is_source'),
    ])
    .where('name', '=', name)
    .executeTakeFirst();
}

/** Records a poll that worked. Validators are stored only after every item was taken in, so a crash polls again. */
export async function recordPollSuccess(
  db: Db,
  id: number,
  result: {
    readonly now: Date;
    readonly etag: string | null;
    readonly lastModified: string | null;
    readonly foundUrl: string | null;
    readonly newestItemAt: Date | null;
    readonly warnings: readonly string[];
  },
): Promise<void> {
  await db
    .updateTable('feed')
    .set({
      polled_at: result.now,
      succeeded_at: result.now,
      primed_at: sql`coalesce(primed_at, ${result.now})`,
      etag: result.etag,
      last_modified: result.lastModified,
      found_url: sql`coalesce(${result.foundUrl}, url)`,
      newest_item_at: sql`greatest(newest_item_at, ${result.newestItemAt}::timestamptz)`,
      failures: 0,
      error: null,
      warnings: JSON.stringify(result.warnings.slice(0, 20)),
    })
    .where('id', '=', id)
    .execute();
}

/** Records a poll that found nothing new. */
export async function recordPollUnchanged(db: Db, id: number, now: Date): Promise<void> {
  await db
    .updateTable('feed')
    .set({ polled_at: now, succeeded_at: now, failures: 0, error: null, found_url: sql`coalesce(found_url, url)` })
    .where('id', '=', id)
    .execute();
}

const hour = 3_600_000;

/**
 * Whether a source that was found from a site's address is to be looked for again although it answers: nothing in it is younger
 * than twelve hours. Sitemaps begin a new file every month, and a site that moved leaves its old feed behind. Once an hour at
 * most, once a day (UTC) where nothing is younger than three days.
 */
export function seemsLeftBehind({ found_url, newest_item_at, polled_at }: FeedRow, now: Date): boolean {
  if (found_url === null || newest_item_at === null || polled_at === null) return false;
  const age = now.getTime() - newest_item_at.getTime();
  const period = age > 72 * hour ? 24 * hour : hour;
  return age > 12 * hour && Math.floor(polled_at.getTime() / period) < Math.floor(now.getTime() / period);
}

const longestBackoff = 6 * 3_600_000;

/** How long to leave a failing source alone: the interval doubled for each failure, at most six hours, never less than the source asked for. */
function pollBackoff(interval: number, failures: number, retryAfterMs: number | null): number {
  const doubled = Math.min(interval * 2 ** Math.min(failures, 16), Math.max(longestBackoff, interval));
  return Math.max(doubled, retryAfterMs ?? 0);
}

/** The source is not where it was found any more: the next poll looks for it again. */
export async function forgetFoundSource(db: Db, id: number): Promise<void> {
  await db.updateTable('feed').set({ found_url: null, etag: null, last_modified: null }).where('id', '=', id).execute();
}

/** Records a poll that failed and moves the next one back. */
export async function recordPollFailure(
  db: Db,
  id: number,
  failure: {
    readonly now: Date;
    readonly error: string;
    readonly interval: number;
    readonly retryAfterMs: number | null;
  },
): Promise<{ failures: number; nextPollAt: Date }> {
  const { failures } = await db
    .updateTable('feed')
    .set((eb) => ({ polled_at: failure.now, failures: eb('failures', '+', 1), error: failure.error.slice(0, 500) }))
    .where('id', '=', id)
    .returning('failures')
    .executeTakeFirstOrThrow();
  const nextPollAt = new Date(failure.now.getTime() + pollBackoff(failure.interval, failures, failure.retryAfterMs));
  await db.updateTable('feed').set({ next_poll_at: nextPollAt }).where('id', '=', id).execute();
  return { failures, nextPollAt };
}
