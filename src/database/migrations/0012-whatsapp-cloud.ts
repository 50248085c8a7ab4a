import { type Kysely, sql } from 'kysely';

/**
 * The official WhatsApp API: when a person last wrote to it, which decides what they may be sent; and what its webhooks
 * told, kept before they are answered and until it is worked off.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table subscriber add column wrote_at timestamptz`.execute(db);
  await sql`
    create table cloud_event (
      id bigint generated always as identity primary key,
      lane text not null,
      -- The same for the same event, however often the webhook brings it; names nobody.
      key bytea not null unique,
      -- Sealed, because it holds a number and perhaps what the person wrote. Null: done, and kept to know a repetition by.
      event bytea,
      tries smallint not null default 0,
      due_at timestamptz not null default now(),
      taken_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index cloud_event_waiting on cloud_event (lane, id) where event is not null`.execute(db);
}
