import { type Kysely, sql } from 'kysely';

/**
 * Nothing is paid for that nobody agreed to: of a paid push the most Telegram Stars that were agreed to, null until they
 * are, and the fare that its edition gave it. What was being sent as paid goes on as it was.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table push
      add column stars_agreed integer check (stars_agreed >= 0),
      add column edition_fare text not null default 'free' check (edition_fare in ('free', 'paid')),
      add column fare_to_tell boolean not null default false`.execute(db);
  await sql`update push set edition_fare = fare where state in ('proposed', 'approved')`.execute(db);
  await sql`
    update push set stars_agreed = 0
    where fare = 'paid' and started_at is not null and state in ('approved', 'sending', 'paused')`.execute(db);
  await sql`create index push_fare_to_tell on push (id) where fare_to_tell`.execute(db);
}
