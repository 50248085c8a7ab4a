import { type Kysely, sql } from 'kysely';

/**
 * Where a feed that is configured by its site's address was found, its subscription at a WebSub hub, and the stories that
 * the newsroom's site says are read most.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table feed add column found_url text`.execute(db);
  await sql`
    create table websub (
      feed_id integer primary key references feed (id) on delete cascade,
      hub text not null,
      topic text not null,
      token text not null unique,
      secret text not null,
      -- When to ask the hub again: for the first time, after a failure, or before the lease ends.
      ask_at timestamptz not null,
      lease_until timestamptz,
      failures integer not null default 0,
      error text
    )`.execute(db);
  await sql`
    create table most_read (
      position smallint primary key,
      title text not null,
      link text not null,
      published_at timestamptz,
      visits integer,
      fetched_at timestamptz not null
    )`.execute(db);
}
