import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { isChanging } from './changes/change.ts';
import { fanOutChange } from './changes/fan-out-change.ts';
import { fanOutNotice } from './changes/fan-out-notice.ts';
import { type Chunk, type FannedOut, moveCursor } from './fan-out-cursor.ts';

/** Recipients written in one transaction: large enough for speed, small enough that the first may leave at once. */
const chunkSize = 10_000;

/**
 * Writes the next chunk of a push's recipients into the ledger and moves the push's cursor on, in one transaction: it can
 * die anywhere and be run again. The lock on the push and the cursor let nobody be written twice, so the insert has no
 * `on conflict`, which would cost a quarter of the time. The audience is everybody active who subscribes to the edition
 * and has not narrowed their topics to others; of a correction, a retraction and a notice those whom the earlier push
 * reached.
 *
 * @returns what is left to write
 */
export function fanOutChunk(db: Db, pushId: number, size: number = chunkSize): Promise<FannedOut> {
  return inTransaction(db, async (trx) => {
    const push = await trx
      .selectFrom('push')
      .select([
        'id',
        'kind',
        'edition',
        'topics',
        'state',
        'content',
        'corrects',
        'revision',
        'fanout_after',
        'fanout_finished_at',
        'started_at',
        'whatsapp_to',
      ])
      .where('id', '=', pushId)
      .where('send_at', '<=', sql<Date>`now()`)
      // Marks of what is written already do not wait for this.
      .forNoKeyUpdate()
      .executeTakeFirst();
    const open = push && (push.state === 'approved' || push.state === 'sending') && push.fanout_finished_at === null;
    if (!open) return 'finished';
    if (isChanging(push.kind)) return fanOutChange(trx, { ...push, kind: push.kind }, size);
    if (push.kind === 'notice') return fanOutNotice(trx, push, size);

    const { rows } = await sql<Chunk>`
      with chosen as (
        select s.id, s.lane_id
        from subscription n join subscriber s on s.id = n.subscriber_id
        where n.edition = ${push.edition} and n.subscriber_id > ${push.fanout_after}
          and s.id > ${push.fanout_after} and s.state = 'active'
          and (${push.topics.length} = 0 or s.topics is null or s.topics && ${push.topics}::text[])
          -- The cap is that of the account on WhatsApp Web; whoever reads through the official API is not left out.
          and (${push.whatsapp_to}::text = 'everybody' or s.destination
            or s.lane_id not in (select id from lane where name like 'whatsapp:%'))
        order by n.subscriber_id
        limit ${size}
      ), written as (
        insert into delivery (push_id, subscriber_id, lane_id, revision)
        select ${pushId}, id, lane_id, ${push.revision} from chosen
        returning 1
      )
      select (select max(id) from chosen) as last, (select count(*)::integer from chosen) as chosen,
             (select count(*)::integer from written) as written`.execute(trx);
    return moveCursor(trx, pushId, size, rows[0]);
  });
}
