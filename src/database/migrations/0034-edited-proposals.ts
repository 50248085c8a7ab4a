import { type Kysely, sql } from 'kysely';

/**
 * Proposals whose text a person wrote, and which text the editors' message shows: another one than the push has now is
 * shown anew. And what the desk and the list of pushes look for.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table push
      -- The version of the story that the text was written for.
      add column edited_by text, add column edited_version integer`.execute(db);
  await sql`alter table proposal_message add column shown_revision smallint not null default 0`.execute(db);
  await sql`create index push_state on push (state, id desc)`.execute(db);
}
