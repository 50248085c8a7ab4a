import { sql } from 'kysely';
import type { Db } from '../database/database.ts';

/** Proposals that no editor has been shown yet, and those whose message does not say what became of them. */
export async function proposalsToShow(db: Db): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from push p left join proposal_message m on m.push_id = p.id
    where p.state = 'proposed' and (m.push_id is null or m.state = 'pending')
       or m.state = 'shown' and m.message_id is not null and (m.shown_as = 'proposed') <> (p.state = 'proposed')
    order by p.id limit 50`.execute(db);
  return rows.map((row) => row.id);
}

/** What an editor should look at in the summary that a proposal carries, a line each. */
export async function warningsOf(
  db: Db,
  { articleId, version }: { articleId: number; version: number },
): Promise<readonly string[]> {
  const row = await db
    .selectFrom('article_version')
    .select('summary')
    .where('article_id', '=', articleId)
    .where('version', '=', version)
    .executeTakeFirst();
  return row?.summary?.warnings ?? [];
}
