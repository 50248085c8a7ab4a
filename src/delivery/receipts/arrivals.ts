import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { ReceiptKind } from '../../database/schema.ts';
import type { DeliveryReport } from './delivery-report.ts';

export interface Arrival extends DeliveryReport {
  readonly kind: ReceiptKind;
}

/**
 * Writes how far messages came. What was on its way when a process died is then sent, and no longer uncertain; and a
 * message that a phone has is sent, whatever was thought of it before.
 */
export async function recordArrivals(db: Db, arrivals: readonly Arrival[]): Promise<void> {
  // The earlier parts of a long push alone do not make it sent.
  const whole = arrivals.filter(({ sending }) => sending.part === 'last');
  if (whole.length === 0) return;
  await sql`
    with told as (
      select distinct on (push_id, subscriber_id) * from unnest(
        ${whole.map(({ sending }) => sending.pushId)}::integer[],
        ${whole.map(({ sending }) => sending.subscriberId)}::bigint[],
        ${whole.map(({ sending }) => sending.attempt)}::integer[],
        ${whole.map(({ messageId }) => messageId)}::text[],
        ${whole.map(({ sending }) => sending.revision)}::integer[],
        ${whole.map(({ kind }) => kind !== 'server')}::boolean[]
      ) as t (push_id, subscriber_id, attempt, message_id, revision, on_phone)
      order by push_id, subscriber_id, on_phone desc, attempt desc
    )
    update delivery d set
      state = 'sent', rest = null, reason = null, due_at = null, changed_at = now(),
      -- The last part leaves only when the others are known to be there.
      message_id = case when d.rest is null then t.message_id else concat_ws(',', d.message_id, t.message_id) end
    from told t join push p on p.id = t.push_id
    where d.push_id = t.push_id and d.subscriber_id = t.subscriber_id and (
      (d.state in ('sending', 'uncertain') and (d.attempts = t.attempt or d.may_have_arrived))
      -- Unless the text was corrected since: that reader still waits for the new one.
      or (d.state = 'pending' and d.revision % 256 = t.revision
          and (d.may_have_arrived or (t.on_phone and d.revision = p.revision)))
      or (d.state not in ('sent', 'pending') and t.on_phone))`.execute(db);
  // A phone that shows it read has it, also when the word of that never came.
  const receipts = whole.flatMap((arrival) =>
    arrival.kind === 'read' ? [{ ...arrival, kind: 'delivered' as const }, arrival] : [arrival],
  );
  await sql`
    insert into receipt (push_id, subscriber_id, kind, at)
    select d.push_id, d.subscriber_id, t.kind, t.at
    from unnest(
      ${receipts.map(({ sending }) => sending.pushId)}::integer[],
      ${receipts.map(({ sending }) => sending.subscriberId)}::bigint[],
      ${receipts.map(({ kind }) => kind)}::text[],
      ${receipts.map(({ at }) => at.toISOString())}::timestamptz[]
    ) as t (push_id, subscriber_id, kind, at)
    join delivery d on d.push_id = t.push_id and d.subscriber_id = t.subscriber_id
    on conflict do nothing`.execute(db);
}
