import { type Kysely, sql } from 'kysely';

/** Of a push that stopped because nearly all its readers seem to have left: whether a person has said that they have. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table push add column seem_gone text check (seem_gone in ('asked', 'confirmed'))`.execute(db);
}
