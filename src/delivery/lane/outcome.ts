import type { Reception, SendOutcome } from '../../channels/channel.ts';
import type { UncertainPolicy } from '../../database/schema.ts';
import { joinIds } from '../message-ids.ts';
import type { Kept } from './send-parts.ts';
import type { Verdict } from './settle.ts';

/** Tries before a delivery is given up as failed. */
export const maxAttempts = 6;

/** Wait before the next try, milliseconds: 2 s after the first, 4 s, 8 s … at most five minutes. */
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
    case 'anotherForm':
      return { kind: 'counted' };
    case 'transient':
    case 'uncertain':
      return { kind: 'unknown' };
  }
}

/** The message had no fault in its not leaving: it waits, and the try is not counted. */
export function waitingFor(reason: string, waitMs: number): Verdict {
  return { ...again(waitMs, reason), counted: 'uncounted' };
}

/** What the ledger records for an outcome. `attempts` counts the try that brought it. */
export function verdictOn(
  outcome: SendOutcome,
  delivery: {
    readonly attempts: number;
    readonly uncertainPolicy: UncertainPolicy;
    /** How long the far end may yet tell that it arrived. Milliseconds. */
    readonly tellsWithinMs?: number;
    /** How long the lane waits because its far end cannot be used: others are its tries then. Milliseconds. */
    readonly heldMs?: number;
  },
): Verdict {
  switch (outcome.kind) {
    case 'sent':
      return ended('sent', outcome.note ?? null, outcome.messageId);
    case 'rateLimited':
      return { ...again(outcome.retryAfterMs, 'waiting: the far end asked to'), counted: 'uncounted' };
    case 'recipientGone':
      // Moved is not gone: the new address is followed and the message sent there.
      return outcome.movedTo === undefined ? ended('gone', outcome.reason) : againUnlessLast(0, outcome.reason);
    case 'anotherForm':
      return againUnlessLast(0, outcome.reason);
    case 'rejected':
    case 'unchangeable':
      return ended('failed', outcome.reason);
    case 'transient':
      return againUnlessLast(retryDelay(delivery.attempts), outcome.reason);
    case 'uncertain': {
      if (delivery.uncertainPolicy === 'leave' || delivery.attempts >= maxAttempts) {
        return ended('uncertain', outcome.reason, outcome.messageId);
      }
      const { attempts, tellsWithinMs = 0, heldMs = 0 } = delivery;
      const retryInMs = heldMs + Math.max(retryDelay(attempts), tellsWithinMs);
      return { ...again(retryInMs, outcome.reason), arrival: 'unknown' };
    }
  }

  function againUnlessLast(retryInMs: number, reason: string): Verdict {
    const { attempts } = delivery;
    return attempts < maxAttempts
      ? again(retryInMs, reason)
      : ended('failed', `${reason} (gave up after ${attempts} tries)`);
  }
}

/**
 * The same of a reader who has a part of the push: what is tried again is the rest alone, and what cannot be is no more
 * than uncertain, because the beginning is there to be corrected or taken back.
 */
export function keeping(verdict: Verdict, { ids, rest, of }: Kept): Verdict {
  return {
    ...verdict,
    state: verdict.state === 'pending' ? 'pending' : 'uncertain',
    messageId: joinIds(ids),
    reason: `part ${ids.length + 1} of ${of}: ${verdict.reason}`,
    rest,
  };
}

function ended(state: Verdict['state'], reason: string | null, messageId: string | null = null): Verdict {
  return { state, messageId, reason, retryInMs: null, counted: 'counted', arrival: 'known', rest: null };
}

function again(retryInMs: number, reason: string): Verdict {
  return { state: 'pending', messageId: null, reason, retryInMs, counted: 'counted', arrival: 'known', rest: null };
}
