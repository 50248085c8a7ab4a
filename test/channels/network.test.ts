import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as listenRaw, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { exchange, NoAnswer, NotSent, openPool, outcomeOfBrokenCall } from '../../src/channels/network.ts';
import { waitFor } from '../setup/wait.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A far end that answers `/answer` and nothing else, reached over one connection. */
async function farEnd() {
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/answer') response.setHeader('retry-after', '7').end('نعم');
    if (request.url === '/half') response.write('half an ans');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const pool = openPool(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 1);
  closing.push(
    () => pool.destroy(),
    () =>
      new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      }),
  );
  const get = (path: string, withinMs: number, signal?: AbortSignal) =>
    exchange(pool, { path, method: 'GET' }, { withinMs, signal });
  return { asked, get };
}

describe('a request and its answer', () => {
  test('comes whole, with its status and how long to wait', async () => {
    const { get } = await farEnd();
    expect(await get('/answer', 10_000)).toEqual({ status: 200, text: 'نعم', retryAfter: '7' });
  });

  test.each(['/never', '/half'])('%s: what was sent and not answered in time may have been done', async (path) => {
    const { get } = await farEnd();
    const error = await get(path, 150).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NoAnswer);
    expect(outcomeOfBrokenCall(error)).toEqual({ kind: 'uncertain', reason: 'no answer in time' });
  });

  test('what found no free connection in time never left, also later, and is tried again', async () => {
    const { get, asked } = await farEnd();
    const first = get('/never', 600).catch((thrown: unknown) => thrown);
    await waitFor(() => asked.length === 1, { message: 'the first request never came' });
    const error = await get('/second', 100).catch((thrown: unknown) => thrown);
    expect(outcomeOfBrokenCall(error)).toEqual({
      kind: 'transient',
      reason: 'could not connect (NO_CONNECTION)',
      scope: 'account',
    });
    await first;
    expect((await get('/answer', 10_000)).status).toBe(200);
    expect(asked).toEqual(['/never', '/answer']);
  });

  test.each([
    ['resets', (socket: Socket) => socket.resetAndDestroy(), 'ECONNRESET'],
    ['closes', (socket: Socket) => socket.end(), 'ECONNRESET'],
    ['speaks no TLS', (socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'ERR_SSL_'],
  ])('what found a far end that %s in the TLS handshake never left', async (_, answer, code) => {
    const server = listenRaw((socket) => socket.on('error', () => {}).once('data', () => answer(socket)));
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const pool = openPool(`https://127.0.0.1:${(server.address() as AddressInfo).port}`, 1);
    closing.push(
      () => pool.destroy(),
      () => new Promise((closed) => server.close(closed)),
    );
    const request = { path: '/', method: 'POST', body: '{}' } as const;
    const error = await exchange(pool, request, { withinMs: 10_000 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotSent);
    expect(outcomeOfBrokenCall(error)).toEqual({
      kind: 'transient',
      reason: expect.stringContaining(code) as string,
      scope: 'account',
    });
  });

  test('ends when the caller gives it up, before or after it left', async () => {
    const { get, asked } = await farEnd();
    const caller = new AbortController();
    const given = get('/never', 10_000, caller.signal).catch((thrown: unknown) => thrown);
    await waitFor(() => asked.length === 1, { message: 'the first request never came' });
    caller.abort();
    expect(await given).toMatchObject({ code: 'NO_ANSWER' });
    expect(await get('/second', 10_000, caller.signal).catch((thrown: unknown) => thrown)).toMatchObject({
      code: 'NO_CONNECTION',
    });
    expect((await get('/answer', 10_000)).status).toBe(200);
    expect(asked).toEqual(['/never', '/answer']);
  });
});
