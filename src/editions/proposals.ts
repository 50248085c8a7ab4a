import type { Db } from '../database/database.ts';

/** Proposals that no editor has been shown yet. */
export async function unshownProposals(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('push')
    .leftJoin('proposal_message', 'proposal_message.push_id', 'push.id')
    .select('push.id')
    .where('push.state', '=', 'proposed')
    .where((eb) => eb.or([eb('proposal_message.push_id', 'is', null), eb('proposal_message.state', '=', 'pending')]))
    .orderBy('push.id')
    .limit(50)
    .execute();
  return rows.map((row) => row.id);
}
