import { type Kysely, sql } from 'kysely';

/** Tells this record from every other: whether a backup was made of this one. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table record (
      only_one boolean primary key default true check (only_one),
      id uuid not null default gen_random_uuid(),
      restored_from timestamptz
    )`.execute(db);
  await sql`insert into record default values`.execute(db);
}
