import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db } from '../database/database.ts';
import { type ChangingKind, changeWindows } from './changes/change.ts';
import { setAside } from './ledger.ts';
import { setAsideReaders } from './set-aside.ts';

/** The reason of deliveries that a push did not make within its `seconds`, in its largest whole unit. */
export function expiredReason(seconds: number): string {
  const [unit, length] = (
    [
      ['day', 86_400],
      ['hour', 3_600],
      ['minute', 60],
    ] as const
  ).find(([, of]) => seconds % of === 0) ?? ['second', 1];
  const count = seconds / length;
  return `not sent within ${count} ${unit}${count === 1 ? '' : 's'}`;
}

/**
 * Ends pushes whose time is over, by the database's clock: who still waits is set aside, and `finishPushes` does the rest.
 * From that moment on nothing of them leaves whatever becomes of this (see `markSending`), so it may be run by any
 * instance, stop anywhere and be run again. Changes have no time of their own; those that nobody makes are set aside when
 * their channel would not let them be made any more.
 */
export async function expirePushes(db: Db, log: Logger): Promise<void> {
  for (const { id, seconds } of await markExpired(db)) {
    log.warn({ push: id, reason: expiredReason(seconds) }, 'the time of a push is over; who has not got it will not');
  }
  const { rows } = await sql<{ id: number; seconds: number }>`
    select id, expires_after as seconds from push where state = 'sending' and expired_at is not null`.execute(db);
  const over = sql<boolean>`p.state = 'sending' and p.expired_at is not null`;
  for (const { id, seconds } of rows) {
    await setAsideReaders(db, { pushId: id, over, reason: sql`${expiredReason(seconds)}::text` });
  }
  for (const change of await openChanges(db)) await setAsideLateChanges(db, change);
}

async function openChanges(db: Db): Promise<{ id: number; kind: ChangingKind }[]> {
  const { rows } = await sql<{ id: number; kind: ChangingKind }>`
    select id, kind from push where state = 'sending' and kind in ('correction', 'retraction')`.execute(db);
  return rows;
}

/** A paused push ends like any other: it goes on, and nothing can leave any more. */
async function markExpired(db: Db): Promise<{ id: number; seconds: number }[]> {
  const { rows } = await sql<{ id: number; seconds: number }>`
    update push set
      expired_at = now(), expiry_to_tell = true, pause_reason = null, pause_to_tell = false,
      state = case when state <> 'paused' then state
                   when started_at is null then 'approved' else 'sending' end::push_state
    where expires_at <= now() and expired_at is null and state in ('approved', 'sending', 'paused')
    returning id, expires_after as seconds`.execute(db);
  return rows;
}

/** Only in lanes that nobody drains: who does sets them aside in passing. */
async function setAsideLateChanges(db: Db, { id, kind }: { id: number; kind: ChangingKind }): Promise<void> {
  await sql`
    with late as (
      select d.subscriber_id, span.why
      from push p cross join lane l ${changeWindows(kind)}
        join delivery d on d.push_id = p.id and d.lane_id = l.id and d.state in ('pending', 'sending')
        join delivery o on o.push_id = p.corrects and o.subscriber_id = d.subscriber_id
      where p.id = ${id} and p.state = 'sending' and d.push_id = ${id}
        and (l.holder is null or l.lease_until < now())
        and o.changed_at < now() - span.seconds * interval '1 second'
      for update of d skip locked
    )
    update delivery d set ${setAside('failed', sql.ref('late.why'))}
    from late where d.push_id = ${id} and d.subscriber_id = late.subscriber_id`.execute(db);
}
