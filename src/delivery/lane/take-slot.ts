import type { LanePacer, Slot, SlotRequest } from '../pacing/lane-pacer.ts';

/**
 * A slot is taken so long before its time, because the mark in the ledger takes a few milliseconds; longer where that puts
 * no more than two messages into doubt if we die, because a database that is busy takes some tens. Milliseconds.
 */
const markingLead = (rate: number) => Math.min(60, Math.max(25, 2_000 / rate));

type Wanted = Omit<SlotRequest, 'leadMs'> & { readonly signal: AbortSignal };

/** Leave to send one message, early enough to mark it before. Null when `signal` aborts first. */
export async function takeSlot(pacer: LanePacer, wanted: Wanted): Promise<Slot | null> {
  try {
    return await pacer.take({ ...wanted, leadMs: markingLead(pacer.rate) });
  } catch (error) {
    if (wanted.signal.aborted) return null;
    throw error;
  }
}
