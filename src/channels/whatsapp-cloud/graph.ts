import { z } from 'zod';
import type { SendOutcome } from '../channel.ts';
import { type Answer, exchange, openPool, outcomeOfBrokenCall } from '../network.ts';
import type { NamedError } from './errors.ts';

export interface CloudAccount {
  /** https://graph.facebook.com, or another server that speaks its language. */
  readonly apiRoot: string;
  /** `v26.0`. */
  readonly version: string;
  /** The id that Meta gives the business number; not the number. */
  readonly phoneId: string;
  readonly token: string;
}

export type GraphAnswer =
  | { readonly kind: 'ok'; readonly body: unknown }
  /** Refused, with Meta's words. `waitMs`: how long it asks to wait, where it says so. */
  | { readonly kind: 'error'; readonly status: number; readonly error: NamedError; readonly waitMs: number | null }
  /** No answer that can be read: what became of the request is in the outcome. */
  | { readonly kind: 'broken'; readonly outcome: SendOutcome };

export interface Graph {
  post(path: string, body: unknown, signal?: AbortSignal): Promise<GraphAnswer>;
  get(path: string): Promise<GraphAnswer>;
  close(): Promise<void>;
}

const errorSchema = z.object({
  error: z.object({
    code: z.number(),
    message: z.string().default(''),
    error_data: z.object({ details: z.string().optional() }).optional().catch(undefined),
  }),
});

const usualDeadline = 30_000;

/** The Graph API over keep-alive connections. Never throws for what the far end did. */
export function graphApi(account: CloudAccount, options: { connections: number; deadlineMs?: number }): Graph {
  const { apiRoot, version, token } = account;
  const pool = openPool(apiRoot, options.connections);
  const prefix = `${new URL(apiRoot).pathname.replace(/\/+$/, '')}/${version}`;
  async function call(method: 'GET' | 'POST', path: string, body: unknown, signal?: AbortSignal): Promise<GraphAnswer> {
    try {
      const request = {
        method,
        path: `${prefix}/${path}`,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: body === undefined ? null : JSON.stringify(body),
      };
      return read(await exchange(pool, request, { withinMs: options.deadlineMs ?? usualDeadline, signal }));
    } catch (error) {
      return { kind: 'broken', outcome: outcomeOfBrokenCall(error) };
    }
  }
  return {
    post: (path, body, signal) => call('POST', path, body, signal),
    get: (path) => call('GET', path, undefined),
    close: () => pool.destroy(),
  };
}

function read({ status, text, retryAfter }: Answer): GraphAnswer {
  const seconds = Number(retryAfter);
  const waitMs = seconds > 0 && seconds <= 86_400 ? seconds * 1_000 : null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return notJson(status, waitMs);
  }
  if (status < 300) return { kind: 'ok', body };
  const refused = errorSchema.safeParse(body);
  if (!refused.success) return notJson(status, waitMs);
  const { code, message, error_data } = refused.data.error;
  // Details may repeat what was sent; Meta's short words do not.
  const title = (message.replace(/^\(#\d+\)\s*/, '') || error_data?.details || 'no reason given').slice(0, 200);
  return { kind: 'error', status, error: { code, title }, waitMs };
}

/** A gateway's page, or half an answer. */
function notJson(status: number, waitMs: number | null): GraphAnswer {
  const reason = `the Graph API answered ${status} with something that is not its own`;
  if (status === 429 || (status === 503 && waitMs !== null)) {
    return { kind: 'broken', outcome: { kind: 'rateLimited', retryAfterMs: waitMs ?? 5_000, scope: 'account' } };
  }
  if (status >= 400 && status < 500) {
    return { kind: 'broken', outcome: { kind: 'transient', reason, scope: 'account' } };
  }
  // What stands behind a gateway that gave up may have sent the message.
  return { kind: 'broken', outcome: { kind: 'uncertain', reason } };
}
