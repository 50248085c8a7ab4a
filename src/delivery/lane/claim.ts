import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryRest, Fare, PushKind } from '../../database/schema.ts';
import type { ChangingKind } from '../changes/change.ts';
import { excludedOrUncertain } from '../ledger.ts';
import type { Lease } from './lease.ts';
import { atPlaces, isOpenAndOurs } from './marking.ts';

/** A pending delivery as the lane needs it to send. */
export interface Claimed {
  readonly pushId: number;
  readonly subscriberId: number;
  readonly addressSealed: Buffer;
  readonly language: string;
  /** Tries so far, and how many of them do not count against the most that are made. */
  readonly attempts: number;
  readonly uncounted: number;
  /** Of the push's text: what this reader is to get. */
  readonly revision: number;
  /** What this delivery changes; null when it is a message of its own. */
  readonly original: Original | null;
  /** What of the push an earlier try brought to the reader; null when nothing is known to be there. */
  readonly begun: Begun | null;
  /** When the reader last wrote to the account, where that is kept. */
  readonly wroteAt: Date | null;
}

/** Of a push in several messages those that a reader has, and what is known of the next. */
export interface Begun {
  readonly ids: readonly string[];
  readonly rest: DeliveryRest;
}

/** What a reader was sent earlier, and which kind of push changes it. */
export interface Original {
  readonly by: ChangingKind;
  readonly messageIds: readonly string[];
  /** By this process's steady clock (`performance.now`), found from the age that the database's tells. */
  readonly sentAt: number;
  /** `some`: a part of it may have arrived of which nobody knows. */
  readonly parts: 'all' | 'some';
}

export interface NextPush {
  readonly id: number;
  readonly kind: PushKind;
  /** `paid` when what it costs was agreed to. */
  readonly fare: Fare;
}

/** Of a delivery `d`: its reader is none of these. */
export function butFor(readers: readonly number[] = []) {
  return readers.length === 0 ? sql`` : sql`and d.subscriber_id <> all(${[...readers]}::bigint[])`;
}

/** Of a delivery `d` of a push `p`: the parts that its reader has, if any, are of the push's text as it is now. */
const isBegunWithThisText = sql`(d.rest is null or d.revision = p.revision)`;

/**
 * The push that this lane sends next: the most urgent that has something due, else undefined. `resting`: readers to whom
 * nothing is to be sent yet.
 */
export async function nextPush(
  db: Db,
  laneId: number,
  changes: 'first' | 'in turn',
  resting: readonly number[] = [],
): Promise<NextPush | undefined> {
  const { rows } = await sql<NextPush>`
    select p.id, p.kind, case when p.stars_agreed is null then 'free' else p.fare end as fare from push p, lane l
    where p.state = 'sending' and l.id = ${laneId} and l.state = 'open'
      and (p.expires_at is null or p.expires_at > now())
      and exists (
        select from delivery d
        where d.push_id = p.id and d.lane_id = ${laneId} and d.state = 'pending'
          and (d.due_at is null or d.due_at <= now()) and ${isBegunWithThisText} ${butFor(resting)})
    order by ${changes} = 'first' and p.kind in ('correction', 'retraction') desc, p.priority, p.id
    limit 1`.execute(db);
  return rows[0];
}

/**
 * The next recipients of a push in this lane, after `after`. Nothing is marked: only the lane's holder reads here, and
 * what it takes is still pending until `markSending`. All get the text that the push has now. People who left meanwhile
 * are set aside as excluded. `only`: those who have a part of it and wait for the rest, or readers by their ids;
 * `resting`: who is left out.
 */
export async function readPending(
  db: Db,
  where: {
    readonly pushId: number;
    readonly laneId: number;
    readonly after: number;
    readonly limit: number;
    readonly only?: 'begun' | readonly number[];
    readonly resting?: readonly number[];
  },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed & { active: boolean }>`
    select d.push_id as "pushId", d.subscriber_id as "subscriberId", d.attempts, d.uncounted, p.revision, null as original,
           coalesce(s.state = 'active', false) as active, s.address_sealed as "addressSealed", s.language, s.wrote_at as "wroteAt",
           case when d.rest is not null
             then jsonb_build_object('ids', string_to_array(d.message_id, ','), 'rest', d.rest) end as begun
    from delivery d join push p on p.id = d.push_id left join subscriber s on s.id = d.subscriber_id
    where d.push_id = ${where.pushId} and d.lane_id = ${where.laneId} and d.state = 'pending'
      and d.subscriber_id > ${where.after} and (d.due_at is null or d.due_at <= now())
      and ${isBegunWithThisText} ${where.only === 'begun' ? sql`and d.rest is not null` : sql``}
      ${Array.isArray(where.only) ? sql`and d.subscriber_id = any(${where.only}::bigint[])` : sql``}
      ${butFor(where.resting)}
    order by d.subscriber_id
    limit ${where.limit}`.execute(db);
  const left = rows.filter((row) => !row.active).map((row) => row.subscriberId);
  if (left.length > 0) {
    await sql`
      update delivery d set state = ${excludedOrUncertain}, reason = 'left before sending', changed_at = now()
      where push_id = ${where.pushId} and subscriber_id = any(${left}::bigint[]) and state = 'pending'`.execute(db);
  }
  return rows.filter((row) => row.active);
}

