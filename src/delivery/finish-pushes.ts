import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';

/**
 * Ends the pushes of which nothing is left to do. Their rows are locked before it is looked whether anything is left:
 * what brings a delivery back into a push (a failure that the far end tells of later, a look into the chat) locks the
 * push too, and one that happened between a look and the end would be in a push that nobody sends any more. A push that
 * is locked at this moment is for the next call.
 *
 * @returns the ids of those that ended
 */
export async function finishPushes(db: Db): Promise<number[]> {
  const nothingLeft = sql`
    p.state = 'sending' and p.fanout_finished_at is not null
      and not exists (select from delivery d where d.push_id = p.id and d.state in ('pending', 'sending'))`;
  return inTransaction(db, async (trx) => {
    const locked = await sql<{ id: number }>`
      select p.id from push p where ${nothingLeft} order by p.id for update skip locked`.execute(trx);
    if (locked.rows.length === 0) return [];
    const { rows } = await sql<{ id: number }>`
      update push p set state = 'finished', finished_at = now()
      where p.id = any(${locked.rows.map(({ id }) => id)}::integer[]) and ${nothingLeft}
      returning p.id`.execute(trx);
    return rows.map((row) => row.id);
  });
}
