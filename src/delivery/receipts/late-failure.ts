import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryState, PushState } from '../../database/schema.ts';
import { inTransaction, type Trx } from '../../database/transaction.ts';
import { maxAttempts } from '../lane/outcome.ts';
import { joinIds, splitIds } from '../message-ids.ts';
import type { DeliveryReport } from './delivery-report.ts';

export interface Failure extends DeliveryReport {
  readonly reason: string;
  /** What follows for the delivery: it goes back to be sent after some milliseconds, or ends. */
  readonly next: { readonly kind: 'again'; readonly afterMs: number } | { readonly kind: 'gone' | 'failed' };
}

/**
 * What the ledger says now. `ignored`: the word was not about what it says. `early`: the try itself has not come to its
 * end, and would write over it; to be told again.
 */
export type FailureRecorded = Exclude<DeliveryState, 'sending'> | 'ignored' | 'early';

interface LockedDelivery {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly uncounted: number;
  readonly messageId: string | null;
  readonly mayHaveArrived: boolean;
  readonly begun: boolean;
  /** Since it was sent. */
  readonly corrected: boolean;
  readonly pushState: PushState;
  readonly retracted: boolean;
  readonly arrived: boolean;
}

/** Of a push in several messages: what the reader still has. `unknown`: none, or nobody can say which. */
type Kept = readonly string[] | 'unknown';

/**
 * A message that was accepted did not arrive after all. The delivery is no longer sent: it goes back to be sent, opening
 * its push again when that was over, or it ends with the reason. Of a push in several messages the last alone can go back;
 * with another missing, what follows it is there. Nothing changes when a phone has it, or when another
 * try has begun since.
 */
export function recordFailure(db: Db, failure: Failure): Promise<FailureRecorded> {
  const { pushId, subscriberId } = failure.sending;
  return inTransaction(db, async (trx) => {
    const row = await lock(trx, pushId, subscriberId);
    if (!row || !isAbout(row, failure)) return 'ignored';
    if (row.state === 'sending') return 'early';
    const kept = keptOf(row, failure);
    const next = nextState(row, kept, failure);
    await sql`
      update delivery d set
        -- What is sent again is sent as it reads now.
        revision = case when ${next} = 'pending' then p.revision else d.revision end,
        state = ${next}::delivery_state, reason = ${failure.reason}, changed_at = now(),
        may_have_arrived = ${kept !== 'unknown'} or (may_have_arrived and attempts > 1),
        message_id = coalesce(${kept === 'unknown' ? null : joinIds(kept)}::text, message_id),
        rest = ${kept === 'unknown' ? null : 'waits'}::delivery_rest,
        due_at = case when ${next} = 'pending'
          then now() + ${failure.next.kind === 'again' ? failure.next.afterMs : 0} * interval '1 millisecond' end
      from push p
      where p.id = d.push_id and d.push_id = ${pushId} and d.subscriber_id = ${subscriberId}`.execute(trx);
    if (next === 'pending') {
      await sql`
        update push set state = 'sending', finished_at = null where id = ${pushId} and state = 'finished'`.execute(trx);
    }
    return next;
  });
}

async function lock(trx: Trx, pushId: number, subscriberId: number): Promise<LockedDelivery | undefined> {
  // The push first, as everywhere: it may have to be opened again.
  const { rows } = await sql<LockedDelivery>`
    with locked as (
      select id, state, revision, retracted_at is not null as retracted from push where id = ${pushId} for update
    )
    select d.state, d.attempts, d.uncounted, d.message_id as "messageId", d.may_have_arrived as "mayHaveArrived",
           d.rest is not null as begun, d.revision < p.revision as corrected, p.state as "pushState", p.retracted,
           exists (select from receipt r where r.push_id = d.push_id and r.subscriber_id = d.subscriber_id
                   and r.kind in ('delivered', 'read')) as arrived
    from locked p join delivery d on d.push_id = p.id
    where d.subscriber_id = ${subscriberId}
    for update of d`.execute(trx);
  return rows[0];
}

function isAbout(row: LockedDelivery, { sending, messageId }: Failure): boolean {
  if (row.arrived || row.attempts !== sending.attempt) return false;
  switch (row.state) {
    case 'sent':
      return row.messageId === null || splitIds(row.messageId).includes(messageId);
    case 'sending':
    case 'uncertain':
      return true;
    case 'pending':
      return row.mayHaveArrived;
    default:
      return false;
  }
}

function keptOf({ state, begun, corrected, messageId }: LockedDelivery, failure: Failure): Kept {
  // Otherwise its ids are of a try before the last, or of a text that is to be sent anew.
  const isWhatArrived = (state === 'sent' || begun) && !corrected;
  if (failure.sending.part === 'earlier' || messageId === null || !isWhatArrived) return 'unknown';
  const others = splitIds(messageId).filter((id) => id !== failure.messageId);
  return others.length === 0 ? 'unknown' : others;
}

function nextState(row: LockedDelivery, kept: Kept, { sending, next }: Failure): Exclude<DeliveryState, 'sending'> {
  // Trying again would double the other parts.
  if (sending.part === 'earlier') return 'uncertain';
  const earlierMayHaveArrived = kept !== 'unknown' || (row.mayHaveArrived && row.attempts > 1);
  if (next.kind === 'again' && row.attempts - row.uncounted < maxAttempts) {
    if (row.pushState !== 'cancelled' && !row.retracted) return 'pending';
    return earlierMayHaveArrived ? 'uncertain' : 'excluded';
  }
  if (earlierMayHaveArrived) return 'uncertain';
  return next.kind === 'gone' ? 'gone' : 'failed';
}

/** Whether the last two pushes to this reader both came back: one alone may be a moment's trouble. */
export async function seemsGone(db: Db, subscriberId: number): Promise<boolean> {
  const { rows } = await sql<{ state: DeliveryState }>`
    select d.state from push p join delivery d on d.push_id = p.id
    where d.subscriber_id = ${subscriberId} and d.state in ('sent', 'gone') and p.started_at > now() - interval '30 days'
    order by p.id desc limit 2`.execute(db);
  return rows.length === 2 && rows.every(({ state }) => state === 'gone');
}
