import { HttpError, type Transformer } from 'grammy';
import { exchange, openPool } from '../network.ts';
import type { TelegramAccount } from './send.ts';

export interface Transport {
  /** For grammY's `api.config.use`, before any other. */
  readonly call: Transformer;
  close(): Promise<void>;
}

/** An answer that is not what the Bot API answers with: a gateway's error, be it a page or JSON of its own, or half an answer. */
export class MalformedAnswer extends Error {
  override readonly name = 'MalformedAnswer';
  readonly status: number;

  constructor(status: number) {
    super(`the Bot API answered ${status} with something that is not its own`);
    this.status = status;
  }
}

const headers = { 'content-type': 'application/json' };

/**
 * The HTTP of grammY's calls, over keep-alive connections: the last of its transformers, in place of its own client, which
 * takes as much processor time as all else that a call needs. Files are not uploaded: pictures go by their address.
 *
 * @param connections at most this many at once
 * @param answerMs a call for which there is no answer by then fails, milliseconds
 */
export function createTransport(
  { apiRoot, token }: TelegramAccount,
  { connections, answerMs }: { readonly connections: number; readonly answerMs: number },
): Transport {
  const pool = openPool(apiRoot, connections);
  const path = `${new URL(apiRoot).pathname.replace(/\/$/, '')}/bot${token}/`;
  const call = async (_: unknown, method: string, payload: object, signal?: AbortSignal): Promise<unknown> => {
    try {
      const request = { path: path + method, method: 'POST', headers, body: JSON.stringify(payload) } as const;
      const { status, text } = await exchange(pool, request, { withinMs: answerMs, signal });
      return parse(text, status);
    } catch (error) {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    }
  };
  return { call: call as Transformer, close: () => pool.destroy() };
}

/** All that the Bot API answers says `ok`: https://core.telegram.org/bots/api#making-requests. */
function parse(text: string, status: number): unknown {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new MalformedAnswer(status);
  }
  if (typeof (answer as { ok?: unknown } | null)?.ok !== 'boolean') throw new MalformedAnswer(status);
  return answer;
}
