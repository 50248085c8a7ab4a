import type { LanePacer, SlotRequest } from '../../src/delivery/pacer.ts';
import { Limiter, type Limits } from '../../src/sandbox/telegram/limits.ts';
import type { SimulatedTime } from './simulated-time.ts';

export interface Network {
  /** Round trip and by how much each way is longer or shorter at most, milliseconds. */
  readonly roundTripMs: number;
  readonly jitterMs: number;
  readonly random: () => number;
}

/** A far end with limits behind a network, in simulated time; the limits are those of our Bot API server. */
export class SimulatedFarEnd {
  readonly limiter: Limiter;
  readonly arrivals: { readonly at: number; readonly chat: number; readonly accepted: 'yes' | 'no' }[] = [];
  /** Messages that left while a refusal known to the sender forbade it. */
  early = 0;
  #forbiddenUntil = 0;
  readonly #time: SimulatedTime;
  readonly #network: Network;

  constructor(time: SimulatedTime, limits: Limits, network: Network) {
    this.#time = time;
    this.#network = network;
    this.limiter = new Limiter(limits);
  }

  get accepted(): number {
    return this.arrivals.filter((arrival) => arrival.accepted === 'yes').length;
  }

  get refused(): number {
    return this.arrivals.length - this.accepted;
  }

  acceptedBetween(from: number, to: number): number {
    return this.arrivals.filter(({ at, accepted }) => accepted === 'yes' && at >= from && at < to).length;
  }

  /** Sends one message in the slot and tells the pacer the answer. */
  async send(slot: Awaited<ReturnType<LanePacer['take']>>, chat = 1): Promise<void> {
    const leaving = this.#time.now();
    if (leaving < this.#forbiddenUntil) this.early += 1;
    slot.left();
    await this.#time.wait(this.#oneWay());
    const at = this.#time.now();
    const verdict = this.limiter.decide({ now: at, chat, messages: 1, fare: 'free' });
    this.arrivals.push({ at, chat, accepted: verdict.kind === 'allowed' ? 'yes' : 'no' });
    await this.#time.wait(this.#oneWay());
    if (verdict.kind === 'allowed') {
      slot.answered({ kind: 'counted' });
      return;
    }
    const retryAfterMs = Math.max(1, Math.ceil(verdict.waitMs / 1_000)) * 1_000;
    const scope = slot.answered({ kind: 'refused', retryAfterMs, scope: 'account' });
    if (scope === 'account') this.#forbiddenUntil = Math.max(this.#forbiddenUntil, this.#time.now() + retryAfterMs);
  }

  #oneWay(): number {
    const { roundTripMs, jitterMs, random } = this.#network;
    return Math.max(0, roundTripMs / 2 + (random() - 0.5) * jitterMs);
  }
}

/** Sends without end, as a lane with a long list does. */
export async function keepSending(
  pacer: LanePacer,
  farEnd: SimulatedFarEnd,
  request: () => { readonly slot: SlotRequest; readonly chat?: number },
): Promise<void> {
  for (;;) {
    const { slot, chat } = request();
    const granted = await pacer.take(slot);
    void farEnd.send(granted, chat);
  }
}
