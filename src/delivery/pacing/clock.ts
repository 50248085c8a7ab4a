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
