import { sql } from 'kysely';
import type { Trx } from '../../database/transaction.ts';
import type { PushContent } from '../../editions/push.ts';
import { type Chunk, type FannedOut, nobody } from '../fan-out-cursor.ts';
import { beginChange } from './begin-change.ts';
import { type ChangingKind, changeWindows, unknownMessage } from './change.ts';
import { endBegun } from './end-begun.ts';
import { turnToNewText } from './turn-to-new-text.ts';

export interface ChangingPush {
  readonly id: number;
  readonly kind: ChangingKind;
  readonly content: PushContent;
  readonly corrects: number | null;
  readonly fanout_after: number;
  readonly started_at: Date | null;
}

/**
 * Writes the next chunk of those whose message a correction or a retraction changes: everybody whom an earlier text of
 * the corrected push reached. The push is locked by the caller. It has them all when nobody is left who may yet be sent
 * an earlier text: until then it `waits`, and is asked again by the sweep.
 */
export async function fanOutChange(trx: Trx, push: ChangingPush, size: number): Promise<FannedOut> {
  // On its own, so that marks of what it corrects wait for as short as can be.
  if (push.started_at === null) return (await beginChange(trx, push)) === 'begun' ? 'more' : 'finished';
  if (push.corrects === null) return end(trx, push.id);
  // An edit of an earlier correction that is still on its way must not arrive after ours.
  if (await isOvertaking(trx, push)) return 'waits';
  const { chosen, last, written } = await writeChunk(trx, push, size);
  await sql`
    update push set fanout_after = coalesce(${last}::bigint, fanout_after), audience = audience + ${written}
    where id = ${push.id}`.execute(trx);
  if (chosen === size) return 'more';
  return (await earlierTextIsUnderway(trx, push.corrects)) ? 'waits' : finish(trx, push);
}

async function isOvertaking(trx: Trx, { id, corrects }: ChangingPush): Promise<boolean> {
  const { rows } = await sql`
    select from push p join delivery d on d.push_id = p.id
    where p.corrects = ${corrects} and p.id <> ${id} and p.kind in ('correction', 'retraction')
      and d.state = 'sending' limit 1`.execute(trx);
  return rows.length > 0;
}

/** `after`: only readers behind the cursor; `left over`: all whom it passed before they had a message. */
async function writeChunk(trx: Trx, push: ChangingPush, size: number | 'left over'): Promise<Chunk> {
  const range =
    size === 'left over'
      ? sql`and not exists (select from delivery c where c.push_id = ${push.id} and c.subscriber_id = o.subscriber_id)`
      : sql`and o.subscriber_id > ${push.fanout_after}`;
  const limit = size === 'left over' ? null : size;
  const { rows } = await sql<Chunk>`
    with chosen as (
      select o.subscriber_id, o.lane_id, o.message_id,
             case when o.changed_at < now() - span.seconds * interval '1 second' then span.why end as late
      from push x
        join delivery o on o.push_id = x.id
        join lane l on l.id = o.lane_id
        ${changeWindows(push.kind)}
      where x.id = ${push.corrects} and o.revision < x.revision and o.state in ('sent', 'uncertain') ${range}
      order by o.subscriber_id
      limit ${limit}
    ), written as (
      insert into delivery (push_id, subscriber_id, lane_id, state, reason)
      select ${push.id}, subscriber_id, lane_id,
             case when message_id is null then 'uncertain' when late is not null then 'failed' else 'pending' end::delivery_state,
             case when message_id is null then ${unknownMessage} else late end
      from chosen
      on conflict do nothing
      returning 1
    )
    select (select max(subscriber_id) from chosen) as last, (select count(*)::integer from chosen) as chosen,
           (select count(*)::integer from written) as written`.execute(trx);
  return rows[0] ?? nobody;
}

/** Whether somebody may still be sent a text from before the correction, or have just been sent it. */
async function earlierTextIsUnderway(trx: Trx, corrected: number): Promise<boolean> {
  await endBegun(trx, corrected);
  await turnToNewText(trx, corrected);
  const { rows } = await sql`
    select from push x join delivery o on o.push_id = x.id
    where x.id = ${corrected} and o.revision < x.revision
      and (o.state = 'sending' or (o.state = 'pending' and o.may_have_arrived)) limit 1`.execute(trx);
  return rows.length > 0;
}

async function finish(trx: Trx, push: ChangingPush): Promise<'finished'> {
  const { written } = await writeChunk(trx, push, 'left over');
  await sql`update push set audience = audience + ${written} where id = ${push.id}`.execute(trx);
  return end(trx, push.id);
}

async function end(trx: Trx, pushId: number): Promise<'finished'> {
  await sql`update push set fanout_finished_at = now() where id = ${pushId}`.execute(trx);
  return 'finished';
}
