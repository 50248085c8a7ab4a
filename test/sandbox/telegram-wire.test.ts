import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTelegramApi, type TelegramApi } from '../../src/sandbox/telegram/index.ts';
import { untilHolds } from '../setup/wait.ts';

let api: TelegramApi;
beforeAll(async () => {
  api = await startTelegramApi({ unknownChats: 'accepted' });
});
afterAll(() => api.close());

const send = (chat: number, text = 'خبر', headers = '') => {
  const body = JSON.stringify({ chat_id: chat, text });
  return `POST /bot${api.token}/sendMessage HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
};

async function open(): Promise<{ socket: Socket; said: () => string }> {
  const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
  await once(socket, 'connect');
  let said = '';
  socket.setEncoding('utf8');
  socket.on('data', (data) => {
    said += data;
  });
  return { socket, said: () => said };
}

/** The chats of the messages that were answered, in the order of the answers. */
const chatsIn = (said: string) => [...said.matchAll(/"chat":\{"id":(\d+)/g)].map((match) => Number(match[1]));
const statusesIn = (said: string) => [...said.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => Number(match[1]));

test('requests sent together are answered in their order, also when an early one takes longer', async () => {
  api.behaviours.set([{ chats: { kind: 'listed', ids: [1] }, behaviour: { kind: 'slow', ms: 30, when: 'after' } }]);
  const { socket, said } = await open();
  socket.write(send(1) + send(2) + send(3));
  await untilHolds(() => expect(chatsIn(said())).toEqual([1, 2, 3]));
  api.behaviours.set([]);
  socket.destroy();
});

test('however the bytes are cut, the same requests are read', async () => {
  const bytes = Buffer.from(send(4) + chunked(5, 'خبر') + send(6));
  for (let cut = 1; cut < bytes.length; cut += 13) {
    const { socket, said } = await open();
    socket.write(bytes.subarray(0, cut));
    await new Promise((resolve) => setImmediate(resolve));
    socket.write(bytes.subarray(cut));
    await untilHolds(() => expect(chatsIn(said())).toEqual([4, 5, 6]));
    socket.destroy();
  }
});

function chunked(chat: number, text: string): string {
  const body = Buffer.from(JSON.stringify({ chat_id: chat, text }));
  const half = Math.floor(body.length / 2);
  const head = `POST /bot${api.token}/sendMessage HTTP/1.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`;
  const chunk = (part: Buffer) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
  return Buffer.concat([
    Buffer.from(head),
    chunk(body.subarray(0, half)),
    chunk(body.subarray(half)),
    Buffer.from('0\r\n\r\n'),
  ]).toString();
}

describe('one request', () => {
  test('of a client that closes, or speaks HTTP/1.0, ends the connection', async () => {
    for (const request of [send(7, 'خبر', 'Connection: close\r\n'), send(7).replace('HTTP/1.1', 'HTTP/1.0')]) {
      const { socket, said } = await open();
      socket.write(request);
      await once(socket, 'close');
      expect(statusesIn(said())).toEqual([200]);
    }
  });

  test('whose body waits for a word is told to go on', async () => {
    const { socket, said } = await open();
    const [head = '', body = ''] = send(8, 'خبر', 'Expect: 100-continue\r\n').split(/(?<=\r\n\r\n)/);
    socket.write(head);
    await untilHolds(() => expect(statusesIn(said())).toEqual([100]));
    socket.write(body);
    await untilHolds(() => expect(chatsIn(said())).toEqual([8]));
    socket.destroy();
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a length that is none', 'POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n', 400],
    ['broken chunks', 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n', 400],
    ['a head without end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(70_000)}`, 431],
    ['a body beyond all measure', 'POST / HTTP/1.1\r\nContent-Length: 99999999\r\n\r\n', 413],
  ])('with %s is refused and the connection closed', async (_name, request, status) => {
    const { socket, said } = await open();
    socket.write(request);
    await once(socket, 'close');
    expect(statusesIn(said())).toEqual([status]);
  });

  test('with JSON that is none, or a list, is told so', async () => {
    for (const body of ['{', '[]', '"x"']) {
      const response = await fetch(`${api.url}/bot${api.token}/sendMessage`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(response.status).toBe(400);
    }
  });
});

test('closing cuts those who wait', async () => {
  const other = await startTelegramApi();
  const waiting = fetch(`${other.url}/bot${other.token}/getUpdates?timeout=50`).catch((error: Error) => error);
  await untilHolds(() => expect(other.statistics().inFlight).toBe(1));
  await other.close();
  await waiting;
  await expect(fetch(`${other.url}/bot${other.token}/getMe`)).rejects.toThrow();
});

test('a taken port is told', async () => {
  await expect(startTelegramApi({ port: Number(new URL(api.url).port) })).rejects.toThrow('EADDRINUSE');
});
