import type { Slot, SlotRequest } from './lane-pacer.ts';

/** Somebody who waits for leave to send. */
export interface Waiting {
  readonly request: SlotRequest;
  readonly grant: (slot: Slot) => void;
}

/**
 * Puts a request at the end of `line` and calls `pump`, which may grant it at once. Whoever grants it takes it out of the
 * line. Rejects with the signal's reason when that is aborted first; the request has then left the line.
 */
export function waitInLine(line: Waiting[], request: SlotRequest, pump: () => void): Promise<Slot> {
  const { signal } = request;
  if (signal?.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    let granted: Slot | undefined;
    const abandon = () => {
      const place = line.indexOf(waiting);
      if (place !== -1) line.splice(place, 1);
      reject(signal?.reason);
    };
    const waiting: Waiting = {
      request,
      grant: (slot) => {
        granted = slot;
        signal?.removeEventListener('abort', abandon);
        resolve(slot);
      },
    };
    line.push(waiting);
    pump();
    // Mostly it is granted at once.
    if (granted === undefined) signal?.addEventListener('abort', abandon, { once: true });
  });
}
