import { sql } from 'kysely';
import type { ChannelName } from '../channels/channel.ts';
import type { Db } from '../database/database.ts';

/** A channel or group of the newsroom's own, known by what goes there. */
export interface DestinationReport {
  readonly channel: ChannelName;
  readonly lane: string;
  readonly language: string;
  readonly editions: readonly string[];
  /** Since when nothing could be posted there, and why; null while it can. */
  readonly lost: { readonly since: Date; readonly reason: string } | null;
  /** Whether it became another chat than `newsroom.yaml` names. */
  readonly moved: boolean;
}

/** Those that are configured now. */
export async function listDestinations(db: Db): Promise<DestinationReport[]> {
  const { rows } = await sql<
    Omit<DestinationReport, 'lost'> & { readonly lostAt: Date | null; readonly lostReason: string | null }
  >`
    select s.channel, l.name as lane, s.language, s.lost_at as "lostAt", s.lost_reason as "lostReason",
           s.configured_hash is not null as moved,
           array(select n.edition from subscription n where n.subscriber_id = s.id order by 1) as editions
    from subscriber s join lane l on l.id = s.lane_id
    where s.destination and s.state = 'active' order by l.name, s.id`.execute(db);
  return rows.map(({ lostAt, lostReason, ...row }) => ({
    ...row,
    lost: lostAt === null ? null : { since: lostAt, reason: lostReason ?? '' },
  }));
}
