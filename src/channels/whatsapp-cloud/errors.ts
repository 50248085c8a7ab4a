import type { SendOutcome } from '../channel.ts';

/**
 * What the Cloud API's error codes mean for us. They come in the answer to a send, or later in a `failed` status.
 *
 * Codes: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export type CloudError =
  /** The account sends too fast; this message was not sent. */
  | { readonly kind: 'tooFast'; readonly waitMs: number }
  /** Too many to this one person. */
  | { readonly kind: 'pair' }
  /** Meta restricts the account. A person has to look; asking again and again makes it worse. */
  | { readonly kind: 'restricted' }
  /** The token or the number of this installation: nothing is sent before it is mended. */
  | { readonly kind: 'unusable' }
  /** The person has not written for 24 hours: only a template may be sent. */
  | { readonly kind: 'windowClosed' }
  /** The person cannot be reached: no WhatsApp under this number, an old version, terms not accepted. */
  | { readonly kind: 'undeliverable' }
  /** The person told WhatsApp that they want no more of this. */
  | { readonly kind: 'optedOut' }
  /** Meta's own trouble; a later try may succeed. */
  | { readonly kind: 'trouble' }
  | { readonly kind: 'rejected' };

const second = 1_000;

/** Each with the name Meta gives it. */
const known = new Map<number, CloudError>([
  // API Too Many Calls; WABA rate limit: both are counted over an hour.
  [4, { kind: 'tooFast', waitMs: 60 * second }],
  [80007, { kind: 'tooFast', waitMs: 60 * second }],
  // Rate limit hit: messages a second, 80 by default; https://developers.facebook.com/docs/whatsapp/throughput
  [130429, { kind: 'tooFast', waitMs: second }],
  // The number is being raised to a higher throughput, which takes about a minute.
  [131057, { kind: 'tooFast', waitMs: 60 * second }],
  // (Business Account, Consumer Account) pair rate limit: one message in 6 seconds, bursts are borrowed from later.
  [131056, { kind: 'pair' }],
  // Spam rate limit hit: too many people blocked or reported the number.
  [131048, { kind: 'restricted' }],
  // Business account locked; temporarily blocked for policy violations; payment trouble.
  [131031, { kind: 'restricted' }],
  [368, { kind: 'restricted' }],
  [131042, { kind: 'restricted' }],
  // Authentication, permission, the number deleted or not registered, in maintenance.
  [0, { kind: 'unusable' }],
  [3, { kind: 'unusable' }],
  [10, { kind: 'unusable' }],
  [190, { kind: 'unusable' }],
  [33, { kind: 'unusable' }],
  [131005, { kind: 'unusable' }],
  [131045, { kind: 'unusable' }],
  [133010, { kind: 'unusable' }],
  // Re-engagement message: more than 24 hours since the person wrote.
  [131047, { kind: 'windowClosed' }],
  [131026, { kind: 'undeliverable' }],
  // The user stopped marketing messages of this business.
  [131050, { kind: 'optedOut' }],
  // Unknown; service down or overloaded; something went wrong; service unavailable; server temporarily unavailable.
  [1, { kind: 'trouble' }],
  [2, { kind: 'trouble' }],
  [131000, { kind: 'trouble' }],
  [131016, { kind: 'trouble' }],
  [133004, { kind: 'trouble' }],
]);

/**
 * Everything not listed is a refusal of this message: 131051 (kind of message), 132xxx (templates), 131049 (Meta chose
 * not to deliver, to keep people engaged; not to be tried again within a day), 130472 (the person is part of an
 * experiment), 130497 (country), 131021 (to ourselves), 131030 (not on a test number's list), 100 (a parameter).
 */
export function meaningOf(code: number): CloudError {
  if (code >= 200 && code <= 299) return { kind: 'unusable' };
  return known.get(code) ?? { kind: 'rejected' };
}

/** Whether a person has to do something before anything can be sent, and what. Null when not. */
export function adviceFor(code: number): string | null {
  switch (meaningOf(code).kind) {
    case 'restricted':
      return code === 131042
        ? 'see to the payment method in Meta’s Business Suite'
        : 'look at the number’s quality and the account’s state in WhatsApp Manager';
    case 'unusable':
      return 'check WHATSAPP_CLOUD_TOKEN and WHATSAPP_CLOUD_PHONE_ID: nashra doctor';
    default:
      return null;
  }
}

/** An error as an answer or a status names it. */
export interface NamedError {
  readonly code: number;
  /** Meta's words. */
  readonly title: string;
}

const reasonOf = ({ code, title }: NamedError) => `${code}: ${title}`;
/** How long one person is left alone after a pair limit. */
const pairRest = 30 * second;

/** After a restriction, until the lane is held: long enough for that, short enough for whoever reopens it. */
export const restMs = 5 * second;

/**
 * The outcome of a send that was answered with an error. `windowClosed` is a refusal here; who has a template sends that instead.
 */
export function outcomeOfError(error: NamedError): SendOutcome {
  const reason = reasonOf(error);
  const meaning = meaningOf(error.code);
  switch (meaning.kind) {
    case 'tooFast':
      return { kind: 'rateLimited', retryAfterMs: meaning.waitMs, scope: 'account' };
    case 'pair':
      return { kind: 'rateLimited', retryAfterMs: pairRest, scope: 'chat' };
    case 'restricted':
      return { kind: 'rateLimited', retryAfterMs: restMs, scope: 'account' };
    case 'unusable':
      return { kind: 'transient', reason, scope: 'account' };
    case 'trouble':
      return { kind: 'transient', reason };
    case 'undeliverable':
    case 'optedOut':
      return { kind: 'recipientGone', reason };
    case 'windowClosed':
    case 'rejected':
      return { kind: 'rejected', reason };
  }
}

/** What a `failed` status means for a message that was accepted. */
export type LateFailure =
  /** Not sent, and may be sent again after this time. Milliseconds. */
  | { readonly kind: 'again'; readonly afterMs: number; readonly as: 'before' | 'template' }
  | { readonly kind: 'gone'; readonly reader: 'seems gone' | 'left' }
  | { readonly kind: 'failed' };

export function lateFailureOf(code: number): LateFailure {
  const meaning = meaningOf(code);
  switch (meaning.kind) {
    case 'windowClosed':
      return { kind: 'again', afterMs: 0, as: 'template' };
    case 'tooFast':
      return { kind: 'again', afterMs: Math.max(60 * second, meaning.waitMs), as: 'before' };
    case 'pair':
    case 'trouble':
      return { kind: 'again', afterMs: 60 * second, as: 'before' };
    case 'restricted':
      return { kind: 'again', afterMs: restMs, as: 'before' };
    case 'undeliverable':
      return { kind: 'gone', reader: 'seems gone' };
    case 'optedOut':
      return { kind: 'gone', reader: 'left' };
    case 'unusable':
    case 'rejected':
      return { kind: 'failed' };
  }
}
