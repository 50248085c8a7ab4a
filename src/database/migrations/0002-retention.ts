import { type Kysely, sql } from 'kysely';

/** What is left of a push's deliveries when the time to keep them has passed: how many of each state, and of nobody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delivery_count (
      push_id integer not null references push (id) on delete cascade,
      state delivery_state not null,
      count integer not null,
      primary key (push_id, state)
    )`.execute(db);
  await sql`create index audit_at on audit (at)`.execute(db);
}
