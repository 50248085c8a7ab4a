import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from './error.ts';
import type { EmbeddedServerLog } from './log.ts';
import type { Membership } from './membership.ts';

const pollMs = 500;
const retryMs = { first: 200, most: 5_000 };

export interface Supervision {
  /** To be called when there is reason to believe that the server is gone. */
  readonly look: () => void;
  /** Ends it and waits until nothing of it is under way. */
  readonly stop: () => Promise<void>;
}

/**
 * Keeps us a member of a running server: looks twice a second, and at once when told to, and while we are none calls
 * `recover` until it succeeds.
 */
export function superviseMembership(options: {
  readonly log: EmbeddedServerLog;
  readonly member: () => Membership | undefined;
  readonly recover: (signal: AbortSignal) => Promise<void>;
}): Supervision {
  const ending = new AbortController();
  let underWay: Promise<void> | undefined;
  const look = () => {
    if (ending.signal.aborted || underWay !== undefined || options.member()?.holds() === true) return;
    underWay = recoverPersistently(options, ending.signal).finally(() => {
      underWay = undefined;
    });
  };
  const timer = setInterval(look, pollMs);
  timer.unref();
  const stop = async () => {
    ending.abort();
    clearInterval(timer);
    await underWay;
  };
  return { look, stop };
}

async function recoverPersistently(
  options: { readonly log: EmbeddedServerLog; readonly recover: (signal: AbortSignal) => Promise<void> },
  signal: AbortSignal,
): Promise<void> {
  options.log.warn('the database server is gone or restarting; bringing it back');
  const since = Date.now();
  let pause = retryMs.first;
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      await options.recover(signal);
      options.log.info(`the database server is back after ${((Date.now() - since) / 1000).toFixed(1)} s`);
      return;
    } catch (error) {
      if (signal.aborted) return;
      const message = messageOf(error);
      if (message !== told) options.log.error(`the database server is not back yet: ${message}`);
      told = message;
    }
    // Ends early when supervision ends.
    await delay(pause, undefined, { signal }).catch(() => undefined);
    pause = Math.min(pause * 2, retryMs.most);
  }
}
