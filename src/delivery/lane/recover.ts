import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryState } from '../../database/schema.ts';
import { holderDied } from '../ledger.ts';
import type { Lease } from './lease.ts';
import { maxAttempts } from './outcome.ts';

/**
 * What a dead holder left marked `sending` may or may not have reached the far end: it is listed as uncertain, or goes
 * back to be sent again, as the push's edition says; always uncertain where the channel can look into its chats, which
 * settles it better than any policy. Called by a new holder before it sends anything.
 */
export async function recoverLane(
  db: Db,
  lease: Lease,
  farEnd: {
    readonly chats: 'can be read' | 'cannot be read';
    /** How long the far end may yet tell what became of them. Milliseconds. */
    readonly tellsWithinMs: number;
  },
): Promise<{ uncertain: number; resent: number }> {
  const { rows } = await sql<{ state: DeliveryState; count: number }>`
    with recovered as (
      update delivery d set
        state = case when ${farEnd.chats} = 'cannot be read' and p.uncertain_policy = 'resend'
                       and d.attempts < ${maxAttempts} and p.state <> 'cancelled'
                then 'pending' else 'uncertain' end::delivery_state,
        may_have_arrived = true,
        due_at = now() + ${farEnd.tellsWithinMs} * interval '1 millisecond',
        reason = ${holderDied},
        changed_at = now()
      from push p
      where p.id = d.push_id and d.lane_id = ${lease.laneId} and d.state = 'sending'
        and p.state in ('sending', 'paused', 'cancelled')
      returning d.state
    )
    select state, count(*) as count from recovered group by state`.execute(db);
  const countOf = (state: DeliveryState) => rows.find((row) => row.state === state)?.count ?? 0;
  return { uncertain: countOf('uncertain'), resent: countOf('pending') };
}
