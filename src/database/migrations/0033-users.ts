import { type Kysely, sql } from 'kysely';

/** Users of the console: how they are let in, and where they are signed in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table app_user
      add column invitation_hash bytea,
      add column invitation_until timestamptz,
      add column failures integer not null default 0,
      add column failed_at timestamptz`.execute(db);
  await sql`create unique index app_user_name on app_user (lower(name))`.execute(db);
  await sql`
    create table user_session (
      token_hash bytea primary key,
      user_id integer not null references app_user (id) on delete cascade,
      created_at timestamptz not null default now(),
      seen_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index user_session_user on user_session (user_id)`.execute(db);
}
