import { type Kysely, sql } from 'kysely';

/**
 * A channel or group of the newsroom that became another chat stays the one that `newsroom.yaml` names: under which id
 * that is, null while it is the chat itself; and whether editors know that it moved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table subscriber
      add column configured_hash bytea,
      add column configured_sealed bytea,
      add column moved_to_tell boolean not null default false`.execute(db);
}
