import { type Kysely, sql } from 'kysely';

/** Users of the console: how they are let in, and where they are signed in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table app_user
      add column invitation_hash bytea,
      add column invitation_until timestamptz`.execute(db);
  await sql`create unique index app_user_name on app_user (lower(name))`.execute(db);
  await sql`
    create table user_session (
      token_hash bytea primary key,
      user_id integer not null references app_user (id) on delete cascade,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    )`.execute(db);
  // By a hash of the name that was given, be there such a user or not: how it answers tells nothing.
  await sql`
    create table sign_in_failure (
      name_hash bytea primary key,
      failures integer not null,
      failed_at timestamptz not null
    )`.execute(db);
  await sql`create index sign_in_failure_failed_at on sign_in_failure (failed_at)`.execute(db);
  await sql`create index user_session_user on user_session (user_id)`.execute(db);
}
