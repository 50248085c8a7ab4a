import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { setAside } from './ledger.ts';

/** Rows that one statement sets aside: a mark that needs one of them waits some hundredths of a second at most. */
const chunkSize = 2_000;

/** The last delivery that was looked at. */
interface Place {
  readonly laneId: number;
  readonly subscriberId: number;
}

/**
 * Ends pushes: from the commit on nothing more of them is marked (see `markSending`). Whoever waits for them is set aside
 * after that, by `setAsideOf`, so that no mark of another push waits for a million rows. `why` is what the push itself
 * says of its end; null when a person ended it.
 */
export async function endPushes(
  trx: Trx,
  ids: readonly number[],
  { reason, why }: { readonly reason: string; readonly why: string | null },
): Promise<void> {
  if (ids.length === 0) return;
  // Marks that are being written are awaited by this lock, not by the update.
  await sql`select from push where id = any(${[...ids]}::integer[]) order by id for update`.execute(trx);
  await sql`
    update push set state = 'cancelled', finished_at = now(), aside_reason = ${reason},
      pause_reason = coalesce(${why}::text, pause_reason)
    where id = any(${[...ids]}::integer[])`.execute(trx);
}

/** Sets aside whoever waits for a push that ended; may stop anywhere and be run again, also by several at once. */
export async function setAsideEnded(db: Db, signal?: AbortSignal): Promise<void> {
  const ended = await db.selectFrom('push').select('id').where('aside_reason', 'is not', null).orderBy('id').execute();
  for (const { id } of ended) await setAsideOf(db, id, signal);
}

/**
 * Sets aside whoever waits for this push, if it ended. What is still on its way may come back as waiting: as long as
 * anything is, the push stays one that is to be set aside, and the next call goes on.
 */
export async function setAsideOf(db: Db, pushId: number, signal?: AbortSignal): Promise<void> {
  const over = sql<boolean>`p.state = 'cancelled' and p.aside_reason is not null`;
  await setAsideReaders(db, { pushId, over, reason: sql`p.aside_reason` }, signal);
  if (signal?.aborted) return;
  await sql`
    update push p set aside_reason = null
    where p.id = ${pushId} and ${over}
      and not exists (select from delivery d where d.push_id = p.id and d.state in ('pending', 'sending'))`.execute(db);
}

/** A push `p` that nothing more is sent of: while `over` holds, whoever waits for it is set aside for a reason. */
interface Ending {
  readonly pushId: number;
  readonly over: RawBuilder<boolean>;
  readonly reason: RawBuilder<unknown>;
}

/** Sets aside who waits, and what a dead process had on its way in a lane that nobody took over. May stop anywhere. */
export async function setAsideReaders(db: Db, ending: Ending, signal?: AbortSignal): Promise<void> {
  let after: Place | null = { laneId: 0, subscriberId: 0 };
  while (after !== null && !signal?.aborted) after = await setAsideChunk(db, ending, after);
}

/** Returns where to go on, null at the end. */
function setAsideChunk(db: Db, { pushId, over, reason }: Ending, after: Place): Promise<Place | null> {
  return inTransaction(db, async (trx) => {
    // Of an audience just written there are no statistics, or some that take it for empty: each chunk would sort all the
    // others, or read them for each of its readers. So both statements go by an index, the second without a join.
    await sql`select set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true)`.execute(trx);
    const { rows } = await sql<Place & { count: number }>`
      with ending as materialized (
        select ${reason} as reason from push p where p.id = ${pushId} and ${over}
      ), waiting as materialized (
        select d.lane_id, d.subscriber_id
        from delivery d
        where d.push_id = ${pushId} and exists (select from ending)
          and (d.state = 'pending' or (d.state = 'sending' and d.lane_id = any(array(
            select l.id from lane l where l.holder is null or l.lease_until < now()))))
          and (d.lane_id, d.subscriber_id) > (${after.laneId}::smallint, ${after.subscriberId}::bigint)
        order by d.lane_id, d.subscriber_id
        limit ${chunkSize}
        -- Whoever holds a row is about to write what became of it.
        for update skip locked
      ), aside as (
        update delivery d set ${setAside('excluded', sql`(select reason from ending)`)}
        where d.push_id = ${pushId} and d.subscriber_id = any(array(select subscriber_id from waiting))
      )
      select lane_id as "laneId", subscriber_id as "subscriberId", (count(*) over ())::integer as count
      from waiting order by lane_id desc, subscriber_id desc limit 1`.execute(trx);
    const [last] = rows;
    return last === undefined || last.count < chunkSize ? null : last;
  });
}
