import { setTimeout as delay } from 'node:timers/promises';
import { vi } from 'vitest';

/**
 * Waits until `condition` gives something truthy and returns that. A condition that throws is asked again, and its
 * error is told when the time is over.
 *
 * @param options.message a function is asked when the time is over.
 * @param options.timeoutMs 15 s without.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: { readonly timeoutMs?: number; readonly message: string | (() => string) },
): Promise<NonNullable<T>> {
  const timeoutMs = options.timeoutMs ?? 15_000;
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      last = undefined;
      const value = await condition();
      if (value) return value;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      const message = typeof options.message === 'string' ? options.message : options.message();
      throw new Error(`${message}: not within ${timeoutMs} ms`, { cause: last });
    }
    await delay(15);
  }
}

/** Waits until an assertion holds, 15 s at most: vitest's own second is not enough for a machine that is busy. */
export function untilHolds<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 15_000, interval: 15 });
}
