import { connect } from 'node:net';
import { Redis } from 'ioredis';
import { type Child, endChild, startChild } from './child.ts';
import { atEnd } from './cleanup.ts';
import { freePort } from './ports.ts';
import { temporaryFolder } from './temporary.ts';
import { waitFor } from './wait.ts';

export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** SIGKILL, as when the machine takes it away. */
  kill(): Promise<void>;
  /** Lets it end in order. */
  stop(): Promise<void>;
  /** Starts it again on the same port and folder, ending it in order first when it runs. */
  restart(): Promise<void>;
}

/**
 * Debian's redis-server on a free port, ended with the test file.
 *
 * @param options.appendOnly Whether what was acknowledged survives a kill; without, everything is gone then.
 * @param options.mode `cluster`: one node with all slots, which refuses commands over keys of several slots.
 */
export async function startRedis(
  options: { readonly appendOnly?: boolean; readonly mode?: 'alone' | 'cluster' } = {},
): Promise<TestRedis> {
  const folder = await temporaryFolder();
  const port = await freePort();
  const durability = options.appendOnly === true ? ['yes', '--appendfsync', 'always'] : ['no'];
  const cluster =
    options.mode === 'cluster' ? ['--cluster-enabled', 'yes', '--cluster-port', String(await freePort())] : [];
  const start = async () => {
    const child = await startChild('redis-server', [
      ...['--port', String(port), '--bind', '127.0.0.1', '--dir', folder],
      // BullMQ asks for noeviction; it is also the default.
      ...['--save', '', '--maxmemory-policy', 'noeviction', '--appendonly', ...durability],
      ...cluster,
    ]);
    await waitFor(() => ping(port) || failIfEnded(child), { message: 'redis-server did not start' });
    return child;
  };
  let child = await start();
  atEnd(() => endChild(child));
  if (options.mode === 'cluster') await takeAllSlots(port);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid;
    },
    async kill() {
      await child.kill('SIGKILL');
    },
    stop: () => endChild(child),
    async restart() {
      await endChild(child);
      child = await start();
    },
  };
}

async function takeAllSlots(port: number): Promise<void> {
  const client = new Redis(port, '127.0.0.1');
  try {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
    await waitFor(async () => /cluster_state:ok/.test(String(await client.call('CLUSTER', 'INFO'))), {
      message: 'the cluster of one node did not form',
    });
  } finally {
    client.disconnect();
  }
}

async function ping(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.on('data', (reply) => {
      socket.destroy();
      resolve(reply.toString().startsWith('+PONG'));
    });
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}

function failIfEnded(child: Child): false {
  if (!child.isRunning()) throw new Error(`redis-server ended: ${child.stdout()}${child.stderr()}`);
  return false;
}
