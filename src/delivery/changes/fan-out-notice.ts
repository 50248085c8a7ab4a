import { sql } from 'kysely';
import type { PushState } from '../../database/schema.ts';
import type { Trx } from '../../database/transaction.ts';
import type { PushContent } from '../../editions/push.ts';
import { type Chunk, type FannedOut, moveCursor } from '../fan-out-cursor.ts';

export interface NoticePush {
  readonly id: number;
  readonly content: PushContent;
  readonly corrects: number | null;
  readonly fanout_after: number;
  readonly revision: number;
}

/**
 * Writes the next chunk of those who are told of a correction: readers who certainly got what was corrected, and only
 * they. It begins when the correction has ended, because who needs telling is known only then. The push is locked by
 * the caller.
 */
export async function fanOutNotice(trx: Trx, push: NoticePush, size: number): Promise<FannedOut> {
  const { content } = push;
  if (content.type !== 'notice') throw new Error(`push ${push.id} is a notice but says something else`);
  const corrected = await trx.selectFrom('push').select('state').where('id', '=', push.corrects).executeTakeFirst();
  if (corrected && isRunning(corrected.state)) return 'waits';
  const { rows } = await sql<Chunk>`
    with chosen as (
      select c.subscriber_id, c.lane_id
      from delivery c join subscriber s on s.id = c.subscriber_id
      where c.push_id = ${push.corrects} and c.subscriber_id > ${push.fanout_after} and s.state = 'active'
        -- Uncertain without a try: nobody knows whether there was anything to correct.
        and (c.state = 'failed' or (c.state = 'uncertain' and c.attempts > c.uncounted)
             or (${content.to} = 'all' and c.state = 'sent'))
      order by c.subscriber_id
      limit ${size}
    ), written as (
      insert into delivery (push_id, subscriber_id, lane_id, revision)
      select ${push.id}, subscriber_id, lane_id, ${push.revision} from chosen
      on conflict do nothing
      returning 1
    )
    select (select max(subscriber_id) from chosen) as last, (select count(*)::integer from chosen) as chosen,
           (select count(*)::integer from written) as written`.execute(trx);
  return moveCursor(trx, push.id, size, rows[0]);
}

function isRunning(state: PushState): boolean {
  return state === 'approved' || state === 'sending' || state === 'paused';
}
