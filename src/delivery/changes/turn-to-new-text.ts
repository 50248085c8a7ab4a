import { sql } from 'kysely';
import type { Trx } from '../../database/transaction.ts';

/**
 * Of those who wait for a push, the few whom an earlier try may have reached with an earlier text: from now on a late word
 * of that try does not end their wait for the new one. When the push has ended they are uncertain, so that whoever looks
 * for readers of the earlier text finds them. The push is locked by the caller.
 */
export async function turnToNewText(trx: Trx, pushId: number): Promise<void> {
  await sql`
    with again as (
      select d.subscriber_id, p.revision, p.state, p.aside_reason from delivery d join push p on p.id = d.push_id
      where p.id = ${pushId} and d.push_id = ${pushId} and d.state = 'pending' and d.may_have_arrived
        and d.revision < p.revision
      order by d.subscriber_id
      for update of d
    )
    update delivery d set
      revision = case when a.state = 'cancelled' then d.revision else a.revision end,
      reason = case when a.state = 'cancelled' then coalesce(a.aside_reason, d.reason) else d.reason end,
      due_at = case when a.state = 'cancelled' then null else d.due_at end,
      changed_at = case when a.state = 'cancelled' then now() else d.changed_at end,
      state = case when a.state = 'cancelled' then 'uncertain' else d.state end
    from again a
    where d.push_id = ${pushId} and d.subscriber_id = a.subscriber_id`.execute(trx);
}
