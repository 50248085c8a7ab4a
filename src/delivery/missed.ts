import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { DeliveryState } from '../database/schema.ts';
import type { Trx } from '../database/transaction.ts';
import { expiredReason } from './expiry.ts';
import { laneCancelled } from './ledger.ts';

/** Of a push, what tells who missed it. */
export interface MissablePush {
  readonly id: number;
  readonly revision: number;
  readonly expires_after: number;
}

/**
 * How a reader missed a push that they can be sent again. `failed`, `expired` (its time was over) and `setAside` (with their
 * lane) certainly did not get it, `begun` lack the rest of it for certain; of the `uncertain` nobody knows.
 */
export const missedHow = ['failed', 'expired', 'setAside', 'begun', 'uncertain'] as const;
export type MissedHow = (typeof missedHow)[number];

/**
 * How a delivery `d` of the push missed its reader `s`; null of those who got it or cannot be sent it again. What was
 * corrected since is no beginning of the text as it reads now; the correction put all of that there.
 */
export function howMissed({ revision, expires_after }: MissablePush): RawBuilder<MissedHow | null> {
  return sql<MissedHow | null>`
    case when s.state is distinct from 'active' or (d.rest is not null and d.revision <> ${revision}) then null
         when d.state = 'failed' then 'failed'
         when d.state = 'excluded' and d.reason = ${expiredReason(expires_after)} then 'expired'
         when d.state = 'excluded' and d.reason = ${laneCancelled} then 'setAside'
         when d.state = 'uncertain' then case when d.rest = 'waits' then 'begun' else 'uncertain' end end`;
}

/** How many can be sent it again, by how they missed it. */
export async function countMissed(db: Db, push: MissablePush): Promise<Record<MissedHow, number>> {
  const { rows } = await sql<{ how: MissedHow; count: number }>`
    select how, count(*)::integer as count
    from delivery d left join subscriber s on s.id = d.subscriber_id
      cross join lateral (select ${howMissed(push)} as how) as missed
    where d.push_id = ${push.id} and d.state in ('failed', 'excluded', 'uncertain') and how is not null
    group by how`.execute(db);
  const counted = new Map(rows.map(({ how, count }) => [how, count]));
  const of = (how: MissedHow) => counted.get(how) ?? 0;
  return {
    failed: of('failed'),
    expired: of('expired'),
    setAside: of('setAside'),
    begun: of('begun'),
    uncertain: of('uncertain'),
  };
}

/** A reader who did not get a push, by the number that means nothing outside the record. */
export interface MissedReader {
  readonly reader: number;
  readonly lane: string;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly tries: number;
  readonly at: Date;
  /** How they missed it, of those who can be sent it again. */
  readonly again: MissedHow | null;
  /** How many missed it in that state for that reason. */
  readonly alike: number;
}

/** Readers fetched at once: an audience may be a million. */
const pageSize = 5_000;

/** Gives everybody who did not get a push, all of one moment, those who missed it for the same reason together. */
export function eachMissed(
  db: Db,
  push: MissablePush,
  tell: (readers: readonly MissedReader[]) => void | Promise<void>,
): Promise<void> {
  // Not `inTransaction`: what was told is not told again.
  return db.transaction().execute(async (trx) => {
    await sql`
      declare missed no scroll cursor for
      select d.subscriber_id as reader, l.name as lane, d.state, d.reason, d.attempts as tries, d.changed_at as at,
             ${howMissed(push)} as again, (count(*) over (partition by d.state, d.reason))::integer as alike
      from delivery d join lane l on l.id = d.lane_id left join subscriber s on s.id = d.subscriber_id
      where d.push_id = ${push.id} and d.state in ('failed', 'gone', 'excluded', 'uncertain')
      order by d.state, d.reason, d.subscriber_id`.execute(trx);
    for (let page = await fetchPage(trx); page.length > 0; page = await fetchPage(trx)) await tell(page);
  });
}

async function fetchPage(trx: Trx): Promise<MissedReader[]> {
  return (await sql<MissedReader>`fetch ${sql.lit(pageSize)} from missed`.execute(trx)).rows;
}
