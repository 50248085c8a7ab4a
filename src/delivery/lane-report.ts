import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';

/** A lane as ops see it. */
export interface LaneReport {
  readonly name: string;
  readonly channel: ChannelName;
  readonly state: 'open' | 'paused';
  /** Whether a living process sends for it at this moment. */
  readonly drained: 'now' | 'no';
  /** Nothing leaves until then: the far end asked to wait, or cannot be used. Null when it can. */
  readonly blockedUntil: Date | null;
  /** Since when its far end cannot be used, and why, last; null while it works. */
  readonly trouble: { readonly since: string; readonly reason: string } | null;
  /** Messages that wait in pushes which are being sent. */
  readonly pending: number;
  /** Whether a running instance sends through it; what waits in one that none does stays there. */
  readonly served: 'yes' | 'no';
  /** Messages accepted in the last minute. */
  readonly lastMinute: number;
}

/** Of a lane `l`: whether an instance said in the last so many seconds that it sends through it. */
const servedWithin = (seconds: number) =>
  sql`greatest(l.served_at, l.lease_until) > now() - ${seconds} * interval '1 second'`;

/** What waits of a push in lanes that no running instance serves. */
export async function unservedOf(db: Db, pushId: number): Promise<{ lane: string; pending: number }[]> {
  const { rows } = await sql<{ lane: string; pending: number }>`
    select l.name as lane, count(*)::integer as pending
    from push p join delivery d on d.push_id = p.id and d.state = 'pending' join lane l on l.id = d.lane_id
    where p.id = ${pushId} and p.state = 'sending' and (${servedWithin(60)}) is not true
    group by l.name order by l.name`.execute(db);
  return rows;
}

/** Whether a running instance sends through a lane of this push; before its audience is known, through any. */
export async function isServed(db: Db, pushId: number): Promise<boolean> {
  // Instances say every 15 seconds that they serve; sooner than after a minute one that waits at the keyboard is told.
  const { rows } = await sql<{ served: boolean }>`
    with needed as (
      select distinct lane_id from delivery where push_id = ${pushId} and state in ('pending', 'sending')
    )
    select exists (
      select from lane l where ${servedWithin(30)}
        and (l.id in (select lane_id from needed) or not exists (select from needed))
    ) as served`.execute(db);
  return rows[0]?.served ?? false;
}

/** Every lane, by name. */
export async function listLanes(db: Db): Promise<LaneReport[]> {
  const { rows } = await sql<LaneReport>`
    select l.name, l.channel, l.state,
           case when l.holder is not null and l.lease_until > now() then 'now' else 'no' end as drained,
           case when ${servedWithin(60)} then 'yes' else 'no' end as served,
           case when l.blocked_until > now() then l.blocked_until end as "blockedUntil",
           case when l.trouble_since is not null
             then jsonb_build_object('since', l.trouble_since, 'reason', l.trouble_reason) end as trouble,
           (select count(*)::integer from push p join delivery d on d.push_id = p.id
            where p.state = 'sending' and d.lane_id = l.id and d.state = 'pending') as pending,
           (select count(*)::integer from push p join delivery d on d.push_id = p.id
            where (p.finished_at is null or p.finished_at > now() - interval '1 minute') and d.lane_id = l.id
              and d.state = 'sent' and d.changed_at > now() - interval '1 minute') as "lastMinute"
    from lane l order by l.name`.execute(db);
  return rows;
}
