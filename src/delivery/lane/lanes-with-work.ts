import { sql } from 'kysely';
import type { Db } from '../../database/database.ts';

/** Lanes that have something due and that nobody who lives is draining. */
export async function lanesWithWork(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select l.name from lane l
    where l.state = 'open' and (l.holder is null or l.lease_until < now())
      and exists (
        select from push p
        where (p.state = 'sending' and exists (
            select from delivery d
            where d.push_id = p.id and d.lane_id = l.id
              and ((d.state = 'pending' and (d.due_at is null or d.due_at <= now())
                   and (p.expires_at is null or p.expires_at > now())) or d.state = 'sending')))
           -- A cancelled or paused push may still have messages of a dead holder to account for.
           or (p.state in ('paused', 'cancelled') and p.started_at is not null and exists (
            select from delivery d where d.push_id = p.id and d.lane_id = l.id and d.state = 'sending')))`.execute(db);
  return rows.map((row) => row.name);
}
