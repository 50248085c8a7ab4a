import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { costOf } from './paid.ts';

/**
 * Decides of an approved push of a paid edition whose cost nobody saw, a digest or a story of an `auto` feed, before
 * anything of it leaves: it is paid for when the newsroom's standing consent covers the most that it may cost, also with
 * what was agreed to in the last 24 hours; else it leaves at the free pace. Either is logged and told to the editors.
 */
export async function settleFare(
  { db, newsroom, log }: { readonly db: Db; readonly newsroom: Newsroom; readonly log: Logger },
  pushId: number,
): Promise<void> {
  const push = await openPaid(db, pushId);
  if (!push) return;
  const cost = await costOf(db, newsroom, pushId);
  const standing = newsroom.channels.telegram.paid?.standing;
  const decided = await inTransaction(db, async (trx) => {
    // One at a time: two digests of the same minute share the day.
    await sql`select pg_advisory_xact_lock(hashtext('nashra standing consent'))`.execute(trx);
    // What a restored record agreed to since its backup is not known.
    const { rows } = await sql<{ spent: number; known: boolean }>`
      select coalesce(sum(stars_agreed), 0)::integer as spent,
        not exists (select from audit where action = 'record.restore' and at > now() - interval '24 hours') as known
      from push where stars_agreed is not null and approved_at > now() - interval '24 hours'`.execute(trx);
    const { spent = 0, known = true } = rows[0] ?? {};
    const within = (most: number) =>
      standing !== undefined && most <= standing.perPush && spent + most <= standing.perDay;
    const covered = known && cost !== null && within(cost.most);
    const { numUpdatedRows } = await trx
      .updateTable('push')
      .set(
        covered
          ? { stars_agreed: cost.most, fare_to_tell: true }
          : { fare: 'free', stars_agreed: null, fare_to_tell: true },
      )
      .where('id', '=', pushId)
      .where('fare', '=', 'paid')
      .where('stars_agreed', 'is', null)
      .where('started_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows === 1n ? { covered, spent } : null;
  });
  if (decided === null) return;
  const told = { push: pushId, ...cost, standing, agreedIn24Hours: decided.spent };
  if (decided.covered) log.warn(told, 'a paid broadcast by the standing consent');
  else log.warn(told, 'not paid for: the standing consent does not cover it; it leaves at the free pace');
}

function openPaid(db: Db, pushId: number) {
  return db
    .selectFrom('push')
    .select('id')
    .where('id', '=', pushId)
    .where('fare', '=', 'paid')
    .where('stars_agreed', 'is', null)
    .where('state', '=', 'approved')
    .where('started_at', 'is', null)
    .where('send_at', '<=', sql<Date>`now()`)
    .executeTakeFirst();
}
