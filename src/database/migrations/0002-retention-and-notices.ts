import { type Kysely, sql } from 'kysely';

/**
 * What is left of a push's deliveries when the time to keep them has passed: how many of each state, and of nobody. And
 * an announcement of each approved push, so that it leaves at once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table delivery_count (
      push_id integer not null references push (id) on delete cascade,
      state delivery_state not null,
      count integer not null,
      primary key (push_id, state)
    )`.execute(db);
  await sql`
    create function announce_approved_push() returns trigger language plpgsql as $$
    begin
      perform pg_notify('push_approved', '');
      return null;
    end $$`.execute(db);
  await sql`
    create trigger push_approved after insert or update of state on push
    for each row when (new.state = 'approved') execute function announce_approved_push()`.execute(db);
  await sql`create index audit_at on audit (at)`.execute(db);
}
