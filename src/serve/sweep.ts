import { expirePushes } from '../delivery/expiry.ts';
import { finishPushes } from '../delivery/finish-pushes.ts';
import { lanesWithWork } from '../delivery/lane/lanes-with-work.ts';
import { markServed } from '../delivery/lane/lease.ts';
import { setAsideEnded } from '../delivery/set-aside.ts';
import { pushesToFanOut } from '../editions/create.ts';
import { offersToShow } from '../editions/offers.ts';
import { proposalsToShow } from '../editions/proposals.ts';
import { dueTicks } from '../editions/ticks.ts';
import type { Program } from './program.ts';

export interface SweepOrders {
  fanOut(pushId: number): Promise<void>;
  drain(lane: string): Promise<void>;
  compose(edition: string, instant: Date): Promise<void>;
  showProposal(pushId: number): Promise<void>;
  showOffer(offerId: number): Promise<void>;
}

/**
 * Asks again for all work that the record says is due. The queue carries the work, the database decides what there is to
 * do: a job lost between a commit and its queue, or with a Redis that forgot, comes back with the next sweep. Asking for
 * what is already waiting or running changes nothing.
 */
export async function sweep(program: Pick<Program, 'db' | 'lanes' | 'log'>, orders: SweepOrders): Promise<void> {
  await markServed(program.db, [...program.lanes.keys()]);
  for (const { edition, instant } of await dueTicks(program.db)) await orders.compose(edition, instant);
  for (const pushId of await proposalsToShow(program.db)) await orders.showProposal(pushId);
  for (const offerId of await offersToShow(program.db)) await orders.showOffer(offerId);
  for (const pushId of await pushesToFanOut(program.db)) await orders.fanOut(pushId);
  for (const lane of await lanesWithWork(program.db)) if (program.lanes.has(lane)) await orders.drain(lane);
  await finishPushes(program.db);
}

/** Ends pushes whose time is over, and sets aside whoever still waits for one that ended. */
export async function setAside({ db, log }: Pick<Program, 'db' | 'log'>, signal: AbortSignal): Promise<void> {
  await expirePushes(db, log);
  await setAsideEnded(db, signal);
}
