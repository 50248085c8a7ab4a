import type { SendOutcome } from '../../channels/channel.ts';
import type { LanePacer, Slot } from '../pacing/lane-pacer.ts';
import type { FarEndWatch } from './far-end-watch.ts';
import type { Fence } from './fence.ts';
import { receptionOf } from './outcome.ts';

/** It did not leave, which is not the far end's doing: the try does not count. */
export interface NotSent {
  readonly kind: 'notSent';
  readonly reason: string;
}

/** The process is to stop, or somebody stopped the push or the lane. */
export const stopped: NotSent = { kind: 'notSent', reason: 'stopped before it left' };

const overslept: NotSent = { kind: 'notSent', reason: 'this process slept and lost its lane' };

const unusable: NotSent = { kind: 'notSent', reason: 'the channel cannot be used' };

/**
 * Makes one call to the far end when its slot is due, unless the far end asked to wait or proved to be out of use
 * meanwhile, or the lane may have gone to another. The outcome's scope is the pacer's finding: whether a refusal holds up
 * the account or only this chat.
 */
export async function inSlot(
  {
    pacer,
    fence,
    watch,
    reader,
  }: {
    readonly pacer: LanePacer;
    readonly fence: Pick<Fence, 'holds'>;
    readonly watch: Pick<FarEndWatch, 'admits' | 'over'>;
    readonly reader: number;
  },
  slot: Slot,
  call: () => Promise<SendOutcome>,
): Promise<SendOutcome | NotSent> {
  await slot.due();
  if (pacer.blockedFor > 0) {
    slot.unused();
    return { kind: 'rateLimited', retryAfterMs: pacer.blockedFor, scope: 'account' };
  }
  if (!watch.admits) {
    slot.unused();
    return unusable;
  }
  // Whoever has the lane now may have sent it already, or a newer text.
  if (!fence.holds) {
    slot.unused();
    return overslept;
  }
  slot.left();
  const outcome = await watch.over(reader, call);
  const scope = slot.answered(receptionOf(outcome));
  return outcome.kind === 'rateLimited' ? { ...outcome, scope } : outcome;
}
