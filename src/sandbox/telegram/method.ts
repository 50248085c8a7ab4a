import type { Answer } from './answer.ts';
import type { Params } from './params.ts';
import type { World } from './world.ts';

export interface Method {
  /** Whether it sends, edits or deletes messages: those calls the limits and rules of behaviour are for. */
  readonly acts: 'on-messages' | 'otherwise';
  /** How many messages a call counts for under the limits; absent: none. */
  readonly counts?: (params: Params) => number;
  readonly run: (world: World, params: Params) => Answer | Promise<Answer>;
}

/** Methods by their name in lower case: Telegram does not mind the case. */
export type MethodTable = Readonly<Record<string, Method>>;
