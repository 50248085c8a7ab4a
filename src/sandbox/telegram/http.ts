import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeAnswer, refusals } from './answer.ts';
import type { ControlHandler } from './control.ts';
import { type Dispatcher, dispatch, type Outcome } from './dispatch.ts';
import { readParams } from './params.ts';

export interface HttpFace {
  readonly port: number;
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

const path = /^\/bot([^/]+)\/([A-Za-z]+)(?:\?(.*))?$/;
const maxBodyBytes = 50 * 1_024 * 1_024;

/** Serves `/bot<token>/<method>` on 127.0.0.1, and `/_control` where it is open. */
export async function listen(
  server: Dispatcher,
  token: string,
  port: number,
  control: ControlHandler | null,
): Promise<HttpFace> {
  const http = createServer({ keepAlive: true, noDelay: true }, (request, response) => {
    response.sendDate = false;
    collect(request, (body) => {
      if (control && request.url?.startsWith('/_control')) void control(request, response, body);
      else answerCall(server, token, request, response, body);
    });
  });
  // A client may keep its connections for as long as it likes: that is Telegram's way, and benchmarks pause.
  http.keepAliveTimeout = 0;
  http.requestTimeout = 0;
  http.headersTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', 4_096, resolve);
  });
  let open = 0;
  http.on('connection', (socket) => {
    open++;
    socket.once('close', () => open--);
  });
  return { port: (http.address() as AddressInfo).port, connections: () => open, close: () => close(http) };
}

function collect(request: IncomingMessage, use: (body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > maxBodyBytes) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => use(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
}

function answerCall(
  server: Dispatcher,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): void {
  const match = path.exec(request.url ?? '');
  const call: Call = {
    token: match?.[1] ?? '',
    method: (match?.[2] ?? '').toLowerCase(),
    query: match?.[3] ?? '',
    contentType: request.headers['content-type'] ?? '',
    body,
    gone: () => goneSignal(response),
  };
  server.tally.called(call.method);
  const finish = (outcome: Outcome) => write(server, response, outcome);
  const outcome = carryOut(server, token, call);
  if (outcome instanceof Promise) void outcome.catch(broken).then(finish);
  else finish(outcome);
}

interface Call {
  readonly token: string;
  readonly method: string;
  readonly query: string;
  readonly contentType: string;
  readonly body: Buffer;
  readonly gone: () => AbortSignal;
}

function carryOut(server: Dispatcher, token: string, call: Call): Outcome | Promise<Outcome> {
  if (!/^\d+:/.test(call.token)) return { kind: 'answer', answer: refusals.notFound };
  if (call.token !== token) return { kind: 'answer', answer: refusals.unauthorized };
  try {
    const read = readParams(call.query, call.contentType, call.body);
    if (read.kind === 'unreadable') return { kind: 'answer', answer: refusals.unreadable };
    return dispatch(server, call.method, read.params, call.gone);
  } catch (error) {
    return broken(error);
  }
}

/** A fault of this server itself, not of the caller. */
function broken(error: unknown): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'answer', answer: { kind: 'refused', code: 500, description: `Internal Server Error: ${reason}` } };
}

function goneSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  else response.once('close', () => controller.abort());
  return controller.signal;
}

function write(server: Dispatcher, response: ServerResponse, outcome: Outcome): void {
  if (response.destroyed) {
    server.tally.lost();
    return;
  }
  if (outcome.kind === 'silence') {
    response.once('close', () => server.tally.lost());
    return;
  }
  if (outcome.kind === 'reset') {
    server.tally.lost();
    response.socket?.resetAndDestroy();
    return;
  }
  const raw = outcome.kind === 'raw';
  const body = Buffer.from(raw ? outcome.body : encodeAnswer(outcome.answer));
  const status = raw ? outcome.status : outcome.answer.kind === 'ok' ? 200 : outcome.answer.code;
  server.tally.answered(status);
  const retryAfter = !raw && outcome.answer.kind === 'refused' ? outcome.answer.parameters?.retry_after : undefined;
  response.writeHead(status, {
    'content-type': raw ? outcome.contentType : 'application/json',
    'content-length': body.length,
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(body);
}

async function close(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  http.closeAllConnections();
  await closed;
}
