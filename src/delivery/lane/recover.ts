import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryRest, DeliveryState } from '../../database/schema.ts';
import { holderDied } from '../ledger.ts';
import type { Lease } from './lease.ts';
import { maxAttempts } from './outcome.ts';

/**
 * What a dead holder left marked `sending` may or may not have reached the far end: it is listed as uncertain, or goes
 * back to be sent again, as the push's edition says; always uncertain where the channel can look into its chats, which
 * settles it better than any policy. Of a push in several messages, one whose next part is known not to have left goes on
 * with that part. Called by a new holder before it sends anything.
 */
export async function recoverLane(
  db: Db,
  lease: Lease,
  farEnd: {
    readonly chats: 'can be read' | 'cannot be read';
    /** How long the far end may yet tell what became of them. Milliseconds. */
    readonly tellsWithinMs: number;
  },
): Promise<{ uncertain: number; resent: number; continued: number }> {
  const { rows } = await sql<{ state: DeliveryState; rest: DeliveryRest | null; count: number }>`
    with recovered as (
      update delivery d set
        state = case when d.rest = 'waits' and p.state <> 'cancelled' then 'pending'
                     when ${farEnd.chats} = 'cannot be read' and p.uncertain_policy = 'resend'
                       and d.attempts - d.uncounted < ${maxAttempts} and p.state <> 'cancelled'
                then 'pending' else 'uncertain' end::delivery_state,
        may_have_arrived = true,
        due_at = case when d.rest = 'waits' then null
                      else now() + ${farEnd.tellsWithinMs} * interval '1 millisecond' end,
        reason = ${holderDied},
        changed_at = now()
      from push p
      where p.id = d.push_id and d.lane_id = ${lease.laneId} and d.state = 'sending'
        and p.state in ('sending', 'paused', 'cancelled')
      returning d.state, d.rest
    )
    select state, rest, count(*)::integer as count from recovered group by state, rest`.execute(db);
  const countOf = (are: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(are).reduce((sum, { count }) => sum + count, 0);
  return {
    uncertain: countOf(({ state }) => state === 'uncertain'),
    resent: countOf(({ state, rest }) => state === 'pending' && rest !== 'waits'),
    continued: countOf(({ state, rest }) => state === 'pending' && rest === 'waits'),
  };
}
