import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';
import type { DeliveryRest, SubscriberState } from '../../database/schema.ts';
import { butFor, type Claimed } from '../lane/claim.ts';
import { splitIds } from '../message-ids.ts';
import { type ChangingKind, changeWindows, unknownMessage } from './change.ts';

type Row = Omit<Claimed, 'original' | 'begun'> & {
  readonly reader: SubscriberState | null;
  readonly messageId: string | null;
  /** Milliseconds since it was sent; wall clocks of processes may be off, so the database's counts them. */
  readonly age: number | null;
  readonly state: string | null;
  readonly rest: DeliveryRest | null;
  /** Why it is too late. */
  readonly late: string | null;
};

/**
 * The next readers whose message a correction or a retraction changes, with what they were sent; as `readPending`. Who
 * left still has the message, so it is changed there too. What cannot be changed any more is set aside with its reason.
 */
export async function readOriginals(
  db: Db,
  kind: ChangingKind,
  where: {
    readonly pushId: number;
    readonly laneId: number;
    readonly after: number;
    readonly limit: number;
    readonly only?: readonly number[];
    readonly resting?: readonly number[];
  },
): Promise<Claimed[]> {
  const asked = performance.now();
  const { rows } = await sql<Row>`
    select d.push_id as "pushId", d.subscriber_id as "subscriberId", d.attempts, d.uncounted, d.revision,
           s.state as reader, s.address_sealed as "addressSealed", s.language, s.wrote_at as "wroteAt",
           o.message_id as "messageId", (extract(epoch from now() - o.changed_at) * 1000)::float8 as age, o.state, o.rest,
           case when o.changed_at < now() - span.seconds * interval '1 second' then span.why end as late
    from delivery d
      join push p on p.id = d.push_id
      join lane l on l.id = d.lane_id
      ${changeWindows(kind)}
      left join delivery o on o.push_id = p.corrects and o.subscriber_id = d.subscriber_id
      left join subscriber s on s.id = d.subscriber_id
    where d.push_id = ${where.pushId} and d.lane_id = ${where.laneId} and d.state = 'pending'
      and d.subscriber_id > ${where.after} and (d.due_at is null or d.due_at <= now())
      ${where.only === undefined ? sql`` : sql`and d.subscriber_id = any(${[...where.only]}::bigint[])`}
      ${butFor(where.resting)}
    order by d.subscriber_id
    limit ${where.limit}`.execute(db);
  const claimed: Claimed[] = [];
  const aside: { subscriberId: number; state: 'gone' | 'failed' | 'uncertain'; reason: string }[] = [];
  for (const { reader, messageId, age, state, rest, late, ...row } of rows) {
    const { subscriberId } = row;
    if (reader === null || reader === 'gone') {
      aside.push({ subscriberId, state: 'gone', reason: 'the reader cannot be reached any more' });
    } else if (messageId === null || age === null) {
      aside.push({ subscriberId, state: 'uncertain', reason: unknownMessage });
    } else if (late !== null) {
      aside.push({ subscriberId, state: 'failed', reason: late });
    } else {
      const parts = state === 'sent' || rest === 'waits' ? 'all' : 'some';
      const original = { by: kind, messageIds: splitIds(messageId), sentAt: asked - age, parts } as const;
      claimed.push({ ...row, begun: null, original });
    }
  }
  if (aside.length > 0) {
    await sql`
      update delivery d set
        state = case when d.may_have_arrived then 'uncertain' else t.state end::delivery_state,
        reason = t.reason, changed_at = now()
      from unnest(
        ${aside.map((row) => row.subscriberId)}::bigint[],
        ${aside.map((row) => row.state)}::text[],
        ${aside.map((row) => row.reason)}::text[]
      ) as t (subscriber_id, state, reason)
      where d.push_id = ${where.pushId} and d.subscriber_id = t.subscriber_id and d.state = 'pending'`.execute(db);
  }
  return claimed;
}
