import type { Clock } from '../../../src/delivery/pacing/clock.ts';
import type { LanePacer, Slot, SlotRequest } from '../../../src/delivery/pacing/lane-pacer.ts';
import { Limiter, type Limits, type Verdict } from '../../../src/sandbox/telegram/limits.ts';

export interface Network {
  /** Round trip and by how much each way is longer or shorter at most, milliseconds. */
  readonly roundTripMs: number;
  readonly jitterMs: number;
  /** By how much the round trip is longer for each message of the last 200 ms. */
  readonly loadMs?: number;
  readonly random: () => number;
}

/** A far end with limits behind a network, in simulated time; the limits are those of our Bot API server. */
export class SimulatedFarEnd {
  readonly limiter: Limiter;
  readonly arrivals: {
    readonly at: number;
    readonly chat: number;
    readonly accepted: 'yes' | 'no';
    readonly messages: number;
  }[] = [];
  /** While it is in trouble: the share of calls that it refuses, whatever its limits permit, and how long it asks to wait. */
  storm: { readonly share: number; readonly retryAfterMs: number } | null = null;
  /** Messages that left while a refusal known to the sender forbade it. */
  early = 0;
  #forbiddenUntil = 0;
  readonly #time: Clock;
  readonly #network: Network;

  constructor(time: Clock, limits: Limits, network: Network) {
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
    return this.arrivals
      .filter(({ at, accepted }) => accepted === 'yes' && at >= from && at < to)
      .reduce((sum, { messages }) => sum + messages, 0);
  }

  /** Sends one message, or what counts as several, in the slot and tells the pacer the answer, when `process`, the sender's, comes to read it. */
  async send(slot: Slot, chat = 1, process: Clock = this.#time, messages = 1): Promise<void> {
    if (this.#time.now() < this.#forbiddenUntil) this.early += 1;
    slot.left();
    await wait(this.#time, this.#oneWay());
    const now = this.#time.now();
    const verdict = this.#decide(now, chat, messages);
    this.arrivals.push({ at: now, chat, accepted: verdict.kind === 'allowed' ? 'yes' : 'no', messages });
    await wait(this.#time, this.#oneWay());
    await wait(process, 0);
    if (verdict.kind === 'allowed') {
      slot.answered({ kind: 'counted' });
      return;
    }
    const retryAfterMs = Math.max(1, Math.ceil(verdict.waitMs / 1_000)) * 1_000;
    const scope = slot.answered({ kind: 'refused', retryAfterMs, scope: 'account' });
    if (scope === 'account') this.#forbiddenUntil = Math.max(this.#forbiddenUntil, this.#time.now() + retryAfterMs);
  }

  #decide(now: number, chat: number, messages: number): Verdict {
    if (this.storm && this.#network.random() < this.storm.share) {
      return { kind: 'refused', waitMs: this.storm.retryAfterMs, scope: 'account' };
    }
    return this.limiter.decide({ now, chat, messages, fare: 'free' });
  }

  #oneWay(): number {
    const { roundTripMs, jitterMs, loadMs = 0, random } = this.#network;
    return Math.max(0, (roundTripMs + loadMs * this.#lately()) / 2 + (random() - 0.5) * jitterMs);
  }

  #lately(): number {
    const since = this.#time.now() - 200;
    return this.arrivals.length - 1 - this.arrivals.findLastIndex(({ at }) => at < since);
  }
}

/** Sends without end, as a lane with a long list does: `process` is its clock, `markMs` what it does before it sends. */
export async function keepSending(
  pacer: LanePacer,
  farEnd: SimulatedFarEnd,
  request: () => { readonly slot: SlotRequest; readonly chat?: number },
  lane?: { readonly process: Clock; readonly markMs: () => number },
): Promise<void> {
  for (;;) {
    const { slot, chat } = request();
    const granted = await pacer.take(slot);
    void sendOne(granted, chat, slot.messages);
  }

  async function sendOne(granted: Slot, chat: number | undefined, messages = 1): Promise<void> {
    if (lane) await wait(lane.process, lane.markMs());
    await granted.due();
    if (pacer.blockedFor > 0) granted.unused();
    else await farEnd.send(granted, chat, lane?.process, messages);
  }
}

function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}
