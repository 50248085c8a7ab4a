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

/** The request left, and its answer was not waited for any longer. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code = 'NO_ANSWER';

  constructor() {
    super('no answer in time');
  }
}

/**
 * Nothing of the request left: no connection was free in time (`NO_CONNECTION`), or none could be opened. `code` is the
 * cause's: of the name's resolution (`ENOTFOUND`), the network (`ECONNREFUSED`) or the TLS handshake, which a reset
 * (`ECONNRESET`) or a certificate (`CERT_HAS_EXPIRED`) may end.
 */
export class NotSent extends Error {
  override readonly name = 'NotSent';
  readonly code: string;

  constructor(cause?: unknown) {
    super(cause instanceof Error ? cause.message : 'no connection was free in time', { cause });
    this.code = String((cause as { code?: unknown } | undefined)?.code ?? 'NO_CONNECTION');
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
 * @throws {NotSent} when nothing of it left, {NoAnswer} when it left and the answer takes too long or `signal` is aborted;
 *   else what undici throws.
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
      if (typeof request !== 'string') return request.abort(new NoAnswer());
      request = 'given up';
      reject(new NotSent());
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
        if (request === 'given up') controller.abort(new NotSent());
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
        // undici starts a request when it has a connection for it, TLS included, and before it writes.
        reject(request === 'waiting' ? new NotSent(error) : error);
      },
    });
  });
}

/** Mostly it comes in one piece. */
function textOf(chunks: readonly Buffer[]): string {
  const [first] = chunks;
  return (chunks.length === 1 && first ? first : Buffer.concat(chunks)).toString('utf8');
}

/** What a call that ended without an answer says of its message. */
export function outcomeOfBrokenCall(error: unknown): SendOutcome {
  if (error instanceof NotSent) {
    return { kind: 'transient', reason: `could not connect (${error.code})`, scope: 'account' };
  }
  if (error instanceof NoAnswer) return { kind: 'uncertain', reason: error.message };
  const { code = '' } = (error ?? {}) as { code?: unknown };
  const shown = typeof code === 'string' && code !== '' ? ` (${code})` : '';
  return { kind: 'uncertain', reason: `the connection broke before the answer${shown}` };
}
