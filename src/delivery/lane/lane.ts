import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { warmUp } from '../../database/database.ts';
import { blockAll } from './aftermath.ts';
import { Fence } from './fence.ts';
import type { LaneContext, LaneOptions } from './lane-context.ts';
import { LaneRun } from './lane-run.ts';
import { LaneTrouble } from './lane-trouble.ts';
import { type Lease, releaseLease, renewLease, takeLease } from './lease.ts';
import { reconcileUncertain } from './reconcile.ts';
import { recoverLane } from './recover.ts';

/**
 * `drained`: nothing is left to send. `elsewhere`: another holder has the lane. `lost`: another took it over meanwhile.
 * `stopped`: the caller asked for it.
 */
export type DrainResult = 'drained' | 'elsewhere' | 'lost' | 'stopped';

/** Milliseconds; the lease lasts five times as long. */
const renewEvery = 1_000;

/**
 * Drains a lane: sends everything that is due in it, the most urgent push first, until there is nothing left, the lane
 * goes to another holder, or `signal` asks it to stop. Every step can die and be run again: a row says `sending` before
 * its message leaves and what became of it after the answer.
 */
export async function drainLane(context: LaneContext, options: LaneOptions, signal: AbortSignal): Promise<DrainResult> {
  const fence = new Fence();
  const answer = await fence.moved(
    // A run of its own also within this process: its queue may hand out the work again while an earlier run still has it.
    () => takeLease(context.db, options.laneId, `${options.holder}/${randomUUID()}`),
    ({ kind }) => kind === 'held',
  );
  if (answer.kind === 'elsewhere') return 'elsewhere';
  const { lease } = answer;
  const lost = new AbortController();
  if (answer.learntElsewhere) options.pacer.takeUp?.(answer.learntElsewhere);
  const stopRenewing = keepRenewing(context, options, { lease, fence }, () =>
    lost.abort(new Error('the lane was taken over')),
  );
  const ending = AbortSignal.any([signal, lost.signal]);
  // Every message that waits for its slot listens.
  setMaxListeners(0, ending);
  const trouble = new LaneTrouble(undefined, answer.trouble);
  const run = new LaneRun(context, options, { lease, fence, trouble, signal: ending });
  try {
    await Promise.all([warmUp(context.prepared), accountForEarlierHolder(context, options, lease, ending)]);
    blockAll(options, answer.blockedForMs);
    const end = await run.drain();
    if (end === 'drained') return 'drained';
    return lost.signal.aborted ? 'lost' : 'stopped';
  } finally {
    // The lane stays ours until what is on its way has come to its end.
    await run.settled().finally(() => stopRenewing());
    await releaseLease(context.db, lease, options.pacer.learnt).catch(() => {});
  }
}

/** Settles what a dead holder had on its way, as far as anybody can know it. */
async function accountForEarlierHolder(
  context: LaneContext,
  options: LaneOptions,
  lease: Lease,
  signal: AbortSignal,
): Promise<void> {
  const { channel } = options;
  const recovered = await recoverLane(context.db, lease, {
    chats: channel.lookFor ? 'can be read' : 'cannot be read',
    tellsWithinMs: channel.tellsWithinMs ?? 0,
  });
  if (recovered.uncertain + recovered.resent + recovered.continued > 0) {
    context.log.warn({ lane: channel.lane, ...recovered }, 'found messages a dead process had on their way');
  }
  await reconcileUncertain(context, options, signal);
}

/** Renews the lease every second, and calls `onLost` when another has it. Returns how to stop. */
function keepRenewing(
  { db, log }: LaneContext,
  { channel, pacer }: Pick<LaneOptions, 'channel' | 'pacer'>,
  { lease, fence }: { readonly lease: Lease; readonly fence: Fence },
  onLost: () => void,
): () => void {
  const timer = setInterval(() => {
    fence
      .moved(
        () => renewLease(db, lease, pacer.learnt),
        (held) => held,
      )
      .then(
        (held) => held || onLost(),
        // The database is away: every mark fails until it is back, so nothing can leave meanwhile.
        (error: Error) => log.warn({ lane: channel.lane, error: error.message }, 'lease not renewed'),
      );
  }, renewEvery);
  return () => clearInterval(timer);
}
