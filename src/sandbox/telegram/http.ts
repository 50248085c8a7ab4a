import { encodeAnswer, refusals } from './answer.ts';
import type { ControlHandler } from './control.ts';
import { type Dispatcher, dispatch, type Outcome } from './dispatch.ts';
import { readParams } from './params.ts';
import { type Exchange, serveWire, type WireServer } from './wire.ts';

const path = /^\/bot([^/]+)\/([A-Za-z]+)(?:\?(.*))?$/;

/** Serves `/bot<token>/<method>` on 127.0.0.1, and `/_control` where it is open. */
export function listen(
  server: Dispatcher,
  token: string,
  port: number,
  control: ControlHandler | null,
): Promise<WireServer> {
  return serveWire(port, (exchange) => {
    if (control && exchange.head.target.startsWith('/_control')) control(exchange);
    else answerCall(server, token, exchange);
  });
}

function answerCall(server: Dispatcher, token: string, exchange: Exchange): void {
  const match = path.exec(exchange.head.target);
  const call: Call = { token: match?.[1] ?? '', method: (match?.[2] ?? '').toLowerCase(), query: match?.[3] ?? '' };
  server.tally.called(call.method);
  const outcome = carryOut(server, token, call, exchange);
  if (outcome instanceof Promise) void outcome.catch(broken).then((late) => write(server, exchange, late));
  else write(server, exchange, outcome);
}

interface Call {
  readonly token: string;
  /** In lower case: Telegram does not mind. */
  readonly method: string;
  readonly query: string;
}

function carryOut(server: Dispatcher, token: string, call: Call, exchange: Exchange): Outcome | Promise<Outcome> {
  if (!/^\d+:/.test(call.token)) return { kind: 'answer', answer: refusals.notFound };
  if (call.token !== token) return { kind: 'answer', answer: refusals.unauthorized };
  try {
    const read = readParams(call.query, exchange.head.contentType, exchange.body);
    if (read.kind === 'unreadable') return { kind: 'answer', answer: refusals.unreadable };
    return dispatch(server, call.method, read.params, () => goneSignal(exchange));
  } catch (error) {
    return broken(error);
  }
}

/** A fault of this server itself, not of the caller. */
function broken(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'answer', answer: { kind: 'refused', code: 500, description: `Internal Server Error: ${reason}` } };
}

function goneSignal(exchange: Exchange): AbortSignal {
  const controller = new AbortController();
  exchange.onGone(() => controller.abort());
  return controller.signal;
}

function write({ tally }: Dispatcher, exchange: Exchange, outcome: Outcome): void {
  if (exchange.client === 'gone') {
    tally.lost();
    return;
  }
  switch (outcome.kind) {
    case 'silence':
      exchange.onGone(() => tally.lost());
      return;
    case 'reset':
      tally.lost();
      exchange.reset();
      return;
    case 'raw':
      tally.answered(outcome.status);
      exchange.answer(outcome);
      return;
    case 'answer': {
      const { answer } = outcome;
      const status = answer.kind === 'ok' ? 200 : answer.code;
      const retryAfter = answer.kind === 'refused' ? answer.parameters?.retry_after : undefined;
      tally.answered(status);
      exchange.answer({
        status,
        contentType: 'application/json',
        body: encodeAnswer(answer),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      });
    }
  }
}
