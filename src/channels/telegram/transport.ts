import type { ApiClientOptions } from 'grammy';
import { type Dispatcher, errors, Pool } from 'undici';

export interface Transport {
  /** For grammY's `client.fetch`. */
  readonly fetch: NonNullable<ApiClientOptions['fetch']>;
  close(): Promise<void>;
}

/** An answer that is not what the Bot API answers with: a proxy's error page, or half an answer. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
  readonly status: number;

  constructor(status: number) {
    super(`the Bot API answered ${status} with something that is not JSON`);
    this.status = status;
  }
}

/** Long polls take this long at most on top of their own time-out. Milliseconds. */
const answerDeadline = 60_000;

/**
 * HTTP for grammY over a keep-alive pool of undici: the same calls at a quarter of the processor time that any WHATWG
 * fetch takes. grammY's abort signal, and with it its time-out, reaches the request.
 *
 * @param connections at most this many at once
 */
export function createTransport(apiRoot: string, connections: number): Transport {
  const origin = new URL(apiRoot).origin;
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    connect: { timeout: 10_000 },
    headersTimeout: answerDeadline,
    bodyTimeout: answerDeadline,
  });
  const call = async (url: string | URL, init: RequestInit = {}) => {
    const { pathname, search } = typeof url === 'string' ? new URL(url) : url;
    const { status, text } = await exchange(
      pool,
      {
        path: `${pathname}${search}`,
        method: (init.method ?? 'POST') as Dispatcher.HttpMethod,
        headers: init.headers as Record<string, string>,
        body: init.body as string,
      },
      init.signal ?? undefined,
    );
    return {
      status,
      ok: status < 300,
      json: async () => {
        try {
          return JSON.parse(text) as unknown;
        } catch {
          throw new MalformedAnswer(status);
        }
      },
    };
  };
  return { fetch: call as unknown as Transport['fetch'], close: () => pool.destroy() };
}

/**
 * One request and its whole answer, by undici's callbacks: its streams would cost a sixth of a message's processor time,
 * and answers of the Bot API are small and wanted whole.
 */
function exchange(
  pool: Pool,
  options: Dispatcher.DispatchOptions,
  signal: AbortSignal | undefined,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let status = 0;
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
      onResponseStart: (_, statusCode) => {
        status = statusCode;
      },
      onResponseData: (_, chunk) => {
        chunks.push(chunk);
      },
      onResponseEnd: () => {
        ended();
        resolve({ status, text: Buffer.concat(chunks).toString('utf8') });
      },
      onResponseError: (_, error) => {
        ended();
        reject(error);
      },
    });
  });
}
