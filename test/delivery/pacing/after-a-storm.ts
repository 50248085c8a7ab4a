import { Pacer } from '../../../src/delivery/pacing/pacer.ts';
import { keepSending, SimulatedFarEnd } from './simulated-far-end.ts';
import { SimulatedTime } from './simulated-time.ts';

/** A far end in trouble: `share` of the calls are refused, whatever its limits permit. */
export interface Storm {
  readonly share: number;
  readonly retryAfterMs: number;
  readonly seconds: number;
}

/** Where a lane is held to creep for good. Seconds. */
const patience = 900;

/** How many seconds after the end of a storm one of them has half of the ceiling again; 900 when none has until then. */
export async function secondsUntilBack(course: {
  readonly ceiling: number;
  /** All is well for so long before. */
  readonly calmSeconds: number;
  readonly storm: Storm;
  /** As how many messages each call counts, in turn. */
  readonly sizes: readonly number[];
  readonly random: () => number;
}): Promise<number> {
  const { ceiling, calmSeconds, storm, sizes, random } = course;
  const time = new SimulatedTime();
  const limits = { global: { kind: 'window', perSecond: ceiling } } as const;
  const farEnd = new SimulatedFarEnd(time, limits, { roundTripMs: 50, jitterMs: 20, random });
  const pacer = new Pacer({ rate: ceiling, clock: time });
  let turn = 0;
  const request = () => {
    const messages = sizes[turn % sizes.length] ?? 1;
    turn += 1;
    return { slot: { urgency: 'broadcast', leadMs: 25, messages } } as const;
  };
  void keepSending(pacer, farEnd, request, { process: time, markMs: () => 2 + 6 * random() });
  await time.run(calmSeconds * 1_000);
  farEnd.storm = storm;
  await time.run(storm.seconds * 1_000);
  farEnd.storm = null;
  for (let seconds = 1; seconds < patience; seconds += 1) {
    const from = time.now();
    await time.run(1_000);
    if (farEnd.acceptedBetween(from, time.now()) >= ceiling / 2) return seconds;
  }
  return patience;
}
