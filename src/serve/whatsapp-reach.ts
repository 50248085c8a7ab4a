import { sql } from 'kysely';
import { hasWhatsAppChannel, type Newsroom } from '../config/newsroom.ts';
import type { OverCap } from '../conversation/editors/over-cap.ts';
import type { Db } from '../database/database.ts';
import { paceOf, pacerOf } from './whatsapp-pace.ts';
import { whatsappLane } from './whatsapp-plan.ts';

/**
 * Whether a push that has not begun has more readers on WhatsApp than its account may still write to today, after what
 * waits there already. Null when it has not, or when it leaves them to the Channel.
 */
export async function overCap(db: Db, newsroom: Newsroom, pushId: number): Promise<OverCap | null> {
  const name = whatsappLane(newsroom);
  const { rows } = await sql<{
    laneId: number;
    edition: string;
    expiresAfter: number;
    readers: number;
    waiting: number;
  }>`
    select l.id as "laneId", p.edition, p.expires_after as "expiresAfter",
           (select count(*)::integer from subscription n join subscriber s on s.id = n.subscriber_id
            where n.edition = p.edition and s.lane_id = l.id and s.state = 'active' and not s.destination
              and (cardinality(p.topics) = 0 or s.topics is null or s.topics && p.topics)) as readers,
           (select count(*)::integer from push o join delivery d on d.push_id = o.id
            where o.state = 'sending' and o.kind not in ('correction', 'retraction')
              and d.lane_id = l.id and d.state = 'pending') as waiting
    from push p, lane l
    where p.id = ${pushId} and l.name = ${name} and p.state in ('proposed', 'approved') and p.fanout_after = 0
      and p.whatsapp_to = 'everybody' and p.corrects is null`.execute(db);
  const [found] = rows;
  if (!found || found.readers === 0) return null;
  const pacer = await pacerOf(db, { id: found.laneId, name }, paceOf(newsroom));
  const forecast = pacer.forecast(found.waiting + found.readers);
  const today = Math.max(0, forecast.today - found.waiting);
  if (today >= found.readers) return null;
  const expiresMs = found.expiresAfter * 1_000;
  return {
    readers: found.readers,
    today,
    days: forecast.days,
    expiresMs: (forecast.days - 1) * 24 * 3_600_000 >= expiresMs ? expiresMs : null,
    channel: hasWhatsAppChannel(newsroom, found.edition) ? 'there' : 'none',
  };
}
