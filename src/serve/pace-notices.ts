import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../database/database.ts';
import type { LaneOptions } from '../delivery/lane/lane-context.ts';
import { recordBlocked } from '../delivery/lane/lease.ts';
import type { PaceNotice } from '../delivery/pacing/lane-pacer.ts';

const heard = z.object({
  lane: z.string(),
  /** The holder's name of the process that says it. */
  from: z.string(),
  notice: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('sent') }),
    z.object({ kind: z.literal('blocked'), ms: z.number().nonnegative() }),
  ]),
});

/**
 * Tells the other processes that use a lane's account of its pace, by PostgreSQL's NOTIFY; for how long nothing may leave
 * is put on record too, for those that are not there yet.
 */
export function paceAnnouncer(
  db: Db,
  { laneId, lane, from }: { readonly laneId: number; readonly lane: string; readonly from: string },
) {
  return (notice: PaceNotice): void => {
    const said: z.input<typeof heard> = { lane, from, notice };
    if (notice.kind === 'blocked') recordBlocked(db, { laneId }, notice.ms).catch(() => {});
    // Lost with the database, it costs at most a refusal, which is honoured as any other.
    sql`select pg_notify('lane_pace', ${JSON.stringify(said)})`.execute(db).catch(() => {});
  };
}

/** Gives what was announced to the lane it is about. */
export function hearPace(lanes: ReadonlyMap<string, LaneOptions>, payload: string | null): void {
  if (payload === null) return;
  const { lane: name, from, notice } = heard.parse(JSON.parse(payload));
  const lane = lanes.get(name);
  if (!lane || lane.holder === from) return;
  lane.pacer.hear?.(notice);
  if (notice.kind === 'blocked') lane.paidPacer?.block(notice.ms);
}
