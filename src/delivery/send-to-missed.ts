import { type RawBuilder, sql } from 'kysely';
import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { announceWork } from '../database/notices.ts';
import type { PushKind } from '../database/schema.ts';
import { inTransaction, type Trx } from '../database/transaction.ts';
import { isChanging } from './changes/change.ts';
import { howMissed, type MissedHow } from './missed.ts';

/**
 * `failed`: those who certainly did not get it or the rest of it. `uncertain`: those of whom nobody knows; some of them will
 * get it a second time. Either get only what follows the messages that they are known to have.
 */
export type Missed = 'failed' | 'uncertain';

function howOf(which: readonly Missed[]): MissedHow[] {
  return which.flatMap((one): MissedHow[] =>
    one === 'failed' ? ['failed', 'expired', 'setAside', 'begun'] : ['uncertain'],
  );
}

export type SendToMissed =
  | { readonly kind: 'done'; readonly readers: number }
  /** It is not over yet, was cancelled, never began, or says what does not hold any more. */
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
      .select(['id', 'state', 'kind', 'corrects', 'revision', 'retracted_at', 'expires_after'])
      .where('id', '=', order.pushId)
      .forUpdate()
      .executeTakeFirst();
    if (!push) return { kind: 'unknown' };
    if (push.retracted_at) return { kind: 'refused', state: 'retracted' };
    if (push.state !== 'finished') return { kind: 'refused', state: push.state };
    const later = await laterChange(trx, order.pushId, push);
    if (later !== null) return { kind: 'refused', state: `replaced by push ${later}` };
    const { numAffectedRows } = await sql`
      update delivery d set
        state = 'pending', reason = null, uncounted = d.attempts, due_at = null, changed_at = now(), revision = ${push.revision}
      from subscriber s
      where d.push_id = ${order.pushId}
        and s.id = d.subscriber_id and ${howMissed(push)} = any(${howOf(order.which)}::text[])`.execute(trx);
    const readers = Number(numAffectedRows ?? 0);
    if (readers > 0) {
      await trx
        .updateTable('push')
        .set({
          state: 'sending',
          finished_at: null,
          // What was agreed to was spent, which stays on record.
          fare: 'free',
          // Its time begins anew.
          expires_at: isChanging(push.kind) ? null : expiryFromNow(push.expires_after),
          expired_at: null,
          expiry_to_tell: false,
        })
        .where('id', '=', order.pushId)
        .execute();
      await announceWork(trx);
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

/**
 * The correction or retraction that took effect after this one, or after the one that this notice tells of; null when there
 * is none. What an earlier one says must not be put over it. The push that they change is locked, so that none begins
 * meanwhile.
 */
async function laterChange(
  trx: Trx,
  pushId: number,
  { kind, corrects }: { readonly kind: PushKind; readonly corrects: number | null },
): Promise<number | null> {
  const changeId = kind === 'notice' ? corrects : isChanging(kind) ? pushId : null;
  if (changeId === null) return null;
  await sql`
    select from push where id = (select corrects from push where id = ${changeId}) for share`.execute(trx);
  const { rows } = await sql<{ id: number }>`
    select later.id from push this join push later on later.corrects = this.corrects and later.id <> this.id
    where this.id = ${changeId} and later.kind in ('correction', 'retraction')
      and later.started_at > this.started_at
    order by later.started_at desc limit 1`.execute(trx);
  return rows[0]?.id ?? null;
}
