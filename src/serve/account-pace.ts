import type { Db } from '../database/database.ts';
import { blockAll } from '../delivery/lane/aftermath.ts';
import type { LaneOptions } from '../delivery/lane/lane-context.ts';
import { paceOnRecord } from '../delivery/lane/lease.ts';
import type { PaceNotice } from '../delivery/pacing/lane-pacer.ts';
import { Pacer } from '../delivery/pacing/pacer.ts';
import { SharedPacer } from '../delivery/pacing/shared-pacer.ts';
import { holderName } from './holder.ts';
import { paceAnnouncer } from './pace-notices.ts';

/**
 * The pace of an account that several instances use, beginning with what is on record of it. A refusal of anything that it
 * sends, an answer or a push, paid for or not, holds up all of it, in every instance and over a restart.
 *
 * @param rates ceilings, messages a second
 */
export async function accountPace(
  db: Db,
  { laneId, lane }: { readonly laneId: number; readonly lane: string },
  rates: { readonly rate: number; readonly paid?: number | undefined },
): Promise<Pick<LaneOptions, 'pacer' | 'paidPacer' | 'holder'>> {
  const { learnt, blockedForMs } = await paceOnRecord(db, laneId);
  const holder = holderName();
  const tellOthers = paceAnnouncer(db, { laneId, lane, from: holder });
  const announce = (notice: PaceNotice) => {
    if (notice.kind === 'blocked') blockAll(pacers, notice.ms);
    tellOthers(notice);
  };
  const pacers = {
    pacer: new SharedPacer(new Pacer({ rate: rates.rate, ...(learnt ? { learnt } : {}) }), announce),
    ...(rates.paid === undefined ? {} : { paidPacer: new SharedPacer(new Pacer({ rate: rates.paid }), announce) }),
  };
  blockAll(pacers, blockedForMs);
  return { ...pacers, holder };
}
