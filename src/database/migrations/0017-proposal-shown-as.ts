import { type Kysely, sql } from 'kysely';

/**
 * What the message of a proposal says: that it waits for a decision, or what was decided, which may be done elsewhere or
 * just before the program ends.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table proposal_message
      add column shown_as text not null default 'proposed' check (shown_as in ('proposed', 'decided'))`.execute(db);
  // Nobody looks at old ones any more.
  await sql`
    update proposal_message m set shown_as = 'decided'
    from push p where p.id = m.push_id and p.state <> 'proposed'`.execute(db);
}
