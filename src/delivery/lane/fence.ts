import { leaseLength } from './lease.ts';

/**
 * Keeps a holder that slept (a stopped process, a machine that was suspended) from sending what it marked before: its lane
 * may have gone to another meanwhile, which has settled that message and gone on, perhaps to a newer text of it.
 */
export class Fence {
  readonly #now: () => number;
  #movedAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Whether the lane is certainly still ours. */
  get holds(): boolean {
    return this.#now() - this.#movedAt < leaseLength;
  }

  /** Takes or renews the lease, which lasts from before it was asked for; `isOurs` reads the answer. */
  async moved<Answer>(ask: () => Promise<Answer>, isOurs: (answer: Answer) => boolean): Promise<Answer> {
    const asked = this.#now();
    const answer = await ask();
    const ours = isOurs(answer);
    this.#movedAt = ours ? asked : Number.NEGATIVE_INFINITY;
    return answer;
  }
}
