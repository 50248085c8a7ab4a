import {
  createPostgresBackend,
  type PgPool,
  type Processor,
  Queue,
  type QueueOptions,
  runMigrations,
  Worker,
  type WorkerOptions,
  withBackend,
} from 'bullmq';
import pg from 'pg';
import { correctTimes } from './correct-times.ts';

/** Makes queues and workers on one of the two far ends; everything above is the same for both. */
export interface QueueBackend {
  readonly kind: 'redis' | 'postgresql';
  createQueue(name: string, options: Omit<QueueOptions, 'connection'>): Queue;
  createWorker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  /** Takes back what a machine with a wrong clock left for later. `lockMs`: how long a worker's lock lasts. */
  correctTimes(lockMs: number): Promise<void>;
  close(): Promise<void>;
}

/** The braces make every key of ours hash to one slot, so a Redis Cluster works too. */
const prefix = '{nashra}';

/**
 * BullMQ over Redis. Commands wait for a lost server instead of failing (`maxRetriesPerRequest: null`), and reconnect
 * at most every two seconds: the ledger holds the work meanwhile.
 */
export function redisBackend(url: string): QueueBackend {
  const connection = {
    url,
    maxRetriesPerRequest: null,
    retryStrategy: (times: number) => Math.min(100 * 2 ** times, 2_000),
  };
  return {
    kind: 'redis',
    createQueue: (name, options) => new Queue(name, { ...options, prefix, connection }),
    createWorker: (name, processor, options) => new Worker(name, processor, { ...options, prefix, connection }),
    // Redis itself keeps the time there.
    correctTimes: async () => {},
    close: async () => {},
  };
}

/**
 * BullMQ over PostgreSQL, in its own schema `bullmq` of the same database. One pool is shared by all queues of the
 * process; each worker keeps one connection of it for LISTEN.
 */
export async function postgresBackend(url: string, onError: (error: Error) => void): Promise<QueueBackend> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    application_name: 'nashra-queue',
    options: '-c search_path=bullmq,public',
    keepAlive: true,
  });
  // Every queue and every worker listens on the pool that they share.
  pool.setMaxListeners(64);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const client = await pool.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
  const postgres = withBackend(createPostgresBackend);
  const connection = pool as unknown as PgPool;
  // BullMQ types its classes by backend; above this line both are used through the same methods.
  return {
    kind: 'postgresql',
    createQueue: (name, options) => new postgres.Queue(name, { ...options, connection }) as unknown as Queue,
    createWorker: (name, processor, options) =>
      new postgres.Worker(name, processor, { ...options, connection }) as unknown as Worker,
    correctTimes: (lockMs) => correctTimes(pool, lockMs),
    close: () => pool.end(),
  };
}
