import { sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

/** A feed as ops see it. */
export interface FeedReport {
  readonly name: string;
  readonly url: string;
  /** Where the source was found, when the configuration names a site. */
  readonly foundUrl: string | null;
  readonly polledAt: Date | null;
  readonly succeededAt: Date | null;
  readonly nextPollAt: Date;
  readonly newestItemAt: Date | null;
  /** Polls in a row that failed, and why the last one did. */
  readonly failures: number;
  readonly error: string | null;
  readonly warnings: readonly string[];
}

/** Those that are configured now. */
export async function listFeeds(db: Db): Promise<FeedReport[]> {
  const { rows } = await sql<FeedReport>`
    select name, url, nullif(found_url, url) as "foundUrl", polled_at as "polledAt", succeeded_at as "succeededAt",
           next_poll_at as "nextPollAt", newest_item_at as "newestItemAt", failures, error, warnings
    from feed where retired_at is null order by name`.execute(db);
  return rows;
}

/**
 * Has a feed read now instead of at its time, by the instance that watches. `already`: it was read within the last minute, or
 * is about to be; a site is not asked more often.
 */
export function readAgain(
  db: Db,
  { feed, actor }: { readonly feed: string; readonly actor: string },
): Promise<'done' | 'already' | 'unknown'> {
  return inTransaction(db, async (trx) => {
    const known = await trx
      .selectFrom('feed')
      .select(['id', sql<boolean>`next_poll_at <= now() or polled_at > now() - interval '1 minute'`.as('fresh')])
      .where('name', '=', feed)
      .where('retired_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!known) return 'unknown';
    if (known.fresh) return 'already';
    await trx.updateTable('feed').set({ next_poll_at: sql<Date>`now()` }).where('id', '=', known.id).execute();
    await recordAudit(trx, { actor, action: 'feed.read', subject: `feed ${feed}` });
    return 'done';
  });
}
