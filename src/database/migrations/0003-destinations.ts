import { type Kysely, sql } from 'kysely';

/** Channels and groups of the newsroom itself are readers like all others; what the configuration drops is found by this. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscriber add column destination boolean not null default false`.execute(db);
}
