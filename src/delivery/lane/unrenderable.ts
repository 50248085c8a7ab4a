import type { Logger } from 'pino';
import type { Channel } from '../../channels/channel.ts';
import type { Db } from '../../database/database.ts';
import { pausePush } from '../push-control.ts';

/** A push cannot be said on a channel in a language, whoever it is for: a mistake in it or in the program. */
export class Unrenderable extends Error {
  override readonly name = 'Unrenderable';
}

/** Pauses such a push, so that its lane goes on with the next, and says why to ops and editors. */
export async function pauseUnrenderable(
  { db, log }: { readonly db: Db; readonly log: Logger },
  { lane }: Channel,
  pushId: number,
  error: Unrenderable,
): Promise<void> {
  const reason = error.message;
  const { kind } = await pausePush(db, { pushId, actor: 'lane', reason, tell: 'editors' });
  if (kind === 'done')
    log.error({ lane, push: pushId, reason, error: error.cause }, 'push paused: it cannot be rendered');
}
