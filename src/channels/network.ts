import { type Dispatcher, errors, Pool } from 'undici';
import type { SendOutcome } from './channel.ts';

/** A long poll takes this long at most on top of its own time-out; any other answer comes in less. Milliseconds. */
const answerDeadline = 60_000;

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
    headersTimeout: answerDeadline,
    bodyTimeout: answerDeadline,
  });
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** The header of that name, as it came. */
  readonly retryAfter: string | null;
}

/**
 * One request and its whole answer, by undici's callbacks: its streams would cost a sixth of a message's processor time,
 * and the answers of far ends are small and wanted whole.
 */
export function exchange(
  pool: Pool,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
    let retryAfter: string | undefined;
    let controller: Dispatcher.DispatchController | undefined;
    const abort = () => controller?.abort(new errors.RequestAbortedError());
    const ended = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    pool.dispatch(options, {
      // Only now does it have a connection; it may have been given up while it waited for one.
      onRequestStart: (started) => {
        controller = started;
        if (signal?.aborted) abort();
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
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** What a call that ended without an answer says of its message. */
export function outcomeOfBrokenCall(error: unknown): SendOutcome {
  const { code = '', message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  if (notSent.has(String(code))) return { kind: 'transient', reason: `could not connect (${code})` };
  if (/timed out/.test(message)) return { kind: 'uncertain', reason: 'no answer in time' };
  const shown = typeof code === 'string' && code !== '' ? ` (${code})` : '';
  return { kind: 'uncertain', reason: `the connection broke before the answer${shown}` };
}