/** Makes a pending delivery due `ms` milliseconds from now. */
export async function postpone(db: Db, claimed: Claimed, ms: number): Promise<void> {
  await sql`
    update delivery set due_at = now() + ${ms} * interval '1 millisecond'
    where push_id = ${claimed.pushId} and subscriber_id = ${claimed.subscriberId} and state = 'pending'`.execute(db);
}

/**
 * Writes that these messages are about to leave, before they do, and with which text. Returns those that may: still
 * pending, the push's text still the one that was read, the reader still there, the push still sending and its time not
 * over, the lane still open and ours. (Between reading and leaving a night may have passed.) What is not returned must
 * not be sent.
 *
 * Whoever ends a push or changes its text locks it `for update` first: that waits for marks that are being written, and
 * marks written after it see what it did, so it need not touch the rows of those who wait. Other locks of a push do not
 * hold marks up.
 */
export async function markSending(prepared: Db, lease: Lease, batch: readonly Claimed[]): Promise<Set<Claimed>> {
  const { rows } = await sql<{ place: number }>`
    with text as materialized (
      select id, kind, state, revision, expires_at from push
      where id = any(${[...new Set(batch.map((row) => row.pushId))]}::integer[])
      order by id
      for key share
    )
    update delivery d set state = 'sending', revision = p.revision, attempts = d.attempts + 1, changed_at = now(), due_at = null,
      rest = case when d.rest is not null then 'left'::delivery_rest end
    from unnest(
           ${batch.map((row) => row.pushId)}::integer[],
           ${batch.map((row) => row.subscriberId)}::bigint[],
           ${batch.map((row) => row.revision)}::smallint[]
         ) with ordinality as t (push_id, subscriber_id, revision, place)
         join text p on p.id = t.push_id
         left join subscriber s on s.id = t.subscriber_id
    -- The state is a parameter so that the row is looked up by its key, not by the index of what is open.
    where d.push_id = t.push_id and d.subscriber_id = t.subscriber_id and d.state = ${'pending'}::delivery_state
      -- The text may have been corrected since it was read.
      and p.revision = t.revision and ${isBegunWithThisText}
      and p.state = 'sending' and (p.expires_at is null or p.expires_at > now())
      -- Who left still has what was sent before, so it is changed there too.
      and (p.kind in ('correction', 'retraction') or s.state = 'active')
      and ${isOpenAndOurs(lease)}
    returning t.place`.execute(prepared);
  return atPlaces(batch, rows);
}

/**
 * Undoes the marks of messages that were not sent after all, as far as they were made; of a push that was cancelled
 * meanwhile nothing waits. Only while the lane is ours: another holder may have marked the same tries.
 */
export async function takeMarksBack(prepared: Db, lease: Lease, batch: readonly Claimed[]): Promise<void> {
  await sql`
    update delivery d set
      state = case when p.state = 'cancelled' then ${excludedOrUncertain} else 'pending' end,
      uncounted = d.uncounted + 1, rest = t.rest, changed_at = now()
    from unnest(
           ${batch.map((row) => row.pushId)}::integer[],
           ${batch.map((row) => row.subscriberId)}::bigint[],
           ${batch.map((row) => row.attempts)}::smallint[],
           ${batch.map((row) => row.begun?.rest ?? null)}::delivery_rest[]
         ) as t (push_id, subscriber_id, attempts, rest)
         join push p on p.id = t.push_id
    where d.push_id = t.push_id and d.subscriber_id = t.subscriber_id and d.state = ${'sending'}::delivery_state
      and d.attempts = t.attempts + 1
      and exists (select from lane l where l.id = ${lease.laneId} and l.holder = ${lease.holder} and l.lease_until > now())`.execute(
    prepared,
  );
}
