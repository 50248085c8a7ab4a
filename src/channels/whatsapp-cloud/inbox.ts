import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { AddressBook } from '../../subscribers/addresses.ts';
import { type CloudEvent, keyOfEvent } from './events.ts';

/** An event that waits to be worked off. */
export interface Waiting {
  readonly id: number;
  readonly event: CloudEvent;
  readonly tries: number;
}

/** Meta repeats a webhook for up to seven days. */
const remembered = '8 days';

/**
 * Writes what a webhook told, before it is answered: what is answered with 200 never comes again. What is known already,
 * waiting or done, is not written twice.
 *
 * @returns how many were new
 */
export async function keepEvents(
  db: Db,
  addresses: AddressBook,
  lane: string,
  events: readonly CloudEvent[],
): Promise<number> {
  if (events.length === 0) return 0;
  const { numAffectedRows } = await sql`
    insert into cloud_event (lane, key, event)
    select ${lane}, key, event from unnest(
      ${events.map((event) => addresses.hash('whatsapp', keyOfEvent(event)))}::bytea[],
      ${events.map((event) => addresses.seal('whatsapp', JSON.stringify(event)))}::bytea[]
    ) with ordinality as t (key, event, place)
    order by place
    on conflict (key) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** The oldest events that are due. Only one process at a time works them off. */
export async function waitingEvents(db: Db, addresses: AddressBook, lane: string, limit: number): Promise<Waiting[]> {
  const rows = await db
    .selectFrom('cloud_event')
    .select(['id', 'event', 'tries'])
    .where('lane', '=', lane)
    .where('event', 'is not', null)
    .where('due_at', '<=', sql<Date>`now()`)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.flatMap(({ id, event, tries }) =>
    event === null ? [] : [{ id, tries, event: JSON.parse(addresses.open('whatsapp', event)) as CloudEvent }],
  );
}

/**
 * What was worked off keeps its key alone, to know a repetition by. That a message came this far or that needs none:
 * hearing it twice changes nothing.
 */
export async function eventsDone(db: Db, done: readonly Waiting[]): Promise<void> {
  const harmless = done.filter(({ event }) => event.kind === 'status' && event.status !== 'failed').map(({ id }) => id);
  const others = done.map(({ id }) => id).filter((id) => !harmless.includes(id));
  if (harmless.length > 0) await sql`delete from cloud_event where id = any(${harmless}::bigint[])`.execute(db);
  if (others.length > 0) {
    await sql`update cloud_event set event = null where id = any(${others}::bigint[])`.execute(db);
  }
}

/** It could not be worked off now: again after a time that doubles, up to ten minutes, and what has to follow it then. */
export async function eventFailed(db: Db, { id, tries }: Waiting, following: readonly Waiting[]): Promise<void> {
  const waitMs = Math.min(1_000 * 2 ** tries, 600_000);
  await sql`
    update cloud_event set
      tries = tries + case when id = ${id} then 1 else 0 end,
      due_at = now() + ${waitMs} * interval '1 millisecond'
    where id = any(${[id, ...following.map((one) => one.id)]}::bigint[])`.execute(db);
}

/** Keys by which nothing can come again any more. */
export async function forgetOldEvents(db: Db): Promise<void> {
  await sql`
    delete from cloud_event where event is null and taken_at < now() - ${remembered}::interval`.execute(db);
}
