import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryState } from '../../database/schema.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Lease } from './lease.ts';

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

/**
 * What a dead holder left marked `sending` may or may not have reached the far end: it is listed as uncertain, or goes
 * back to be sent again, as the push's edition says; always uncertain where the channel can look into its chats, which
 * settles it better than any policy. Called by a new holder before it sends anything.
 */
export async function recoverLane(
  db: Db,
  lease: Lease,
  {
    maxAttempts,
    chats,
    tellsWithinMs,
  }: {
    readonly maxAttempts: number;
    readonly chats: 'can be read' | 'cannot be read';
    /** How long the far end may yet tell what became of them. Milliseconds. */
    readonly tellsWithinMs: number;
  },
): Promise<{ uncertain: number; resent: number }> {
  const { rows } = await sql<{ state: DeliveryState; count: number }>`
    with recovered as (
      update delivery d set
        state = case when ${chats} = 'cannot be read' and p.uncertain_policy = 'resend' and d.attempts < ${maxAttempts} and p.state <> 'cancelled'
                then 'pending' else 'uncertain' end::delivery_state,
        may_have_arrived = true,
        due_at = now() + ${tellsWithinMs} * interval '1 millisecond',
        reason = 'the sending process died while this message was on its way',
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

/**
 * Ends the pushes of which nothing is left to do. Their rows are locked before it is looked whether anything is left:
 * what brings a delivery back into a push (a late word of the far end, a look into the chat) locks the push too, and one
 * that happened between a look and the end would be in a push that nobody sends any more. A push that is locked at this
 * moment is for the next call.
 */
export async function finishPushes(db: Db): Promise<number[]> {
  await setAsideOfCancelled(db);
  const nothingLeft = sql`
    p.state = 'sending' and p.fanout_finished_at is not null
      and not exists (select from delivery d where d.push_id = p.id and d.state in ('pending', 'sending'))`;
  return inTransaction(db, async (trx) => {
    const locked = await sql<{ id: number }>`
      select p.id from push p where ${nothingLeft} order by p.id for update skip locked`.execute(trx);
    if (locked.rows.length === 0) return [];
    const { rows } = await sql<{ id: number }>`
      update push p set state = 'finished', finished_at = now()
      where p.id = any(${locked.rows.map(({ id }) => id)}::integer[]) and ${nothingLeft}
      returning p.id`.execute(trx);
    return rows.map((row) => row.id);
  });
}

/**
 * A try whose result is written in the very moment of a cancellation may come back as pending after the cancellation
 * looked: it is set aside here.
 */
async function setAsideOfCancelled(db: Db): Promise<void> {
  await sql`
    update delivery d set
      state = case when d.may_have_arrived then 'uncertain' else 'excluded' end::delivery_state,
      reason = 'the push was cancelled', changed_at = now()
    from push p
    where p.state = 'cancelled' and p.finished_at > now() - interval '1 hour'
      and d.push_id = p.id and d.state = 'pending'`.execute(db);
}
