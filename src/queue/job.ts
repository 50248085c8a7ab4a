import type { JobsOptions } from 'bullmq';
import type { z } from 'zod';

/** Queues are few and named for what waits in them; a job is a unit of work, never one recipient. */
export const queueNames = ['feeds', 'editions', 'pushes', 'lanes', 'records'] as const;
export type QueueName = (typeof queueNames)[number];

/**
 * One kind of job: `jobs/` holds one file for each. `Context` is what the handler needs of the running program.
 * Every handler may run twice for the same payload and must then change nothing the second time.
 */
export interface JobDefinition<Schema extends z.ZodType, Context> {
  readonly name: string;
  readonly queue: QueueName;
  readonly schema: Schema;
  /** The same id is never waiting twice. */
  readonly id: (payload: z.output<Schema>) => string;
  readonly options?: JobsOptions;
  readonly handle: (payload: z.output<Schema>, context: Context, signal: AbortSignal) => Promise<void>;
}

/** A job definition with its payload type put away, for lists of all kinds. */
// biome-ignore lint/suspicious/noExplicitAny: the payload is checked by the job's own schema before its handler sees it.
export type AnyJob<Context> = JobDefinition<any, Context>;
