import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { shortestUniqueId } from './receipts/reached.ts';

/** A reader who had not written for a day when a message went out was sent a template. Two minutes are left to the clocks. */
const templated = sql`(s.wrote_at is null or s.wrote_at < d.changed_at - interval '23 hours 58 minutes')`;

/**
 * Who was sent a template in a lane in the last 24 hours, and when last; by the keyed hash of their address. What is on its
 * way at this moment is not counted: whoever sends it does.
 */
export async function recentlyTemplated(db: Db, laneId: number): Promise<{ person: string; at: Date }[]> {
  // In two halves, because each has an index of its own; a message of the official WhatsApp that was sent has a long id.
  const { rows } = await sql<{ person: string; at: Date }>`
    with d as (
      select subscriber_id, changed_at from delivery
      where lane_id = ${laneId} and changed_at > now() - interval '24 hours'
        and state = 'sent' and length(message_id) >= ${sql.lit(shortestUniqueId)}
      union all
      select subscriber_id, changed_at from delivery
      where lane_id = ${laneId} and changed_at > now() - interval '24 hours' and state = 'uncertain'
    )
    select encode(s.address_hash, 'hex') as person, max(d.changed_at) as at
    from d
      -- They are few in the ledger's measure, which the planner does not know: looked up one by one, not by reading everybody.
      cross join lateral (select address_hash, wrote_at from subscriber where id = d.subscriber_id offset 0) s
    where ${templated}
    group by s.address_hash`.execute(db);
  return rows;
}

/** What a limit of people a day means for a push that has not begun. */
export interface TemplateReach {
  /** Readers who have not written for a day, and were sent no template in it either. */
  readonly readers: number;
  /** To how many of them one may still be sent today. */
  readonly left: number;
}

/** Null when everybody can be reached, or nobody is in such a lane. */
export async function templateReach(
  db: Db,
  pushId: number,
  lane: { readonly name: string; readonly cap: number | 'unlimited' },
): Promise<TemplateReach | null> {
  if (lane.cap === 'unlimited') return null;
  const row = await db.selectFrom('lane').select('id').where('name', '=', lane.name).executeTakeFirst();
  if (!row) return null;
  const recent = await recentlyTemplated(db, row.id);
  const { rows } = await sql<{ readers: number }>`
    select count(*)::integer as readers
    from push p join subscription n on n.edition = p.edition join subscriber s on s.id = n.subscriber_id
    where p.id = ${pushId} and p.state in ('proposed', 'approved') and p.fanout_after = 0 and p.corrects is null
      and p.whatsapp_to = 'everybody' and s.lane_id = ${row.id} and s.state = 'active'
      and (cardinality(p.topics) = 0 or s.topics is null or s.topics && p.topics)
      and (s.wrote_at is null or s.wrote_at < now() - interval '23 hours 58 minutes')
      and not encode(s.address_hash, 'hex') = any(${recent.map(({ person }) => person)}::text[])`.execute(db);
  const readers = rows[0]?.readers ?? 0;
  const left = Math.max(0, lane.cap - recent.length);
  return readers > left ? { readers, left } : null;
}
