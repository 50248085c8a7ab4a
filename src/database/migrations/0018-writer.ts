import { type Kysely, sql } from 'kysely';

/** What the optional writer wrote, so that it is paid for once, and what it cost by day, for all instances together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table writer_text (
      -- Hash of the endpoint's address and of all that it was asked: model, settings, instructions, article.
      asked bytea primary key,
      text text not null,
      written_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index writer_text_written_at on writer_text (written_at)`.execute(db);
  await sql`
    create table writer_day (
      -- Of the newsroom's time zone.
      day date primary key,
      tokens_in bigint not null default 0,
      tokens_out bigint not null default 0,
      -- Estimated for requests on their way. What a killed process had on its way counts until the day ends.
      reserved bigint not null default 0,
      written integer not null default 0,
      rejected integer not null default 0,
      failed integer not null default 0,
      over_budget integer not null default 0
    )`.execute(db);
}
