import { describe, expect, test } from 'vitest';
import type { SendOutcome } from '../../../src/channels/channel.ts';
import { maxAttempts, receptionOf, retryDelay, verdictOn, waitingFor } from '../../../src/delivery/lane/outcome.ts';

const first = { attempts: 1, uncertainPolicy: 'leave' } as const;
const last = { attempts: maxAttempts, uncertainPolicy: 'resend' } as const;
const transient: SendOutcome = { kind: 'transient', reason: '502' };
const uncertain: SendOutcome = { kind: 'uncertain', reason: 'reset', messageId: 'm1' };

test('the wait before another try doubles up to five minutes', () => {
  expect([1, 2, 3, 8, 9, 30].map(retryDelay)).toEqual([2_000, 4_000, 8_000, 256_000, 300_000, 300_000]);
});

describe('what the ledger records', () => {
  test('of what was sent: its id, and what was not as asked for', () => {
    expect(verdictOn({ kind: 'sent', messageId: '7', note: 'as plain text' }, first)).toEqual({
      state: 'sent',
      messageId: '7',
      reason: 'as plain text',
      retryInMs: null,
      counted: 'counted',
      arrival: 'known',
      rest: null,
    });
  });

  test('of a rate limit: it waits as long as asked, also at the last try, and the try is not counted', () => {
    expect(verdictOn({ kind: 'rateLimited', retryAfterMs: 900, scope: 'chat' }, last)).toMatchObject({
      state: 'pending',
      retryInMs: 900,
      counted: 'uncounted',
    });
  });

  test('of a reader who is gone, and of one who moved, to whom it is sent at once', () => {
    expect(verdictOn({ kind: 'recipientGone', reason: 'blocked' }, first)).toMatchObject({ state: 'gone' });
    expect(verdictOn({ kind: 'recipientGone', reason: 'moved', movedTo: '-100' }, first)).toMatchObject({
      state: 'pending',
      retryInMs: 0,
      counted: 'counted',
    });
  });

  test.each(['rejected', 'unchangeable'] as const)('of what is %s: it failed at the first try', (kind) => {
    expect(verdictOn({ kind, reason: 'too long' }, first)).toMatchObject({ state: 'failed', reason: 'too long' });
  });

  test('of trouble in between: it is tried again, and after the last try has failed', () => {
    expect(verdictOn(transient, first)).toMatchObject({ state: 'pending', retryInMs: 2_000, arrival: 'known' });
    expect(verdictOn(transient, last)).toMatchObject({ state: 'failed', reason: '502 (gave up after 6 tries)' });
  });

  test('of what may have arrived: it is left when the edition says so, and after the last try', () => {
    for (const delivery of [first, last]) {
      expect(verdictOn(uncertain, delivery)).toMatchObject({ state: 'uncertain', messageId: 'm1', retryInMs: null });
    }
  });

  test('of what may have arrived and is to be sent again: not before the far end may have told of it', () => {
    const resend = { attempts: 1, uncertainPolicy: 'resend' } as const;
    expect(verdictOn(uncertain, resend)).toMatchObject({ state: 'pending', retryInMs: 2_000, arrival: 'unknown' });
    expect(verdictOn(uncertain, { ...resend, tellsWithinMs: 120_000 })).toMatchObject({ retryInMs: 120_000 });
  });

  test('of a try that the lane’s trouble prevented: it waits with the lane and is not counted', () => {
    expect(waitingFor(transient.reason, 60_000)).toMatchObject({
      state: 'pending',
      retryInMs: 60_000,
      reason: '502',
      counted: 'uncounted',
    });
  });
});

test('a refusal for speed teaches the pacer, an answer counts, no answer says nothing', () => {
  expect(receptionOf({ kind: 'rateLimited', retryAfterMs: 5, scope: 'account' })).toEqual({
    kind: 'refused',
    retryAfterMs: 5,
    scope: 'account',
  });
  expect(receptionOf({ kind: 'rejected', reason: 'x' })).toEqual({ kind: 'counted' });
  expect(receptionOf(transient)).toEqual({ kind: 'unknown' });
  expect(receptionOf(uncertain)).toEqual({ kind: 'unknown' });
});
