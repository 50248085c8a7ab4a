import { type Kysely, sql } from 'kysely';

/** The pictures of a story's text besides its lead, for albums. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table article_version add column pictures jsonb`.execute(db);
}
