import type { Clock } from '../../../src/delivery/pacing/clock.ts';

interface Alarm {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/** A clock that a test owns: time passes only in `run`, and everything planned happens in its order. */
export class SimulatedTime implements Clock {
  #now = 0;
  #order = 0;
  #alarms: Alarm[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, wake: () => void): () => void {
    const alarm = { at: this.#now + Math.max(0, ms), order: this.#order++, wake };
    let place = this.#alarms.length;
    while (place > 0 && (this.#alarms[place - 1]?.at ?? 0) > alarm.at) place -= 1;
    this.#alarms.splice(place, 0, alarm);
    return () => {
      const index = this.#alarms.indexOf(alarm);
      if (index !== -1) this.#alarms.splice(index, 1);
    };
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets `ms` pass, with the promises that each alarm sets free. */
  async run(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (;;) {
      const next = this.#alarms[0];
      if (!next || next.at > end) break;
      this.#alarms.shift();
      this.#now = Math.max(this.#now, next.at);
      next.wake();
      await settled();
    }
    this.#now = end;
  }
}

/** Promise callbacks that are ready have run, and those that they made ready. */
async function settled(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}
