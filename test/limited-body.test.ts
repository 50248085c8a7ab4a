import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { limitedBody } from '../src/limited-body.ts';
import { atEnd } from './setup/cleanup.ts';

const app = new Hono();
app.post('/', limitedBody(2 * 1024 * 1024), async (context) =>
  context.text(String((await context.req.arrayBuffer()).byteLength)),
);

async function open() {
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  atEnd(async () => {
    agent.destroy();
    await new Promise((closed) => server.close(closed));
  });
  const { port } = server.address() as AddressInfo;
  return async (size: number, headers: Record<string, string | number>) => {
    const sent = request({ host: '127.0.0.1', port, method: 'POST', agent, headers });
    sent.end(Buffer.alloc(size));
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const text = Buffer.concat(await answer.toArray()).toString();
    return { status: answer.statusCode, text, connection: answer.headers.connection, reused: sent.reusedSocket };
  };
}

test.each([
  ['of a stated length', (size: number) => ({ 'content-length': size })],
  ['in chunks', () => ({ 'transfer-encoding': 'chunked' })],
])('a body that is too large, %s, is refused, and the next request on its connection answered', async (_, headers) => {
  const post = await open();
  expect(await post(2 * 1024 * 1024, headers(2 * 1024 * 1024))).toMatchObject({ status: 200, text: '2097152' });
  for (const size of [2 * 1024 * 1024 + 1, 30_000_000]) {
    expect(await post(size, headers(size))).toMatchObject({ status: 413, connection: 'keep-alive' });
    expect(await post(3, headers(3))).toMatchObject({ status: 200, text: '3', reused: true });
  }
});

test('from a body beyond all measure the connection is closed, and that is said', async () => {
  const answer = await app.request('/', { method: 'POST', body: new Uint8Array(65 * 1024 * 1024) });
  expect([answer.status, answer.headers.get('connection')]).toEqual([413, 'close']);
});
