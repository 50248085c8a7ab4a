import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { DeliveryState } from '../database/schema.ts';

export interface Books {
  /** Everybody the fan-out has written so far. */
  readonly audience: number;
  readonly byState: Readonly<Record<DeliveryState, number>>;
  /** audience = pending + sending + sent + failed + gone + excluded + uncertain, at every moment. */
  readonly balanced: boolean;
}

const none: Record<DeliveryState, number> = {
  pending: 0,
  sending: 0,
  sent: 0,
  failed: 0,
  gone: 0,
  excluded: 0,
  uncertain: 0,
};

/** The books of one push, in one statement and so of one moment; what was pruned counts as it was. */
export async function booksOf(db: Db, pushId: number): Promise<Books> {
  const { rows } = await sql<{ audience: number; state: DeliveryState | null; count: number }>`
    select p.audience, d.state, count(d.state)::integer as count
    from push p left join delivery d on d.push_id = p.id
    where p.id = ${pushId}
    group by p.audience, d.state
    union all
    select p.audience, c.state, c.count from push p join delivery_count c on c.push_id = p.id where p.id = ${pushId}
  `.execute(db);
  const byState = { ...none };
  for (const row of rows) if (row.state) byState[row.state] += row.count;
  const audience = rows[0]?.audience ?? 0;
  const total = Object.values(byState).reduce((sum, count) => sum + count, 0);
  return { audience, byState, balanced: total === audience };
}

/** Why deliveries of a push did not arrive, or not as they were meant to, the most frequent reason first. */
export async function reasonsOf(
  db: Db,
  pushId: number,
): Promise<{ state: DeliveryState; reason: string | null; count: number }[]> {
  return db
    .selectFrom('delivery')
    .select(({ fn }) => ['state', 'reason', fn.countAll<number>().as('count')])
    .where('push_id', '=', pushId)
    .where((eb) =>
      eb.or([
        eb('state', 'in', ['failed', 'gone', 'excluded', 'uncertain']),
        // Arrived, but not as it was meant to: without its picture, as plain text.
        eb.and([eb('state', '=', 'sent'), eb('reason', 'is not', null)]),
      ]),
    )
    .groupBy(['state', 'reason'])
    .orderBy('count', 'desc')
    .limit(50)
    .execute();
}
