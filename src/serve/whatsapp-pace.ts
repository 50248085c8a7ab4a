import { sql } from 'kysely';
import { lastCount } from '../channels/whatsapp/board.ts';
import type { Newsroom } from '../config/newsroom.ts';
import type { Db } from '../database/database.ts';
import { type CarefulPace, CarefulPacer } from '../delivery/pacing/careful-pacer.ts';

/** How long a person takes to begin an answer, at most what lies between two messages. Milliseconds. */
const replyGap = { min: 1_000, max: 3_000 };

/** How the newsroom's account sends. */
export function paceOf({ channels: { whatsapp }, timeZone }: Newsroom): CarefulPace {
  const { gap, changeGap, perHour, perDay, warmUp, hours } = whatsapp;
  return {
    gap,
    changeGap,
    perHour,
    perDay,
    warmUp,
    hours: { ...hours, timeZone },
    replyGap: { min: Math.min(replyGap.min, gap.min), max: Math.min(replyGap.max, gap.max) },
  };
}

/** The account's pacer, knowing what the record tells of the past days. */
export async function pacerOf(
  db: Db,
  lane: { readonly id: number; readonly name: string },
  pace: CarefulPace,
): Promise<CarefulPacer> {
  const { rows } = await sql<{ first: Date | null; recent: Date[] | null }>`
    select min(d.changed_at) as first,
           array_agg(d.changed_at) filter (where d.changed_at > now() - interval '2 days') as recent
    from delivery d join push p on p.id = d.push_id
    -- A change of what was sent is no message.
    where d.lane_id = ${lane.id} and d.state in ('sent', 'uncertain', 'sending')
      and p.kind not in ('correction', 'retraction')`.execute(db);
  const counted = await lastCount(db, lane.name);
  return new CarefulPacer({
    pace,
    firstSentAt: rows[0]?.first ?? null,
    sentAt: (rows[0]?.recent ?? []).map((at) => new Date(at).getTime()),
    ...(counted ? { counted } : {}),
  });
}
