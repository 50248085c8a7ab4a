/** Time as pacing needs it: milliseconds that never go back, and a way to wait. Tests own theirs. */
export interface Clock {
  now(): number;
  /** Calls `wake` after `ms`; returns how to cancel. */
  after(ms: number, wake: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, wake) {
    const timer = setTimeout(wake, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * As `clock.after`, but never too early, and late only by what the event loop has to do: a timer of Node's counts whole
 * milliseconds and may wake one before its time or after it. What is left of the time after the timer is spent looking at
 * the clock in every turn of the event loop, up to a millisecond of processor time; so for some tens of times a second.
 */
export function afterExactly(clock: Clock, ms: number, wake: () => void): void {
  const due = clock.now() + ms;
  const look = () => {
    if (clock.now() >= due) wake();
    else setImmediate(look);
  };
  clock.after(ms, look);
}
