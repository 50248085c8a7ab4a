import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Cuts a loop's pause short. */
export class Wake {
  #ring: () => void = () => {};
  #rung = false;

  ring(): void {
    this.#rung = true;
    this.#ring();
  }

  /** Waits `ms`, or until it is rung; at once when that happened since the last wait. */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    const rung = new AbortController();
    this.#ring = () => rung.abort();
    if (!this.#rung) await delay(ms, undefined, { signal: AbortSignal.any([signal, rung.signal]) }).catch(() => {});
    this.#rung = false;
    this.#ring = () => {};
  }
}

/**
 * Runs `step` every `intervalMs` until `signal` is aborted, one at a time. A step that fails is logged once for each
 * kind of failure in a row and tried again at the next interval: a lost database must not end the loop.
 */
export async function everyInterval(
  name: string,
  intervalMs: number,
  log: Logger,
  signal: AbortSignal,
  step: () => Promise<void>,
  wake: Wake = new Wake(),
): Promise<void> {
  let lastError: string | null = null;
  while (!signal.aborted) {
    try {
      await step();
      if (lastError !== null) log.info({ loop: name }, 'works again');
      lastError = null;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== lastError) log.error({ loop: name, error: message }, 'failed; it goes on trying');
      lastError = message;
    }
    await wake.wait(intervalMs, signal);
  }
}
