import { type Kysely, sql } from 'kysely';

/** What the pages of a house say again and again, and the titles of its stories: by hashes, so that a line is looked up and no page kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table house (
      name text primary key,
      -- How many stories its lines were learnt from.
      stories integer not null default 0
    )`.execute(db);
  await sql`
    create table house_line (
      id integer generated always as identity primary key,
      house text not null references house (name) on delete cascade,
      hash bigint not null,
      is_title boolean not null,
      stories integer not null,
      since integer not null,
      subjects text[] not null,
      -- As printed; only of what more than one story had.
      text text,
      kept boolean not null default false,
      seen_at timestamptz not null,
      unique (house, hash)
    )`.execute(db);
  await sql`create index house_line_age on house_line (house, seen_at)`.execute(db);
}
