import { setTimeout as delay } from 'node:timers/promises';
import type { Db } from '../../database/database.ts';
import { finishPushes } from '../finish-pushes.ts';
import { setLaneState } from '../lane-control.ts';
import { cancelLane, type LaneCancelled } from './cancel-lane.ts';

const lookEvery = 200;

/**
 * Pauses a lane, waits until nothing of it is on its way, for `patienceMs` at most, and sets aside what waits there (see
 * `cancelLane`). `not yet`: it took longer; the lane is paused, nothing was set aside, and it may be asked again.
 */
export async function cancelAtRest(
  db: Db,
  { lane, actor, patienceMs }: { readonly lane: string; readonly actor: string; readonly patienceMs: number },
): Promise<LaneCancelled> {
  const { kind } = await setLaneState(db, { lane, state: 'paused', actor });
  if (kind === 'unknown') return { kind: 'unknown' };
  const until = Date.now() + patienceMs;
  for (;;) {
    const cancelled = await cancelLane(db, { lane, actor });
    if (cancelled.kind === 'done') await finishPushes(db);
    if (cancelled.kind !== 'not yet' || Date.now() > until) return cancelled;
    await delay(lookEvery);
  }
}
