import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryRest, DeliveryState } from '../../database/schema.ts';
import type { Tried } from '../ledger.ts';

/** What becomes of a delivery after a try. */
export interface Verdict {
  readonly state: Exclude<DeliveryState, 'sending'>;
  readonly messageId: string | null;
  readonly reason: string | null;
  /** Milliseconds until the next try, for `pending`. */
  readonly retryInMs: number | null;
  /** Whether the far end did not even look at the message (a rate limit): such a try is not counted. */
  readonly counted: 'counted' | 'uncounted';
  /** Whether this try may have reached the reader although nobody knows. */
  readonly arrival: 'known' | 'unknown';
  /** Of a reader who has a part of the push, those parts being `messageId`: what is known of the next. */
  readonly rest: DeliveryRest | null;
}

export interface Settled {
  readonly tried: Tried;
  readonly verdict: Verdict;
}

/**
 * Writes the results of tries. Only rows still marked `sending` by that very try are changed, so a late result of a holder
 * that lost its lane cannot overwrite what its successor recorded, or end a try that the successor has on its way; except
 * that a message known to be sent is recorded also when the successor had to call it uncertain or is about to send it
 * again. What an earlier try may have brought to the reader never ends as not sent, and nothing waits any more in a push
 * that was cancelled meanwhile. May be called again with a batch of which a part was written.
 */
export async function settle(prepared: Db, batch: readonly Settled[]): Promise<void> {
  for (const alike of groupAlike(batch)) await settleAlike(prepared, alike);
}

/** Nearly all results of a batch are alike but for the reader and the message's id: one write then. */
function groupAlike(batch: readonly Settled[]): Iterable<readonly Settled[]> {
  const groups = new Map<string, Settled[]>();
  for (const settled of batch) {
    const { pushId, attempt, revision } = settled.tried;
    const { state, reason, retryInMs, counted, arrival, rest } = settled.verdict;
    const name = `${pushId} ${attempt} ${revision} ${state} ${retryInMs} ${counted} ${arrival} ${rest} ${reason}`;
    const group = groups.get(name);
    if (group) group.push(settled);
    else groups.set(name, [settled]);
  }
  return groups.values();
}

/** Of a delivery `d` of a push `p` and a verdict `v` on one of its tries. */
const mayHaveArrived = sql<boolean>`(d.may_have_arrived or v.arrival = 'unknown' or v.rest is not null)`;
const endsAs = sql<DeliveryState>`
  case when v.state = 'pending' and p.state = 'cancelled'
         then case when ${mayHaveArrived} then 'uncertain' else 'excluded' end
       when v.state in ('failed', 'gone', 'excluded') and d.may_have_arrived then 'uncertain'
       else v.state end`;
const isOfThisTry = sql<boolean>`(d.state = 'sending' and d.attempts = v.attempt)`;
/** Unless the text was corrected since: that reader still waits for the new one. */
const wasSentAfterAll = sql<boolean>`
  (v.state = 'sent' and d.revision = v.revision
   and (d.state in ('sending', 'uncertain') or (d.state = 'pending' and d.may_have_arrived)))`;

async function settleAlike(prepared: Db, alike: readonly Settled[]): Promise<void> {
  const [first] = alike;
  if (first === undefined) return;
  const { tried, verdict } = first;
  await sql`
    update delivery d set
      state = ${endsAs}::delivery_state,
      may_have_arrived = ${mayHaveArrived},
      rest = case when v.state = 'sent' then null else coalesce(v.rest, d.rest) end,
      message_id = coalesce(t.message_id, d.message_id),
      reason = v.reason,
      due_at = now() + v.retry_in_ms * interval '1 millisecond',
      uncounted = d.uncounted + case when v.counted = 'uncounted' then 1 else 0 end,
      changed_at = now()
    from unnest(
           ${alike.map((row) => row.tried.subscriberId)}::bigint[],
           ${alike.map((row) => row.verdict.messageId)}::text[]
         ) as t (subscriber_id, message_id)
         cross join (values (
           ${tried.attempt}::integer, ${tried.revision}::integer, ${verdict.state}::text, ${verdict.reason}::text,
           ${verdict.retryInMs}::double precision, ${verdict.counted}::text, ${verdict.arrival}::text,
           ${verdict.rest}::delivery_rest
         )) as v (attempt, revision, state, reason, retry_in_ms, counted, arrival, rest)
         join push p on p.id = ${tried.pushId}
    where d.push_id = ${tried.pushId} and d.subscriber_id = t.subscriber_id
      and (${isOfThisTry} or ${wasSentAfterAll})`.execute(prepared);
}
