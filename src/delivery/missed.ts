import { type RawBuilder, sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { isChanging } from './change.ts';
import { expiredReason } from './expire.ts';

/**
 * `failed`: those who certainly did not get it, also because its time was over. `uncertain`: those of whom nobody knows; some of them will get it a
 * second time.
 */
export type Missed = 'failed' | 'uncertain';

export type SendToMissed =
  | { readonly kind: 'done'; readonly readers: number }
  /** It is not over yet, or was cancelled or never began. */
  | { readonly kind: 'refused'; readonly state: string }
  | { readonly kind: 'unknown' };

/**
 * Sends a push that is over once more to those who missed it. It is the same push and the same ledger rows, so whoever
 * has it cannot get it again; asking twice sends once.
 */
export function sendToMissed(
  db: Db,
  order: { readonly pushId: number; readonly actor: string; readonly which: readonly Missed[] },
): Promise<SendToMissed> {
  return inTransaction(db, async (trx) => {
    const push = await trx
      .selectFrom('push')
      .select(['state', 'kind', 'revision', 'retracted_at', 'expires_after'])
      .where('id', '=', order.pushId)
      .forUpdate()
      .executeTakeFirst();
    if (!push) return { kind: 'unknown' };
    if (push.retracted_at) return { kind: 'refused', state: 'retracted' };
    if (push.state !== 'finished') return { kind: 'refused', state: push.state };
    const { numAffectedRows } = await sql`
      update delivery d set
        state = 'pending', reason = null, attempts = 0, due_at = null, changed_at = now(), revision = ${push.revision}
      from subscriber s
      where d.push_id = ${order.pushId}
        and (d.state = any(${[...order.which]}::text[]::delivery_state[])
             or (${order.which.includes('failed')} and d.state = 'excluded'
                 and d.reason = ${expiredReason(push.expires_after)}))
        and s.id = d.subscriber_id and s.state = 'active'`.execute(trx);
    const readers = Number(numAffectedRows ?? 0);
    if (readers > 0) {
      await trx
        .updateTable('push')
        .set({
          state: 'sending',
          finished_at: null,
          // Its time begins anew.
          expires_at: isChanging(push.kind) ? null : expiryFromNow(push.expires_after),
          expired_at: null,
          expiry_to_tell: false,
        })
        .where('id', '=', order.pushId)
        .execute();
    }
    await recordAudit(trx, {
      actor: order.actor,
      action: 'push.sendToMissed',
      subject: `push ${order.pushId}`,
      detail: { which: order.which, readers },
    });
    return { kind: 'done', readers };
  });
}

function expiryFromNow(seconds: number): RawBuilder<Date> {
  return sql<Date>`now() + ${seconds} * interval '1 second'`;
}
