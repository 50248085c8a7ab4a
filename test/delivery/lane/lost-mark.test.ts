import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../src/database/database.ts';
import { booksOf } from '../../../src/delivery/books.ts';
import { Pacer } from '../../../src/delivery/pacing/pacer.ts';
import { atEnd } from '../../setup/cleanup.ts';
import { useTelegramLane } from '../telegram-lane.ts';

const lane = useTelegramLane();

/** The database behind a network that carries a statement there, on demand, and loses its answer. */
async function lossyDatabase(url: string) {
  const target = new URL(url);
  let losing = false;
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const database = connect({ host: target.hostname, port: Number(target.port) });
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        client.destroy();
        database.destroy();
      });
    }
    let lost = false;
    client.on('data', (asked) => {
      lost = losing;
      losing = false;
      database.write(asked);
    });
    database.on('data', (answer) => void (lost ? client.destroy() : client.write(answer)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  const handle = openDatabase(through.href, { onError: () => {} });
  atEnd(async () => {
    await handle.close();
    for (const socket of open) socket.destroy();
    server.close();
  });
  return {
    prepared: handle.prepared,
    loseNextAnswer() {
      losing = true;
    },
  };
}

test('a message whose mark got through while its answer was lost did not leave: it is sent, once', async () => {
  await lane.start(3);
  const { prepared, loseNextAnswer } = await lossyDatabase(lane.databaseUrl);
  const id = await lane.push('marked');
  let rendered = false;
  await lane.drain({
    pacer: new Pacer({ rate: 1_000 }),
    linger: 1_000,
    context: {
      prepared,
      render: async () => {
        // What is asked next is the mark.
        if (!rendered) loseNextAnswer();
        rendered = true;
        return { messages: [{ text: 'خبر', markup: 'telegram-html' }], uncertainPolicy: 'leave' };
      },
    },
  });
  expect(await booksOf(lane.db, id)).toMatchObject({ balanced: true, byState: { sent: 3, uncertain: 0 } });
  expect([...lane.api.counts().values()]).toEqual([1, 1, 1]);
  const tries = await lane.db.selectFrom('delivery').select(['attempts', 'uncounted']).execute();
  expect(tries.map(({ attempts, uncounted }) => attempts - uncounted)).toEqual([1, 1, 1]);
});
