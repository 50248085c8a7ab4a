/** How many replies one person gets in a minute; the next message is answered with a request to wait, further ones not. */
const perMinute = 20;
const minute = 60_000;

export type Allowance = 'answer' | 'ask-to-wait' | 'ignore';

/** Keeps one person from using up what all share. Remembers only hashes of addresses, for a minute. */
export class FloodGuard {
  readonly #now: () => number;
  #turns = new Map<string, number>();
  #since: number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#since = now();
  }

  allow(who: string): Allowance {
    if (this.#now() - this.#since >= minute) {
      this.#turns = new Map();
      this.#since = this.#now();
    }
    const turns = (this.#turns.get(who) ?? 0) + 1;
    this.#turns.set(who, turns);
    if (turns <= perMinute) return 'answer';
    return turns === perMinute + 1 ? 'ask-to-wait' : 'ignore';
  }
}
