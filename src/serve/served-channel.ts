import type { Hono } from 'hono';
import type { LaneOptions } from '../delivery/lane/lane-context.ts';
import type { Role } from './roles.ts';

/**
 * A sending account as an instance serves it: `telegram-channel.ts`, `whatsapp-channel.ts`, `whatsapp-cloud.ts`, one file a channel. A new
 * one is such a file and a line in `assemble.ts`.
 */
export interface ServedChannel {
  /** The role that runs it. */
  readonly role: Extract<Role, 'bot' | 'whatsapp'>;
  /** The name of the lock that one instance of all holds while it runs it. */
  readonly lock: string;
  /**
   * The lane where any instance with the role `worker` may send. Null where only the instance that runs the channel can,
   * because it holds the connection: `run` then drains the lane too.
   */
  readonly lane: LaneOptions | null;
  /** What the far end calls, mounted below `/hooks` on each instance that has the pages. */
  readonly webhook?: { readonly path: string; readonly routes: Hono };
  /** Talks with people until `signal` is aborted. */
  run(signal: AbortSignal): Promise<void>;
}
