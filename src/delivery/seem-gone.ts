import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import type { Trx } from '../database/transaction.ts';

/** When a person said of a push that its readers who seem gone are, takes those off the list. */
export async function takeOffConfirmed(db: Db, pushId: number): Promise<'confirmed' | 'not said'> {
  const push = await db.selectFrom('push').select('seem_gone').where('id', '=', pushId).executeTakeFirst();
  if (push?.seem_gone !== 'confirmed') return 'not said';
  await takeOffGone(db, pushId);
  return 'confirmed';
}

/** Everybody whom the push found gone, but for the newsroom's own channels and groups. */
export async function takeOffGone(db: Db | Trx, pushId: number): Promise<void> {
  await sql`
    update subscriber s set state = 'gone', changed_at = now()
    from delivery d
    where d.push_id = ${pushId} and d.state = 'gone' and s.id = d.subscriber_id
      and s.state = 'active' and not s.destination`.execute(db);
}

/** It was a mistake of ours: who seemed gone and is on the list is tried again. The push is locked by the caller. */
export async function tryGoneAgain(trx: Trx, pushId: number): Promise<void> {
  await sql`
    update delivery d set state = 'pending', reason = null, due_at = null, changed_at = now()
    from subscriber s
    where d.push_id = ${pushId} and d.state = 'gone' and s.id = d.subscriber_id and s.state = 'active'
      and not s.destination`.execute(trx);
}
