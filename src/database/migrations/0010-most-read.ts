import { type Kysely, sql } from 'kysely';

/**
 * How often a story's links were opened, a number a day and nothing more; and when the site was last asked for its most
 * read stories, so that of all instances one asks.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table link_count (
      article_id integer not null references article (id) on delete cascade,
      day date not null,
      clicks integer not null,
      primary key (article_id, day)
    )`.execute(db);
  await sql`
    create table most_read_clock (
      id boolean primary key default true check (id),
      asked_at timestamptz not null
    )`.execute(db);
}
