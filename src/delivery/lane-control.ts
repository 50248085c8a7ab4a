import { recordAudit } from '../database/audit.ts';
import type { Db } from '../database/database.ts';
import { announceWork } from '../database/notices.ts';
import { inTransaction } from '../database/transaction.ts';
import type { LaneReport } from './lane-report.ts';

export type LaneControlled =
  | { readonly kind: 'done' }
  /** It is so already. */
  | { readonly kind: 'already' }
  | { readonly kind: 'unknown' };

/**
 * Stops or reopens all sending of pushes through one account. What is on its way arrives; the rest stays pending and goes
 * on from there. Takes effect at the next message, since each is marked only while its lane is open. Answers to people
 * who write go on.
 */
export function setLaneState(
  db: Db,
  { lane, state, actor }: { readonly lane: string; readonly state: LaneReport['state']; readonly actor: string },
): Promise<LaneControlled> {
  return inTransaction(db, async (trx) => {
    const row = await trx.selectFrom('lane').select('state').where('name', '=', lane).forUpdate().executeTakeFirst();
    if (!row) return { kind: 'unknown' };
    if (row.state === state) return { kind: 'already' };
    await trx.updateTable('lane').set({ state }).where('name', '=', lane).execute();
    if (state === 'open') await announceWork(trx);
    await recordAudit(trx, {
      actor,
      action: state === 'paused' ? 'lane.pause' : 'lane.resume',
      subject: `lane ${lane}`,
    });
    return { kind: 'done' };
  });
}
