import { type Dispatcher, Pool } from 'undici';
import type { SendOutcome } from './channel.ts';

/**
 * Keep-alive connections to one far end: a call takes a quarter of the processor time that any WHATWG fetch takes.
 *
 * @param connections at most this many at once
 */
export function openPool(root: string, connections: number): Pool {
  return new Pool(new URL(root).origin, {
    connections,
    pipelining: 1,
    connect: { timeout: 10_000 },
    // `exchange` has a time for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The header of that name, as it came. */
  readonly retryAfter: string | null;
}

/** An answer was not waited for any longer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** `NO_CONNECTION`: nothing of the request had left yet. */
  readonly code: 'NO_ANSWER' | 'NO_CONNECTION';

  constructor(request: 'on its way' | 'waiting') {
    super(request === 'waiting' ? 'no connection was free in time' : 'no answer in time');
    this.code = request === 'waiting' ? 'NO_CONNECTION' : 'NO_ANSWER';
  }
}

export interface Patience {
  /** Milliseconds for all of it, from now to the end of the answer. */
  readonly withinMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One request and its whole answer, by undici's callbacks: its streams would cost a sixth of a message's processor time,
 * and the answers of far ends are small and wanted whole.
 *
 * @throws {NoAnswer} when it takes too long or `signal` is aborted; else what undici throws.
 */
export function exchange(pool: Pool, options: Dispatcher.DispatchOptions, patience: Patience): Promise<Answer> {
  const { withinMs, signal } = patience;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let retryAfter: string | undefined;
    let request: Dispatcher.DispatchController | 'waiting' | 'given up' = 'waiting';
    const giveUp = () => {
      ended();
      if (typeof request !== 'string') return request.abort(new NoAnswer('on its way'));
      request = 'given up';
      reject(new NoAnswer('waiting'));
    };
    const timer = setTimeout(giveUp, withinMs);
    const ended = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
    };
    if (signal?.aborted) return giveUp();
    signal?.addEventListener('abort', giveUp);
    pool.dispatch(options, {
      onRequestStart: (controller) => {
        // Only now does it have a connection; it may have been given up while it waited for one.
        if (request === 'given up') controller.abort(new NoAnswer('waiting'));
        else request = controller;
      },
      onResponseStart: (_, statusCode, headers) => {
        status = statusCode;
        retryAfter = headers['retry-after']?.toString();
      },
      onResponseData: (_, chunk) => {
        chunks.push(chunk);
      },
      onResponseEnd: () => {
        ended();
        resolve({ status, text: textOf(chunks), retryAfter: retryAfter ?? null });
      },
      onResponseError: (_, error) => {
        ended();
        reject(error);
      },
    });
  });
}

/** Mostly it comes in one piece. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString('utf8');
}

/** Errors of the network that come before a byte of the request was written: nothing can have been sent. */
const notSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'NO_CONNECTION',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What a call that ended without an answer says of its message. */
export function outcomeOfBrokenCall(error: unknown): SendOutcome {
  const { code = '' } = (error ?? {}) as { code?: unknown };
  if (notSent.has(String(code))) return { kind: 'transient', reason: `could not connect (${code})` };
  if (code === 'NO_ANSWER') return { kind: 'uncertain', reason: 'no answer in time' };
  const shown = typeof code === 'string' && code !== '' ? ` (${code})` : '';
  return { kind: 'uncertain', reason: `the connection broke before the answer${shown}` };
}
