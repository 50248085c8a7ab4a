import { sql } from 'kysely';
import { recordAudit } from '../../database/audit.ts';
import type { Db } from '../../database/database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { laneCancelled, setAside } from '../ledger.ts';

/** What of the open pushes a lane has before it, and what keeps it from being cancelled at this moment. */
export interface LaneLoad {
  /** Pushes with somebody in this lane who waits for them. */
  readonly pushes: readonly number[];
  readonly pending: number;
  /** On their way, and a living holder waits for the answers. */
  readonly sending: number;
  /** Pushes whose audience is written down in part: it may grow in this lane. */
  readonly growing: readonly number[];
}

/** Of a push `p`: it may still reach somebody. */
const isOpen = sql`p.state in ('approved', 'sending', 'paused')`;

export async function loadOf(db: Db, lane: string): Promise<LaneLoad> {
  const { rows } = await sql<LaneLoad>`
    select coalesce(array_agg(p.id order by p.id) filter (where of.pending > 0), '{}') as pushes,
           coalesce(sum(of.pending), 0)::integer as pending,
           coalesce(sum(of.sending) filter (where of.held), 0)::integer as sending,
           coalesce(array_agg(p.id order by p.id) filter (where p.fanout_after > 0 and p.fanout_finished_at is null), '{}') as growing
    from push p cross join lateral (
      select count(*) filter (where d.state = 'pending') as pending, count(*) filter (where d.state = 'sending') as sending,
             coalesce(l.lease_until > now(), false) as held
      from lane l left join delivery d
        on d.push_id = p.id and d.lane_id = l.id and d.state in ('pending', 'sending')
      where l.name = ${lane}
      group by l.id) of
    where ${isOpen}`.execute(db);
  return rows[0] ?? { pushes: [], pending: 0, sending: 0, growing: [] };
}

export type LaneCancelled =
  | { readonly kind: 'done'; readonly readers: number; readonly pushes: readonly number[] }
  /** Something is on its way, or an audience grows: ask again. */
  | { readonly kind: 'not yet'; readonly load: LaneLoad }
  /** It is open: what is set aside could be joined by the next message. */
  | { readonly kind: 'open' }
  | { readonly kind: 'unknown' };

/**
 * Sets aside everybody in a paused lane who waits for an open push: they do not get it. While the lane is paused nothing is
 * marked, so with nothing on its way and no audience growing, nobody comes back. What a dead holder had on its way ends as
 * uncertain, whatever its edition's policy: it would be sent again otherwise. The lane stays paused.
 */
export function cancelLane(
  db: Db,
  { lane, actor }: { readonly lane: string; readonly actor: string },
): Promise<LaneCancelled> {
  return inTransaction(db, async (trx) => {
    // The pushes first, as everywhere; what they send through other lanes does not wait for this.
    await sql`select from push p where ${isOpen} order by p.id for no key update`.execute(trx);
    const row = await trx
      .selectFrom('lane')
      .select(['id', 'state'])
      .where('name', '=', lane)
      .forUpdate()
      .executeTakeFirst();
    if (!row) return { kind: 'unknown' };
    if (row.state !== 'paused') return { kind: 'open' };
    const load = await loadOf(trx, lane);
    if (load.sending > 0 || load.growing.length > 0) return { kind: 'not yet', load };
    await sql`
      update delivery d set ${setAside('excluded', laneCancelled)}
      from push p
      where ${isOpen} and d.push_id = p.id and d.lane_id = ${row.id}
        and d.state in ('pending', 'sending')`.execute(trx);
    const { pushes, pending: readers } = load;
    await recordAudit(trx, { actor, action: 'lane.cancel', subject: `lane ${lane}`, detail: { pushes, readers } });
    return { kind: 'done', readers, pushes };
  });
}
