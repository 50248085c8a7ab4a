import type { Job, JobsOptions, Queue, Worker } from 'bullmq';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { QueueBackend } from './backend.ts';
import { type AnyJob, type JobDefinition, type QueueName, queueNames } from './job.ts';

/** Finished jobs are a hint for ops, not the record: a few are kept for the board, the ledger keeps the truth. */
const defaultJobOptions: JobsOptions = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
  // A job that ended frees its id at once, so that the same work can be asked for again.
  removeOnComplete: true,
  removeOnFail: { age: 7 * 24 * 3_600, count: 1_000 },
};

/** How long a worker may be silent before its job is taken over: a killed holder is replaced within about 6 s. */
const takeover = { lockDuration: 5_000, stalledInterval: 2_000, maxStalledCount: 1_000 };

export interface Queues {
  readonly all: ReadonlyMap<QueueName, Queue>;
  /** Asks for a job. Returns when the queue has it; a job with the same id already waiting or running is left alone. */
  add<S extends z.ZodType, C>(job: JobDefinition<S, C>, payload: z.output<S>, options?: JobsOptions): Promise<void>;
  /** Starts workers for the queues that `jobs` use. `signal` given to handlers is aborted when `stop` begins. */
  work<C>(jobs: readonly AnyJob<C>[], context: C, concurrency: Partial<Record<QueueName, number>>): Workers;
  /** Takes back what a machine with a wrong clock left for later: asked by workers every few seconds. */
  correctTimes(): Promise<void>;
  close(): Promise<void>;
}

export interface Workers {
  /** Takes no new jobs, tells running handlers to hand over, waits for them. */
  stop(): Promise<void>;
}

export function openQueues(backend: QueueBackend, log: Logger): Queues {
  const all = new Map<QueueName, Queue>();
  for (const name of queueNames) {
    const queue = backend.createQueue(name, { defaultJobOptions });
    queue.on('error', (error) => log.warn({ queue: name, error: error.message }, 'queue connection error'));
    all.set(name, queue);
  }
  const queueOf = (name: QueueName): Queue => {
    const queue = all.get(name);
    if (!queue) throw new Error(`no queue named ${name}`);
    return queue;
  };

  return {
    all,
    async add(job, payload, options) {
      const id = job.id(payload);
      const queue = queueOf(job.queue);
      // A failed job keeps its id on the board; asking again must not be swallowed by it.
      const old = await queue.getJob(id);
      if (old && (await old.isFailed())) await old.remove();
      await queue.add(job.name, payload, { ...job.options, ...options, jobId: id });
    },
    work(jobs, context, concurrency) {
      const stopping = new AbortController();
      const workers: Worker[] = [];
      for (const name of new Set(jobs.map((job) => job.queue))) {
        const handlers = new Map(jobs.filter((job) => job.queue === name).map((job) => [job.name, job]));
        const worker = backend.createWorker(
          name,
          async (job: Job) => {
            const definition = handlers.get(job.name);
            if (!definition) throw new Error(`no handler for job ${job.name}: is an older version still running?`);
            await definition.handle(definition.schema.parse(job.data), context, stopping.signal);
          },
          { concurrency: concurrency[name] ?? 1, ...takeover },
        );
        worker.on('error', (error) => log.warn({ queue: name, error: error.message }, 'worker error'));
        worker.on('failed', (job, error) =>
          log.error({ queue: name, job: job?.id, attempt: job?.attemptsMade, error: error.message }, 'job failed'),
        );
        worker.on('stalled', (id) => log.warn({ queue: name, job: id }, 'job taken over from a dead worker'));
        workers.push(worker);
      }
      return {
        async stop() {
          const closed = Promise.all(workers.map((worker) => worker.close()));
          stopping.abort(new Error('stopping'));
          await closed;
        },
      };
    },
    correctTimes: () => backend.correctTimes(takeover.lockDuration),
    async close() {
      await Promise.all([...all.values()].map((queue) => queue.close()));
      await backend.close();
    },
  };
}
