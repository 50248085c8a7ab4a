import { leaseLength } from './lease.ts';

/** Milliseconds since whenever: `steady` never goes back, and may stand still while the machine sleeps; `wall` is set. */
interface Clocks {
  steady(): number;
  wall(): number;
}

const machine: Clocks = { steady: () => performance.now(), wall: () => Date.now() };
const never = { steady: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY };

/**
 * Keeps a holder that slept from sending what it marked before: its lane may have gone to another meanwhile, which has
 * settled that message and gone on, perhaps to a newer text of it. A stopped process is known by the steady clock, a
 * suspended machine by the wall clock, because the steady one of Node stands still then on Linux
 * (https://github.com/nodejs/node/issues/47724). A wall clock that is set ahead costs a second without sending, until the
 * lease is renewed; one that is set back means nothing. What nothing in it tells is that a virtual machine was frozen by
 * its host: until its clock is set, or the next renewal is answered (within a second), it may send what it had marked.
 */
export class Fence {
  readonly #clocks: Clocks;
  #moved = never;

  constructor(clocks: Clocks = machine) {
    this.#clocks = clocks;
  }

  /** Whether the lane is still ours, as far as the clocks tell. */
  get holds(): boolean {
    const { steady, wall } = this.#clocks;
    return steady() - this.#moved.steady < leaseLength && wall() - this.#moved.wall < leaseLength;
  }

  /** Takes or renews the lease, which lasts from before it was asked for; `isOurs` reads the answer. */
  async moved<Answer>(ask: () => Promise<Answer>, isOurs: (answer: Answer) => boolean): Promise<Answer> {
    const asked = { steady: this.#clocks.steady(), wall: this.#clocks.wall() };
    const answer = await ask();
    this.#moved = isOurs(answer) ? asked : never;
    return answer;
  }
}
