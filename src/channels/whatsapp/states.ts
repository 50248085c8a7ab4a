/** Where the connection to WhatsApp is. */
export type WhatsAppState =
  | { readonly kind: 'starting' }
  /** Waits for a phone; one of the two is shown. */
  | { readonly kind: 'pairing'; readonly qr: string | null; readonly code: string | null }
  | { readonly kind: 'ready'; readonly since: Date }
  /** The browser is well, WhatsApp is not reached or lets us send nothing. */
  | { readonly kind: 'degraded'; readonly reason: string }
  | { readonly kind: 'reconnecting'; readonly reason: string; readonly nextTryAt: Date }
  /** Logged out on the phone: needs a person to pair again. */
  | { readonly kind: 'loggedOut' }
  /** WhatsApp blocked the account: nothing is tried until a person says so. */
  | { readonly kind: 'banned'; readonly reason: string }
  | { readonly kind: 'paused' }
  | { readonly kind: 'stopped' };

/** What ended one life of the browser. */
export type Ending =
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'loggedOut' }
  | { readonly kind: 'banned'; readonly reason: string }
  /** We ended it: to renew a grown browser, or to pair anew. */
  | { readonly kind: 'renewed' }
  | { readonly kind: 'stopped' };

/** WhatsApp Web's words for its connection that mean that the account may not go on. */
const blocked = new Set(['TOS_BLOCK', 'SMB_TOS_BLOCK', 'PROXYBLOCK']);
const connecting = new Set(['OPENING', 'PAIRING', 'TIMEOUT', 'UNLAUNCHED']);

export type SocketMeaning = 'connected' | 'connecting' | 'unpaired' | 'idle' | 'blocked' | 'conflict' | 'other';

export function meaningOf(socket: string | null): SocketMeaning {
  if (socket === 'CONNECTED') return 'connected';
  if (socket === 'UNPAIRED') return 'unpaired';
  if (socket === 'UNPAIRED_IDLE') return 'idle';
  if (socket === 'CONFLICT') return 'conflict';
  if (socket === null || connecting.has(socket)) return 'connecting';
  return blocked.has(socket) ? 'blocked' : 'other';
}

const first = 1_000;
const longest = 60_000;

/**
 * Milliseconds before start `attempt` (from 1) after a failure: the first follows at once, so that a crash is over in
 * seconds; then 1 s, 2 s, 4 s … at most a minute, each up to a fifth longer, so that two never keep step.
 */
export function backoff(attempt: number, random: () => number): number {
  if (attempt <= 1) return 0;
  return Math.round(Math.min(first * 2 ** (attempt - 2), longest) * (1 + random() / 5));
}
