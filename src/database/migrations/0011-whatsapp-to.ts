import { type Kysely, sql } from 'kysely';

/** A push may leave the readers on WhatsApp to the newsroom's Channel there: one post in place of many messages. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table push add column whatsapp_to text not null default 'everybody'
      check (whatsapp_to in ('everybody', 'destinations'))`.execute(db);
}
