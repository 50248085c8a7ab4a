import { sql } from 'kysely';
import type { Trx } from '../../database/transaction.ts';

/**
 * Ends deliveries of which a reader has some parts in an earlier text than the push has now, and waits for the others:
 * those would go on a text that they do not continue. The correction puts all of the new one into the parts that are there.
 * The push is locked by the caller.
 */
export async function endBegun(trx: Trx, pushId: number): Promise<void> {
  await sql`
    with begun as (
      select d.subscriber_id from delivery d join push p on p.id = d.push_id
      where p.id = ${pushId} and d.state = 'pending' and d.rest is not null and d.revision < p.revision
      order by d.subscriber_id
      for update of d
    )
    update delivery d set
      state = 'uncertain', reason = 'corrected before the rest of it was sent', due_at = null, changed_at = now()
    from begun b
    where d.push_id = ${pushId} and d.subscriber_id = b.subscriber_id`.execute(trx);
}
