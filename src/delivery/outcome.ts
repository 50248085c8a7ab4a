import type { Reception, SendOutcome } from '../channels/channel.ts';
import type { UncertainPolicy } from '../database/schema.ts';
import type { Settled } from './settle.ts';

/** Tries before a delivery is given up as failed. */
export const maxAttempts = 6;

/** Wait before the next try: 2 s, 4 s, 8 s … at most five minutes. */
export function retryDelay(attempts: number): number {
  return Math.min(2 ** attempts * 1_000, 300_000);
}

/** What an outcome tells the pacer. */
export function receptionOf(outcome: SendOutcome): Reception {
  switch (outcome.kind) {
    case 'rateLimited':
      return { kind: 'refused', retryAfterMs: outcome.retryAfterMs, scope: outcome.scope };
    case 'sent':
    case 'rejected':
    case 'recipientGone':
    case 'unchangeable':
      return { kind: 'counted' };
    case 'transient':
    case 'uncertain':
      return { kind: 'unknown' };
  }
}

type Verdict = Omit<Settled, 'pushId' | 'subscriberId' | 'attempt' | 'revision'>;

/** A try that the far end's trouble prevented: the message waits with its lane, and the try is not counted. */
export function waitingFor(outcome: SendOutcome, waitMs: number): Verdict {
  return {
    state: 'pending',
    messageId: null,
    reason: 'reason' in outcome ? outcome.reason : outcome.kind,
    retryInMs: waitMs,
    counted: 'uncounted',
    arrival: 'known',
  };
}

/** What the ledger records for an outcome. `attempts` counts the try that brought it. */
export function verdictOn(
  outcome: SendOutcome,
  delivery: {
    readonly attempts: number;
    readonly uncertainPolicy: UncertainPolicy;
    /** How long the far end may yet tell that it arrived. Milliseconds. */
    readonly tellsWithinMs?: number;
  },
): Verdict {
  const plain = { messageId: null, retryInMs: null, counted: 'counted', arrival: 'known' } as const;
  switch (outcome.kind) {
    case 'sent':
      return { ...plain, state: 'sent', messageId: outcome.messageId, reason: outcome.note ?? null };
    case 'rateLimited':
      return {
        ...plain,
        state: 'pending',
        reason: 'waiting: the far end asked to',
        retryInMs: outcome.retryAfterMs,
        counted: 'uncounted',
      };
    case 'recipientGone':
      // Moved is not gone: the new address is followed and the message sent there.
      return outcome.movedTo === undefined
        ? { ...plain, state: 'gone', reason: outcome.reason }
        : again(delivery.attempts, 0, outcome.reason);
    case 'rejected':
    case 'unchangeable':
      return { ...plain, state: 'failed', reason: outcome.reason };
    case 'transient':
      return again(delivery.attempts, retryDelay(delivery.attempts), outcome.reason);
    case 'uncertain':
      return delivery.uncertainPolicy === 'resend' && delivery.attempts < maxAttempts
        ? {
            ...plain,
            state: 'pending',
            reason: outcome.reason,
            retryInMs: Math.max(retryDelay(delivery.attempts), delivery.tellsWithinMs ?? 0),
            arrival: 'unknown',
          }
        : { ...plain, state: 'uncertain', reason: outcome.reason, messageId: outcome.messageId ?? null };
  }

  function again(attempts: number, retryInMs: number, reason: string): Verdict {
    return attempts < maxAttempts
      ? { ...plain, state: 'pending', reason, retryInMs }
      : { ...plain, state: 'failed', reason: `${reason} (gave up after ${attempts} tries)` };
  }
}
