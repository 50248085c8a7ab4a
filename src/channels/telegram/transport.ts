import type { ApiClientOptions } from 'grammy';
import type { Dispatcher } from 'undici';
import { exchange, openPool } from '../network.ts';

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

/**
 * HTTP for grammY over keep-alive connections. grammY's abort signal, and with it its time-out, reaches the request.
 *
 * @param connections at most this many at once
 */
export function createTransport(apiRoot: string, connections: number): Transport {
  const pool = openPool(apiRoot, connections);
  const rootPath = new URL(apiRoot).pathname.replace(/\/$/, '');
  const call = async (url: string | URL, init: RequestInit = {}) => {
    const { status, text } = await exchange(
      pool,
      {
        // grammY puts the method's path behind the root as it was given.
        path: `${rootPath}${String(url).slice(apiRoot.length)}`,
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
