import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryState } from '../../database/schema.ts';

/** What becomes of one delivery after a try. */
export interface Settled {
  readonly pushId: number;
  readonly subscriberId: number;
  /** Which try it was, counted from 1, and the text that it carried. */
  readonly attempt: number;
  readonly revision: number;
  readonly state: Exclude<DeliveryState, 'sending'>;
  readonly messageId: string | null;
  readonly reason: string | null;
  /** Milliseconds until the next try, for `pending`. */
  readonly retryInMs: number | null;
  /** Whether the far end did not even look at the message (a rate limit): such a try is not counted. */
  readonly counted: 'counted' | 'uncounted';
  /** Whether this try may have reached the reader although nobody knows. */
  readonly arrival: 'known' | 'unknown';
}

/**
 * Writes the results of tries. Only rows still marked `sending` by that very try are changed, so a late result of a holder
 * that lost its lane cannot overwrite what its successor recorded, or end a try that the successor has on its way; except
 * that a message known to be sent is recorded also when the successor had to call it uncertain or is about to send it
 * again. What an earlier try may have brought to the reader never ends as not sent, and nothing waits any more in a push
 * that was cancelled meanwhile.
 */
export async function settle(db: Db, batch: readonly Settled[]): Promise<void> {
  await sql`
    update delivery d set
      state = case
        when t.state = 'pending' and p.state = 'cancelled'
          then case when d.may_have_arrived or t.arrival = 'unknown' then 'uncertain' else 'excluded' end
        when t.state in ('failed', 'gone', 'excluded') and d.may_have_arrived then 'uncertain'
        else t.state end::delivery_state,
      may_have_arrived = d.may_have_arrived or t.arrival = 'unknown',
      message_id = coalesce(t.message_id, d.message_id),
      reason = t.reason,
      due_at = now() + t.retry_in_ms * interval '1 millisecond',
      attempts = d.attempts - case when t.counted = 'uncounted' then 1 else 0 end,
      changed_at = now()
    from unnest(
      ${batch.map((row) => row.pushId)}::integer[],
      ${batch.map((row) => row.subscriberId)}::bigint[],
      ${batch.map((row) => row.attempt)}::integer[],
      ${batch.map((row) => row.revision)}::integer[],
      ${batch.map((row) => row.state)}::text[],
      ${batch.map((row) => row.messageId)}::text[],
      ${batch.map((row) => row.reason)}::text[],
      ${batch.map((row) => row.retryInMs)}::double precision[],
      ${batch.map((row) => row.counted)}::text[],
      ${batch.map((row) => row.arrival)}::text[]
    ) as t (push_id, subscriber_id, attempt, revision, state, message_id, reason, retry_in_ms, counted, arrival)
    join push p on p.id = t.push_id
    where d.push_id = t.push_id and d.subscriber_id = t.subscriber_id
      and ((d.state = 'sending' and d.attempts = t.attempt)
        -- Unless the text was corrected since: that reader still waits for the new one.
        or (t.state = 'sent' and d.revision = t.revision
            and (d.state in ('sending', 'uncertain') or (d.state = 'pending' and d.may_have_arrived))))`.execute(db);
}
